"""In which documents a watched text stands, and whether in hidden text only.

Names and strings are here, patterns and queries in :mod:`tui.index.ringing`. Hits are kept up to
date from both sides: a document that arrives is searched for everything on the watch list, and all
documents are searched for what is new on the list.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Mapping
from typing import Any

from tui import watchlist
from tui.document import Label, PreparedDocument
from tui.index import naming, ringing
from tui.index.folding import key, quoted, storable, words
from tui.index.statement import Read
from tui.kinship import names_of
from tui.watchlist import NAME, QUERY, watched

_SHOWN, _NAMES = "{title body} : ", "{who place org} : "
_WORD = re.compile(r"[^\W_]+")


def mirror(connection: sqlite3.Connection, place: str, fields: Mapping[str, Any]) -> None:
    """Bring one watched text up to date with its entry in the record; no ``fields``: it is gone."""
    for table in ("watched", "watch_phrase", "watch_hit"):
        connection.execute(f"DELETE FROM {table} WHERE key = ?", (place,))
    ringing.forget(connection, place)
    found = watched(fields)
    phrases = [one for one in map(storable, found.phrases) if words(one)] if found else []
    if not found or (found.phrases and not phrases):
        return
    connection.execute(
        "INSERT INTO watched(key, text, kind) VALUES (?, ?, ?)",
        (place, storable(found.text), found.kind),
    )
    if found.kind == QUERY:
        ringing.ask(connection, place, storable(found.text))
    if not phrases:
        return
    connection.executemany(
        "INSERT OR IGNORE INTO watch_phrase(word, key, phrase, folded) VALUES (?, ?, ?, ?)",
        [
            (max(_words(phrase), key=len, default=""), place, phrase, watchlist.key(phrase))
            for phrase in phrases
        ],
    )
    _find(connection, place, found.kind)


def notice(connection: sqlite3.Connection, number: int, document: PreparedDocument) -> None:
    """Look for everything on the watch list in a document, which must be searchable by now."""
    if not connection.execute("SELECT 1 FROM watched LIMIT 1").fetchone():
        return
    names = (form for name in document.names for form in (name.display, *dict(name.spellings)))
    kin = naming.kin(names_of(document), _reading(connection))
    alike = (one.name for found in kin.values() for one in found)
    held = _words(document.safe.text).union(_words(document.title), *map(_words, (*names, *alike)))
    candidates = connection.execute(
        "SELECT watch_phrase.key, kind, phrase FROM json_each(?)"
        " CROSS JOIN watch_phrase ON word = value JOIN watched ON watched.key = watch_phrase.key",
        (json.dumps([storable(word) for word in held]),),
    ).fetchall()
    # A phrase needs all of its words: asking for each phrase takes a tenth of a millisecond.
    for place, kind in dict.fromkeys(one[:2] for one in candidates if _words(one[2]) <= held):
        _find(connection, place, kind, number)
    ringing.look(connection, number, document)


def follow(connection: sqlite3.Connection, names: Collection[int]) -> None:
    """Look again, in all documents, for watched names whose group changed (keys of ``name``)."""
    if not names or not connection.execute("SELECT 1 FROM watched LIMIT 1").fetchone():
        return
    displays = connection.execute(
        "SELECT display FROM name WHERE key IN (SELECT value FROM json_each(?))",
        (json.dumps(list(names)),),
    )
    for (place,) in connection.execute(
        "SELECT DISTINCT key FROM watched JOIN watch_phrase USING (key)"
        " WHERE watched.kind = ? AND folded IN (SELECT value FROM json_each(?))",
        (NAME, json.dumps([watchlist.key(display) for (display,) in displays])),
    ).fetchall():
        connection.execute("DELETE FROM watch_hit WHERE key = ?", (place,))
        _find(connection, place, NAME)


def overlook(connection: sqlite3.Connection, number: int) -> None:
    """Take out all hits in a document."""
    connection.execute("DELETE FROM watch_hit WHERE number = ?", (number,))


def forget(connection: sqlite3.Connection) -> None:
    """Empty the watch list."""
    for (place,) in connection.execute("SELECT key FROM watched").fetchall():
        ringing.forget(connection, place)
    for table in ("watched", "watch_phrase", "watch_hit"):
        connection.execute(f"DELETE FROM {table}")


def _words(text: str) -> set[str]:
    """The words of a text as the full-text index has them, or parts of those, never more."""
    return set(_WORD.findall(key(text)))


def _find(connection: sqlite3.Connection, place: str, kind: str, number: int = 0) -> None:
    """Store which documents hold the phrases of ``place``, among all or as to ``number`` alone."""
    found = connection.execute("SELECT phrase FROM watch_phrase WHERE key = ?", (place,))
    any_of_them = f"({' OR '.join(quoted(phrase) for (phrase,) in found)})"
    one, this = (" AND rowid = ?", (number,)) if number else ("", ())
    connection.execute(
        f"INSERT OR IGNORE INTO watch_hit(key, number, shown)"
        f" SELECT ?, rowid, 0 FROM text WHERE text MATCH ?{one}",
        (place, any_of_them, *this),
    )
    connection.execute(
        "UPDATE watch_hit SET shown = 1 WHERE key = ? AND shown = 0 AND number IN"
        f" (SELECT rowid FROM text WHERE text MATCH ?{one})",
        (place, _SHOWN + any_of_them, *this),
    )
    if kind == NAME:
        # A name that the text has in none of these forms may be there in another: inflected, say.
        connection.execute(
            f"INSERT OR IGNORE INTO watch_hit(key, number, shown)"
            f" SELECT ?, rowid, 1 FROM named WHERE named MATCH ?{one}",
            (place, _NAMES + any_of_them, *this),
        )
        numbers = _as_one(connection, place)
        connection.executemany(
            "INSERT OR IGNORE INTO watch_hit(key, number, shown) VALUES (?, ?, 1)",
            [(place, one) for one in numbers if not number or one == number],
        )


def _as_one(connection: sqlite3.Connection, place: str) -> set[int]:
    """The documents with a name that counts as the same as a watched one."""
    found = connection.execute(
        "SELECT DISTINCT label, display FROM watch_phrase"
        " JOIN name ON name.folded = watch_phrase.folded AND label IN ('PERSON', 'PLACE', 'ORG')"
        " WHERE watch_phrase.key = ? AND kin IS NOT NULL",
        (place,),
    ).fetchall()
    read = _reading(connection)
    return {number for label, name in found for number in naming.holding(Label(label), name, read)}


def _reading(connection: sqlite3.Connection) -> Read:
    return lambda sql, values: connection.execute(sql, values).fetchall()
