"""Features of the second pass: signs of captions, lines about authors, quoted posts and links.

They are what the features of a paragraph and of the windows around it do not show.
"""

from __future__ import annotations

import re
from math import log1p
from operator import mul
from typing import TYPE_CHECKING

from tui.cleaning import lexicon
from tui.cleaning.context import Column, shifted
from tui.cleaning.features import ends_sentence

if TYPE_CHECKING:
    from tui.cleaning.features import Words
    from tui.cleaning.page import Page
    from tui.cleaning.reflow import Paragraph

# Words of a word group.
_GRAM = 4
# Words of a name, and of a text that may begin with one.
_NAME_WORDS = (2, 3)
_TEXT_WORDS = 8
# Lines on each side in which counting may go on.
_COUNT_REACH = 8
# The longest line that has a shape, the length of a shape, and lines on each side compared by it.
_SHAPED_LENGTH, _SHAPED_START, _ALIKE_REACH = 60, 16, 3
# The most words that a paragraph counts for in its block.
_BLOCK_WORDS = 200.0
_ONE = log1p(1)
# A headline glued to the sentence below it: "Found Dead in RiverThe police have". The expression
# begins with the capital, to which a search can skip.
_GLUED = re.compile(r"[A-Z](?<=[^\W\dA-Z_]{2}.)[^\W\dA-Z_]* ")
_LABEL = re.compile(r"[^\W\d_][^:|.!?]{1,24}[:|] ")
_LOUD_LABEL = re.compile(r"[^\W\d_a-z]{3,25}[:|-]")
_HANDLE = re.compile(r"(?<!\w)@\w{3}|pic\.twitter|\(@")
_NUMBER = re.compile(r"\W{0,3}(\d{1,3})(?!\d)")

TELLTALES = (
    "said_before", "said_after", "glued", "label", "loud_label", "handle", "handle_below",
    "pictured", "writes", "named_start", "counted", "more_said", "alike",
    "block_lines", "block_place", "block_rest", "block_words", "block_sentences", "block_p",
    "block_most", "block_above", "block_below",
)  # fmt: skip


def telltale_features(page: Page, first: Column) -> list[Column]:
    """A column for each name in :data:`TELLTALES`.

    ``first`` are the probabilities of the first pass.
    """
    paragraphs, words = page.paragraphs, page.words
    rows = [
        _signs(paragraph.text, entry) for paragraph, entry in zip(paragraphs, words, strict=True)
    ]
    signs = [list(column) for column in zip(*rows, strict=True)]
    handle = signs[3]
    return [
        *_said(words),
        *signs[:3],
        handle,
        shifted(handle, 1),
        *signs[4:6],
        _named_start(words),
        _counted(paragraphs),
        signs[6],
        _alike(paragraphs),
        *_blocks(page, first),
    ]


def _signs(text: str, words: Words) -> tuple[float, ...]:
    start = text[:40]
    count = max(words.size, 1.0)
    return (
        1.0 if _GLUED.search(text[:200]) else 0.0,
        1.0 if _LABEL.match(start) else 0.0,
        1.0 if _LOUD_LABEL.match(start) else 0.0,
        1.0 if ("@" in text or "pic.twitter" in text) and _HANDLE.search(text) else 0.0,
        sum(map(lexicon.PICTURE_WORDS.__contains__, words.telling)) / (count + 4.0),
        sum(map(lexicon.WRITER_WORDS.__contains__, words.telling)) / (count + 4.0),
        1.0 if count < 60 and lexicon.announces_more(text) else 0.0,
    )


def _grams(words: Words) -> list[int]:
    """The word groups of a paragraph as hashes: it matters only whether two are the same."""
    return list(map(hash, zip(*(words.all[shift:] for shift in range(_GRAM)), strict=False)))


