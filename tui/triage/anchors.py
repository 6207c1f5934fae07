"""Where a noted passage stands in a text that may have changed since. Pure.

A passage is known by its offsets, its own words and what stood around them (W3C Web Annotation
Data Model, REC 2017-02-23). It is looked for as it is, then with quotation marks, dashes and spaces
folded, then approximately. Approximate matches are where annotation tools go wrong silently: a
sentence about another firm, otherwise the same, scores 96 of 100. So a match counts as moved only
if it has every number and every capitalised word of the quote, fits the surroundings, and is
clearly better than the next best. What stands in the same place but says something else is for the
reader to confirm. The state is always shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tui.decision import Anchor

#: Code points of context that are kept on each side.
CONTEXT = 64

# A quote of fewer characters may occur by chance: its context has to agree.
_SHORTEST = 20
# The least similarity (0 to 1) of a passage that has moved, and of one that may have changed.
_MOVED = 0.95
_CHANGED = 0.80
# The least part of the context that must be there for a place to fit.
_SURROUNDED = 0.80
# How much better than the second best a place must be to be taken for the only one.
_MARGIN = 0.05
# Spaces and signs that the context may have gained on each side.
_SLACK = 8

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»‹›", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\t\r\n\f\v", " "),
        "…": "...",
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    }
)
_TELLING = re.compile(r"\d+(?:[.,]\d+)*|\w+")


class State(StrEnum):
    """How sure it is that the passage is where it is shown.

    ``exact``: at its offsets, or its only occurrence with its surroundings; ``moved``: elsewhere,
    beyond doubt; ``changed``: like it or in its place, the reader has to confirm; ``ambiguous``:
    in several places alike; ``orphan``: not there any more.
    """

    EXACT = "exact"
    MOVED = "moved"
    CHANGED = "changed"
    AMBIGUOUS = "ambiguous"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a passage is: code points ``start`` to ``end``, both 0 for an orphan.

    ``score`` says how good the match is, from 0 to 1.
    """

    state: State
    start: int = 0
    end: int = 0
    score: float = 0.0


def anchor(text: str, start: int, end: int) -> Anchor:
    """The passage from ``start`` to ``end`` of ``text``, with its context."""
    return Anchor(
        start=start,
        end=end,
        quote=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
    )


def place(passage: Anchor, text: str) -> Placement:
    """Where ``passage`` stands in ``text``."""
    if not passage.quote:
        return Placement(State.ORPHAN)
    if _stands(passage, text):
        return Placement(State.EXACT, passage.start, passage.end, 1.0)
    folded = _Folded(text)
    quote = _fold(passage.quote).strip()
    if not quote:
        return Placement(State.ORPHAN)
    found = list(_occurrences(quote, folded.text))
    if found:
        return _best_exact(passage, quote, folded, found)
    if len(quote) < _SHORTEST:
        return Placement(State.ORPHAN)
    return _approximate(passage, quote, folded)


def _stands(passage: Anchor, text: str) -> bool:
    """Whether it is at its offsets; a short one only if its context is there, too."""
    start, end = passage.start, passage.end
    if text[start:end] != passage.quote:
        return False
    known = (passage.prefix, passage.suffix)
    there = (
        text[max(0, start - len(passage.prefix)) : start],
        text[end : end + len(passage.suffix)],
    )
    return len(passage.quote) >= _SHORTEST or there == known


class _Folded:
    """A text with quotation marks, dashes and spaces folded, and the way back to its offsets."""

    def __init__(self, text: str) -> None:
        pieces: list[str] = []
        origin: list[int] = []
        space = True
        for position, character in enumerate(text):
            if pieces and unicodedata.combining(character):
                pieces[-1:] = [unicodedata.normalize("NFC", pieces[-1] + character)[:1]]
                continue
            for part in _fold(character):
                if part == " " and space:
                    continue
                space = part == " "
                pieces.append(part)
                origin.append(position)
        self.text = "".join(pieces)
        self._origin = [*origin, len(text)]

    def placement(self, state: State, start: int, length: int, score: float) -> Placement:
        """A stretch of the folded text, placed in the text as it was given."""
        last = self._origin[start + length - 1] if length else self._origin[start]
        return Placement(state, self._origin[start], last + 1, score)


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFC", text).translate(_FOLDED)
    return re.sub(r" +", " ", folded)


