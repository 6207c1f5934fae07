"""Verdicts over runs of paragraphs that look like prose one by one and are not the document.

Each needs several independent signs at once, shape before words, and each says what it went by.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from tui.cleaning import lexicon
from tui.cleaning.features import TERMINAL
from tui.document import Role

if TYPE_CHECKING:
    from tui.cleaning.page import Page

_SURE = 0.6
_BODY_WORDS = 60
_NAME_WORDS = 4
_NAME_LENGTH = 32
_PAIRS = 3
_TALK_RATE = 0.02
_APPEAL_PARAGRAPHS = 14
_APPEAL_RATE = 0.04
_ITEM_WORDS = 4
_QUOTES = "\"“„«»‘'「『"


class Zone(NamedTuple):
    """The paragraphs from ``first`` up to ``end``, what they are, and why."""

    first: int
    end: int
    role: Role
    reason: str


def find_zones(page: Page, scores: list[float]) -> list[Zone]:
    """The zones of a page, given how likely each paragraph is to belong to the document."""
    comments = comment_section(page, scores)
    end = comments.first if comments else len(page.paragraphs)
    zones = sorted([*appeals(page, scores, end), *link_lists(page, scores, end)])
    return [*zones, comments] if comments else zones


def comment_section(page: Page, scores: list[float]) -> Zone | None:
    """The answers of readers: from a line that announces them behind the body to the page's end,
    where names and texts alternate or several such lines stand together."""
    before = 0.0
    for index, paragraph in enumerate(page.paragraphs):
        count = page.words[index].size
        if before >= _BODY_WORDS and count < 12 and lexicon.announces_comments(paragraph.text):
            zone = _announced(page, index)
            if zone:
                return zone
        if scores[index] >= _SURE:
            before += count
    return None


def _announced(page: Page, at: int) -> Zone | None:
    paragraphs = page.paragraphs
    marks = sum(
        1
        for paragraph in paragraphs[at : at + 6]
        if lexicon.announces_comments(paragraph.text) and len(paragraph.text) < 80
    )
    names, texts, answers = _turns(page, at + 1)
    lines = sum(len(paragraph.lines) for paragraph in paragraphs[at:])
    alternating = names >= _PAIRS and names * 4 >= texts
    talking = answers >= _PAIRS and answers * 5 >= texts
    if not alternating and not talking and not (marks >= 3 and names):
        return None
    last = at
    while last + 1 < len(paragraphs) and lexicon.announces_comments(paragraphs[last + 1].text):
        last += 1
    return Zone(
        at,
        len(paragraphs),
        Role.COMMENTS,
        f"comment section: {lines} lines from “{paragraphs[last].text[:40]}”",
    )


def _turns(page: Page, start: int) -> tuple[int, int, int]:
    """How many name lines stand before a text, how many texts there are, how many lines are the
    age or the buttons of an answer."""
    names = texts = answers = 0
    previous_name = False
    for index in range(start, len(page.paragraphs)):
        text = page.paragraphs[index].text
        if lexicon.belongs_to_answer(text[:120]) and len(text) < 80:
            answers += 1
            continue
        if _is_name(text, page.words[index].size):
            previous_name = True
            continue
        texts += 1
        names += previous_name
        previous_name = False
    return names, texts, answers


def _is_name(text: str, count: float) -> bool:
    return 0 < count <= _NAME_WORDS and len(text) <= _NAME_LENGTH and not TERMINAL.search(text[-4:])


def link_lists(page: Page, scores: list[float], end: int) -> list[Zone]:
    """List items without a sentence among them, in front of the first paragraph of the body or
    behind the last: teasers, tags, the site's own links."""
    body = [
        index
        for index in range(end)
        if scores[index] >= _SURE and page.words[index].size >= 12 and not _item(page, index)
    ]
    if not body:
        return []
    zones: list[Zone] = []
    for low, high, least in ((0, body[0], 1), (body[-1] + 1, end, 3)):
        index = low
        while index < high:
            stop = index
            while stop < high and _item(page, stop):
                stop += 1
            words = sum(page.words[at].size for at in range(index, stop))
            short = words <= _ITEM_WORDS * (stop - index)
            if stop - index >= least and (short if low else index == 0):
                role = Role.NAVIGATION if low else Role.RELATED
                where = "behind" if low else "in front of"
                zones.append(
                    Zone(index, stop, role, f"list of links {where} the text: {stop - index} items")
                )
            index = stop + 1
    return zones


def _item(page: Page, index: int) -> bool:
    text = page.paragraphs[index].text
    return page.paragraphs[index].lines[0].bulleted and not TERMINAL.search(text[-5:])


def appeals(page: Page, scores: list[float], end: int) -> list[Zone]:
    """Runs in which the people behind the page speak of themselves to the reader and ask for
    something, on a page whose body does not speak that way."""
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
    """The words by which a paragraph speaks of its writers and to its reader; None where it does
    not, or speaks in a quotation."""
    words = page.words[index]
    if page.paragraphs[index].text[0] in _QUOTES:
        return None
    found: Counter[str] = Counter()
    found["we"] = sum(map(lexicon.WE_WORDS.__contains__, words.all))
    found["you"] = sum(map(lexicon.YOU_WORDS.__contains__, words.all))
    found["ask"] = sum(map(lexicon.ASK_WORDS.__contains__, words.all))
    spoken = found["we"] + found["you"]
    if spoken + found["ask"] == 0 or (spoken + found["ask"]) / max(words.size, 1.0) < _TALK_RATE:
        return None
    return found


def _run_end(page: Page, talk: list[Counter[str] | None], start: int, end: int) -> int:
    """Where a run of talk stops; one short line in between does not break it."""
    stop = start
    while stop < end:
        if talk[stop] is not None:
            stop += 1
        elif page.words[stop].size <= 6 and stop + 1 < end and talk[stop + 1] is not None:
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
        if not start <= index < stop and scores[index] >= _SURE and page.words[index].size >= 8
    ]
    outside = sum(page.words[index].size for index in body)
    spoken = sum(
        sum(map(lexicon.WE_WORDS.__contains__, page.words[index].all))
        + sum(map(lexicon.YOU_WORDS.__contains__, page.words[index].all))
        for index in body
        if page.paragraphs[index].text[0] not in _QUOTES
    )
    density = (total["we"] + total["you"]) / inside
    if outside < inside or density < _APPEAL_RATE or spoken / outside * 3 > density:
        return None
    if any(index < start for index in body) and any(index >= stop for index in body):
        return None
    while (
        start and page.words[start - 1].size <= 8 and page.paragraphs[start - 1].text[-1] in ":："
    ):
        start -= 1
    return Zone(
        start,
        stop,
        Role.APPEAL,
        f"appeal: {stop - start} paragraphs in the first person that ask the reader for support",
    )