def _said(words: list[Words]) -> list[Column]:
    """The share of a paragraph's word groups that stand further up, and further down."""
    grams = [_grams(entry) for entry in words]
    seen: set[int] = set()
    again: set[int] = set()
    above: Column = []
    for own in grams:
        found = list(filter(seen.__contains__, own))
        above.append(len(found) / (len(own) + 1.0))
        again.update(found)
        seen.update(own)
    # Only groups that the page repeats can stand further down: the others are not looked for.
    seen.clear()
    below: Column = []
    for own in reversed(grams):
        found = list(filter(again.__contains__, own))
        below.append(sum(map(seen.__contains__, found)) / (len(own) + 1.0))
        seen.update(found)
    return [above, below[::-1]]


def _named_start(words: list[Words]) -> Column:
    """Whether a text begins with the words of a short line elsewhere, which may be a name.

    It may be that of an author, of a player in a ranking, or of a linked page.
    """
    names = {tuple(entry.all) for entry in words if len(entry.all) in _NAME_WORDS}
    return [
        1.0
        if len(entry.all) >= _TEXT_WORDS
        and any(tuple(entry.all[:count]) in names for count in _NAME_WORDS)
        else 0.0
        for entry in words
    ]


def _counted(paragraphs: list[Paragraph]) -> Column:
    """Whether a line begins with a number, and lines near it with the one before or after."""
    numbers = [
        int(match[1]) if (match := _NUMBER.match(paragraph.text)) else -9
        for paragraph in paragraphs
    ]
    column: Column = []
    for index, number in enumerate(numbers):
        near = numbers[max(index - _COUNT_REACH, 0) : index + _COUNT_REACH + 1]
        column.append(float((number - 1 in near) + (number + 1 in near)) if number >= 0 else 0.0)
    return column


def _shape(text: str) -> str:
    """The letters, digits and marks of a short line, each run of a kind as one character."""
    if len(text) > _SHAPED_LENGTH:
        return ""
    shape = ""
    for character in text:
        kind = "a" if character.isalpha() else "0" if character.isdigit() else character
        if shape[-1:] != kind:
            shape += kind
    return shape[:_SHAPED_START]


def _alike(paragraphs: list[Paragraph]) -> Column:
    """How many of the lines around a short one have the same shape."""
    shapes = [_shape(paragraph.text) for paragraph in paragraphs]
    column: Column = []
    for index, shape in enumerate(shapes):
        near = shapes[max(index - _ALIKE_REACH, 0) : index + _ALIKE_REACH + 1]
        column.append(float(near.count(shape) - 1) if shape else 0.0)
    return column


def _blocks(page: Page, first: Column) -> list[Column]:
    """Features of the block of lines without a blank one between them that a line is in.

    How many lines it has, and this one's place; its words, its sentences and its probabilities; and
    the probabilities of the blocks above and below.
    """
    starts = [
        index for index, paragraph in enumerate(page.paragraphs) if paragraph.gap or not index
    ]
    ends = [*starts[1:], len(page.paragraphs)]
    rows: list[tuple[float, ...]] = []
    promise: Column = []
    counts = [min(entry.size, _BLOCK_WORDS) for entry in page.words]
    stops = [1.0 if ends_sentence(one.text) else 0.0 for one in page.paragraphs]
    masses = list(map(mul, first, counts))
    for start, end in zip(starts, ends, strict=True):
        total = sum(counts[start:end])
        promise.append(sum(masses[start:end]) / (total + 1.0))
        ended = sum(stops[start:end]) / (end - start)
        rows.append((log1p(total), ended, promise[-1], max(first[start:end])))
    lines: list[tuple[float, ...]] = []
    around = zip(starts, ends, rows, [0.0, *promise], [*promise[1:], 0.0], strict=False)
    for start, end, row, above, below in around:
        if end - start == 1:
            lines.append((_ONE, 0.0, 0.0, *row, above, below))
            continue
        whole, places = log1p(end - start), list(map(log1p, range(end - start)))
        lines += [
            (whole, place, rest, *row, above, below)
            for place, rest in zip(places, places[::-1], strict=True)
        ]
    return [list(column) for column in zip(*lines, strict=True)]
