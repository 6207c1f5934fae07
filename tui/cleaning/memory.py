"""Lines that recur in the documents of a case: they are likely to belong to the sites.

A line is known by its hash alone, whatever its outlet. That it recurs is only a hint: it lowers the
odds of a paragraph, and hides none that is surely running text.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from math import exp
from typing import TYPE_CHECKING

from tui.cleaning.verdict import Verdict
from tui.document import Role
from tui.lines import MANY, line_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tui.cleaning.page import Page
    from tui.document import Block

# By how much a recurring line lowers the log-odds of its paragraph.
_HINT = 1.0
# A paragraph with this score stays above any cut even with the hint: the cut lies at half the best
# expected F1 (Lipton, Elkan and Narayanaswamy, ECML 2014), which is at most 1.
_SURE = 1.0 / (1.0 + exp(-_HINT))
# If more of a page's text than this recurs, the page is a copy, and its text is not the site's.
_COPY = 0.5
_SCORED = frozenset({Role.BODY, Role.HEADING})


def recurring(documents: Iterable[frozenset[int]]) -> dict[int, int]:
    """The keys that two documents or more have, and in how many others each stands.

    ``documents`` are sets of keys; of copies only one should be given.
    """
    counts: Counter[int] = Counter()
    for keys in documents:
        counts.update(keys)
    return {key: times - 1 for key, times in counts.items() if times > 1}


def wavering(safe: str, blocks: Iterable[Block]) -> frozenset[int]:
    """The keys of shown lines that might be hidden if they recurred.

    A paragraph of several lines gives its longest, because all of them would have to recur.
    """
    return frozenset(
        line_key(max((safe[start:end] for start, end in block.pieces), key=len))
        for block in blocks
        if block.role in _SCORED and block.score < _SURE
    )


def known_paragraphs(
    page: Page, scores: list[float], sizes: list[float], known: Mapping[int, int]
) -> list[int]:
    """For each paragraph in how many other documents all of its lines stand; 0 on a page that is a
    copy.

    ``scores`` are the probabilities of the paragraphs, ``sizes`` their words.
    """
    if not known:
        return [0] * len(scores)
    times = [
        min(known.get(line_key(line.text), 0) for line in paragraph.lines)
        for paragraph in page.paragraphs
    ]
    mass = [score * size for score, size in zip(scores, sizes, strict=True)]
    recurs = sum(part for part, count in zip(mass, times, strict=True) if count)
    return times if recurs <= _COPY * sum(mass) else [0] * len(scores)


def reminded(scores: list[float], times: list[int]) -> list[float]:
    """The scores, with the odds of paragraphs lowered that stand in other documents (``times``)."""
    factor = exp(-_HINT)
    return [
        score * factor / (1.0 - score + score * factor) if count else score
        for score, count in zip(scores, times, strict=True)
    ]


def explained(verdicts: Sequence[Verdict], times: Sequence[int]) -> list[Verdict]:
    """The verdicts, with a word on recurring lines added to their reasons.

    Neighbours with the same reason keep the same: it gives the smallest of their numbers.
    """
    found: list[Verdict] = []
    pairs = zip(verdicts, times, strict=True)
    for (verdict, recurs), run in groupby(pairs, key=lambda pair: (pair[0], pair[1] > 0)):
        counts = [count for _, count in run]
        said = f"{verdict.reason}; {_in_others(min(counts))}" if recurs else verdict.reason
        found += [Verdict(verdict.role, said)] * len(counts)
    return found


def _in_others(count: int) -> str:
    more = " or more" if count >= MANY else ""
    return f"in {count}{more} other document{'s' if count != 1 else ''} too"
