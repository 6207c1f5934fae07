"""Runs of paragraphs that look like the document's one by one, and are not.

Each verdict needs several independent signs at once, shape before words, and names them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cleaning.appeals import appeals, consent
from tui.cleaning.comments import comment_sections
from tui.cleaning.lists import contents, link_lists, more_lists
from tui.cleaning.verdict import Zone

if TYPE_CHECKING:
    from tui.cleaning.page import Page


def find_zones(page: Page, scores: list[float]) -> list[Zone]:
    """The zones of a page in order, without overlaps.

    ``scores`` are the probabilities of its paragraphs.
    """
    comments = comment_sections(page, scores)
    end = comments[0].first if comments else len(page.paragraphs)
    others = [
        *consent(page, scores, end),
        *contents(page, scores, end),
        *appeals(page, scores, end),
        *link_lists(page, scores, end),
        *more_lists(page, scores, end),
    ]
    zones: list[Zone] = []
    for zone in sorted(others):
        if not zones or zone.first >= zones[-1].end:
            zones.append(zone)
    return [*zones, *comments]
