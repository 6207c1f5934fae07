"""Who of the lines that may be the title is elected, and when nobody is.

The model of :mod:`tui.cleaning.titles` knows a line's shape, its place and its words. What stands
here are rules over what it does not see: which lines lead elsewhere, which pairs of lines belong
to a picture, where the text begins on a page with a teaser above it. A wrong title costs a reader
more than none: a row without one shows the file's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log
from operator import mul
from typing import TYPE_CHECKING

from tui.cleaning import lexicon
from tui.cleaning.dates import find_dates
from tui.cleaning.features import said_in
from tui.cleaning.metadata import SUBJECT, named_in_byline
from tui.cleaning.signposts import is_signpost
from tui.cleaning.titles import (
    BODY_WORDS,
    BYLINE,
    LONGEST,
    SENTENCE_INSIDE,
    first_body,
    plain_text,
    title_candidates,
)

if TYPE_CHECKING:
    from tui.cleaning.page import Page
    from tui.cleaning.titles import TitleModel

# A sentence that opens the text has at least so many words, one that is a headline at most.
_OPENING_WORDS, _HEADLINE_WORDS = 8, 20
# Of a title that nothing but its place speaks for: how far above the text, how long.
_HEAD, _TITLE_WORDS = 4, 3
# From this probability on a paragraph is surely text, not one of a list of headlines.
_SURE = 0.25
# A teaser stands so many paragraphs above the text, is so little of it, and shares so few words.
_FAR, _LITTLE, _STRANGE = 6, 0.2, 0.2
# So much less likely than nobody a line still wins; more where the text begins so near the top of
# the page that no menu stands above it.
_SLACK = 0.6
_SLACK_ON_TOP, _TOP = 1.2, 6
# How much better a line must be than the one right above it not to be its subtitle; how much where
# it looks like a standfirst, which has so many words and stands below at least so many.
_SUBTITLE, _STANDFIRST = 0.4, 3.0
_STANDFIRST_WORDS, _LEAST_WORDS = 18, 4
# How far below a title its date stands; of how many words the name of a site is.
_DATED, _LABEL_WORDS = 4, 4
_ADDRESS = re.compile(r"\b[a-z0-9-]+\.(?:com?|org|net|info|tv|[a-z]{2})\b", re.IGNORECASE)
# A line says what the file's name says where it has so many of its longer words, and most of them.
_NAMING, _NAMING_LENGTH, _MOST = 4, 3, 0.6
# What speaks for a line in log-odds. Lines without a chance are not asked.
_IS_DATED, _IS_LABEL, _IS_ALT, _IS_SUBJECT, _IS_NAMED = 1.0, -1.5, -1.0, 3.0, 4.0
_LIKELY, _USUAL = 0.5, 0.05
_HOPELESS = -4.0


@dataclass(frozen=True, slots=True)
class Title:
    """The paragraph that is the title, how often the page says it, and how sure that is (0 to
    1)."""

    index: int
    times: int
    confidence: float


def find_title(
    page: Page,
    scores: list[float],
    limit: float,
    banned: list[bool],
    model: TitleModel,
    called: str = "",
) -> Title | None:
    """The title of a page, or None where that is likelier.

    ``scores`` and ``limit`` say which paragraphs belong to the document, ``banned`` which can
    hold no title; ``called`` is what the file's name says in words. Lines that say the same are one
    candidate, with the votes of all.
    """
    named = frozenset(word for word in said_in(called) if len(word) >= _NAMING_LENGTH)
    first = _beginning(page, scores, limit)
    indices, rows = title_candidates(page, scores, limit, first)
    votes: dict[str, float] = {}
    place: dict[int, str] = {}
    for index, row in zip(indices, rows, strict=True):
        odds = sum(map(mul, row, model.weights)) - model.none
        if banned[index] or (
            odds > _HOPELESS and _is_none(page, index, kept=scores[index] >= limit)
        ):
            continue
        if odds > _HOPELESS:
            odds += _bonus(page, index, scores[index], named)
        plain = plain_text(page.paragraphs[index].text)
        votes[plain] = votes.get(plain, 0.0) + exp(odds)
        place[index] = plain
    index = _elected(place, votes, _SLACK_ON_TOP if first <= _TOP else _SLACK)
    if index < 0:
        index = _above_date(page, place, first)
    if index < 0:
        return None
    index = _above_subtitles(page, place, votes, index)
    short = (one.text for one in page.paragraphs if len(one.text) <= LONGEST)
    times = sum(plain_text(text) == place[index] for text in short)
    share = votes[place[index]] / (1.0 + sum(votes.values()))
    return Title(index, times, round(min(0.98, max(share, 0.3)), 2))


def _beginning(page: Page, scores: list[float], limit: float) -> int:
    """Where the text begins: its first paragraph, or, where that is little, far from the others
    and speaks of other things, the first behind it; -1 where there is none."""
    first = first_body(page, scores, max(limit, _SURE))
    if first < 0:
        first = first_body(page, scores, limit)
    members = [
        index
        for index in range(max(first, 0), len(scores))
        if scores[index] >= limit and page.words[index].size >= BODY_WORDS
    ]
    words = sum(page.words[index].size for index in members)
    above = 0.0
    for place, (one, following) in enumerate(pairwise(members), start=1):
        above += page.words[one].size
        if above > _LITTLE * words:
            break
        if following - one > _FAR and _strange(page, members[:place], members[place:]):
            return following
    return first


def _strange(page: Page, teaser: list[int], text: list[int]) -> bool:
    """Whether paragraphs share next to no words with those of the text."""
    said = frozenset[str]().union(*(page.words[index].content for index in teaser))
    other = frozenset[str]().union(*(page.words[index].content for index in text))
    return len(said & other) < _STRANGE * len(said)


def _is_none(page: Page, index: int, *, kept: bool) -> bool:
    """Whether a line is something else by its own looks."""
    text = page.paragraphs[index].text
    return (
        is_signpost(text)
        or bool(named_in_byline(text))
        or _section_label(page, index)
        or _opening_sentence(page, index, kept)
        or _caption(page, index)
    )


def _bonus(page: Page, index: int, score: float, named: frozenset[str]) -> float:
    """What else speaks for a line that may win, or against it, in log-odds: its date below it, the
    words of the file's name, an address or the small letter of a picture's description in it, a
    ``score`` as menus have."""
    text = page.paragraphs[index].text
    bonus = 0.0
    if page.words[index].size >= _LABEL_WORDS and _dated_below(page, index):
        bonus += _IS_DATED
    if page.words[index].size <= _LABEL_WORDS and _ADDRESS.search(text):
        bonus += _IS_LABEL
    if len(named.intersection(page.words[index].all)) >= max(_NAMING, len(named) * _MOST):
        bonus += _IS_NAMED
    if SUBJECT.match(text):
        bonus += _IS_SUBJECT
    if text[:2].islower():
        bonus += _IS_ALT
    return bonus + _LIKELY * min(0.0, log((score + 0.01) / _USUAL))


def _dated_below(page: Page, index: int) -> bool:
    """Whether a date or a byline stands among the next lines."""
    return any(
        _dates_it(paragraph.text)
        for paragraph in page.paragraphs[index + 1 : index + _DATED]
        if len(paragraph.text) <= 120
    )


def _elected(place: dict[int, str], votes: dict[str, float], slack: float) -> int:
    """The first line with the most votes; -1 where nobody beats none, but for the slack. ``place``
    gives the text of each line that stands."""
    most = max(votes.values(), default=0.0)
    if most < exp(-slack):
        return -1
    return min(at for at, plain in place.items() if votes[plain] == most)


def _above_subtitles(page: Page, place: dict[int, str], votes: dict[str, float], index: int) -> int:
    """The line right above the elected one where that has nearly as many votes, or has some and
    the elected one is its standfirst; and so on."""
    most = votes[place[index]]
    while index - 1 in place and not _is_none(page, index - 1, kept=False):
        less = _STANDFIRST if _standfirst(page, index) else _SUBTITLE
        if votes[place[index - 1]] < most * exp(-less) or _long(page, index - 1):
            break
        index -= 1
    return index


def _standfirst(page: Page, index: int) -> bool:
    """Whether a line is a sentence or two below a shorter line: not the title but what follows."""
    above, size = page.words[index - 1].size, page.words[index].size
    ends = page.paragraphs[index].text[-1] in ".。…"
    return _LEAST_WORDS <= above < size and (ends or _long(page, index))


def _long(page: Page, index: int) -> bool:
    return page.words[index].size >= _STANDFIRST_WORDS


def _above_date(page: Page, place: dict[int, str], first: int) -> int:
    """The line over dates and bylines that stand right over the text; -1 where there is none."""
    index = first - 1
    while index >= 0 and first - index <= _HEAD and _dates_it(page.paragraphs[index].text):
        index -= 1
    if index == first - 1 or index not in place or _is_none(page, index, kept=False):
        return -1
    return index if page.words[index].size >= _TITLE_WORDS else -1


def _dates_it(text: str) -> bool:
    return bool(find_dates(text[:120])) or BYLINE.match(text) is not None


def _opening_sentence(page: Page, index: int, kept: bool) -> bool:
    """A line of the body that ends with a full stop is where the text begins, not its title; unless
    it is short and its date stands below it."""
    text, size = page.paragraphs[index].text, page.words[index].size
    if not kept or text[-1] not in ".。" or size < _OPENING_WORDS:
        return False
    return size > _HEADLINE_WORDS or not _dated_below(page, index)


def _caption(page: Page, index: int) -> bool:
    """A line of two sentences that speaks of a picture is the picture's caption."""
    spoken = any(map(lexicon.PICTURE_WORDS.__contains__, page.words[index].telling))
    return spoken and SENTENCE_INSIDE.search(page.paragraphs[index].text) is not None


def _section_label(page: Page, index: int) -> bool:
    """A line set close below a date and apart from what follows: the page's section, no title."""
    if not index or page.paragraphs[index].gap or index + 2 >= len(page.paragraphs):
        return False
    above = page.paragraphs[index - 1].text[:120]
    dates = find_dates(above)
    covered = sum(date.end - date.start for date in dates)
    return covered * 2 > len(above) and page.paragraphs[index + 1].gap > 0
