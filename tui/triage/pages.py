"""The rows of a long table, read from a snapshot a page at a time when they are asked for.

Opening a record of 100,000 decisions would otherwise read and parse 29 MB, while the screen shows
forty rows.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Callable, ItemsView, Iterator, MutableMapping, ValuesView
from dataclasses import dataclass
from itertools import accumulate
from operator import lt
from typing import Any, NamedTuple

from tui.decision import Fold
from tui.triage.lines import unseal

#: Keys on a page: reading so many takes as long as writing one decision.
ROWS = 16

#: Longest line of a snapshot, in bytes.
LONGEST = 1 << 28

#: Key -> what one register has for it.
Rows = dict[str, Any]
#: Gives the bytes from one offset of a snapshot to another; raises ``OSError``.
Read = Callable[[int, int], bytes]
#: Gives what is recorded, found without a snapshot that is damaged.
Otherwise = Callable[[], Fold]


class Registers(NamedTuple):
    """Rows of one table, as in :class:`tui.decision.Fold`: key -> fields, orders, order."""

    entries: Rows
    written: Rows
    removed: Rows


@dataclass(frozen=True, slots=True)
class Contents:
    """The pages of a table: for each its ``first`` key, its ``length`` in bytes, and, by register,
    how many rows are on it (``counts``).
    """

    table: str
    first: list[str]
    length: list[int]
    counts: tuple[list[int], ...]

    def written(self) -> dict[str, Any]:
        """The same as JSON, for the foot of a snapshot."""
        counts = dict(zip(Registers._fields, self.counts, strict=True))
        return {"t": self.table, "first": self.first, "bytes": self.length, **counts}


def contents(parts: Any) -> Contents | None:
    """The contents from their JSON; ``None`` for a value that is not of that form."""
    try:
        table, first, length = parts["t"], parts["first"], parts["bytes"]
        counts = tuple(parts[name] for name in Registers._fields)
    except (KeyError, TypeError):
        return None
    columns = (first, length, *counts)
    if not (isinstance(table, str) and all(isinstance(column, list) for column in columns)):
        return None
    if not first or any(len(column) != len(first) for column in columns):
        return None
    if not {str}.issuperset(map(type, first)) or not all(map(lt, first, first[1:])):
        return None
    if any(not {int}.issuperset(map(type, column)) or min(column) < 0 for column in columns[1:]):
        return None
    return Contents(table, first, length, counts)


def registers(part: Any, table: str) -> Registers:
    """The rows of ``table`` in a line of a snapshot; what is not of the right form is left out."""
    if not isinstance(part, dict) or part.get("t") != table:
        return Registers({}, {}, {})
    entries, written, removed = (part.get(name) for name in Registers._fields)
    return Registers(
        _fitting(entries, lambda fields: isinstance(fields, dict), dict),
        _fitting(written, _are_orders, str),
        _fitting(removed, lambda order: isinstance(order, str), str),
    )


def _fitting(rows: Any, fits: Callable[[Any], bool], usual: type) -> Rows:
    """Those of ``rows`` whose value fits; values of the ``usual`` type always do."""
    if not isinstance(rows, dict):
        return {}
    if {usual}.issuperset(map(type, rows.values())):
        return rows
    return {key: value for key, value in rows.items() if fits(value)}


def _are_orders(orders: Any) -> bool:
    if isinstance(orders, dict):
        return all(isinstance(order, str) for order in orders.values())
    return isinstance(orders, str)


class Pages:
    """The pages of a table, which follow each other from the offset ``start`` on.

    A page is turned when it is first needed, by any thread; its rows are kept and changed there.
    ``read`` gives the bytes from one offset to another. What stood on a page that is damaged is
    taken from ``otherwise``, the record without it.
    """

    def __init__(self, read: Read, start: int, contents: Contents, otherwise: Otherwise) -> None:
        self.first = contents.first
        self.counts = contents.counts
        #: For each register the rows of each page, ``None`` until the page is turned.
        self.turned: tuple[list[Rows | None], ...] = tuple(
            [None] * len(self.first) for _ in Registers._fields
        )
        self._bytes = read
        self._otherwise = otherwise
        self._table = contents.table
        self._places = list(accumulate(contents.length, initial=start))
        self._left = len(self.first)
        self._lock = threading.Lock()

    def turn(self, number: int) -> None:
        """Read a page, unless another thread has."""
        with self._lock:
            if self.turned[0][number] is not None:
                return
            for pages, rows in zip(self.turned, self._read(number), strict=True):
                pages[number] = rows
            self._left -= 1
            if not self._left:
                # Nothing refers to the file any more.
                self._bytes, self._otherwise = _nothing, Fold

    def _read(self, number: int) -> Registers:
        start, end = self._places[number : number + 2]
        part = unseal(self._line(start, end), LONGEST)
        found = self._found_otherwise() if part is None else registers(part, self._table)
        low, *behind = self.first[number : number + 2]
        for rows in found:
            # A row on the wrong page is found by no key, so iteration must not show it either.
            for key in [key for key in rows if key < low or (behind and key >= behind[0])]:
                del rows[key]
        return found

    def _line(self, start: int, end: int) -> bytes:
        """The line of a page, which is damaged too where it cannot be read."""
        try:
            return self._bytes(start, end - 1)
        except OSError:
            return b""

    def _found_otherwise(self) -> Registers:
        """All rows of the table, by the record without this page."""
        state = self._otherwise()
        held = (state.entries, state.written, state.removed)
        return Registers(*(dict(register.get(self._table, {}).items()) for register in held))


def _nothing(_start: int, _end: int) -> bytes:
    return b""


class Paged(MutableMapping[str, Any]):
    """One register of a table that is in pages. Each key, a new one too, belongs to one page.

    Iteration goes page by page, and is safe while another thread writes.
    """

    __slots__ = ("_counts", "_first", "_pages", "_turned")

    def __init__(self, pages: Pages, register: int) -> None:
        self._pages = pages
        self._first = pages.first
        self._counts = pages.counts[register]
        self._turned = pages.turned[register]

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key."""
        return self._page(key).get(key, default)

    def items(self) -> ItemsView[str, Any]:
        """Keys and values, page by page."""
        return _Items(self)

    def values(self) -> ValuesView[Any]:
        """Values, page by page."""
        return _Values(self)

    def rows(self) -> Iterator[Rows]:
        """Copies of the pages that have rows."""
        for number, count in enumerate(self._counts):
            if count or self._turned[number]:
                yield self._open(number).copy()

    def _page(self, key: str) -> Rows:
        return self._open(max(0, bisect_right(self._first, key) - 1))

    def _open(self, number: int) -> Rows:
        found = self._turned[number]
        while found is None:
            self._pages.turn(number)
            found = self._turned[number]
        return found

    def __getitem__(self, key: str) -> Any:
        return self._page(key)[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._page(key)[key] = value

    def __delitem__(self, key: str) -> None:
        del self._page(key)[key]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key in self._page(key)

    def __iter__(self) -> Iterator[str]:
        for rows in self.rows():
            yield from rows

    def __len__(self) -> int:
        pages = zip(self._turned, self._counts, strict=True)
        return sum(count if rows is None else len(rows) for rows, count in pages)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self)} rows)"


class _Items(ItemsView[str, Any]):
    _mapping: Paged

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        for rows in self._mapping.rows():
            yield from rows.items()


class _Values(ValuesView[Any]):
    _mapping: Paged

    def __iter__(self) -> Iterator[Any]:
        for rows in self._mapping.rows():
            yield from rows.values()
