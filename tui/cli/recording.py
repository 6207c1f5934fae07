"""The record as the desk is handed it: no key waits for a step on thousands of documents."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from typing import Any, TypeVar

from tui.app.lots import LARGE, Saved
from tui.cli.turns import UNDISTURBED
from tui.decision import Change, Operation
from tui.triage.folder import Folder
from tui.triage.record import Record

_Done = TypeVar("_Done")


class DeskRecord(Record):
    """Works a large step out on a thread of its own, and in order behind it what is recorded
    meanwhile. Neither is seen before it is worked out; :attr:`busy` tells."""

    def __init__(self, folder: Folder, reader: str, host: str, run: str) -> None:
        super().__init__(folder, reader, host, run)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="steps")
        self._reading = ThreadPoolExecutor(1, thread_name_prefix="history")
        self._waiting: set[Future[Any]] = set()
        self._at_work = 0

    @property
    def busy(self) -> bool:
        """Whether something is still being worked out."""
        return any(not each.done() for each in tuple(self._waiting))

    def submit(self, changes: Sequence[Change], *, undoes: str = "", redoes: str = "") -> Saved:
        """One step, as in the record; a large one, or one behind it, cannot be read at once."""
        work = partial(super().submit, changes, undoes=undoes, redoes=redoes)
        inside = threading.get_ident() == self._at_work
        if inside or (len(changes) < LARGE and not self.busy):
            return work()
        promised: Saved = Future()
        self.later(work).add_done_callback(partial(_worked_out, promised))
        return promised

    def later(self, work: Callable[[], _Done]) -> Future[_Done]:
        """Carry ``work`` out behind all that is still being worked out."""
        future = self._thread.submit(self._carry_out, work)
        self._waiting.add(future)
        future.add_done_callback(self._waiting.discard)
        return future

    def aside(self, work: Callable[[], _Done]) -> Future[_Done]:
        """Carry ``work``, which only reads, out on a thread for which nothing waits."""

        def read() -> _Done:
            with UNDISTURBED:
                return work()

        return self._reading.submit(read)

    def refresh(self) -> tuple[Operation, ...]:
        """What other runs have recorded meanwhile; it is for later while a step is worked out."""
        return () if self.busy else super().refresh()

    def flush(self, timeout: float | None = None) -> bool:
        """Wait until everything is worked out and saved, as the record does."""
        wait(tuple(self._waiting), timeout)
        return not self.busy and super().flush(timeout)

    def close(self, timeout: float = 10.0) -> None:
        """Work out and save what waits, and let go of the files."""
        self._ledger.earlier.give_up()
        self._reading.shutdown(wait=True, cancel_futures=True)
        self._thread.shutdown(wait=True)
        super().close(timeout)

    def _carry_out(self, work: Callable[[], _Done]) -> _Done:
        self._at_work = threading.get_ident()
        with UNDISTURBED:
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
