"""Words, sentences and paragraphs of a text, with their offsets."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SOFT_LINE = 45
"""Only after a line of so many characters may a line break be a wrapped line, and not an end."""

LONGEST_SENTENCE = 400
"""A sentence is cut after so many tokens: lists and hostile lines have no end."""

_ABBREVIATIONS = (
    "Mr Mrs Ms Dr Prof Gen Lt Col Capt Maj Sgt Adm Cmdr Sen Rep Gov Rev Hon Pres St Jr Sr Mt Ft "
    "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Inc Corp Co Ltd Bros No vs Ph"
)
_TOKEN = re.compile(
    rf"(?:[^\W\d_]\.){{2,8}}"
    rf"|(?:{'|'.join(_ABBREVIATIONS.split())})\.(?=\s)"
    rf"|[^\W\d_]\.(?=\s?[^\W\d_])"
    rf"|\d+(?:[.,:/]\d+)*(?![^\W\d_])"
    rf"|[\w\u0300-\u036f]+(?:(?:[-\u2010\u2011]|['’ʼ](?!s\b)|&(?=[A-Z]))[\w\u0300-\u036f]+)*"
    rf"|['’]s\b"
    rf"|\S"
)
_CLOSERS = frozenset("\"'”’»)]")
_ENDS = frozenset(".!?…")


@dataclass(frozen=True)
class Tokens:
    """A text cut into words and punctuation marks.

    The columns run in parallel: token ``i`` is ``words[i]`` at ``text[starts[i]:ends[i]]``.
    ``sentences`` are half-open ranges of token numbers, none across the end of a paragraph;
    ``paragraphs`` are the numbers of each paragraph's first token.
    """

    text: str
    words: tuple[str, ...]
    starts: Sequence[int]
    ends: Sequence[int]
    sentences: tuple[tuple[int, int], ...]
    paragraphs: tuple[int, ...]

    @cached_property
    def opening(self) -> frozenset[int]:
        """The numbers of the first *word* of each sentence, past quotation marks and bullets."""
        found = set()
        for first, end in self.sentences:
            at = first
            while at < end - 1 and not self.words[at][0].isalnum():
                at += 1
            found.add(at)
        return frozenset(found)


@lru_cache(maxsize=1)
def tokenise(text: str) -> Tokens:
    """Cut ``text`` into tokens; abbreviations and initials ("Mr.", "U.S.") keep their full stop.

    The last result is remembered, because a recogniser and the mending after it need the same.
    """
    words: list[str] = []
    known: dict[str, str] = {}
    starts, ends = array("I"), array("I")
    sentences: list[tuple[int, int]] = []
    paragraphs: list[int] = []
    first, previous, closing = 0, 0, False
    for match in _TOKEN.finditer(text):
        word, start = match.group(), match.start()
        at = len(words)
        broken = not at or (start > previous and _breaks(text, previous, start))
        if broken:
            paragraphs.append(at)
        ends_here = broken or (closing and _opens(word) and start > previous)
        if at > first and (ends_here or at - first == LONGEST_SENTENCE):
            sentences.append((first, at))
            first = at
        closing = word in _ENDS or (closing and word in _CLOSERS)
        words.append(known.setdefault(word, word))
        starts.append(start)
        ends.append(match.end())
        previous = match.end()
    if len(words) > first:
        sentences.append((first, len(words)))
    return Tokens(text, tuple(words), starts, ends, tuple(sentences), tuple(paragraphs))


def _opens(word: str) -> bool:
    return not word[0].islower()


def _breaks(text: str, end: int, start: int) -> bool:
    """Whether the white space between two tokens ends a paragraph."""
    line_end = text.find("\n", end, start)
    if line_end < 0:
        return False
    if text.find("\n", line_end + 1, start) >= 0:
        return True
    line_start = text.rfind("\n", 0, line_end) + 1
    return line_end - line_start < _SOFT_LINE or text[end - 1] in ".!?:…"
