"""Lists that lead elsewhere: links around the text, and its table of contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cleaning.features import TERMINAL
from tui.cleaning.zone import SURE, Zone
from tui.document import Role

if TYPE_CHECKING:
    from tui.cleaning.page import Page

_ITEM_WORDS = 4
_ENTRY_WORDS, _ENTRIES = 12, 3
_LIKELY, _TEXT = 0.5, 8


def link_lists(page: Page, scores: list[float], end: int) -> list[Zone]:
    """List items without a sentence among them, in front of the first paragraph of the body or
    behind the last: teasers, tags, the site's own links."""
    body = [
        index
        for index in range(end)
        if scores[index] >= SURE and page.words[index].size >= 12 and not _item(page, index)
    ]
    if not body:
        return []
    zones: list[Zone] = []
    for low, high, least in ((0, body[0], 1), (body[-1] + 1, end, 3)):
        index = low
        while index < high:
            stop = index
            while stop < high and _item(page, stop):
                stop += 1
            words = sum(page.words[at].size for at in range(index, stop))
            short = words <= _ITEM_WORDS * (stop - index)
            if stop - index >= least and (short if low else index == 0):
                role = Role.NAVIGATION if low else Role.RELATED
                where = "behind" if low else "in front of"
                zones.append(
                    Zone(index, stop, role, f"list of links {where} the text: {stop - index} items")
                )
            index = stop + 1
    return zones


def _item(page: Page, index: int) -> bool:
    text = page.paragraphs[index].text
    return page.paragraphs[index].lines[0].bulleted and not TERMINAL.search(text[-5:])


def contents(page: Page, scores: list[float], end: int) -> list[Zone]:
    """Tables of contents: short lines close together that all stand again further down, in the
    same order, most of them right above running text. (A menu stands again above nothing.)"""
    again = _said_again(page, end)
    zones: list[Zone] = []
    index = 0
    while index < end:
        stop, last = index, index
        while stop < end and again[stop] > last and page.words[stop].size <= _ENTRY_WORDS:
            last, stop = again[stop], stop + 1
        headings = sum(_above_text(page, scores, at) for at in again[index:stop])
        if stop - index >= _ENTRIES and again[index] >= stop and headings * 3 >= 2 * (stop - index):
            why = f"table of contents: {stop - index} lines that stand again below as headings"
            zones.append(Zone(index, stop, Role.NAVIGATION, why))
        index = max(stop, index + 1)
    return zones


def _above_text(page: Page, scores: list[float], index: int) -> bool:
    below = index + 1
    return below < len(scores) and scores[below] >= _LIKELY and page.words[below].size >= _TEXT


def _said_again(page: Page, end: int) -> list[int]:
    """Where each paragraph next stands again word for word; 0 for one that does not."""
    again = [0] * end
    below: dict[str, int] = {}
    for index in range(end - 1, -1, -1):
        plain = " ".join(page.paragraphs[index].text.casefold().split())
        again[index] = below.get(plain, 0)
        below[plain] = index
    return again
