"""Which documents have a line, known by its key (:func:`tui.lines.line_key`) alone."""

from __future__ import annotations

import sqlite3

from tui.index.folding import lettered
from tui.lines import MANY, line_keys


def add(connection: sqlite3.Connection, number: int, safe: str) -> None:
    """Store which lines a document has."""
    connection.execute("INSERT INTO line(rowid, key) VALUES (?, ?)", (number, _words(safe)))


def remove(connection: sqlite3.Connection, number: int, safe: str) -> None:
    """Take out the lines of a document; ``safe`` must be the text that they were stored from."""
    connection.execute(
        "INSERT INTO line(line, rowid, key) VALUES ('delete', ?, ?)", (number, _words(safe))
    )


def elsewhere(connection: sqlite3.Connection, line: int, number: int) -> bool:
    """Whether a document other than ``number`` has a line."""
    found = connection.execute("SELECT rowid FROM line WHERE line MATCH ? LIMIT 2", (_word(line),))
    return any(other != number for (other,) in found)


def holders(connection: sqlite3.Connection, line: int) -> list[int]:
    """The documents that have a line, at most one more than are counted (:data:`MANY`)."""
    rows = connection.execute(
        "SELECT rowid FROM line WHERE line MATCH ? LIMIT ?", (_word(line), MANY + 1)
    )
    return [number for (number,) in rows]


def _words(safe: str) -> str:
    return " ".join(lettered(sorted(line_keys(safe))))


def _word(line: int) -> str:
    return lettered([line])[0]
