"""Where the operations of a step go: to the disk at once, or to the writer's queue."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from typing import Protocol

from tui.triage.appender import Appender
from tui.triage.ledger import Ledger
from tui.triage.writer import Batch, Operations, Writer


class Sink(Protocol):
    """Where a step goes: to the disk at once, or to the writer's queue."""

    def exclusive(self) -> AbstractContextManager[None]:
        """Hold the ledger, and whatever else others could change it by; may be nested."""

    def commit(self, operations: Operations, lines: bytes) -> Future[Operations] | None:
        """Apply ``operations`` to the ledger and save them.

        The future resolves when they are saved; ``None`` means that they are already.
        """


class Nested:
    """Holds the ledger's lock; calls ``hold`` on entering the outermost ``with``, ``release`` on
    leaving it.
    """

    def __init__(
        self, ledger: Ledger, hold: Callable[[], None], release: Callable[[], None]
    ) -> None:
        self._lock = ledger.lock
        self._hold = hold
        self._release = release
        self._depth = 0

    def __enter__(self) -> None:
        self._lock.acquire()
        if not self._depth:
            try:
                self._hold()
            except BaseException:
                self._lock.release()
                raise
        self._depth += 1

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
        try:
            if not self._depth:
                self._release()
        finally:
            self._lock.release()


class DirectSink:
    """Saves each step before it returns, under the lock, after reading what others wrote."""

    def __init__(self, ledger: Ledger, appender: Appender) -> None:
        self._ledger = ledger
        self._appender = appender
        self._held = Nested(ledger, self._hold, appender.release)

    def exclusive(self) -> AbstractContextManager[None]:
        """Hold the ledger and the journal; may be nested."""
        return self._held

    def _hold(self) -> None:
        self._appender.acquire()
        self._ledger.refresh()

    def commit(self, operations: Operations, lines: bytes) -> None:
        """Append, then apply: what cannot be saved does not happen. Raises ``OSError``."""
        extent = self._appender.append(lines)
        self._ledger.apply(operations, lines)
        self._ledger.wrote(*extent)


class QueueSink:
    """Applies each step at once, and leaves it to the writer to save it."""

    def __init__(self, ledger: Ledger, writer: Writer) -> None:
        self._ledger = ledger
        self._writer = writer
        self._held = Nested(ledger, ledger.refresh, lambda: None)

    def exclusive(self) -> AbstractContextManager[None]:
        """Hold the ledger, brought up to date; may be nested."""
        return self._held

    def commit(self, operations: Operations, lines: bytes) -> Future[Operations]:
        """Apply ``operations`` and queue them; the future resolves when they are saved."""
        self._ledger.apply(operations, lines)
        return self._writer.put(Batch(operations, lines))
