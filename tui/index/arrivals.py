"""Prepared documents as they arrive: which row a file's content belongs to."""

from __future__ import annotations

import sqlite3
import time

from tui.document import FileEntry, PreparedDocument
from tui.index import watching
from tui.index.contents import add_texts, fill, kept, remove_texts
from tui.index.copies import recount
from tui.index.files import add
from tui.index.folding import key, storable
from tui.index.mirror import judge
from tui.index.recurring import Memory, note
from tui.index.schema import DONE, FAILED, WAITING


def put(
    connection: sqlite3.Connection,
    path: bytes,
    document: PreparedDocument,
    steps: str,
    memory: Memory,
) -> int:
    """Store what was prepared from ``path``. Returns the number of the row that shows it."""
    identity = storable(document.id)
    at = _row_of(connection, path)
    number = _number(connection, identity) or _own_row(connection, at, path)
    fresh = connection.execute(
        "SELECT 1 FROM prepared WHERE number = ? AND steps = ?", (number, steps)
    ).fetchone()
    if memory.known or not fresh:
        fill(connection, number, document, steps)
        note(connection, number, document.safe.text, memory)
        judge(connection, [identity])
    _move(connection, path, at, number)
    return number


def adopt(connection: sqlite3.Connection, path: bytes, identity: str, steps: str) -> bool:
    """Make ``path`` one more path of a document, if these steps have prepared that already."""
    found = connection.execute(
        "SELECT number FROM document JOIN prepared USING (number) WHERE id = ? AND steps = ?",
        (identity, steps),
    ).fetchone()
    if not found:
        return False
    _move(connection, path, _row_of(connection, path), found[0])
    return True


def fail(connection: sqlite3.Connection, path: bytes, remark: str) -> int:
    """Note that ``path`` could not be prepared. Returns the number of its row."""
    number = _row_of(connection, path)
    connection.execute("UPDATE file SET state = ? WHERE path = ?", (FAILED, path))
    connection.execute(
        "UPDATE document SET remark = ?, state = iif(state = ?, ?, state) WHERE number = ?",
        (storable(remark), WAITING, FAILED, number),
    )
    return number


def _row_of(connection: sqlite3.Connection, path: bytes) -> int:
    found = connection.execute("SELECT number FROM file WHERE path = ?", (path,)).fetchone()
    return int(found[0]) if found else add(connection, path, FileEntry(""), int(time.time()))


def _number(connection: sqlite3.Connection, identity: str) -> int:
    found = connection.execute("SELECT number FROM document WHERE id = ?", (identity,)).fetchone()
    return int(found[0]) if found else 0


def _own_row(connection: sqlite3.Connection, at: int, path: bytes) -> int:
    """The row for bytes seen for the first time: that of their file, or, where other bytes have
    that already, a new one.
    """
    (identity, title) = connection.execute(
        "SELECT id, title FROM document WHERE number = ?", (at,)
    ).fetchone()
    if identity is None:
        return at
    return int(
        connection.execute(
            "INSERT INTO document(path, title, title_key, arrived) VALUES (?, ?, ?, ?)",
            (path, title, key(title), int(time.time())),
        ).lastrowid
        or 0
    )


def _move(connection: sqlite3.Connection, path: bytes, at: int, number: int) -> None:
    """Note that ``path`` holds document ``number``; the row ``at`` that it had loses it."""
    connection.execute(
        "UPDATE file SET number = ?, state = ?, missing = 0 WHERE path = ?", (number, DONE, path)
    )
    _revive(connection, path, number)
    if at != number:
        _leave(connection, path, at, number)


def _revive(connection: sqlite3.Connection, path: bytes, number: int) -> None:
    """List a document again that was superseded or missing: ``path`` holds it now."""
    superseded, missing, story = connection.execute(
        "SELECT superseded, missing, story FROM document WHERE number = ?", (number,)
    ).fetchone()
    if superseded and (document := kept(connection, number)):
        connection.execute("UPDATE document SET superseded = 0 WHERE number = ?", (number,))
        add_texts(connection, number, document)
        watching.notice(connection, number, document)
        recount(connection, story)
    if missing or superseded:
        connection.execute(
            "UPDATE document SET missing = 0, path = ? WHERE number = ?", (path, number)
        )


def _leave(connection: sqlite3.Connection, path: bytes, at: int, successor: int) -> None:
    """Take ``path``, which holds something else now, from the row ``at``.

    A row that still has another file stays. Otherwise it is superseded by ``successor``, or, if
    nothing was ever prepared for it, removed; its number then stands for the successor's.
    """
    held = connection.execute(
        "SELECT path FROM file WHERE number = ? ORDER BY missing, path LIMIT 1", (at,)
    ).fetchone()
    if held:
        connection.execute(
            "UPDATE document SET path = ? WHERE number = ? AND path = ?", (*held, at, path)
        )
        return
    document = kept(connection, at)
    if document:
        remove_texts(connection, at, document)
        connection.execute("UPDATE document SET superseded = ? WHERE number = ?", (successor, at))
        (story,) = connection.execute(
            "SELECT story FROM document WHERE number = ?", (at,)
        ).fetchone()
        recount(connection, story)
    else:
        connection.execute("DELETE FROM document WHERE number = ?", (at,))
        connection.execute("INSERT INTO alias(number, target) VALUES (?, ?)", (at, successor))
