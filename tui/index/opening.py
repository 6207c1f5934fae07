"""Opening the file of an index in whatever state it is: what is in it can be derived again."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from tui.index import schema

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

_BUSY_SECONDS = 10.0
# A writer comes back to the same pages: with SQLite's default of 2 MB storing a document takes a
# tenth longer, and finding its copies a fifth.
_CACHE_KIB = 16_384
# The write-ahead log is cut back to so many bytes after a large transaction.
_LOG_LIMIT = 64 << 20
_DAMAGED = ".damaged"
_FILES = ("", "-wal", "-shm", "-journal", _DAMAGED)

#: Errors that say nothing about the file itself: it must not be thrown away for them.
_CIRCUMSTANCES = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_NOMEM,
    }
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A connection that may write, the file behind it, and what was unusual about opening it.

    ``folder`` is the temporary folder in which the index lives, if it does.
    """

    connection: sqlite3.Connection
    path: str
    remark: str = ""
    folder: TemporaryDirectory[str] | None = None


def open_index(path: str) -> Opened:
    """Open the index at ``path``, in private files, or in a temporary folder where that fails.

    An index that is absent, of another version, damaged, or marked by :func:`mark_damaged` is made
    anew. Raises ``OSError`` or ``sqlite3.OperationalError`` where there is no place for it at all.
    """
    try:
        return _open(path)
    except (OSError, sqlite3.OperationalError) as error:
        from tempfile import TemporaryDirectory

        folder = TemporaryDirectory(prefix="copytaster-", ignore_cleanup_errors=True)
        passing = _open(os.path.join(folder.name, "index.sqlite"))
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        remark = f"the index is not kept: {reason}: {os.path.dirname(path)}"
        return Opened(passing.connection, passing.path, remark, folder)


def open_reading(path: str) -> sqlite3.Connection:
    """Another connection to an open index, for reading only."""
    connection = _connect(path, "ro")
    connection.execute("PRAGMA query_only = ON")
    return connection


def mark_damaged(path: str) -> None:
    """Have the index made anew when it is opened next; where even that fails, nothing happens."""
    with suppress(OSError):
        os.close(os.open(path + _DAMAGED, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o600))


def _open(path: str) -> Opened:
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    remark = ""
    if os.path.lexists(path + _DAMAGED):
        _remove(path)
        remark = "the index was damaged and is made anew"
    try:
        return Opened(_usable(path), path, remark)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in _CIRCUMSTANCES:
            raise
    _remove(path)
    return Opened(_usable(path), path, "the index was unreadable and is made anew")


def _usable(path: str) -> sqlite3.Connection:
    """A connection to an index of this version; one of another version is made anew.

    Raises ``sqlite3.DatabaseError`` for a file that is no index.
    """
    flags = os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW
    os.close(os.open(path, flags, 0o600))
    connection = _connect(path, "rw")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    try:
        if connection.execute("PRAGMA user_version").fetchone() == (0,):
            schema.create(connection)
        if schema.current(connection):
            return connection
    except BaseException:
        connection.close()
        raise
    connection.close()
    _remove(path)
    return _usable(path)


def _connect(path: str, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"file:{quote(path)}?mode={mode}",
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(f"PRAGMA journal_size_limit = {_LOG_LIMIT}")
    return connection


def _remove(path: str) -> None:
    for suffix in _FILES:
        with suppress(FileNotFoundError):
            os.unlink(path + suffix)
