"""Lists that lead elsewhere: links around the text, and its table of contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cleaning.features import TERMINAL
from tui.cleaning.zone import SURE, Zone
from tui.document import Role

if TYPE_CHECKING:
    from tui.cleaning.page import Page

_ITEM_WORDS = 4


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
