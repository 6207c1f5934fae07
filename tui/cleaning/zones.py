"""Verdicts over runs of paragraphs that look like prose one by one and are not the document.

Each needs several independent signs at once, shape before words, and each says what it went by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cleaning.appeals import appeals
from tui.cleaning.comments import comment_section
from tui.cleaning.lists import link_lists
from tui.cleaning.zone import Zone

if TYPE_CHECKING:
    from tui.cleaning.page import Page


def find_zones(page: Page, scores: list[float]) -> list[Zone]:
    """The zones of a page, given how likely each paragraph is to belong to the document."""
    comments = comment_section(page, scores)
    end = comments.first if comments else len(page.paragraphs)
    zones = sorted([*appeals(page, scores, end), *link_lists(page, scores, end)])
    return [*zones, comments] if comments else zones
