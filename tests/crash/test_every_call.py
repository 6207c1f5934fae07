"""Killed at, or refused by, each single system call of a story: what was acknowledged is there."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.crash.faults import Disk, patched
from tests.crash.reader import problems
from tests.crash.stories import STORIES, Story, Teller

#: The calls that change the disk.
CHANGING = frozenset(
    {"open", "mkdir", "write", "ftruncate", "fdatasync", "fsync", "rename", "unlink", "fchmod"}
)
#: In the slice, every so many calls.
STRIDE = 5


class Counting(Disk):
    """Does something at one certain call; ``write`` may be given half of its data first."""

    def __init__(self, at: int, act: Callable[[str, Any], None]) -> None:
        super().__init__()
        self.count = 0
        self._at = at
        self._act = act

    def __getattr__(self, name: str) -> Any:
        call = super().__getattr__(name)
        if name not in CHANGING:
            return call

        def counted(*arguments: Any, **options: Any) -> Any:
            self._note(name, arguments)
            return call(*arguments, **options)

        return counted

    def write(self, descriptor: int, data: bytes) -> int:
        """Like ``os.write``."""
        self._note("write", (descriptor, data))
        return super().write(descriptor, data)

    def ftruncate(self, descriptor: int, size: int) -> None:
        """Like ``os.ftruncate``."""
        self._note("ftruncate", (descriptor, size))
        super().ftruncate(descriptor, size)

    def _note(self, name: str, arguments: Any) -> None:
        self.count += 1
        if self.count == self._at:
            self._act(name, arguments)


def die(name: str, arguments: Any) -> None:
    """Be killed before the call."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_halfway(name: str, arguments: Any) -> None:
    """Be killed when a write has written half, or another call is done."""
    if name == "write":
        os.write(arguments[0], bytes(arguments[1][: len(arguments[1]) // 2]))
    elif name == "ftruncate":
        os.ftruncate(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)


def refuse(number: int) -> Callable[[str, Any], None]:
    """Let the call fail."""

    def fail(name: str, arguments: Any) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def in_a_child(run: Callable[[Callable[[int], object]], None]) -> list[int]:
    """Run in a process of its own that may be killed; what it acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reading)
            run(lambda number: os.write(writing, b"%d\n" % number))
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    with open(reading, "rb") as said:
        acknowledged = [int(line) for line in said]
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return acknowledged


def calls_of(story: Story, fast: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many calls a story makes that change the disk."""
    disk = Counting(0, die)
    with patched(monkeypatch, disk):
        story(Teller(disk, str(fast / "counted"), lambda number: None))
    return disk.count


@pytest.mark.slow
@pytest.mark.parametrize("act", [die, die_halfway])
@pytest.mark.parametrize("story", STORIES)
def test_killed_at_each_call(
    story: Story,
    act: Callable[[str, Any], None],
    fast: Path,
    monkeypatch: pytest.MonkeyPatch,
    whole: bool,
) -> None:
    wrong = []
    points = range(1, calls_of(story, fast, monkeypatch) + 1, 1 if whole else STRIDE)
    for point in points:
        state = str(fast / f"state{point}")

        def run(
            acknowledge: Callable[[int], object], point: int = point, state: str = state
        ) -> None:
            disk = Counting(point, act)
            with patched(monkeypatch, disk):
                story(Teller(disk, state, acknowledge))

        acknowledged = in_a_child(run)
        wrong += [(point, problem) for problem in problems(state, acknowledged)]
    print(f"{act.__name__} at each call, {story.__name__}: {len(points)} kills, {len(wrong)} wrong")
    assert len(points) > 5
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC])
@pytest.mark.parametrize("story", STORIES)
def test_refused_at_each_call(
    story: Story, number: int, fast: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = []
    points = range(1, calls_of(story, fast, monkeypatch) + 1)
    for point in points:
        state = str(fast / f"state{point}")
        acknowledged: list[int] = []
        disk = Counting(point, refuse(number))
        with patched(monkeypatch, disk):
            story(Teller(disk, state, acknowledged.append))
        wrong += [(point, problem) for problem in problems(state, acknowledged)]
    print(f"{errno.errorcode[number]}, {story.__name__}: {len(points)} calls, {len(wrong)} wrong")
    assert wrong == []
