"""Comment sections: the answers of readers, told by how names and texts alternate."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tui.cleaning import lexicon
from tui.cleaning.features import ends_sentence
from tui.cleaning.verdict import SURE, Zone
from tui.document import Role

if TYPE_CHECKING:
    from tui.cleaning.page import Page

_BODY_WORDS = 60
_NAME_WORDS = 4
_NAME_LENGTH = 32
_PAIRS = 3
# Lines that announce answers and are followed by none, after which no further one is believed: each
# costs a look at the rest of the page.
_IN_VAIN = 20


def comment_sections(page: Page, scores: list[float]) -> list[Zone]:
    """The answers of readers: from a line that announces them behind the body to the page's end,
    or, under a question and its answers, to the end of the remarks on one of them; where names and
    texts alternate or several such lines stand together."""
    zones: list[Zone] = []
    before = 0.0
    index = in_vain = 0
    while index < len(page.paragraphs):
        count = page.words[index].size
        looked_at = before >= _BODY_WORDS and count < 12 and in_vain < _IN_VAIN
        mark = looked_at and lexicon.announces_comments(page.paragraphs[index].text)
        zone = _announced(page, index) if mark else None
        in_vain += mark and zone is None
        if zone:
            zones.append(zone)
        elif scores[index] >= SURE:
            before += count
        index = zone.end if zone else index + 1
    return zones


def _announced(page: Page, at: int) -> Zone | None:
    paragraphs = page.paragraphs
    end = _end(page, at)
    marks = sum(
        1
        for paragraph in paragraphs[at : min(at + 6, end)]
        if lexicon.announces_comments(paragraph.text) and len(paragraph.text) < 80
    )
    names, texts, answers = _turns(page, at + 1, end)
    lines = sum(len(paragraph.lines) for paragraph in paragraphs[at:end])
    alternating = names >= _PAIRS and names * 4 >= texts
    talking = answers >= _PAIRS and answers * 5 >= texts
    few = end < len(paragraphs) and marks >= 2
    if not alternating and not talking and not few and not (marks >= 3 and names):
        return None
    last = at
    while last + 1 < end and lexicon.announces_comments(paragraphs[last + 1].text):
        last += 1
    return Zone(
        at,
        end,
        Role.COMMENTS,
        f"comment section: {lines} lines from “{paragraphs[last].text[:40]}”",
    )


def _end(page: Page, at: int) -> int:
    """Where a section that starts at ``at`` ends: with the page. On a page of answers to a question
    it ends where they begin, and behind the line that closes the remarks on each of them."""
    texts = [paragraph.text for paragraph in page.paragraphs]
    answers = [index for index, text in enumerate(texts) if lexicon.announces_answers(text)]
    later = [index for index in answers if index > at]
    if later or not answers:
        return later[0] if later else len(texts)
    said = Counter(texts)
    for index in range(at + 1, len(texts)):
        if said[texts[index]] > 1 and lexicon.announces_comments(texts[index]):
            return index + 1
    return len(texts)


def _turns(page: Page, start: int, end: int) -> tuple[int, int, int]:
    """How many name lines stand before a text, how many texts there are, how many lines are the
    age or the buttons of an answer."""
    names = texts = answers = 0
    previous_name = False
    for index in range(start, end):
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
    return 0 < count <= _NAME_WORDS and len(text) <= _NAME_LENGTH and not ends_sentence(text)
