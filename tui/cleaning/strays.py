"""Kept paragraphs that are not the text: told by their form, or by standing far from it."""

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
# The most steps from one kept paragraph to the next of the same run, and the least share of the
# page's mass in the main run: with less, the page is made of pieces.
_APART, _MAIN = 5, 0.3
# How likely the surest paragraph of another run must be: after the main run, far after it, and very
# far above it. Then how many paragraphs are far, and very far.
_AFTER, _FAR_AFTER, _FAR_ABOVE = 0.55, 0.7, 0.8
_FAR, _VERY_FAR = 20, 60


def find_strays(page: Page, scores: list[float], kept: list[bool]) -> list[Zone]:
    """The kept paragraphs that are not the text, in order, each as a zone of its own."""
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
    """Whether a third of a text or more is dates."""
    if len(text) > _DATE_LENGTH:
        return False
    return sum(date.end - date.start for date in find_dates(text)) * 3 >= len(text)


def _teasers(page: Page, kept: list[bool]) -> dict[int, Verdict]:
    """Lines that end in dots, if there are several: they are cut-off texts of other pages."""
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
    """Runs apart from the main one, without a paragraph that is surely the document's.

    They are other articles, or the beginnings of such.
    """
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
    """The runs of kept paragraphs, as their indices."""
    runs: list[list[int]] = []
    for index, keep in enumerate(kept):
        if keep and runs and index - runs[-1][-1] <= _APART:
            runs[-1].append(index)
        elif keep:
            runs.append([index])
    return runs


def _needed(run: list[int], main: list[int]) -> float:
    """How likely the surest paragraph of a run must be, by its place relative to the main run."""
    if run[0] > main[0]:
        return _FAR_AFTER if run[0] - main[-1] >= _FAR else _AFTER
    return _FAR_ABOVE if main[0] - run[-1] >= _VERY_FAR else 0.0
