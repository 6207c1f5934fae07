"""The history of a record, read no further back in its files than a question needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from tui.decision import Operation
from tui.triage import history
from tui.triage.history import Step
from tui.triage.journal import operations_about, operations_since
from tui.triage.ledger import Ledger

# Bytes of each journal that are read at first, and how many times as many when that is too little.
_FIRST, _MORE = 1 << 16, 8

_Found = TypeVar("_Found")


def steps(ledger: Ledger, document: str | None, newest: int | None) -> tuple[Step, ...]:
    """All steps, oldest first.

    With ``document`` only those that touch it; else, with ``newest``, at least so many of the last.
    """
    if document is not None:
        if ledger.untouched(document):
            return ()
        past = operations_about(ledger.folder, ledger.reader, document)
        return _with_past(ledger, _made(ledger, past), document)
    if newest is not None:
        return _look_back(ledger, tuple, lambda made: len(made) >= newest)
    return _with_past(ledger, _made(ledger, operations_since(ledger.folder, ledger.reader, "")[0]))


def undo_candidate(ledger: Ledger) -> Step | None:
    """The step that undo would take; from an earlier run only if this run has none."""
    recent = ledger.past.steps()
    return history.undo_candidate(recent) or _look_back(ledger, history.undo_candidate, bool)


def redo_candidate(ledger: Ledger) -> Step | None:
    """The step that redo would take."""
    recent = ledger.past.steps()
    if history.begins_anew(recent):
        return history.redo_candidate(recent)
    # The step undone last may itself lie much further back.
    sure = _look_back(ledger, tuple, history.begins_anew)
    return history.redo_candidate(sure)


def _look_back(
    ledger: Ledger,
    choose: Callable[[Sequence[Step]], _Found],
    enough: Callable[[_Found], bool],
) -> _Found:
    """Choose from the history, reading more of earlier runs until what is found is enough."""
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
    """Steps read from the files, together with those of this run, in order."""
    return history.in_order((*steps, *ledger.past.steps()), about)
