"""A process that decides fast is killed; what it had acknowledged is there."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from tests.crash.reader import problems


def start(state: str, *more: str) -> subprocess.Popen[bytes]:
    """A reader in a process of its own."""
    command = [sys.executable, "-m", "tests.crash.reader", state, *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)


def kill_after(state: str, seconds: float, number: signal.Signals) -> list[int]:
    """Let a reader decide for so long from its first decision on; what it acknowledged."""
    process = start(state)
    assert process.stdout
    said = process.stdout.readline()
    time.sleep(seconds)
    os.kill(process.pid, number)
    said += process.stdout.read()
    process.wait()
    # A number that the kill cut off in the pipe was not acknowledged to anybody.
    return [int(line) for line in said.split(b"\n")[:-1]]


@pytest.mark.slow
def test_killed_at_random_amid_fast_decisions_nothing_acknowledged_is_lost(
    state: str, crash_rounds: int
) -> None:
    chance = random.Random(20261103)
    told = 0
    for number in range(crash_rounds):
        acknowledged = kill_after(f"{state}{number}", chance.uniform(0, 0.12), signal.SIGKILL)
        assert acknowledged
        told += len(acknowledged)
        assert problems(f"{state}{number}", acknowledged) == []
    print(f"kill -9 at random: {crash_rounds} kills, {told} acknowledged, 0 lost")


@pytest.mark.slow
def test_killed_again_and_again_on_the_same_record(state: str, crash_rounds: int) -> None:
    known: set[int] = set()
    chance = random.Random(7)
    for _ in range(min(crash_rounds, 30)):
        known |= set(kill_after(state, chance.uniform(0, 0.06), signal.SIGKILL))
        assert problems(state, known) == []


@pytest.mark.slow
def test_two_processes_at_full_speed_lose_nothing(state: str) -> None:
    first, second = start(state, "0", "3000", "2"), start(state, "1", "3000", "2")
    said = first.communicate()[0].split() + second.communicate()[0].split()
    assert first.returncode == second.returncode == 0
    assert sorted(map(int, said)) == list(range(3000))
    assert problems(state, map(int, said)) == []
