"""A prepared document in the tables: how it is written there, read, and taken out again."""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from struct import pack as pack_numbers
from struct import unpack as unpack_numbers
from typing import TypeVar

from tui.document import Fact, Label, PreparedDocument
from tui.index import lines, mentions, watching
from tui.index.errors import DamagedError
from tui.index.folding import key, lettered, searched, storable
from tui.index.mentions import LINE
from tui.index.naming import edged
from tui.index.schema import DONE
from tui.wire import decode, encode, texts

_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:[T ][0-9:.+Z-]{1,30})?)?)?")
_Part = TypeVar("_Part")


def keep(
    connection: sqlite3.Connection, number: int, document: PreparedDocument, steps: str
) -> None:
    """Store a whole document, compressed; fingerprints apart, because they are read alone."""
    prints = document.fingerprints
    line = encode(replace(document, fingerprints=()))
    connection.execute(
        "INSERT INTO prepared(number, steps, wire, fingerprints) VALUES (?, ?, ?, ?)",
        (
            number,
            steps,
            zlib.compress(line.encode("utf-8")),
            pack_numbers(f"<{len(prints)}q", *prints),
        ),
    )


def kept(connection: sqlite3.Connection, number: int) -> PreparedDocument | None:
    """A stored document. Raises :class:`tui.index.errors.DamagedError` for a damaged one."""
    document = _unpacked(connection, number, decode)
    return document and replace(document, fingerprints=kept_fingerprints(connection, number))


def kept_texts(
    connection: sqlite3.Connection, number: int, worth: Callable[[str], bool]
) -> tuple[str, str] | None:
    """Title and safe text of a stored document, if its line (:mod:`tui.wire`) is ``worth`` reading.

    Raises :class:`tui.index.errors.DamagedError` for a damaged one.
    """
    return _unpacked(connection, number, lambda line: texts(line) if worth(line) else None)


def _unpacked(
    connection: sqlite3.Connection, number: int, read: Callable[[str], _Part | None]
) -> _Part | None:
    found = connection.execute("SELECT wire FROM prepared WHERE number = ?", (number,)).fetchone()
    if not found:
        return None
    try:
        return read(zlib.decompress(found[0]).decode("utf-8"))
    except (ValueError, zlib.error) as error:
        raise DamagedError(str(error)) from error


def kept_fingerprints(connection: sqlite3.Connection, number: int) -> tuple[int, ...]:
    """The fingerprints of a stored document; none where nothing is stored."""
    found = connection.execute(
        "SELECT fingerprints FROM prepared WHERE number = ?", (number,)
    ).fetchone()
    return unpack_numbers(f"<{len(found[0]) // 8}q", found[0]) if found else ()


def fill(
    connection: sqlite3.Connection, number: int, document: PreparedDocument, steps: str
) -> None:
    """Store a document under its number, in place of what was stored there before."""
    clear(connection, number)
    keep(connection, number, document, steps)
    add_texts(connection, number, document)
    connection.execute(
        "INSERT INTO fingerprint(rowid, sample) VALUES (?, ?)",
        (number, " ".join(samples(document.fingerprints))),
    )
    meta = document.metadata
    connection.execute(
        "UPDATE document SET id = ?, state = ?, outlet = ?, published = ?, language = ?,"
        " words = ?, doubt = ?, remark = ? WHERE number = ?",
        (
            storable(document.id),
            DONE,
            _value(meta.outlet)[:LINE] or None,
            _date(meta.published),
            _value(meta.language)[:LINE],
            document.words,
            document.doubt,
            storable(document.remark)[:LINE],
            number,
        ),
    )
    if title := storable(document.title).strip()[:LINE]:
        connection.execute(
            "UPDATE document SET title = ?, title_key = ? WHERE number = ?",
            (title, key(title), number),
        )
    watching.notice(connection, number, document)


def clear(connection: sqlite3.Connection, number: int) -> None:
    """Take out what :func:`fill` wrote, except for the row itself."""
    document = kept(connection, number)
    if document is None:
        return
    (superseded,) = connection.execute(
        "SELECT superseded FROM document WHERE number = ?", (number,)
    ).fetchone()
    if not superseded:
        remove_texts(connection, number, document)
    connection.execute(
        "INSERT INTO fingerprint(fingerprint, rowid, sample) VALUES ('delete', ?, ?)",
        (number, " ".join(samples(document.fingerprints))),
    )
    connection.execute(
        "DELETE FROM relation WHERE other = ? AND number IN"
        " (SELECT other FROM relation WHERE number = ?)",
        (number, number),
    )
    connection.execute("DELETE FROM relation WHERE number = ?", (number,))
    connection.execute("DELETE FROM prepared WHERE number = ?", (number,))


def add_texts(connection: sqlite3.Connection, number: int, document: PreparedDocument) -> None:
    """Make a document searchable, and count its names."""
    connection.execute(
        "INSERT INTO text(rowid, title, body, hidden) VALUES (?, ?, ?, ?)",
        (number, *_texts(document)),
    )
    connection.execute(
        "INSERT INTO named(rowid, outlet, author, who, place, org) VALUES (?, ?, ?, ?, ?, ?)",
        (number, *_fields(document)),
    )
    lines.add(connection, number, document.safe.text)
    watching.follow(connection, mentions.add(connection, number, document))


def remove_texts(connection: sqlite3.Connection, number: int, document: PreparedDocument) -> None:
    """Take a document out of all searches, and its names out of the counts."""
    watching.overlook(connection, number)
    connection.execute(
        "INSERT INTO text(text, rowid, title, body, hidden) VALUES ('delete', ?, ?, ?, ?)",
        (number, *_texts(document)),
    )
    connection.execute(
        "INSERT INTO named(named, rowid, outlet, author, who, place, org)"
        " VALUES ('delete', ?, ?, ?, ?, ?, ?)",
        (number, *_fields(document)),
    )
    lines.remove(connection, number, document.safe.text)
    watching.follow(connection, mentions.remove(connection, number, document))


def samples(fingerprints: Iterable[int]) -> list[str]:
    """Fingerprints as words of the full-text index: 40 of their 64 bits, in eight letters.

    The three bits that all sampled fingerprints have in common are left out. Among 16 million
    fingerprints one in 70,000 collides with an unrelated one, too few for any threshold to notice.
    """
    return lettered(((one >> 35) & 0x1FFFFFFF) << 11 | one & 0x7FF for one in fingerprints)


def _texts(document: PreparedDocument) -> tuple[str, str, str]:
    safe = document.safe.text
    shown = "\n".join(block.text(safe) for block in document.blocks if not block.hidden)
    hidden = "\n".join(block.text(safe) for block in document.blocks if block.hidden)
    if not document.blocks:
        shown = safe
    return searched(document.title), searched(shown), searched(hidden)


def _fields(document: PreparedDocument) -> tuple[str, ...]:
    people, places, organisations = (
        searched(
            edged(
                [
                    form
                    for name in document.names
                    if name.label is label
                    for form in (name.display, *(spelling for spelling, _ in name.spellings))
                ]
            )
        )
        for label in (Label.PERSON, Label.PLACE, Label.ORG)
    )
    outlet, author = document.metadata.outlet, document.metadata.author
    return (searched(_value(outlet)), searched(_value(author)), people, places, organisations)


def _value(fact: Fact | None) -> str:
    return storable(fact.value) if fact else ""


def _date(fact: Fact | None) -> str | None:
    return fact.value if fact and _DATE.fullmatch(fact.value) else None
