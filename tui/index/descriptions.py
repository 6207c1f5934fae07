"""The files that describe documents, as they were when the documents were last prepared.

Their table is made with the first of them; most inboxes have none.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tui.document import FileEntry

_TABLE = """
CREATE TABLE IF NOT EXISTS described(
    path BLOB PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    said TEXT NOT NULL
) WITHOUT ROWID
"""
_THERE = "SELECT 1 FROM sqlite_master WHERE name = 'described'"


class Description(NamedTuple):
    """A file that describes documents. ``said`` has, if it describes several, for each document's
    name a stamp of what it said.
    """

    path: str
    said: Mapping[str, int]


def changed(
    connection: sqlite3.Connection, entries: Sequence[FileEntry]
) -> tuple[list[Description], list[Description]]:
    """Which of these files are new or have changed, and which known ones are gone.

    Each comes with what it said before.
    """
    if not connection.execute(_THERE).fetchone():
        return [Description(entry.path, {}) for entry in entries], []
    known = {
        path: (stat, said)
        for path, *stat, said in connection.execute(
            "SELECT path, size, mtime_ns, inode, said FROM described"
        )
    }
    found = []
    for entry in entries:
        stat, said = known.pop(os.fsencode(entry.path), ([], "{}"))
        if stat != [entry.size, entry.mtime_ns, entry.inode]:
            found.append(Description(entry.path, json.loads(said)))
    gone = [Description(os.fsdecode(path), json.loads(said)) for path, (_, said) in known.items()]
    return found, gone


def note(
    connection: sqlite3.Connection,
    entries: Iterable[tuple[FileEntry, Mapping[str, int]]],
    gone: Iterable[str] = (),
) -> None:
    """Remember these files as they are, and forget those that are gone."""
    written = [
        (os.fsencode(entry.path), entry.size, entry.mtime_ns, entry.inode, json.dumps(dict(said)))
        for entry, said in entries
    ]
    if written:
        connection.execute(_TABLE)
        connection.executemany("INSERT OR REPLACE INTO described VALUES (?, ?, ?, ?, ?)", written)
    lost = [(os.fsencode(path),) for path in gone]
    if lost and connection.execute(_THERE).fetchone():
        connection.executemany("DELETE FROM described WHERE path = ?", lost)
