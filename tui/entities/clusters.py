"""Which words are used alike: the groups of each word, learnt from word vectors.

The table is one binary file: a count, then the words by their sorted 32-bit hashes, each as its
16-bit distance from the one before, then for each of four groupings the group of each word: two
fine ones of 16 bits, two coarse ones of 8 bits. All is little-endian. Where two hashes lie too far
apart, fillers in group 0 stand between them.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from bisect import bisect_left
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Groups = tuple[int, int, int, int]
NOWHERE: Groups = (-1, -1, -1, -1)
_FILLER: Groups = (0, 0, 0, 0)
_WIDTHS = (2, 2, 1, 1)
_GAP = 2
_FARTHEST = 65_535
_KINDS = {1: "B", 2: "H"}
SHOUTED = 5
"""A word in capitals of so many letters is looked up as a name or word that is shouted."""


class Clusters:
    """The groups of a word, looked up as it is written (in capitals: as a name), then lower."""

    __slots__ = ("_groups", "_hashes")

    def __init__(self, table: bytes) -> None:
        """Raises ValueError for a table whose parts do not have the sizes it declares."""
        count = int.from_bytes(table[:4], "little")
        if len(table) != 4 + count * (_GAP + sum(_WIDTHS)):
            raise ValueError("the table of word clusters is damaged")
        at = 4 + count * _GAP
        self._hashes = array("I", accumulate(_array(_GAP, table[4:at])))
        self._groups = []
        for width in _WIDTHS:
            self._groups.append(_array(width, table[at : at + count * width]))
            at += count * width

    def of(self, word: str) -> Groups:
        """The groups of a word, the fine ones first; ``NOWHERE`` for one that has none."""
        shouted = len(word) >= SHOUTED and word.isupper()
        for form in (word.title() if shouted else word, word.lower()):
            wanted = hashed(form)
            at = bisect_left(self._hashes, wanted)
            if at < len(self._hashes) and self._hashes[at] == wanted:
                first, second, third, fourth = self._groups
                return first[at], second[at], third[at], fourth[at]
        return NOWHERE


def _array(width: int, raw: bytes) -> array[int]:
    values = array(_KINDS[width])
    values.frombytes(raw)
    if sys.byteorder == "big":
        values.byteswap()
    return values


def hashed(word: str) -> int:
    """The 32 bits a word is known by (CRC-32 of its UTF-8)."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def table(groups: Mapping[str, Groups]) -> bytes:
    """The file for these words; of two words with one hash the first in order stays."""
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
