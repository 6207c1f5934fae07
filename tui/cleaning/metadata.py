"""What a page's text alone says of its title, outlet, author, date and language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.cleaning.dates import find_dates
from tui.cleaning.mastheads import outlet_of
from tui.cleaning.titles import without_site
from tui.document import Fact, Metadata, Role

if TYPE_CHECKING:
    from tui.cleaning.headline import Title
    from tui.cleaning.page import Page
    from tui.cleaning.verdict import Verdict

_AUTHOR = re.compile(
    r"(?i:by|words by|written by|von|par|por|di|door|av|af|autor|author|автор|аўтар)\s?:?\s"
    r"(?P<name>[^\Wa-z\d_][\w.'’-]{0,20}(?: [\w.'’-]{1,20}){1,4})"
)
_PARTICLES = frozenset(
    ["de", "da", "di", "du", "del", "la", "le", "van", "von", "der", "den", "bin", "al"]
)
SUBJECT = re.compile(r"(?:Subject|Betreff|Objet|Asunto|Oggetto|Assunto|Тема|Onderwerp): ")
PUBLISHED = re.compile(
    r"(?:published|posted|first published|date|veröffentlicht|stand|publié|mis en ligne|publicado"
    r"|pubblicato|gepubliceerd|опубликовано|дата|发布|公開)\b",
    re.IGNORECASE,
)
_TAIL = 12
# How far below the title a line that is a date alone is the text's; how long it is,
# and how much longer than its date.
_BELOW, _DATE_LENGTH, _NEXT_TO_ALL = 6, 40, 1.5


def metadata_of(page: Page, verdicts: list[Verdict], title: Title | None) -> Metadata:
    """The facts that the page's own text gives, each with its source in words."""
    heading, outlet = _title_and_outlet(page, verdicts, title)
    return Metadata(
        title=heading,
        outlet=outlet,
        author=_author(page, verdicts),
        published=_published(page, verdicts, title),
        language=_language(page),
    )


def _title_and_outlet(
    page: Page, verdicts: list[Verdict], title: Title | None
) -> tuple[Fact | None, Fact | None]:
    """The title, and the outlet, which may be what stands behind the title.

    A suffix is the site's name only where the page says the title without it too, or names the
    site so elsewhere.
    """
    outlet = outlet_of(page, verdicts)
    if title is None:
        return None, outlet
    text = SUBJECT.sub("", " ".join(page.paragraphs[title.index].text.split()))
    said = f", said {title.times} times" if title.times > 1 else ""
    plain, site = without_site(text)
    if site and any(paragraph.text == plain for paragraph in page.paragraphs):
        text, outlet = plain, Fact(site, 0.8, "behind the title")
    elif site and outlet and site.casefold() == outlet.value.casefold():
        text = plain
    return Fact(text, title.confidence, f"a line above the text{said}"), outlet


def _author(page: Page, verdicts: list[Verdict]) -> Fact | None:
    for paragraph, verdict in zip(page.paragraphs, verdicts, strict=True):
        if verdict.role is Role.DATELINE and (name := named_in_byline(paragraph.text)):
            return Fact(name, 0.8, "the byline")
    return None


def named_in_byline(text: str) -> str:
    """Whom a byline names; empty where a text is none."""
    match = _AUTHOR.match(text)
    return _person(match["name"]) if match else ""


def _person(words: str) -> str:
    """The name at the start of a byline: capitalised words, particles between them."""
    taken: list[str] = []
    for word in words.split():
        if not word[0].isupper() and not (word[0].isalpha() and word[0] == word[0].upper()):
            if word not in _PARTICLES:
                break
        elif word[0].isdigit():
            break
        taken.append(word)
    while taken and taken[-1] in _PARTICLES:
        taken.pop()
    return " ".join(taken) if len(taken) > 1 else ""


def _published(page: Page, verdicts: list[Verdict], title: Title | None) -> Fact | None:
    """The date beside the title, or one that a line behind the body calls its own.

    Of a range the last day counts. A date elsewhere is the date of something else; where a line
    above the text names another day than the one beside the title, neither is taken.
    """
    others = _days_above_the_text(page, verdicts)
    for index in _beside_title(page, verdicts, title):
        text = page.paragraphs[index].text[:300]
        if dates := find_dates(text):
            ranged = len(dates) > 1 or "–" in text
            chosen = dates[-1] if "–" in text else dates[0]
            if others and chosen.iso not in others:
                return None
            sure = chosen.confidence * (0.7 if ranged else 1.0)
            source = "the end of the range beside the title" if ranged else "beside the title"
            return Fact(chosen.iso, round(sure, 2), source)
    body = [index for index, verdict in enumerate(verdicts) if verdict.role is Role.BODY]
    last = body[-1] if body else 0
    for index in range(last, min(last + _TAIL, len(verdicts))):
        text = page.paragraphs[index].text[:300]
        dates = find_dates(text) if PUBLISHED.match(text) else []
        if dates:
            return Fact(dates[0].iso, round(dates[0].confidence * 0.7, 2), "a line below the text")
    return None


def _beside_title(page: Page, verdicts: list[Verdict], title: Title | None) -> list[int]:
    """The lines whose date is that of the text: below the title first, because today's date stands
    at the top of many pages; there also a hidden line that is a date and nothing else."""
    datelines = [index for index, verdict in enumerate(verdicts) if verdict.role is Role.DATELINE]
    if title is None:
        return datelines
    below = range(title.index + 1, min(title.index + 1 + _BELOW, len(verdicts)))
    bare = [
        index
        for index in below
        if verdicts[index].role.hidden and _says_only_when(page.paragraphs[index].text)
    ]
    return sorted({*datelines, *bare}, key=lambda index: (index < title.index, index))


def _says_only_when(text: str) -> bool:
    """Whether a line is a day; a month alone may be that of a collection."""
    dates = find_dates(text) if len(text) <= _DATE_LENGTH else []
    if len(dates) != 1 or len(dates[0].iso) < len("2026-09-03"):
        return False
    return len(PUBLISHED.sub("", text)) <= 1.5 * (dates[0].end - dates[0].start)


def _days_above_the_text(page: Page, verdicts: list[Verdict]) -> set[str]:
    """The days that headings before the first paragraph of the body name."""
    days: set[str] = set()
    for paragraph, verdict in zip(page.paragraphs, verdicts, strict=True):
        if verdict.role is Role.BODY:
            break
        if verdict.role is Role.HEADING:
            days.update(date.iso for date in find_dates(paragraph.text[:300]))
    return days


def _language(page: Page) -> Fact | None:
    guess = page.language
    if guess is None or guess.confidence < 0.2:
        return None
    return Fact(guess.code, guess.confidence, "the small words and the script of the text")
