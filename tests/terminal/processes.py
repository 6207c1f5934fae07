"""Processes as Linux shows them under ``/proc``: who descends from whom, and who is at work."""

from __future__ import annotations

import os
from contextlib import suppress

_GONE = (FileNotFoundError, ProcessLookupError)


def family(pid: int) -> list[int]:
    """A process and all its descendants, as far as they are there."""
    found = [pid]
    for each in found:
        with suppress(*_GONE):
            for thread in os.listdir(f"/proc/{each}/task"):
                with open(f"/proc/{each}/task/{thread}/children") as children:
                    found.extend(map(int, children.read().split()))
    return found


def scheduled(pids: list[int]) -> float:
    """Seconds that these processes were on a processor or queued for one.

    ``/proc/PID/task/TID/schedstat`` counts nanoseconds, Documentation/scheduler/sched-stats.rst.
    """
    return sum(sum(_schedule(pid)) for pid in pids)


def cpu(pids: list[int]) -> float:
    """Seconds that these processes were on a processor."""
    return sum(_schedule(pid)[0] for pid in pids)


def at_work(pids: list[int]) -> bool:
    """Whether one of these processes is on a processor, queued for one, or waits for the disk.

    The states R and D of its threads, proc_pid_stat(5).
    """
    return any(state in "RD" for pid in pids for state in _states(pid))


def memory(pid: int) -> int:
    """The memory that a process has now, in bytes; 0 if it is gone."""
    return _status(pid, "VmRSS:")


def peak_memory(pid: int) -> int:
    """The most memory that a process had at once, in bytes; 0 if it is gone."""
    return _status(pid, "VmHWM:")


def marked_with(variable: str) -> list[int]:
    """The living processes whose environment holds ``NAME=value``."""
    wanted = variable.encode()
    found = []
    for name in os.listdir("/proc"):
        if name.isdecimal():
            with (
                suppress(*_GONE, PermissionError),
                open(f"/proc/{name}/environ", "rb") as variables,
            ):
                if wanted in variables.read().split(b"\0"):
                    found.append(int(name))
    return found


def _status(pid: int, name: str) -> int:
    with suppress(*_GONE), open(f"/proc/{pid}/status") as status:
        for line in status:
            if line.startswith(name):
                return int(line.split()[1]) * 1024
    return 0


def _states(pid: int) -> str:
    states = ""
    with suppress(*_GONE):
        for thread in os.listdir(f"/proc/{pid}/task"):
            with suppress(*_GONE), open(f"/proc/{pid}/task/{thread}/stat", "rb") as status:
                # The name before it, in brackets, may hold anything.
                states += status.read().rpartition(b") ")[2][:1].decode()
    return states


def _schedule(pid: int) -> tuple[float, float]:
    running = waiting = 0
    with suppress(*_GONE):
        for thread in os.listdir(f"/proc/{pid}/task"):
            with suppress(*_GONE), open(f"/proc/{pid}/task/{thread}/schedstat") as times:
                on_cpu, queued, _ = map(int, times.read().split())
                running += on_cpu
                waiting += queued
    return running / 1e9, waiting / 1e9
