"""Comment sections, recognised by how names and texts alternate."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tui.cleaning import lexicon
from tui.cleaning.features import ends_sentence
from tui.cleaning.verdict import SURE, Zone
from tui.document import Role

if TYPE_CHECKING:
    from tui.cleaning.page import Page

# Words of the document that must stand above a section.
_BODY_WORDS = 60
# The longest name, in words and in characters, and the longest mark, likewise.
_NAME_WORDS, _NAME_LENGTH = 4, 32
_MARK_WORDS, _MARK_LENGTH = 12, 80
# The fewest pairs of a name and a text, or buttons of answers, in a section.
_PAIRS = 3
# Lines below a mark that may be further marks of the same section.
_MARKS_NEAR = 6
# After so many lines that announce comments and are followed by none, no further one is tried:
# each costs a look at the rest of the page.
_IN_VAIN = 20


def comment_sections(page: Page, scores: list[float]) -> list[Zone]:
    """The zones of readers' comments: from a line after the body that announces them to the end.

    On a page of answers to a question, to the end of the remarks on one answer. Names and texts
    must alternate there, or several such lines stand together.
    """
    zones: list[Zone] = []
    before = 0.0
    index = in_vain = 0
    while index < len(page.paragraphs):
        count = page.words[index].size
        looked_at = before >= _BODY_WORDS and count < _MARK_WORDS and in_vain < _IN_VAIN
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
    """The section that the line ``at`` announces; None if what follows does not look like one."""
    paragraphs = page.paragraphs
    end = _end(page, at)
    marks = sum(
        1
        for paragraph in paragraphs[at : min(at + _MARKS_NEAR, end)]
        if lexicon.announces_comments(paragraph.text) and len(paragraph.text) < _MARK_LENGTH
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
    """Where a section that starts at ``at`` ends: with the page, as a rule.

    On a page of answers to a question it ends where the answers begin, or after the line that ends
    the remarks on each of them.
    """
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
    """How many texts have a name above them, how many texts there are, and how many lines are the
    age or a button of a comment.
    """
    names = texts = answers = 0
    previous_name = False
    for index in range(start, end):
        text = page.paragraphs[index].text
        if len(text) < _MARK_LENGTH and lexicon.belongs_to_answer(text):
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
