"""Processes that prepare documents under limits, so that a hostile one costs only itself.

A worker is ``python -m tui.worker`` in a session of its own. It is sent one request at a time, a
line of JSON, and answers with one line: the task's number, a tab, and the prepared document
(:mod:`tui.wire`) or why there is none. A worker that dies or does not answer is replaced; its
document is tried once more, alone, when nothing else is waiting, and last for its text alone. No
worker outlives its parent: the end of its input ends it, in the middle of a document too.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import IO

from tui.document import PreparedDocument
from tui.wire import decode

_LONGEST_ANSWER = 256 << 20
_PROGRAM = ("-m", "tui.worker")
_NOTHING: Mapping[int, int] = {}


def program(choice: Mapping[str, str], file_names: str = "") -> tuple[str, ...]:
    """What is run as a worker that lets ``choice`` say who reads names in which language, and
    ``file_names`` which pattern the names of files follow."""
    chosen = (f"{language}={name}" for language, name in sorted(choice.items()))
    return (*_PROGRAM, *chosen, *([f"files={file_names}"] if file_names else []))


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost: bytes of address space, seconds of processor and of waiting.

    A worker without work leaves after ``idle`` seconds.
    """

    memory: int = 1 << 30
    cpu: int = 20
    wall: float = 60.0
    idle: float = 10.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task: its document, or in one line why there is none."""

    task: int
    document: PreparedDocument | None
    failure: str = ""


@dataclass(frozen=True, slots=True)
class _Task:
    """``plain`` is what kept it from being prepared: only its text is wanted then."""

    number: int
    path: str
    known: Mapping[int, int]
    tried: bool = False
    plain: str = ""


@dataclass(eq=False, slots=True)
class _Worker:
    process: subprocess.Popen[bytes]
    requests: IO[bytes]
    answers: IO[bytes]
    since: float
    task: _Task | None = None
    late: bool = False
    distrusted: bool = False
    chunks: list[bytes] = field(default_factory=list)
    received: int = 0


class Workers:
    """Up to ``count`` workers; they start when there is work and leave when there is none.

    Made for a loop with ``select``: wait for :attr:`descriptors` at most :attr:`patience` seconds,
    then :meth:`poll`. Not for several threads. Closing it ends all workers.
    """

    def __init__(
        self, count: int, limits: Limits | None = None, program: Sequence[str] = _PROGRAM
    ) -> None:
        """``program`` is what Python runs as a worker; it is given the limits as arguments."""
        self._count = count
        self._program = program
        self._limits = limits or Limits()
        self._queue: deque[_Task] = deque()
        self._again: deque[_Task] = deque()
        self._workers: list[_Worker] = []
        self._selector = selectors.DefaultSelector()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def room(self) -> int:
        """How many tasks could begin at once."""
        return max(0, self._count - self._busy - len(self._queue))

    @property
    def unfinished(self) -> int:
        """How many tasks have no outcome yet."""
        return self._busy + len(self._queue) + len(self._again)

    @property
    def descriptors(self) -> list[int]:
        """What can be read when a worker has something to say."""
        return [worker.answers.fileno() for worker in self._workers]

    @property
    def patience(self) -> float | None:
        """Seconds until :meth:`poll` has something to do even if no worker speaks."""
        if not self._workers:
            return None
        now = time.monotonic()
        return max(0.0, min(self._due(worker) for worker in self._workers) - now)

    def submit(self, number: int, path: str, known: Mapping[int, int] = _NOTHING) -> None:
        """Have the file at ``path`` prepared; ``number`` names the task in its outcome.

        ``known`` are the lines of it that other documents have too (:func:`tui.pipeline.prepare`).
        """
        self._queue.append(_Task(number, os.path.abspath(path), known))
        self._hand_out()

    def poll(self, timeout: float | None = 0.0) -> list[Outcome]:
        """What has been finished; waits up to ``timeout`` seconds (``None``: until something)."""
        outcomes: list[Outcome] = []
        until = None if timeout is None else time.monotonic() + timeout
        while True:
            for key, _ in self._selector.select(self._wait(until)):
                outcomes += self._listen(key.data)
            self._end_the_late()
            self._hand_out()
            self._dismiss_the_idle()
            spent = until is not None and time.monotonic() >= until
            if outcomes or spent or not self._workers:
                return outcomes

    def close(self) -> None:
        """End all workers, whatever they are doing."""
        for worker in list(self._workers):
            _kill(worker.process)
            self._bury(worker)
        self._queue.clear()
        self._again.clear()
        self._selector.close()

    @property
    def _busy(self) -> int:
        return sum(worker.task is not None for worker in self._workers)

    def _due(self, worker: _Worker) -> float:
        return worker.since + (self._limits.wall if worker.task else self._limits.idle)

    def _wait(self, until: float | None) -> float | None:
        patience = self.patience
        if until is None:
            return patience
        left = max(0.0, until - time.monotonic())
        return left if patience is None else min(left, patience)

    def _hand_out(self) -> None:
        """Give waiting tasks to idle workers, starting workers up to the count."""
        while self._queue and self._busy < self._count:
            self._begin(self._queue.popleft())
        if self._again and not self._busy:
            self._begin(self._again.popleft())

    def _begin(self, task: _Task) -> None:
        worker = next((one for one in self._workers if one.task is None), None) or self._start()
        worker.task = task
        worker.since = time.monotonic()
        try:
            request = [task.number, task.path, list(task.known.items()), task.plain]
            worker.requests.write(f"{json.dumps(request)}\n".encode())
            worker.requests.flush()
        except BrokenPipeError:
            return  # it has died: its answers have ended, and the next poll sees that

    def _start(self) -> _Worker:
        limits = self._limits
        process = subprocess.Popen(
            [sys.executable, *self._program, str(limits.memory), str(limits.cpu)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Not the current folder: Python would look for modules in it, and it may be an inbox.
            cwd=os.path.dirname(os.path.dirname(os.path.abspath(__file__))),
            start_new_session=True,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        worker = _Worker(process, process.stdin, process.stdout, time.monotonic())
        self._workers.append(worker)
        self._selector.register(worker.answers, selectors.EVENT_READ, worker)
        return worker

    def _listen(self, worker: _Worker) -> list[Outcome]:
        chunk = os.read(worker.answers.fileno(), 1 << 18)
        if not chunk:
            return self._died(worker)
        if worker.distrusted:
            return []
        worker.chunks.append(chunk)
        worker.received += len(chunk)
        if chunk.endswith(b"\n"):
            return self._answered(worker, b"".join(worker.chunks))
        if worker.received > _LONGEST_ANSWER:
            self._distrust(worker)
        return []

    def _answered(self, worker: _Worker, line: bytes) -> list[Outcome]:
        worker.chunks.clear()
        worker.received = 0
        try:
            outcome = _read_answer(line, worker.task)
        except ValueError:
            self._distrust(worker)
            return []
        worker.task = None
        worker.since = time.monotonic()
        return [outcome]

    def _distrust(self, worker: _Worker) -> None:
        """End a worker that said what none of ours would; what it wrote before it ended, and is
        still in the pipe, is not believed either."""
        worker.distrusted = True
        worker.chunks.clear()
        _kill(worker.process)

    def _died(self, worker: _Worker) -> list[Outcome]:
        """The worker's task is tried again; the second time it is asked for the text alone.

        Processor time is the document's own: being alone would not shorten it. Of a document that
        was looked at once more there is better than its text.
        """
        task = worker.task
        self._bury(worker)
        if task is None:
            return []
        cause = self._cause(worker)
        spent = task.tried or worker.process.returncode == -signal.SIGXCPU
        if task.plain or (spent and task.known):
            return [Outcome(task.number, None, f"preparation failed: {cause}")]
        self._again.append(replace(task, tried=True, plain=cause if spent else ""))
        return []

    def _cause(self, worker: _Worker) -> str:
        code = worker.process.returncode
        if worker.late:
            return f"no answer within {self._limits.wall:g} s"
        if code == -signal.SIGXCPU:
            return f"more than {self._limits.cpu} s of processor time"
        if code < 0:
            return f"its process was ended by {signal.Signals(-code).name}"
        return f"its process left with code {code}"

    def _end_the_late(self) -> None:
        now = time.monotonic()
        for worker in self._workers:
            if worker.task and not worker.late and now >= self._due(worker):
                worker.late = True
                _kill(worker.process)

    def _dismiss_the_idle(self) -> None:
        now = time.monotonic()
        for worker in list(self._workers):
            if not worker.task and now >= self._due(worker):
                self._bury(worker)

    def _bury(self, worker: _Worker) -> None:
        """Close the worker's pipes, which ends it, and wait until it has gone."""
        self._selector.unregister(worker.answers)
        self._workers.remove(worker)
        worker.answers.close()
        try:
            worker.requests.close()
        except BrokenPipeError:
            _kill(worker.process)
        try:
            worker.process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            _kill(worker.process)
            worker.process.wait()
        _kill(worker.process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a worker and what it has started, which outlives it where it was itself ended."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _read_answer(line: bytes, task: _Task | None) -> Outcome:
    """Raises ``ValueError`` for what no worker of ours would say."""
    number, tab, answer = line.decode("utf-8").partition("\t")
    if task is None or not tab or number != str(task.number):
        raise ValueError("an answer to nothing that was asked")
    if answer.startswith("{"):
        failure = json.loads(answer).get("failure")
        if not isinstance(failure, str):
            raise ValueError("neither a document nor a failure")
        return Outcome(task.number, None, failure[:500])
    return Outcome(task.number, decode(answer))
