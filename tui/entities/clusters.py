"""Which words are used alike: two groups for each word, learnt from word vectors.

The table is one binary file: a count, then the sorted 32-bit hashes of the words, then the fine
group of each (16 bits), then the coarse one (8 bits), all little-endian.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NOWHERE = (-1, -1)


class Clusters:
    """Fine and coarse group of a word, looked up as it is written, then in lower case."""

    __slots__ = ("_coarse", "_fine", "_hashes")

    def __init__(self, table: bytes) -> None:
        """Raises ValueError for a table whose parts do not have the sizes it declares."""
        count = int.from_bytes(table[:4], "little")
        if len(table) != 4 + count * 7:
            raise ValueError("the table of word clusters is damaged")
        self._hashes = _array("I", table[4 : 4 + count * 4])
        self._fine = _array("H", table[4 + count * 4 : 4 + count * 6])
        self._coarse = table[4 + count * 6 :]

    def of(self, word: str) -> tuple[int, int]:
        """The (fine, coarse) group of a word, ``NOWHERE`` for one that has none."""
        for form in (word, word.lower()):
            wanted = hashed(form)
            at = bisect_left(self._hashes, wanted)
            if at < len(self._hashes) and self._hashes[at] == wanted:
                return self._fine[at], self._coarse[at]
        return NOWHERE


def _array(kind: str, raw: bytes) -> array[int]:
    values = array(kind)
    values.frombytes(raw)
    if sys.byteorder == "big":
        values.byteswap()
    return values


def hashed(word: str) -> int:
    """The 32 bits a word is known by (CRC-32 of its UTF-8)."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def table(groups: Mapping[str, tuple[int, int]]) -> bytes:
    """The file for these words; of two words with one hash the first in order stays."""
    by_hash: dict[int, tuple[int, int]] = {}
    for word in sorted(groups):
        by_hash.setdefault(hashed(word), groups[word])
    ordered = sorted(by_hash)
    parts = [len(ordered).to_bytes(4, "little")]
    parts += [key.to_bytes(4, "little") for key in ordered]
    parts += [by_hash[key][0].to_bytes(2, "little") for key in ordered]
    parts += [by_hash[key][1].to_bytes(1, "little") for key in ordered]
    return b"".join(parts)
