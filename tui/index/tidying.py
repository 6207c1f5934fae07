"""Full-text tables merged, a little at a time, of what many batches left behind."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager

from tui.index import meta

_MERGED = ("text", "named", "fingerprint", "line", "note_text")


class Tidying:
    """Remembers how far it has come. ``batch`` opens a transaction on the connection."""

    def __init__(
        self, connection: sqlite3.Connection, batch: Callable[[], AbstractContextManager[None]]
    ) -> None:
        self._connection = connection
        self._batch = batch
        self._merging: set[str] = set()

    def go_on(self, pages: int) -> bool:
        """Merge about ``pages`` of 4 KB as one transaction; whether more is left to merge.

        Nothing is done before a quarter of the documents is new, because in the end everything is
        written once more.
        """
        if not self._merging and not self._grown():
            return False
        for table in _MERGED:
            # A negative number begins to merge everything, a positive one goes on (FTS5, 6.8).
            step = pages if table in self._merging else -pages
            self._merging.add(table)
            before = self._connection.total_changes
            with self._batch():
                self._connection.execute(
                    f"INSERT INTO {table}({table}, rank) VALUES ('merge', ?)", (step,)
                )
            if self._connection.total_changes - before >= 2:
                return True
        self._merging.clear()
        with self._batch():
            meta.remember(self._connection, meta.TIDIED, self._prepared())
        return False

    def _grown(self) -> bool:
        """Whether a quarter of what is prepared came after the last time all was merged."""
        before = int(meta.value(self._connection, meta.TIDIED) or 0)
        return self._prepared() > 1.25 * before

    def _prepared(self) -> int:
        (count,) = self._connection.execute("SELECT count(*) FROM prepared").fetchone()
        return int(count)
