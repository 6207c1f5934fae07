"""The thread that saves steps: a queue, and one write and one sync for all that wait in it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field

from tui.decision import POSITIONS, Operation
from tui.triage.appender import NO_ROOM, Appender, Extent
from tui.triage.folder import RecordError, reason
from tui.triage.reserve import Reserve

# Seconds between attempts while nothing can be saved: the first pause, and the longest.
_AGAIN = (0.5, 8.0)
# Seconds after which an attempt that has not returned counts as trouble.
_LATE = 3.0

Operations = tuple[Operation, ...]


@dataclass(slots=True)
class Batch:
    """A step on its way to the disk."""

    operations: Operations
    lines: bytes
    saved: Future[Operations] = field(default_factory=Future)

    @property
    def durable(self) -> bool:
        """Whether it must be synced before it counts as saved; reading positions need not be."""
        return any(operation.table != POSITIONS for operation in self.operations)


class Writer:
    """Saves batches in the order in which they were put, all that wait at once (group commit).

    ``appending`` is called with true before and false after each attempt, ``written`` with what was
    appended. A batch that could not be saved stays in the queue and is tried again with the same
    operations: if the disk did take them, they still count only once.
    """

    def __init__(
        self,
        appender: Appender,
        reserve: Reserve,
        appending: Callable[[bool], None],
        written: Callable[[Extent], None],
    ) -> None:
        self._appender = appender
        self._reserve = reserve
        self._low = False
        self._appending = appending
        self._written = written
        self._waiting: list[Batch] = []
        self._changed = threading.Condition()
        self._since = 0.0
        self._failure = ""
        self._failures = 0
        self._urgent = False
        self._closing = False
        self._thread: threading.Thread | None = None

    @property
    def trouble(self) -> str:
        """Why nothing is being saved, or soon will not be; empty when all is well."""
        if self._failure:
            return self._failure
        if self._low:
            return "DISK FULL: saved into the last reserve, make room now"
        if self._since and time.monotonic() - self._since > _LATE:
            return "NOT SAVED: waiting for the disk or for another session"
        return ""

    def put(self, batch: Batch) -> Future[Operations]:
        """Queue a batch. The future resolves when it is saved, and fails if it is not."""
        with self._changed:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="record", daemon=True)
                self._thread.start()
            self._waiting.append(batch)
            self._changed.notify_all()
        return batch.saved

    def waiting(self) -> tuple[Batch, ...]:
        """The batches that are not saved yet, in order."""
        with self._changed:
            return tuple(self._waiting)

    def flush(self, timeout: float | None) -> bool:
        """Wait until all is saved, an attempt fails or ``timeout`` passes. Whether all is saved."""
        with self._changed:
            failures = self._failures
            self._urgent = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._waiting or self._failures > failures, timeout)
            return not self._waiting

    def close(self, timeout: float) -> None:
        """Try once more to save what waits, for at most ``timeout`` seconds, and end the thread."""
        self.flush(timeout)
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread:
            self._thread.join(1.0)
            if self._thread.is_alive():
                # It hangs on a disk or a lock, perhaps for ever; it ends with the program.
                return
        self._appender.close()

    def _run(self) -> None:
        self._reserve.make()
        pause, longest = _AGAIN
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closing)
                if self._closing:
                    return
                batches = tuple(self._waiting)
                self._urgent = False
                self._since = time.monotonic()
            try:
                self._save(batches)
            except OSError as error:
                self._fail(batches, f"NOT SAVED: {reason(error)}")
                self._pause(pause, len(batches))
                pause = min(2 * pause, longest)
            else:
                pause = _AGAIN[0]

    def _pause(self, seconds: float, tried: int) -> None:
        """Wait before the next attempt; a new batch, a flush or closing cuts it short."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._closing or self._urgent or len(self._waiting) > tried, seconds
            )

    def _save(self, batches: tuple[Batch, ...]) -> None:
        lines = b"".join(batch.lines for batch in batches)
        sync = any(batch.durable for batch in batches)
        self._appender.acquire()
        self._appending(True)
        try:
            try:
                extent = self._appender.append(lines, sync=sync)
            except OSError as error:
                if error.errno not in NO_ROOM or not self._reserve.release():
                    raise
                self._low = True
                extent = self._appender.append(lines, sync=sync)
            # Before the lock is released, so that nobody who waits for a step waits for that, too.
            self._done(batches, extent)
        finally:
            self._appending(False)
            self._appender.release()

    def _done(self, batches: tuple[Batch, ...], extent: Extent) -> None:
        self._written(extent)
        if self._low:
            self._low = not self._reserve.make()
        with self._changed:
            del self._waiting[: len(batches)]
            self._since, self._failure = 0.0, ""
            self._changed.notify_all()
        for batch in batches:
            # A future that has failed stays so; that its batch is saved after all shows in waiting.
            with suppress(InvalidStateError):
                batch.saved.set_result(batch.operations)

    def _fail(self, batches: tuple[Batch, ...], words: str) -> None:
        with self._changed:
            self._failure = words
            self._failures += 1
            self._changed.notify_all()
        for batch in batches:
            with suppress(InvalidStateError):
                batch.saved.set_exception(RecordError(words))
