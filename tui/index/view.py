"""Reading the index: the list, its numbers, one document, what is related to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from array import array
    from collections.abc import Iterable, Sequence

    from tui.document import PreparedDocument
    from tui.row import Copy, Row, Tally


class View:
    """A connection that only reads. It sees the last committed state and never waits for a writer.

    Used from one thread; only :meth:`interrupt` may be called from another.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def ids(self, query: str = "", sort: str = "arrival") -> array[int]:
        """The numbers of all documents that match, in order, as an array of type ``q``.

        ``sort`` is a field, with ``-`` before it for the other direction; a ``sort:`` in the query
        comes first. Raises :class:`tui.index.query.QueryError`; ``sqlite3.OperationalError`` is
        never raised but for an :class:`Interrupted`.
        """
        raise NotImplementedError

    def first(self, query: str = "", limit: int = 50, sort: str = "arrival") -> list[Row]:
        """The first rows of :meth:`ids`, without the rest of the list."""
        raise NotImplementedError

    def count(self, query: str = "") -> int:
        """How many documents match."""
        raise NotImplementedError

    def rows(self, numbers: Sequence[int]) -> list[Row]:
        """The rows of these numbers, in their order; what no longer exists is left out."""
        raise NotImplementedError

    def row(self, number: int) -> Row | None:
        """One row."""
        raise NotImplementedError

    def find(self, doc: str) -> list[Row]:
        """The documents that ``doc`` names: a path, a file name, or the beginning of an id.

        Several rows mean that it is ambiguous, none that it is unknown.
        """
        raise NotImplementedError

    def prepared(self, number: int) -> PreparedDocument | None:
        """All that was derived from a document, or ``None`` while it waits."""
        raise NotImplementedError

    def tally(self) -> Tally:
        """How many documents stand under each decision."""
        raise NotImplementedError

    def copies(self, number: int) -> list[Copy]:
        """The documents that share a body with this one, the closest first."""
        raise NotImplementedError

    def hidden_hits(self, query: str, numbers: Iterable[int]) -> frozenset[int]:
        """Those of ``numbers`` that match ``query`` only by what is hidden in them."""
        raise NotImplementedError

    def watermark(self) -> str:
        """How far the record has been mirrored, in the words of who mirrors it."""
        raise NotImplementedError

    def changed(self) -> bool:
        """Whether another connection has committed since the last call."""
        raise NotImplementedError

    def interrupt(self) -> None:
        """Make a running search of this connection end with :class:`Interrupted`."""
        raise NotImplementedError

    def close(self) -> None:
        """Give the connection back."""
        raise NotImplementedError
