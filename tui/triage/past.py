"""The steps that one run of the program has seen, large ones compressed."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import overload

from tui.decision import Operation
from tui.triage.history import Step, counts, in_order, made
from tui.triage.lines import encode, scan

#: A step of so many operations is folded: they take half a megabyte.
_LARGE = 1_000


@dataclass(frozen=True, slots=True)
class Folded(Sequence[Operation]):
    """Operations kept as compressed journal lines, a tenth of their size.

    ``packed`` are the lines of ``size`` operations ``by`` one reader. Lines of operations that make
    no step (:func:`tui.triage.history.counts`) may be among them, and are passed over.
    """

    by: str
    size: int
    packed: bytes

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[Operation]:
        lines = scan(zlib.decompress(self.packed), 0, self.by)
        return (one for one in lines if isinstance(one, Operation) and counts(one))

    @overload
    def __getitem__(self, index: int) -> Operation: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Operation]: ...

    def __getitem__(self, index: int | slice) -> Operation | Sequence[Operation]:
        return tuple(self)[index]


class Past:
    """The steps of ``reader`` that one run has seen: its own, and those of other runs meanwhile.

    A step is made when it is first asked for, a large one as soon as it is taken in. One thread may
    take in operations while another asks for steps.
    """

    def __init__(self, reader: str) -> None:
        self._reader = reader
        self._lock = threading.Lock()
        self._fresh: list[Operation] = []
        self._made: dict[str, Step] = {}

    def take(self, operations: Sequence[Operation], lines: bytes = b"") -> None:
        """Take in operations; ``lines`` are their journal lines, if they are at hand."""
        fresh = list(filter(counts, operations))
        if len(operations) < _LARGE:
            with self._lock:
                self._fresh.extend(fresh)
            return
        # Made before the lock is taken, so that nobody who asks for steps has to wait for it.
        steps = [
            _folded(step, lines if len(step.operations) == len(fresh) else b"")
            for step in made(fresh, self._reader)
        ]
        with self._lock:
            self._keep(steps)

    def steps(self) -> tuple[Step, ...]:
        """The steps, oldest first, undone ones marked."""
        with self._lock:
            fresh, self._fresh = self._fresh, []
            self._keep(made(fresh, self._reader))
            return in_order(self._made.values())

    def _keep(self, steps: Iterable[Step]) -> None:
        for step in steps:
            known = self._made.get(step.batch)
            if known is not None:
                # Another part of a step of another run, which was read in several.
                (step,) = made((*known.operations, *step.operations), self._reader)
            self._made[step.batch] = _folded(step)


def _folded(step: Step, lines: bytes = b"") -> Step:
    """The step, folded if it is large; ``lines`` are its journal lines, if they are at hand."""
    operations = step.operations
    if len(operations) < _LARGE or isinstance(operations, Folded):
        return step
    lines = lines or b"".join(map(encode, operations))
    return replace(
        step,
        operations=Folded(operations[0].by, len(operations), zlib.compress(lines, 1)),
    )
