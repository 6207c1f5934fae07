"""The steps that stand in the journals, read back from their ends no further than is asked."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, groupby, islice

from tui.decision import Operation
from tui.triage.folder import Folder
from tui.triage.follower import Tail
from tui.triage.history import Step
from tui.triage.past import Past
from tui.triage.segments import Segment, all_segments, open_journal, read_archived

#: Behind the times of all operations.
_NEVER = "9"

_End = tuple[Iterator[Operation], int, bool]


class GivenUpError(Exception):
    """What was being read is wanted no more."""


class Earlier:
    """Steps that were recorded before a run began, read once: they change no more.

    What is recorded since is not to be looked for here. Any thread may ask; one reads.
    """

    def __init__(self, folder: Folder, reader: str) -> None:
        self._folder = folder
        self._reader = reader
        self._lock = threading.Lock()
        self._size = 0
        self._steps: tuple[Step, ...] = ()
        self._since = _NEVER
        self._given_up = False

    def back(self, size: int) -> tuple[tuple[Step, ...], str]:
        """The steps in the last ``size`` bytes, at least, of each host's journal.

        Also the time behind which these are all there are; empty where none are left out.
        """
        with self._lock:
            if self._since and size > self._size:
                past = Past(self._reader)
                since = read_back(self._folder, self._reader, size, past.take, self._watched)
                self._since, self._steps, self._size = since, past.steps(), size
            return self._steps, self._since

    def give_up(self) -> None:
        """Have whoever reads, now or later, stop with :class:`GivenUpError`."""
        self._given_up = True

    def _watched(self, operations: Iterator[Operation]) -> Iterator[Operation]:
        for operation in operations:
            if self._given_up:
                raise GivenUpError
            yield operation


def read_back(
    folder: Folder,
    reader: str,
    size: int,
    take: Callable[[Sequence[Operation]], None],
    watched: Callable[[Iterator[Operation]], Iterator[Operation]],
) -> str:
    """Give ``take`` the operations in the last ``size`` bytes of each host's journal, those of a
    step together as they stand there, and none of the next meanwhile: a step may be large.
    They pass through ``watched`` one by one, which may end it all.

    Returns the time behind which these are all there are; empty where none are left out.
    """
    inside = open_journal(folder)
    if inside < 0:
        return ""
    times: dict[str, list[str]] = {}
    left: dict[str, int] = {}
    cut: set[str] = set()
    try:
        for part in reversed(all_segments(folder, inside, reader)):
            if left.setdefault(part.host, size) <= 0:
                cut.add(part.host)
                continue
            operations, length, whole = _end(folder, inside, part, left[part.host])
            for _, step in groupby(watched(operations), key=lambda one: one.batch):
                together = list(step)
                take(together)
                times.setdefault(part.host, []).extend(len(together) * [together[0].at])
            left[part.host] -= length
            if not whole:
                cut.add(part.host)
    finally:
        os.close(inside)
    return max((_middle(times.get(host, [])) for host in cut), default="")


def _end(folder: Folder, inside: int, part: Segment, room: int) -> _End:
    """The operations in the last ``room`` bytes of a file, its size, and whether that is all."""
    try:
        status = os.stat(part.name, dir_fd=inside, follow_symlinks=False)
        start = max(0, status.st_size - room)
        operations = Tail(part, start, status.st_ino).poll(inside)
        # With the first one the file is open, and can be read on if it goes to the archive.
        return chain(list(islice(operations, 1)), operations), status.st_size, start == 0
    except FileNotFoundError:
        data = read_archived(folder, part) or b""
        return Tail(part).take(data, 0), len(data), True


def _middle(times: list[str]) -> str:
    """The middle one of the times of the last operations of a host; behind all times for none.

    A file is in the order of writing, which is not quite that of time: the older half of what was
    read of it only serves to be sure of the newer.
    """
    return sorted(times)[len(times) // 2] if times else _NEVER
