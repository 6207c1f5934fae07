"""Stretches of tokens that may be names, on the way from a recogniser's guess to a mention."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from tui.entities.recogniser import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.document import Label
    from tui.entities.tokens import Tokens


class Piece(NamedTuple):
    """Tokens ``first`` to ``end`` (half-open) as a name of kind ``label``.

    The other fields are those of :class:`~tui.entities.recogniser.Candidate`; a ``fixed`` piece is
    a listed name that no vote changes.
    """

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
    """For each candidate the tokens that it touches; those that touch none are left out."""
    pieces = []
    for start, end, label, confidence, source, value in candidates:
        first = bisect_right(tokens.ends, start)
        last = bisect_left(tokens.starts, end)
        if first < last:
            pieces.append(Piece(first, last, label, confidence, source, value))
    return pieces


def to_candidates(tokens: Tokens, pieces: Iterable[Piece]) -> list[Candidate]:
    """The pieces as candidates, with offsets in the text, sorted."""
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
    """The pieces without overlaps, sorted; of two that overlap the one given first is kept."""
    taken: set[int] = set()
    kept = []
    for piece in pieces:
        span = range(piece.first, piece.end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(piece)
    return sorted(kept)
