"""The weights of each feature for each label: the larger part of the trained model.

A feature belongs to its word's own token or, as ``name@offset=value``, to a token from which the
word is that far away. The weights of ``name=value`` in all these places are one row: an integer in
which each weight has 16 bits, place after place, so that adding rows adds all their weights.

One binary file, all of it little-endian: how many rows and how many labels there are; for each
value of the first 17 bits of a row's hash where these rows begin, and where the last ends; row by
row the other 15 bits; where the bytes of each row begin, and where the last ends; the bytes.
"""

from __future__ import annotations

import mmap
import struct
import zlib
from array import array
from itertools import accumulate
from typing import TYPE_CHECKING

from tui.entities.clusters import numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PLACES = (0, 1, -1, 2, -2, 3, -3)
"""The offsets from a token to a word whose features it has, in the order of the row's parts."""

UNIT = 1 / 1024
"""Weights are whole multiples of this; sums of them stay under 32."""

_LANE = 16
_HALF = 1 << (_LANE - 1)
_HEAD = struct.Struct("<II")
_BITS = 15
_BUCKETS = 1 << (32 - _BITS)


class Weights:
    """The rows of a table, which stays where it is: in bytes or in a mapped file."""

    __slots__ = (
        "_bits",
        "_ends",
        "_lanes",
        "_low",
        "_raise",
        "_rows",
        "_starts",
        "_table",
        "checksum",
    )

    def __init__(self, table: bytes | mmap.mmap) -> None:
        """Raises ValueError for a table whose parts do not have the sizes it declares."""
        view = memoryview(table)
        if len(view) < _HEAD.size:
            raise ValueError("the table of weights is damaged")
        count, labels = _HEAD.unpack_from(view)
        low = _HEAD.size + 4 * (_BUCKETS + 1)
        ends = low + 2 * count
        self._rows = ends + 4 * (count + 1)
        if len(view) < self._rows:
            raise ValueError("the table of weights is damaged")
        self._table = table
        self._starts = numbers(4, view[_HEAD.size : low])
        self._low = numbers(2, view[low:ends])
        self._ends = numbers(4, view[ends : self._rows])
        if self._starts[-1] != count or len(view) != self._rows + self._ends[-1]:
            raise ValueError("the table of weights is damaged")
        self._lanes = struct.Struct(f"<{labels}H")
        self._bits = _LANE * labels
        self._raise = sum(_HALF << _LANE * label for label in range(labels))
        self.checksum = zlib.crc32(view)

    @classmethod
    def read(cls, path: str) -> Weights:
        """The table in the file ``path``, of which only what is asked for is read into memory.

        Raises OSError when it cannot be read and ValueError when it is damaged.
        """
        with open(path, "rb") as file:
            return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))

    def rows(self, features: Iterable[str]) -> list[int]:
        """The row of each feature, 0 for one that the table does not know."""
        starts, lows, ends, table, base = (
            self._starts, self._low, self._ends, self._table, self._rows
        )  # fmt: skip
        found = []
        for feature in features:
            key = zlib.crc32(feature.encode("utf-8", "surrogatepass"))
            bucket, low = key >> _BITS, key & (1 << _BITS) - 1
            row = 0
            for at in range(starts[bucket], starts[bucket + 1]):
                if lows[at] == low:
                    packed = table[base + ends[at] : base + ends[at + 1]]
                    row = int.from_bytes(packed, "little", signed=True)
                    break
            found.append(row)
        return found

    def parts(self, total: int) -> list[int]:
        """A sum of rows split into its parts, one for each of ``PLACES``."""
        found = []
        for _ in PLACES:
            rest = self.beside(total)
            found.append(total - (rest << self._bits))
            total = rest
        return found

    def beside(self, total: int) -> int:
        """A sum without its part for the first of ``PLACES``; the next part takes its place."""
        rest: int = (total + self._raise) >> self._bits
        return rest

    def lanes(self, total: int) -> tuple[int, ...]:
        """The weights of a sum in the first of ``PLACES``, in units, each raised by 32,768."""
        raised = (total + self._raise) & (1 << self._bits) - 1
        return self._lanes.unpack(raised.to_bytes(self._lanes.size, "little"))


def table(weights: Mapping[str, Mapping[int, float]], labels: int) -> bytes:
    """The file for features that have weights for some of ``labels`` labels, by their number.

    Of two rows with one hash the first in order stays. Raises OverflowError for a weight that does
    not fit.
    """
    sums: dict[str, int] = {}
    for feature, given in weights.items():
        name, _, value = feature.partition("=")
        name, _, offset = name.partition("@")
        first = PLACES.index(int(offset or 0)) * labels
        for label, weight in given.items():
            unit = round(weight / UNIT)
            if abs(unit) >= _HALF:
                raise OverflowError(f"the weights of {feature!r} are too large")
            row = f"{name}={value}"
            sums[row] = sums.get(row, 0) + (unit << _LANE * (first + label))
    rows: dict[int, int] = {}
    for row in sorted(sums):
        if sums[row]:
            rows.setdefault(zlib.crc32(row.encode("utf-8", "surrogatepass")), sums[row])
    return _written(rows, labels)


def _written(rows: Mapping[int, int], labels: int) -> bytes:
    keys = sorted(rows)
    sizes = array("I", [0]) * (_BUCKETS + 1)
    for key in keys:
        sizes[(key >> _BITS) + 1] += 1
    packed = [_bytes(rows[key]) for key in keys]
    parts = [_HEAD.pack(len(keys), labels)]
    parts += [start.to_bytes(4, "little") for start in accumulate(sizes)]
    parts += [(key & (1 << _BITS) - 1).to_bytes(2, "little") for key in keys]
    parts += [end.to_bytes(4, "little") for end in accumulate(map(len, packed), initial=0)]
    return b"".join([*parts, *packed])


def _bytes(row: int) -> bytes:
    """A row in as few bytes as hold it and its sign."""
    return row.to_bytes(row.bit_length() // 8 + 1, "little", signed=True)
