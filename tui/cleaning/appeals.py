"""Prose that looks like an article's and is not: appeals for support, requests for consent."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tui.cleaning import lexicon
from tui.cleaning.verdict import SURE, Zone
from tui.document import Role

if TYPE_CHECKING:
    from tui.cleaning.page import Page

# The least share of words for "we", "you" and asking in a paragraph that counts as talk.
_TALK_RATE = 0.02
# The most paragraphs of an appeal, and its least share of words for "we" and "you".
_APPEAL_PARAGRAPHS = 14
_APPEAL_RATE = 0.04
# So many times less talk, by share of words, must the rest of the page have.
_CONTRAST = 3
# The least share of words of consent in a request for it, and the fewest words that it has.
_CONSENT_RATE, _CONSENT_WORDS = 0.06, 40
# The fewest words of a paragraph of prose, and the most of a button.
_PROSE, _BUTTON = 15, 3
# The most words of a short line inside an appeal, and of a heading above it.
_SHORT, _HEADING = 6, 8
# Words of a menu that may stand above a request for consent.
_ABOVE = 60
_QUOTES = "\"“„«»‘'「『"


def appeals(page: Page, scores: list[float], end: int) -> list[Zone]:
    """Runs in which the page's makers speak of themselves to the reader and ask for something.

    The body of the page must not speak that way. ``end`` is where the search ends.
    """
    talk = [_talk(page, index) for index in range(end)]
    zones: list[Zone] = []
    index = 0
    while index < end:
        if talk[index] is None:
            index += 1
            continue
        stop = _run_end(page, talk, index, end)
        zone = _appeal(page, scores, index, stop, end)
        if zone:
            zones.append(zone)
        index = stop
    return zones


def _talk(page: Page, index: int) -> Counter[str] | None:
    """How often a paragraph says "we", "you", and words that ask.

    None where it hardly does, or is a quotation.
    """
    words = page.words[index]
    if not words.telling or page.paragraphs[index].text[0] in _QUOTES:
        return None
    found: Counter[str] = Counter()
    found["we"] = sum(map(lexicon.WE_WORDS.__contains__, words.telling))
    found["you"] = sum(map(lexicon.YOU_WORDS.__contains__, words.telling))
    found["ask"] = sum(map(lexicon.ASK_WORDS.__contains__, words.telling))
    spoken = found["we"] + found["you"]
    if spoken + found["ask"] == 0 or (spoken + found["ask"]) / max(words.size, 1.0) < _TALK_RATE:
        return None
    return found


def _run_end(page: Page, talk: list[Counter[str] | None], start: int, end: int) -> int:
    """Where a run of talk ends; a single short line does not interrupt it."""
    stop = start
    while stop < end:
        if talk[stop] is not None:
            stop += 1
        elif page.words[stop].size <= _SHORT and stop + 1 < end and talk[stop + 1] is not None:
            stop += 2
        else:
            break
    return stop


def _appeal(page: Page, scores: list[float], start: int, stop: int, end: int) -> Zone | None:
    total: Counter[str] = Counter()
    for index in range(start, stop):
        total.update(_talk(page, index) or {})
    asking = total["ask"] >= 2 and total["we"] >= 2 and total["you"] >= 1
    if not asking or stop - start > _APPEAL_PARAGRAPHS:
        return None
    inside = sum(page.words[index].size for index in range(start, stop))
    body = [
        index
        for index in range(end)
        if not start <= index < stop and scores[index] >= SURE and page.words[index].size >= 8
    ]
    outside = sum(page.words[index].size for index in body)
    spoken = sum(
        sum(map(lexicon.WE_WORDS.__contains__, page.words[index].telling))
        + sum(map(lexicon.YOU_WORDS.__contains__, page.words[index].telling))
        for index in body
        if page.paragraphs[index].text[0] not in _QUOTES
    )
    density = (total["we"] + total["you"]) / inside
    if outside < inside or density < _APPEAL_RATE or spoken / outside * _CONTRAST > density:
        return None
    if any(index < start for index in body) and any(index >= stop for index in body):
        return None
    while start and _announces(page, start - 1):
        start -= 1
    return Zone(
        start,
        stop,
        Role.APPEAL,
        f"appeal: {stop - start} paragraphs in the first person that ask the reader for support",
    )


def _announces(page: Page, index: int) -> bool:
    """Whether a line is short and ends in a colon."""
    return page.words[index].size <= _HEADING and page.paragraphs[index].text[-1] in ":："


def consent(page: Page, scores: list[float], end: int) -> list[Zone]:
    """Prose above the text that asks for consent: dense with the words for it, and with buttons.

    The rest of the page must not be about such things. ``end`` is where the search ends.
    """
    first = next((index for index in range(end) if _consents(page, index) >= _CONSENT_RATE), end)
    stop = first
    while stop < end and (_consents(page, stop) >= _TALK_RATE or page.words[stop].size <= _BUTTON):
        stop += 1
    members = range(first, stop)
    inside = sum(page.words[index].size for index in members)
    asking = sum(_consents(page, index) * page.words[index].size for index in members)
    outside = [index for index in range(stop, end) if scores[index] >= SURE]
    spoken = sum(_consents(page, index) * page.words[index].size for index in outside)
    size = sum(page.words[index].size for index in outside)
    buttons = sum(page.words[index].size <= _BUTTON for index in members)
    above = sum(page.words[index].size for index in range(first))
    prose = any(page.words[index].size >= _PROSE for index in members)
    if inside < _CONSENT_WORDS or not prose or not buttons or size < inside or above > _ABOVE:
        return []
    if asking < _CONSENT_RATE * inside or spoken / size * _CONTRAST > asking / inside:
        return []
    while stop > first and page.words[stop - 1].size <= _BUTTON and not _consents(page, stop - 1):
        stop -= 1
    why = f"asks for consent: {stop - first} paragraphs above the text"
    return [Zone(first, stop, Role.WIDGET, why)]


def _consents(page: Page, index: int) -> float:
    """The share of words of consent in a paragraph."""
    words = page.words[index]
    return sum(map(lexicon.CONSENT_WORDS.__contains__, words.telling)) / max(words.size, 1.0)
