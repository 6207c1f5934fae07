"""The text as it is shown: the pieces of blocks joined, with the way back to the safe text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.document import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui.document import Block

_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Reading:
    """``text``, of which the character at ``positions[i] + k`` stands at ``sources[i] + k``."""

    text: str
    positions: tuple[int, ...]
    sources: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The range of the safe text for the stretch ``start`` to ``end`` of ``text``."""
        return Span(self._source(start), self._source(end - 1) + 1)

    def _source(self, position: int) -> int:
        run = bisect_right(self.positions, position) - 1
        return self.sources[run] + position - self.positions[run]


def reading(safe: str, blocks: Iterable[Block]) -> Reading:
    """The blocks one after another, with a blank line between them."""
    parts: list[str] = []
    positions: list[int] = []
    sources: list[int] = []
    length = 0

    def append(part: str, source: int | None = None) -> None:
        nonlocal length
        if source is not None:
            positions.append(length)
            sources.append(source)
        parts.append(part)
        length += len(part)

    for block in blocks:
        if parts:
            append(_BETWEEN)
        for number, piece in enumerate(block.pieces):
            if number:
                append(block.joints[number - 1])
            append(safe[piece.start : piece.end], piece.start)
    return Reading("".join(parts), tuple(positions), tuple(sources))


def uncovered(safe: str, blocks: Sequence[Block]) -> list[Span]:
    """The stretches of the safe text that no block covers, white space left out."""
    pieces = sorted(piece for block in blocks for piece in block.pieces)
    gaps, at = [], 0
    for piece in [*pieces, Span(len(safe), len(safe))]:
        if piece.start > at and not safe[at : piece.start].isspace():
            gaps.append(Span(at, piece.start))
        at = max(at, piece.end)
    return gaps
