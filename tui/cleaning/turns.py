"""Who speaks, on pages that are made of posts: names and times that recur between texts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tui.cleaning import lexicon
from tui.cleaning.dates import find_dates
from tui.cleaning.verdict import Verdict
from tui.document import Role

if TYPE_CHECKING:
    from tui.cleaning.page import Page

_TURNS = 3
_REACH = 4
_NAME_WORDS, _TIME_WORDS, _POST_WORDS = 3, 8, 8
_GAP = 12


def mark_turns(page: Page, verdicts: list[Verdict | None]) -> None:
    """Make datelines of the name and the time above each post of a thread.

    Above three texts or more stands a line that is little but a time, and in one and the same
    distance from each a short line that says several names, one of them twice: somebody answers.
    """
    times = _times(page, verdicts)
    if len(times) < _TURNS:
        return
    said = [_names(page, times, distance) for distance in (*range(-_REACH, 0), 1)]
    threads = [names for names in said if len(names) >= _TURNS and _answered(page, names)]
    if not threads:
        return
    names = max(threads, key=lambda found: len({page.paragraphs[at].text for at in found}))
    reason = f"who wrote a post, and when: one of {len(times)}"
    for index in (*times, *names):
        known = verdicts[index]
        if known is None or known.role is Role.HEADING:
            verdicts[index] = Verdict(Role.DATELINE, reason)


def _times(page: Page, verdicts: list[Verdict | None]) -> list[int]:
    """The lines that are little but a time, in the gaps between texts that are shown."""
    posts = [
        index
        for index, verdict in enumerate(verdicts)
        if verdict and verdict.role is Role.BODY and page.words[index].size >= _POST_WORDS
    ]
    gaps = [(low + 1, high) for low, high in pairwise(posts) if 1 < high - low <= _GAP]
    return [index for low, high in gaps for index in range(low, high) if _is_time(page, index)]


def _is_time(page: Page, index: int) -> bool:
    text = page.paragraphs[index].text
    return page.words[index].size <= _TIME_WORDS and bool(find_dates(text))


def _names(page: Page, times: list[int], distance: int) -> list[int]:
    """The short lines at one distance from the times that may be names."""
    places = [time + distance for time in times if 0 <= time + distance < len(page.paragraphs)]
    return [index for index in places if _may_be_name(page, index)]


def _may_be_name(page: Page, index: int) -> bool:
    text, words = page.paragraphs[index].text, page.words[index]
    labelled = (
        ":" in text or text[0].isdigit() or any(map(lexicon.SITE_WORDS.__contains__, words.all))
    )
    return 0 < words.size <= _NAME_WORDS and not labelled


def _answered(page: Page, names: list[int]) -> bool:
    """Whether several names are said, and one of them again."""
    different = {page.paragraphs[index].text for index in names}
    return 1 < len(different) < len(names)
