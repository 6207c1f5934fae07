"""Which line of a page is its title."""

from __future__ import annotations

import re
from collections import Counter
from math import log1p
from typing import TYPE_CHECKING, NamedTuple

from tui.cleaning import lexicon

if TYPE_CHECKING:
    from tui.cleaning.page import Page

_REACH = 40
_SITE_SUFFIX = re.compile(r"\s(?:[|»·•–—-]|::)\s(?=[^|»·•–—]{2,40}$)")


class Title(NamedTuple):
    """The paragraph that is the title, how often the page says it, and how sure that is (0 to 1)."""

    index: int
    times: int
    confidence: float


def find_title(page: Page, kept: list[bool], banned: list[bool]) -> Title | None:
    """The title of a page, or None where no line looks like one.

    ``kept`` marks the paragraphs of the document, ``banned`` those in zones. A title stands above the
    body (or is its first line), is no sentence, speaks of what the body speaks of, and is often said
    more than once.
    """
    body = [index for index, keep in enumerate(kept) if keep and page.words[index].count >= 12]
    if not body:
        return None
    used: Counter[str] = Counter()
    for index in body:
        used.update(page.words[index].content)
    first = body[0]
    times = Counter(_plain(paragraph.text) for paragraph in page.paragraphs)
    best: tuple[float, int] = (0.0, -1)
    for index in range(max(0, first - _REACH), min(first + 1, len(kept))):
        if not banned[index]:
            score = _score(page, index, first, used, times)
            best = max(best, (score, index))
    score, index = best
    if index < 0 or score < _LEAST:
        return None
    plain = _plain(page.paragraphs[index].text)
    count = times[plain]
    # Of several the first is the title, the others repeat it.
    index = next(
        earlier
        for earlier in range(max(0, first - _REACH), index + 1)
        if _plain(page.paragraphs[earlier].text) == plain
    )
    return Title(index, count, round(min(0.97, 0.4 + score / 8), 2))


_LEAST = 1.2


def _score(page: Page, index: int, first: int, used: Counter[str], times: Counter[str]) -> float:
    text = page.paragraphs[index].text
    words = page.words[index]
    if not 2 <= words.count <= 32 or len(text) > 250 or page.paragraphs[index].lines[0].bulleted:
        return 0.0
    if text[-1] in ".:,;。" and not text.endswith("..."):
        return 0.0
    own = 1 if index == first else 0
    shared = sum(1 for word in words.content if used[word] > own)
    share = shared / (len(words.content) + 1.0)
    site = sum(map(lexicon.SITE_WORDS.__contains__, words.all)) / words.count
    repeated = min(times[_plain(text)] - 1, 2)
    return (
        2.0 * share
        + 0.9 * log1p(shared)
        + 0.8 * repeated * (share > 0.2)
        + (0.6 if 4 <= words.count <= 20 else 0.0)
        - 0.04 * (first - index)
        - 2.0 * site
        - (1.0 if lexicon.CREDIT.match(text) else 0.0)
        - (1.0 if lexicon.MORE_MARK.match(text) else 0.0)
    )


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def without_site(text: str) -> tuple[str, str]:
    """A title and the name of the site behind it, as in "Title | Site"; the name may be empty."""
    parts = list(_SITE_SUFFIX.finditer(text))
    if not parts:
        return text, ""
    return text[: parts[-1].start()], text[parts[-1].end() :]
