"""Merging the full-text tables, a little at a time: many small batches leave many segments."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager

from tui.index import meta

# So many times as many documents as at the last full merge make another one worth its cost.
_GROWTH = 1.25
# A call of SQLite's merge that changes fewer rows than this has found nothing to merge (FTS5, 6.8).
_WORKED = 2
_MERGED = ("text", "named", "fingerprint", "line", "note_text")


class Tidying:
    """Merges the full-text tables in turn. ``batch`` opens a transaction on the connection."""

    def __init__(
        self, connection: sqlite3.Connection, batch: Callable[[], AbstractContextManager[None]]
    ) -> None:
        self._connection = connection
        self._batch = batch
        self._merging: set[str] = set()

    def go_on(self, pages: int) -> bool:
        """Merge about ``pages`` of 4 KB in one transaction. Returns whether more is left to merge.

        Nothing is done before there are a quarter more documents than at the last full merge,
        because that writes everything once more.
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
            if self._connection.total_changes - before >= _WORKED:
                return True
        self._merging.clear()
        with self._batch():
            meta.remember(self._connection, meta.TIDIED, self._prepared())
        return False

    def _grown(self) -> bool:
        """Whether there are a quarter more documents than when all was merged last."""
        before = int(meta.value(self._connection, meta.TIDIED) or 0)
        return self._prepared() > _GROWTH * before

    def _prepared(self) -> int:
        (count,) = self._connection.execute("SELECT count(*) FROM prepared").fetchone()
        return int(count)
