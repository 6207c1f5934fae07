"""What speaks for a line's being the title of its page.

The lines above the first paragraph of the body stand for election, and nobody does too: a
conditional logit model (McFadden 1974) over a line's shape, its place, and how much it speaks of
what the body speaks of.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import compress
from math import log1p
from typing import TYPE_CHECKING, NamedTuple

from tui.cleaning import lexicon
from tui.cleaning.cohesion import said_more_than
from tui.cleaning.dates import find_dates
from tui.cleaning.features import ends_sentence

if TYPE_CHECKING:
    from tui.cleaning.page import Page

_REACH = 40
_BEYOND = 4
LONGEST = 250
_MOST_WORDS = 32
BODY_WORDS = 12
# How far above a line what it says may stand already; how much of a line is compared.
_ABOVE, _PLAIN_LENGTH = 12, 300
# Short texts whose looks are remembered: each page is asked for its title twice.
_REMEMBERED = 1024
_SITE_SUFFIX = re.compile(r"\s(?:[|»·•–—-]|::)\s(?=[^|»·•–—]{2,40}$)")
SENTENCE_INSIDE = re.compile(r"\w\w[.!?] [^\Wa-z\d_]")
BYLINE = re.compile(r"(?:by|von|par|por|di|door|av|af|autor|автор|аўтар)\b", re.IGNORECASE)

TITLE = (
    "shared", "share", "share_of_first", "repeats", "repeats_shared", "words", "few_words",
    "many_words", "distance", "is_first", "inside", "order", "stops", "colon", "asks",
    "capitals", "all_capitals", "site", "credit", "more", "dated", "byline", "gap_above",
    "gap_below", "dated_below", "sentence_below", "byline_below", "probability", "said_above",
    "digits", "separators", "sentence_inside", "dated_above", "best_share", "earlier_share",
)  # fmt: skip


class TitleModel(NamedTuple):
    """A weight for each feature of :data:`TITLE`, and the score of "there is none"."""

    weights: tuple[float, ...]
    none: float


def first_body(page: Page, scores: list[float], limit: float) -> int:
    """The first paragraph of running text that is kept; -1 where there is none."""
    for index, score in enumerate(scores):
        if score >= limit and page.words[index].size >= BODY_WORDS:
            return index
    return -1


def title_candidates(
    page: Page, scores: list[float], limit: float, first: int
) -> tuple[list[int], list[list[float]]]:
    """The paragraphs that may be the title of the text that begins at ``first``, and their
    features, in the order of :data:`TITLE`."""
    if first < 0:
        return [], []
    member = [
        score >= limit and entry.size >= BODY_WORDS
        for score, entry in zip(scores, page.words, strict=True)
    ]
    used = said_more_than((entry.content for entry in compress(page.words, member)), 0, 1)
    plain = [plain_text(paragraph.text[:_PLAIN_LENGTH]) for paragraph in page.paragraphs]
    times = Counter(plain)
    indices = [
        index
        for index in range(max(0, first - _REACH), min(first + _BEYOND + 1, len(scores)))
        if 0 < page.words[index].size <= _MOST_WORDS
        and len(page.paragraphs[index].text) <= LONGEST
        and not page.paragraphs[index].lines[0].bulleted
    ]
    shares: list[float] = []
    rows: list[list[float]] = []
    for index in indices:
        repeats = float(min(times[plain[index]] - 1, 3))
        again = plain[index] in plain[max(0, index - _ABOVE) : index]
        content = page.words[index].content
        shared = len(content & used[member[index]])
        shares.append(shared / (len(content) + 1.5))
        rows.append(_row(page, index, first, shared, repeats, again, scores[index]))
    best = max(shares, default=0.0)
    earlier = 0.0
    for row, share in zip(rows, shares, strict=True):
        row += [share - best, earlier]
        earlier = max(earlier, share)
    return indices, rows


class _Looks(NamedTuple):
    """What a line's own text says for or against its being a title."""

    shape: tuple[float, ...]
    saying: tuple[float, ...]
    digits: float
    separators: float
    sentence_inside: float


@lru_cache(maxsize=_REMEMBERED)
def _looks(text: str) -> _Looks:
    spaced = text.split()
    return _Looks(
        (
            1.0 if text[-1] in ".。;,،" and not text.endswith("...") else 0.0,
            1.0 if text[-1] in ":：" else 0.0,
            1.0 if text[-1] in "?!？！" else 0.0,
            sum(map(str.istitle, spaced)) / len(spaced),
            1.0 if text.isupper() else 0.0,
        ),
        (
            1.0 if lexicon.names_source(text) else 0.0,
            1.0 if lexicon.announces_more(text) else 0.0,
            1.0 if find_dates(text) else 0.0,
            1.0 if BYLINE.match(text) else 0.0,
        ),
        sum(map(str.isdigit, text)) / len(text),
        float(sum(map(text.count, "|»›·•/"))),
        1.0 if SENTENCE_INSIDE.search(text) else 0.0,
    )


@lru_cache(maxsize=_REMEMBERED)
def _is_dated(start: str) -> bool:
    return bool(find_dates(start))


def _row(
    page: Page, index: int, first: int, shared: int, repeats: float, again: bool, score: float
) -> list[float]:
    paragraph, words = page.paragraphs[index], page.words[index]
    text = paragraph.text
    content = len(words.content)
    share = shared / (content + 1.5)
    head = len(words.content & page.words[first].content) if index != first else 0
    looks = _looks(text)
    below = page.paragraphs[index + 1] if index + 1 < len(page.paragraphs) else None
    below_text = below.text if below else ""
    return [
        log1p(shared),
        share,
        head / (content + 1.5),
        repeats,
        repeats * share,
        log1p(words.size),
        1.0 if words.size < 3 else 0.0,
        1.0 if words.size > 18 else 0.0,
        log1p(abs(first - index)),
        1.0 if index == first else 0.0,
        1.0 if index > first else 0.0,
        log1p(index),
        *looks.shape,
        sum(map(lexicon.SITE_WORDS.__contains__, words.telling)) / words.size,
        *looks.saying,
        float(min(paragraph.gap, 2)),
        float(min(below.gap, 2)) if below else 0.0,
        1.0 if _is_dated(below_text[:120]) else 0.0,
        1.0 if ends_sentence(below_text) else 0.0,
        1.0 if BYLINE.match(below_text) else 0.0,
        score,
        1.0 if again else 0.0,
        *looks[2:],
        1.0 if index and _is_dated(page.paragraphs[index - 1].text[:120]) else 0.0,
    ]


def plain_text(text: str) -> str:
    """A text without differences of case and blanks."""
    return _plain(text) if len(text) <= _PLAIN_LENGTH else " ".join(text.casefold().split())


@lru_cache(maxsize=_REMEMBERED)
def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def without_site(text: str) -> tuple[str, str]:
    """A title and the name of the site behind it, as in "Title | Site"; the name may be empty."""
    parts = list(_SITE_SUFFIX.finditer(text))
    if not parts:
        return text, ""
    return text[: parts[-1].start()], text[parts[-1].end() :]
