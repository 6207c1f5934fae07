"""The reading desk: which documents lie on it, where the cursor is, and what a key may do there.

No terminal here: numbers, not rows, and times that are handed in. The screen draws what the desk
says.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from tui.decision import Decision

#: Fewer documents than this are looked for in a view one by one.
_FEW = 50


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision as it is repeated: with its reasons and tags."""

    decision: Decision
    reasons: tuple[str, ...] = ()


@dataclass(slots=True)
class Desk:
    """The view of the list, its cursor and marks.

    ``numbers`` are the documents of the view in their order; the cursor is a place in it and stays
    with its document when the view is taken anew. ``guard`` is how long, in seconds, a document
    must have been under the cursor before a decision on it is taken: nobody decides what was not
    shown. ``left_on`` is the document to come back to from an empty view.
    """

    numbers: Sequence[int] = ()
    cursor: int = 0
    marks: set[int] = field(default_factory=set)
    mark_from: int | None = None
    last: Verdict | None = None
    guard: float = 0.25
    arrived_at: float = float("-inf")
    left_on: int | None = None

    @property
    def current(self) -> int | None:
        """The number of the document under the cursor; ``None`` on an empty desk."""
        return self.numbers[self.cursor] if self.numbers else None

    def lay(self, numbers: Sequence[int], now: float) -> None:
        """Take a new view; the cursor stays on its document, else near its place."""
        before = self.current if self.numbers else self.left_on
        place = self.cursor
        self.numbers = numbers
        found = _place(numbers, before) if before is not None else None
        self.cursor = found if found is not None else max(0, min(place, len(numbers) - 1))
        self.left_on = self.current if self.numbers else before
        if self.current != before:
            self.arrived_at = now

    def move_to(self, place: int, now: float) -> bool:
        """Put the cursor on a place of the view, or the nearest there is; true if it moved."""
        place = max(0, min(place, len(self.numbers) - 1))
        if place == self.cursor:
            return False
        self.cursor = place
        self.arrived_at = now
        return True

    def may_decide(self, pressed_at: float) -> bool:
        """Whether a decision key pressed then can have meant the document under the cursor."""
        return bool(self.numbers) and pressed_at - self.arrived_at >= self.guard

    def seek(self, wanted: Callable[[int], bool], step: int) -> tuple[int, bool] | None:
        """The next place from the cursor that is wanted, and whether the search went round the end;
        ``None`` if there is no other."""
        count = len(self.numbers)
        for distance in range(1, count):
            place = self.cursor + step * distance
            if wanted(place % count):
                return place % count, not 0 <= place < count
        return None

    def place_of(self, number: int) -> int | None:
        """Where a document stands in the view."""
        return _place(self.numbers, number)

    def others(self, numbers: Collection[int]) -> set[int]:
        """Those that do not stand in the view."""
        if len(numbers) < _FEW:
            return {number for number in numbers if self.place_of(number) is None}
        return set(numbers).difference(self.numbers)

    def toggle_mark(self) -> bool:
        """Mark or unmark the document under the cursor; whether it is marked now."""
        number = self.current
        if number is None:
            return False
        if number in self.marks:
            self.marks.discard(number)
            self.mark_from = None
            return False
        self.marks.add(number)
        self.mark_from = number
        return True

    def mark_range(self) -> frozenset[int]:
        """Mark all from the last mark (or the cursor itself) to the cursor; which are new."""
        start = _place(self.numbers, self.mark_from) if self.mark_from is not None else None
        low, high = sorted((self.cursor if start is None else start, self.cursor))
        fresh = frozenset(self.numbers[low : high + 1]) - self.marks
        self.marks |= fresh
        self.mark_from = self.current
        return fresh

    def marked(self) -> tuple[int, ...]:
        """The marked documents, those of the view first and in its order."""
        inside = [number for number in self.numbers if number in self.marks]
        return (*inside, *sorted(self.marks.difference(inside)))

    def unmark(self, numbers: Iterable[int]) -> None:
        """Take marks away."""
        self.marks.difference_update(numbers)


def _place(numbers: Sequence[int], number: int) -> int | None:
    """Where ``number`` stands; in arrival order it is found by halving, else by looking."""
    guess = bisect_left(numbers, number)
    if guess < len(numbers) and numbers[guess] == number:
        return guess
    try:
        return numbers.index(number)
    except ValueError:
        return None
