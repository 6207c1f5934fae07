"""Errors of SQLite, translated into those that callers outside this room handle."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from tui.index.opening import mark_damaged
from tui.row import Interrupted

_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_ERRNO = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_BUSY: errno.EBUSY,
    sqlite3.SQLITE_READONLY: errno.EROFS,
}


class DamagedError(Exception):
    """Something in the index is not as it was written."""


@contextmanager
def translated(path: str) -> Iterator[None]:
    """Raise ``OSError`` where the index cannot be read or written, ``Interrupted`` for a search
    that was called off.

    A damaged index is marked, so that the next start makes it anew; that is an ``OSError`` too.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise Interrupted from error
        code = _ERRNO.get(error.sqlite_errorcode & 0xFF, errno.EIO)
        raise OSError(code, f"the index: {error}", path) from error
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF not in _DAMAGE:
            raise
        raise _damaged(path) from error
    except DamagedError as error:
        raise _damaged(path) from error


def _damaged(path: str) -> OSError:
    mark_damaged(path)
    return OSError(errno.EIO, "the index is damaged and is made anew at the next start", path)
