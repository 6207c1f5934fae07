"""Stretches of tokens under discussion, between what a recogniser says and what is drawn."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from tui.entities.recogniser import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.document import Label
    from tui.entities.tokens import Tokens


class Piece(NamedTuple):
    """Tokens ``first`` to ``end`` (half-open) as a name of kind ``label``."""

    first: int
    end: int
    label: Label
    confidence: float
    source: str
    value: str = ""
    fixed: bool = False

    def words(self, tokens: Tokens) -> tuple[str, ...]:
        """The words of the piece."""
        return tokens.words[self.first : self.end]


def from_candidates(tokens: Tokens, candidates: Iterable[Candidate]) -> list[Piece]:
    """The tokens that candidates touch."""
    pieces = []
    for start, end, label, confidence, source, value in candidates:
        first = bisect_right(tokens.ends, start)
        last = bisect_left(tokens.starts, end)
        if first < last:
            pieces.append(Piece(first, last, label, confidence, source, value))
    return pieces


def to_candidates(tokens: Tokens, pieces: Iterable[Piece]) -> list[Candidate]:
    """The offsets of pieces, sorted."""
    return sorted(
        Candidate(
            tokens.starts[p.first],
            tokens.ends[p.end - 1],
            p.label,
            p.confidence,
            p.source,
            p.value,
        )
        for p in pieces
    )


def apart(pieces: Iterable[Piece]) -> list[Piece]:
    """Sorted pieces of which no two overlap; of two that do, the one given first stays."""
    taken: set[int] = set()
    kept = []
    for piece in pieces:
        span = range(piece.first, piece.end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(piece)
    return sorted(kept)
