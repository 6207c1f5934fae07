"""Where the operations of a step go: to the disk at once, or to the writer's queue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType
from typing import Protocol

from tui.decision import Operation
from tui.triage.appender import Appender
from tui.triage.ledger import Ledger
from tui.triage.writer import Batch, Writer

Operations = tuple[Operation, ...]


class Sink(Protocol):
    """Where a step goes: to the disk at once, or to the writer's queue."""

    def exclusive(self) -> AbstractContextManager[None]:
        """Nobody else changes what is known while this is held."""

    def commit(self, operations: Operations, lines: bytes) -> Future[Operations]:
        """Apply ``operations`` to the ledger and save them; the future resolves when they are."""


class Nested:
    """Takes the ledger's lock, and enters a context with the first ``with`` until the last ends."""

    def __init__(self, ledger: Ledger, hold: Callable[[], AbstractContextManager[None]]) -> None:
        self._lock = ledger.lock
        self._hold = hold
        self._depth = 0
        self._context: AbstractContextManager[None] | None = None

    def __enter__(self) -> None:
        self._lock.acquire()
        try:
            if not self._context:
                context = self._hold()
                context.__enter__()
                self._context = context
            self._depth += 1
        except BaseException:
            self._lock.release()
            raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._depth -= 1
            if not self._depth and self._context:
                context, self._context = self._context, None
                context.__exit__(kind, error, trace)
        finally:
            self._lock.release()


class DirectSink:
    """Saves each step before it returns, under the lock, after reading what others wrote."""

    def __init__(self, ledger: Ledger, appender: Appender) -> None:
        self._ledger = ledger
        self._appender = appender
        self._held = Nested(ledger, self._hold)

    def exclusive(self) -> AbstractContextManager[None]:
        """Hold the ledger and the journal; may be nested."""
        return self._held

    @contextmanager
    def _hold(self) -> Iterator[None]:
        with self._appender.lock():
            self._ledger.refresh()
            yield

    def commit(self, operations: Operations, lines: bytes) -> Future[Operations]:
        """Append, then apply: what could not be saved did not happen. Raises ``OSError``."""
        extent = self._appender.append(lines)
        self._ledger.apply(operations)
        self._ledger.wrote(*extent)
        return done(operations)


def done(operations: Operations) -> Future[Operations]:
    """A future that has resolved."""
    future: Future[Operations] = Future()
    future.set_result(operations)
    return future


class QueueSink:
    """Takes a step into the ledger at once, and leaves the saving to the writer."""

    def __init__(self, ledger: Ledger, writer: Writer) -> None:
        self._ledger = ledger
        self._writer = writer
        self._held = Nested(ledger, self._hold)

    def exclusive(self) -> AbstractContextManager[None]:
        """Hold the ledger, brought up to date; may be nested."""
        return self._held

    @contextmanager
    def _hold(self) -> Iterator[None]:
        self._ledger.refresh()
        yield

    def commit(self, operations: Operations, lines: bytes) -> Future[Operations]:
        """Apply and queue."""
        self._ledger.apply(operations)
        return self._writer.put(Batch(operations, lines))
