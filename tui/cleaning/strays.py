"""What the scores keep and is not the text: lines whose form gives them away, and runs that stand
far from it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.cleaning import lexicon
from tui.cleaning.dates import find_dates
from tui.cleaning.features import ends_sentence
from tui.cleaning.verdict import Verdict, Zone
from tui.document import Role

if TYPE_CHECKING:
    from tui.cleaning.page import Page

_SIGNED = re.compile(r"\(@\w{2,}\)")
_SIGNED_WORDS = 20
_FILE = re.compile(r"\S{1,80}\.(?:png|jpe?g|gif|webp|svg)", re.IGNORECASE)
_LABEL = re.compile(r"[^:：]{2,25}(?:[:：]|\s?[-–—]) ?\S")
_LABEL_WORDS = 25
_DATE_WORDS, _DATE_LENGTH = 14, 120
_CUT_SHORT = re.compile(r"(?:\.\.\.|…)$")
_TEASER_WORDS, _TEASERS = (6, 25), 3
#: Paragraphs from one to the next that part two runs; the share of all that the heaviest run has to
#: hold, or the page is made of pieces.
_APART, _MAIN = 5, 0.3
#: How sure the surest paragraph of a run has to be that stands behind the heaviest one, far behind
#: it, very far above it, and how many paragraphs those are.
_BEHIND, _FAR_BEHIND, _FAR_ABOVE = 0.55, 0.7, 0.8
_FAR, _VERY_FAR = 20, 60


def find_strays(page: Page, scores: list[float], kept: list[bool]) -> list[Zone]:
    """The paragraphs among those kept that are not the text, in order, each with what it is."""
    others = {**_far_runs(page, scores, kept), **_teasers(page, kept)}
    found: list[Zone] = []
    for index, keep in enumerate(kept):
        verdict = (_by_form(page, index) or others.get(index)) if keep else None
        if verdict:
            found.append(Zone(index, index + 1, *verdict))
    return found


def _by_form(page: Page, index: int) -> Verdict | None:
    """What a line is by its form alone; None for what may be the text."""
    text, count = page.paragraphs[index].text, page.words[index].size
    if count <= _SIGNED_WORDS and _SIGNED.search(text):
        return Verdict(Role.CAPTION, "who wrote the post that is quoted")
    if _FILE.fullmatch(text):
        return Verdict(Role.CAPTION, "the name of a picture's file")
    if count <= _LABEL_WORDS and _LABEL.match(text) and lexicon.announces_more(text):
        return Verdict(Role.RELATED, "leads to another page")
    if count <= _DATE_WORDS and not ends_sentence(text) and _dated(text):
        return Verdict(Role.DATELINE, "a date between paragraphs")
    return None


def _dated(text: str) -> bool:
    if len(text) > _DATE_LENGTH:
        return False
    return sum(date.end - date.start for date in find_dates(text)) * 3 >= len(text)


def _teasers(page: Page, kept: list[bool]) -> dict[int, Verdict]:
    """Lines that end in dots: headlines of other pages, where a page has several."""
    low, high = _TEASER_WORDS
    found = [
        index
        for index, keep in enumerate(kept)
        if keep
        and low <= page.words[index].size <= high
        and _CUT_SHORT.search(page.paragraphs[index].text)
    ]
    if len(found) < _TEASERS:
        return {}
    return dict.fromkeys(found, Verdict(Role.RELATED, f"cut short, as {len(found)} lines are"))


def _far_runs(page: Page, scores: list[float], kept: list[bool]) -> dict[int, Verdict]:
    """Runs apart from the heaviest one that hold no paragraph which is surely the document's:
    other articles, or their openings."""
    runs = _runs(kept)
    masses = [sum(scores[at] * page.words[at].size for at in run) for run in runs]
    if len(runs) < 2 or max(masses) < _MAIN * sum(masses):
        return {}
    main = runs[masses.index(max(masses))]
    found: dict[int, Verdict] = {}
    for run in runs:
        if run is not main and max(scores[at] for at in run) < _needed(run, main):
            why = f"apart from the text, and not surely part of it: {len(run)} paragraphs"
            found.update(dict.fromkeys(run, Verdict(Role.RELATED, why)))
    return found


def _runs(kept: list[bool]) -> list[list[int]]:
    runs: list[list[int]] = []
    for index, keep in enumerate(kept):
        if keep and runs and index - runs[-1][-1] <= _APART:
            runs[-1].append(index)
        elif keep:
            runs.append([index])
    return runs


def _needed(run: list[int], main: list[int]) -> float:
    """How sure the surest paragraph of a run has to be, by where it stands to the main one."""
    if run[0] > main[0]:
        return _FAR_BEHIND if run[0] - main[-1] >= _FAR else _BEHIND
    return _FAR_ABOVE if main[0] - run[-1] >= _VERY_FAR else 0.0
