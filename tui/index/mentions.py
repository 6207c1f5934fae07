"""Which names each document mentions, and how often."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter

from tui.document import Label, PreparedDocument
from tui.index.folding import key, storable

#: The most characters of anything that the list shows, whatever a document claims.
LINE = 500
# What is counted across the case: what somebody or something is called, not how much or when.
_UNCOUNTED = frozenset({Label.DATE, Label.MONEY, Label.PERCENT, Label.QUANTITY})
_Name = tuple[str, str]


def add(connection: sqlite3.Connection, number: int, document: PreparedDocument) -> set[int]:
    """Count the names of a document. Returns the keys of names whose group (kin) changes."""
    counted = _names(document)
    connection.executemany(
        "INSERT OR IGNORE INTO name(label, display, folded) VALUES (?, ?, ?)",
        [(label, display, key(display)) for label, display in counted],
    )
    connection.executemany(
        "INSERT INTO name_in(name, number, mentions)"
        " SELECT key, ?, ? FROM name WHERE label = ? AND display = ?",
        [(number, count, label, display) for (label, display), count in counted.items()],
    )
    from tui.index import kin

    moved: set[int] = set()
    spelled = _spellings(document)
    for one, label, display, settled in _alike(connection, counted):
        spellings = spelled.get((label, display), ())
        if not settled or (len(spellings) > 1 and label != Label.PERSON):
            moved |= kin.arrive(connection, one, label, display, spellings)
    return moved


def remove(connection: sqlite3.Connection, number: int, document: PreparedDocument) -> set[int]:
    """Take the names of a document out of the counts. Returns as :func:`add`."""
    names = _names(document)
    connection.executemany(
        "DELETE FROM name_in WHERE number = ? AND name ="
        " (SELECT key FROM name WHERE label = ? AND display = ?)",
        [(number, label, display) for label, display in names],
    )
    from tui.index import kin

    moved: set[int] = set()
    gone = "AND documents = 0"
    for one, label, display, settled in _alike(connection, names, gone):
        if settled:
            moved |= kin.leave(connection, one, label, display)
    return moved


def _names(document: PreparedDocument) -> Counter[_Name]:
    """How often each name is mentioned in what is shown."""
    return Counter(
        (mention.label.value, storable(mention.name)[:LINE])
        for mention in document.mentions
        if mention.label not in _UNCOUNTED and not mention.hidden and mention.name
    )


def _spellings(document: PreparedDocument) -> dict[_Name, tuple[str, ...]]:
    """The forms in which each name stands in the document."""
    return {
        (name.label.value, storable(name.display)[:LINE]): tuple(
            storable(form) for form, _ in name.spellings
        )
        for name in document.names
    }


def _alike(
    connection: sqlite3.Connection, names: Counter[_Name], where: str = ""
) -> list[tuple[int, str, str, bool]]:
    """Those of the names that may have kin: key, label, name, and whether kin was looked for."""
    wanted = [name for name in names if Label(name[0]).named]
    return connection.execute(
        "SELECT name.key, label, display, rank IS NOT NULL"
        " FROM json_each(?) AS wanted CROSS JOIN name"
        " ON label = json_extract(wanted.value, '$[0]')"
        f" AND display = json_extract(wanted.value, '$[1]') {where}",
        (json.dumps(wanted),),
    ).fetchall()