def _occurrences(quote: str, text: str) -> Iterator[int]:
    start = text.find(quote)
    while start >= 0:
        yield start
        start = text.find(quote, start + 1)


def _best_exact(passage: Anchor, quote: str, folded: _Folded, found: list[int]) -> Placement:
    """The occurrence whose surroundings are those of the passage; ambiguous where several are."""
    if len(found) == 1:
        around = _surroundings(passage, folded.text, found[0], len(quote))
        state = State.EXACT if around == 1.0 else State.MOVED
        if around < _SURROUNDED and len(quote) < _SHORTEST:
            state = State.CHANGED
        return folded.placement(state, found[0], len(quote), 1.0)
    scores = sorted(
        ((_surroundings(passage, folded.text, start, len(quote)), -start) for start in found),
        reverse=True,
    )
    best, second = scores[0], scores[1]
    sure = best[0] >= _SURROUNDED and best[0] - second[0] >= _MARGIN
    state = (State.EXACT if best[0] == 1.0 else State.MOVED) if sure else State.AMBIGUOUS
    return folded.placement(state, -best[1], len(quote), best[0])


def _approximate(passage: Anchor, quote: str, folded: _Folded) -> Placement:
    """The most similar stretch, and how sure it is that it is the passage."""
    from rapidfuzz.fuzz import partial_ratio_alignment

    best = partial_ratio_alignment(quote, folded.text, score_cutoff=100 * _CHANGED)
    if best is None or best.dest_end <= best.dest_start:
        return Placement(State.ORPHAN)
    start, end = best.dest_start, best.dest_end
    score = best.score / 100
    stretch = folded.text[start:end]
    # The rest of the text, without the find: is there another as good?
    rest = folded.text[:start] + "\0" + folded.text[end:]
    second = partial_ratio_alignment(quote, rest, score_cutoff=100 * _CHANGED)
    margin = score - (second.score / 100 if second else 0.0)
    around = _surroundings(passage, folded.text, start, len(stretch))
    same = _telling(quote) <= _telling(_widened(folded.text, start, end))
    if not same and around < _SURROUNDED:
        return Placement(State.ORPHAN)
    if margin < _MARGIN:
        return folded.placement(State.AMBIGUOUS, start, len(stretch), score)
    sure = same and score >= _MOVED and around >= _SURROUNDED
    return folded.placement(State.MOVED if sure else State.CHANGED, start, len(stretch), score)


def _widened(text: str, start: int, end: int) -> str:
    """The stretch, extended to whole words at both ends."""
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[start:end]


def _telling(text: str) -> set[str]:
    """The numbers and the capitalised words of a text: those tell passages apart."""
    return {word for word in _TELLING.findall(text) if word[0].isdigit() or word[0].isupper()}


def _surroundings(passage: Anchor, text: str, start: int, length: int) -> float:
    """How much of the passage's context stands around this place, from 0 to 1."""
    before, behind = _fold(passage.prefix).strip(), _fold(passage.suffix).strip()
    if not before and not behind:
        return 1.0
    end = start + length
    left = text[max(0, start - CONTEXT - _SLACK) : start].rstrip()
    right = text[end : end + CONTEXT + _SLACK].lstrip()
    matched = _common(before[::-1], left[::-1]) + _common(behind, right)
    return matched / (len(before) + len(behind))


def _common(wanted: str, there: str) -> int:
    """How many characters of ``wanted`` stand in ``there`` in the same order (LCS)."""
    if there.startswith(wanted):
        return len(wanted)
    from rapidfuzz.distance import LCSseq

    return int(LCSseq.similarity(wanted, there[: len(wanted)]))
