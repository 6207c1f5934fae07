"""Lists of links: those around the text, and its table of contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cleaning import lexicon
from tui.cleaning.features import ends_sentence
from tui.cleaning.verdict import SURE, Zone
from tui.document import Role

if TYPE_CHECKING:
    from tui.cleaning.page import Page

# Words of a link, on average at most, and of a paragraph of the body, at least.
_ITEM_WORDS, _BODY_WORDS = 4, 12
# The fewest items of a list before the text, and after it.
_ITEMS_BEFORE, _ITEMS_AFTER = 1, 3
# The average probability from which items are the text's rather than links.
_BOLD = 0.4
# Words of an entry of a table of contents, at most, how many entries it has, at least, and words
# of its heading, at most.
_ENTRY_WORDS, _ENTRIES, _LABEL_WORDS = 12, 3, 3
# The probability and the words of the text that stands below a heading, at least.
_LIKELY, _TEXT = 0.5, 8
# Words of a line that announces other pages and of one about them, at most, and of how many lines
# such a list consists, at least.
_MARK_WORDS, _LINE_WORDS, _LINES = 8, 20, 4


def link_lists(page: Page, scores: list[float], end: int) -> list[Zone]:
    """Lists without sentences before the body or after it: teasers, tags, links of the site.

    Likely items below a likely line are left: they are the text's.
    """
    body = [
        index
        for index in range(end)
        if scores[index] >= SURE
        and page.words[index].size >= _BODY_WORDS
        and not _item(page, index)
    ]
    if not body:
        return []
    zones: list[Zone] = []
    for low, high, least in ((0, body[0], _ITEMS_BEFORE), (body[-1] + 1, end, _ITEMS_AFTER)):
        index = low
        while index < high:
            stop = index
            while stop < high and _item(page, stop):
                stop += 1
            words = sum(page.words[at].size for at in range(index, stop))
            short = words <= _ITEM_WORDS * (stop - index) and not _likely(scores, index, stop)
            if stop - index >= least and (short if low else index == 0):
                role = Role.NAVIGATION if low else Role.RELATED
                where = "behind" if low else "in front of"
                zones.append(
                    Zone(index, stop, role, f"list of links {where} the text: {stop - index} items")
                )
            index = stop + 1
    return zones


def _likely(scores: list[float], index: int, stop: int) -> bool:
    """Whether the items are likely to be the text's, and the line above them, too."""
    return stop > index > 0 and all(
        sum(each) >= _BOLD * len(each) for each in (scores[index - 1 : index], scores[index:stop])
    )


def more_lists(page: Page, scores: list[float], end: int) -> list[Zone]:
    """Lines without sentences after the text, below one that announces more of the site."""
    body = [index for index in range(end) if scores[index] >= SURE and _sentence(page, index)]
    zones: list[Zone] = []
    index = body[-1] + 1 if body else end
    while index < end:
        stop = index + 1
        text = page.paragraphs[index].text
        if lexicon.announces_more(text) and page.words[index].size <= _MARK_WORDS:
            while stop < end and scores[stop] < SURE and _headline(page, stop):
                stop += 1
            if stop - index >= _LINES:
                why = f"lines about other pages: {stop - index} from “{text[:40]}”"
                zones.append(Zone(index, stop, Role.RELATED, why))
        index = stop
    return zones


def _sentence(page: Page, index: int) -> bool:
    """Whether a paragraph is long enough for a sentence and ends like one."""
    text = page.paragraphs[index].text
    return page.words[index].size >= _BODY_WORDS and ends_sentence(text)


def _headline(page: Page, index: int) -> bool:
    """Whether a line is short and does not end like a sentence."""
    text = page.paragraphs[index].text
    return page.words[index].size <= _LINE_WORDS and not ends_sentence(text)


def _item(page: Page, index: int) -> bool:
    """Whether a line is a list item and no sentence."""
    text = page.paragraphs[index].text
    return page.paragraphs[index].lines[0].bulleted and not ends_sentence(text)


def contents(page: Page, scores: list[float], end: int) -> list[Zone]:
    """Tables of contents: short lines that all stand again further down as headings.

    They do so in the same order, and most right above running text, which lines of a menu do not.
    """
    again = _said_again(page, end)
    zones: list[Zone] = []
    index = 0
    while index < end:
        stop, last = index, index
        while stop < end and again[stop] > last and page.words[stop].size <= _ENTRY_WORDS:
            last, stop = again[stop], stop + 1
        headings = sum(_above_text(page, scores, at) for at in again[index:stop])
        if stop - index >= _ENTRIES and again[index] >= stop and headings * 3 >= 2 * (stop - index):
            if index and _label(page, index - 1) and not again[index - 1]:
                index -= 1
            why = f"table of contents: {stop - index} lines that stand again below as headings"
            zones.append(Zone(index, stop, Role.NAVIGATION, why))
        index = max(stop, index + 1)
    return zones


def _label(page: Page, index: int) -> bool:
    """Whether a line may be the heading of a table of contents."""
    text = page.paragraphs[index].text
    return page.words[index].size <= _LABEL_WORDS and not ends_sentence(text)


def _above_text(page: Page, scores: list[float], index: int) -> bool:
    """Whether running text stands right below a line."""
    below = index + 1
    return below < len(scores) and scores[below] >= _LIKELY and page.words[below].size >= _TEXT


def _said_again(page: Page, end: int) -> list[int]:
    """For each paragraph where the same words stand next; 0 if nowhere."""
    again = [0] * end
    below: dict[str, int] = {}
    for index in range(end - 1, -1, -1):
        plain = " ".join(page.paragraphs[index].text.casefold().split())
        again[index] = below.get(plain, 0)
        below[plain] = index
    return again
