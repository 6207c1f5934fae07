"""What other documents say as well: lines that recur across a case belong to the sites that it was
taken from, more likely than to any one text.

A line is known by itself, not by a guessed outlet, and only as a hash. That it recurs is a hint: it
lowers the odds of a paragraph and hides none that is surely running text.
"""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b
from math import exp
from typing import TYPE_CHECKING

from tui.cleaning.lines import split_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.cleaning.page import Page

_HINT = 1.0
# A page most of whose text is known is a copy, and its text is not the site's.
_COPY = 0.5


def line_key(text: str) -> int:
    """A line as a number of 63 bits, the same for all differences of case and blanks."""
    plain = " ".join(text.casefold().split()).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(plain, digest_size=8).digest(), "big") >> 1


def line_keys(safe: str) -> frozenset[int]:
    """The keys of all lines of a text."""
    return frozenset(line_key(line.text) for line in split_lines(safe))


def recurring(documents: Iterable[frozenset[int]], least: int = 2) -> frozenset[int]:
    """The keys that stand in ``least`` documents or more. Of documents that are copies of each
    other only one should be counted."""
    counts: Counter[int] = Counter()
    for keys in documents:
        counts.update(keys)
    return frozenset(key for key, times in counts.items() if times >= least)


def known_paragraphs(
    page: Page, scores: list[float], sizes: list[float], known: frozenset[int]
) -> list[bool]:
    """Of each paragraph whether all of its lines are among the recurring ones; none is on a page
    that is a copy. ``scores`` are the paragraphs' probabilities, ``sizes`` their words."""
    marks = [
        bool(known) and all(line_key(line.text) in known for line in paragraph.lines)
        for paragraph in page.paragraphs
    ]
    mass = [score * size for score, size in zip(scores, sizes, strict=True)]
    recurs = sum(part for part, mark in zip(mass, marks, strict=True) if mark)
    return marks if recurs <= _COPY * sum(mass) else [False] * len(marks)


def reminded(scores: list[float], marks: list[bool]) -> list[float]:
    """The scores with the odds of marked paragraphs lowered."""
    factor = exp(-_HINT)
    return [
        score * factor / (1.0 - score + score * factor) if mark else score
        for score, mark in zip(scores, marks, strict=True)
    ]
