"""A line of a text, known by what it says: a number, the same in every document that has it."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

#: Of more documents that have a line it is not asked how many they are.
MANY = 50
# Lines at the beginning and at the end of a long text that are known; sites write nothing between.
_ENDS = 1_000


def line_key(text: str) -> int:
    """A line as a number of 40 bits, the same for all differences of case and blanks.

    Among ten million lines one in 100,000 has the number of another.
    """
    plain = " ".join(text.casefold().split()).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(plain, digest_size=5).digest(), "big")


@lru_cache(maxsize=1)  # the index asks twice for those of a document that comes in
def line_keys(safe: str) -> frozenset[int]:
    """The keys of the lines of a text; of a long one those of its first and last 1,000."""
    lines = [line for line in safe.splitlines() if line and not line.isspace()]
    if len(lines) > 2 * _ENDS:
        lines[_ENDS:-_ENDS] = []
    return frozenset(map(line_key, lines))
