"""Lists that belong to the text: labels with values, items inside running text.

Each line by itself is too short to be told from a menu's; together they can be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.cleaning.page import Page

_FACT = re.compile(r"[^:：]{2,30}[:：]\s?\S.{0,50}")
# The fewest labels or items of a list, the least probability of each, and the most lines between
# the list and what is kept.
_FACTS, _FACT_LIKELY, _FACT_NEAR = 3, 0.2, 3
_ITEMS, _ITEM_LIKELY, _ITEM_NEAR = 2, 0.2, 2
# The most words of a line without a label among labels.
_BETWEEN_WORDS = 5


def keep_lists(page: Page, scores: list[float], kept: list[bool]) -> list[bool]:
    """``kept``, with lists that belong to the text added.

    Added are runs of labels with values (recipes, results, data sheets) close below a kept line,
    with the lines between and single lines without a label among them; and runs of items with kept
    lines close on both sides.
    """
    wanted = list(kept)

    def is_fact(index: int) -> bool:
        return scores[index] >= _FACT_LIKELY and (_fact(page, index) or _among_facts(page, index))

    def is_item(index: int) -> bool:
        return scores[index] >= _ITEM_LIKELY and _marked(page, index)

    for start, end in _runs(len(kept), is_fact, _FACTS):
        low = max(0, start - _FACT_NEAR)
        if any(wanted[low:start]):
            for index in range(low, end):
                wanted[index] = wanted[index] or scores[index] >= _FACT_LIKELY
    for start, end in _runs(len(kept), is_item, _ITEMS):
        above, below = wanted[max(0, start - _ITEM_NEAR) : end], wanted[start : end + _ITEM_NEAR]
        if any(above) and any(below):
            wanted[start:end] = [True] * (end - start)
    return wanted


def _fact(page: Page, index: int) -> bool:
    """Whether a line is a label with a value."""
    return _FACT.fullmatch(page.paragraphs[index].text) is not None


def _among_facts(page: Page, index: int) -> bool:
    """Whether a short line stands right between two labels with values."""
    paragraphs = page.paragraphs
    if not 0 < index < len(paragraphs) - 1 or paragraphs[index].gap or paragraphs[index + 1].gap:
        return False
    short = page.words[index].size <= _BETWEEN_WORDS
    return short and _fact(page, index - 1) and _fact(page, index + 1)


def _marked(page: Page, index: int) -> bool:
    """Whether a line is marked as an item, or with the "+" of an advantage."""
    paragraph = page.paragraphs[index]
    return paragraph.lines[0].bulleted or paragraph.text.startswith("+ ")


def _runs(size: int, member: Callable[[int], bool], least: int) -> Iterator[tuple[int, int]]:
    """The half-open runs of at least ``least`` members among the indices below ``size``."""
    index = 0
    while index < size:
        end = index
        while end < size and member(end):
            end += 1
        if end - index >= least:
            yield index, end
        index = max(end, index + 1)
