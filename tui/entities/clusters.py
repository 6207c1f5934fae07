"""Clusters of words that are used alike, learnt from word vectors.

The table is one binary file: a count, then the words by their sorted 32-bit hashes, each as its
16-bit distance from the one before, then for each of four groupings the group of each word: two
fine ones of 16 bits, two coarse ones of 8 bits. All is little-endian. Where two hashes lie too far
apart, fillers in group 0 stand between them.
"""

from __future__ import annotations

import mmap
import sys
import zlib
from array import array
from bisect import bisect_left
from itertools import accumulate, islice, pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Groups = tuple[int, int, int, int]
NOWHERE: Groups = (-1, -1, -1, -1)
_FILLER: Groups = (0, 0, 0, 0)
_WIDTHS = (2, 2, 1, 1)
_GAP, _STRIDE = 2, 8
_FARTHEST = 65_535
_KINDS: dict[int, Literal["B", "H", "I"]] = {1: "B", 2: "H", 4: "I"}
SHOUTED = 5
"""A word of so many letters, all in capitals, is looked up with a capital at its start only."""


class Clusters:
    """The groups of a word, looked up as it is written, then in lower case.

    The table stays where it is, in bytes or in a mapped file; only every eighth hash is copied.
    """

    __slots__ = ("_gaps", "_groups", "_known")

    def __init__(self, table: bytes | mmap.mmap) -> None:
        """Raises ValueError for a table whose parts do not have the sizes it declares."""
        view = memoryview(table)
        count = int.from_bytes(view[:4], "little")
        if len(view) != 4 + count * (_GAP + sum(_WIDTHS)):
            raise ValueError("the table of word clusters is damaged")
        at = 4 + count * _GAP
        self._gaps = numbers(_GAP, view[4:at])
        self._known = array("I", islice(accumulate(self._gaps), _STRIDE - 1, None, _STRIDE))
        self._groups = []
        for width in _WIDTHS:
            self._groups.append(numbers(width, view[at : at + count * width]))
            at += count * width

    @classmethod
    def read(cls, path: str) -> Clusters:
        """The table in the file ``path``, of which only what is asked for is read into memory.

        Raises OSError when it cannot be read and ValueError when it is damaged.
        """
        with open(path, "rb") as file:
            return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))

    def of(self, word: str) -> Groups:
        """The groups of a word, the fine ones first; ``NOWHERE`` for one that has none."""
        shouted = len(word) >= SHOUTED and word.isupper()
        for form in dict.fromkeys((word.title() if shouted else word, word.lower())):
            at = self._place(hashed(form))
            if at >= 0:
                first, second, third, fourth = self._groups
                return first[at], second[at], third[at], fourth[at]
        return NOWHERE

    def _place(self, wanted: int) -> int:
        """Where a hash stands in the table; -1 if nowhere."""
        stretch = bisect_left(self._known, wanted)
        known, first = self._known[stretch - 1] if stretch else 0, stretch * _STRIDE
        for at, gap in enumerate(self._gaps[first : first + _STRIDE], start=first):
            known += gap
            if known >= wanted:
                return at if known == wanted else -1
        return -1


def numbers(width: int, raw: memoryview) -> Sequence[int]:
    """The little-endian numbers in ``raw``, each of ``width`` bytes."""
    if sys.byteorder == "little":
        return raw.cast(_KINDS[width])
    values = array(_KINDS[width], raw.tobytes())
    values.byteswap()
    return values


def hashed(word: str) -> int:
    """The 32 bits a word is known by (CRC-32 of its UTF-8)."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def table(groups: Mapping[str, Groups]) -> bytes:
    """The table for these words; of two words with the same hash the first in order is kept."""
    by_hash: dict[int, Groups] = {}
    for word in sorted(groups):
        by_hash.setdefault(hashed(word), groups[word])
    hashes, before = [], 0
    for key in sorted(by_hash):
        while key - before > _FARTHEST:
            before += _FARTHEST
            hashes.append(before)
        hashes.append(key)
        before = key
    gaps = [after - earlier for earlier, after in pairwise([0, *hashes])]
    parts = [len(hashes).to_bytes(4, "little")]
    parts += [gap.to_bytes(_GAP, "little") for gap in gaps]
    for at, width in enumerate(_WIDTHS):
        parts += [by_hash.get(key, _FILLER)[at].to_bytes(width, "little") for key in hashes]
    return b"".join(parts)
