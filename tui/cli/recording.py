"""The record as the desk is handed it: no key waits for a step on thousands of documents."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial

from tui.decision import Change, Operation
from tui.triage.folder import Folder
from tui.triage.history import Step
from tui.triage.record import Record

#: Changes from which on a step is large; so many take some ten milliseconds.
LARGE = 500

Saved = Future[tuple[Operation, ...]]


class DeskRecord(Record):
    """Works a large step out on a thread of its own, and in order behind it what is recorded
    meanwhile. Neither is seen before it is worked out; :attr:`busy` tells."""

    def __init__(self, folder: Folder, reader: str, host: str, run: str) -> None:
        super().__init__(folder, reader, host, run)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="steps")
        self._last: Future[Saved] | None = None
        self._at_work = 0

    @property
    def busy(self) -> bool:
        """Whether something is still being worked out."""
        return self._last is not None and not self._last.done()

    def submit(self, changes: Sequence[Change], *, undoes: str = "", redoes: str = "") -> Saved:
        """One step, as in the record; a large one cannot be read at once."""
        work = partial(super().submit, changes, undoes=undoes, redoes=redoes)
        return self._in_order(work, len(changes))

    def undo(self, step: Step) -> Saved:
        """Take back ``step``."""
        return self._in_order(partial(super().undo, step), len(step.operations))

    def redo(self, step: Step) -> Saved:
        """Bring ``step`` again."""
        return self._in_order(partial(super().redo, step), len(step.operations))

    def refresh(self) -> tuple[Operation, ...]:
        """What other runs have recorded meanwhile; it is for later while a step is worked out."""
        return () if self.busy else super().refresh()

    def flush(self, timeout: float | None = None) -> bool:
        """Wait until everything is worked out and saved, as the record does."""
        if self._last is not None:
            wait([self._last], timeout)
        return not self.busy and super().flush(timeout)

    def close(self, timeout: float = 10.0) -> None:
        """Work out and save what waits, and let go of the files."""
        self._thread.shutdown(wait=True)
        super().close(timeout)

    def _in_order(self, work: Callable[[], Saved], size: int) -> Saved:
        inside = threading.get_ident() == self._at_work
        if inside or (size < LARGE and not self.busy):
            return work()
        promised: Saved = Future()
        self._last = self._thread.submit(self._carry_out, work)
        self._last.add_done_callback(partial(_worked_out, promised))
        return promised

    def _carry_out(self, work: Callable[[], Saved]) -> Saved:
        self._at_work = threading.get_ident()
        return work()


def _worked_out(promised: Saved, worked: Future[Saved]) -> None:
    """Whoever holds the promise is told of an error, as of one in saving."""
    if problem := worked.exception():
        promised.set_exception(problem)
    else:
        worked.result().add_done_callback(partial(_saved, promised))


def _saved(promised: Saved, saved: Saved) -> None:
    if problem := saved.exception():
        promised.set_exception(problem)
    else:
        promised.set_result(saved.result())
