"""The history of a record, read back no further into its files than it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from tui.decision import Operation
from tui.triage import history
from tui.triage.history import Step
from tui.triage.journal import operations_about, operations_since
from tui.triage.ledger import Ledger

#: Bytes of each journal that are read at first; then so many times more.
_FIRST, _MORE = 1 << 16, 8

_Found = TypeVar("_Found")


def steps(ledger: Ledger, document: str | None, newest: int | None) -> tuple[Step, ...]:
    """All steps, oldest first; those that touch ``document``, or at least the ``newest``, if one of
    them is given."""
    if document is not None:
        if ledger.untouched(document):
            return ()
        past = operations_about(ledger.folder, ledger.reader, document)
        return _with_past(ledger, _made(ledger, past), document)
    if newest is not None:
        return _look_back(ledger, tuple, lambda made: len(made) >= newest)
    return _with_past(ledger, _made(ledger, operations_since(ledger.folder, ledger.reader, "")[0]))


def undo_candidate(ledger: Ledger) -> Step | None:
    """The step that undo would take back; of an earlier run only where this one made none."""
    recent = ledger.past.steps()
    return history.undo_candidate(recent) or _look_back(ledger, history.undo_candidate, bool)


def redo_candidate(ledger: Ledger) -> Step | None:
    """The step that redo would bring again."""
    recent = ledger.past.steps()
    if history.begins_anew(recent):
        return history.redo_candidate(recent)
    # What was taken back last may be a step that lies much further back.
    sure = _look_back(ledger, tuple, history.begins_anew)
    return history.redo_candidate(sure)


def _look_back(
    ledger: Ledger,
    choose: Callable[[Sequence[Step]], _Found],
    enough: Callable[[_Found], bool],
) -> _Found:
    """Choose from the history of earlier runs, of which no more is read than is enough."""
    size = _FIRST
    while True:
        steps, since = ledger.earlier.back(size)
        sure = [one for one in _with_past(ledger, steps) if one.at > since]
        found = choose(sure)
        if not since or enough(found):
            return found
        size *= _MORE


def _made(ledger: Ledger, operations: Iterable[Operation]) -> tuple[Step, ...]:
    return history.made(filter(history.counts, operations), ledger.reader)


def _with_past(ledger: Ledger, steps: Iterable[Step], about: str | None = None) -> tuple[Step, ...]:
    """What was read of the files, with what is not in them yet."""
    return history.in_order((*steps, *ledger.past.steps()), about)
