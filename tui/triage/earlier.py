"""Steps from before this run, read backwards from the ends of the journals as far as needed."""

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

# Later than the times of all operations, which begin with a year.
_NEVER = "9"

_End = tuple[Iterator[Operation], int, bool]


class GivenUpError(Exception):
    """What was being read is not wanted any more."""


class Earlier:
    """Steps that were recorded before this run began. They are read once: they cannot change.

    What has been recorded since is in :class:`tui.triage.past.Past`. Any thread may ask; one reads
    while the others wait.
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
        """The steps in at least the last ``size`` bytes of each host's journal.

        With them comes the time after which no step is missing; empty if none is missing at all.
        Raises :class:`GivenUpError` after :meth:`give_up`, and ``OSError``.
        """
        with self._lock:
            if self._since and size > self._size:
                past = Past(self._reader)
                since = read_back(self._folder, self._reader, size, past.take, self._watched)
                self._since, self._steps, self._size = since, past.steps(), size
            return self._steps, self._since

    def give_up(self) -> None:
        """Make every reading, now or later, stop with :class:`GivenUpError`."""
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
    """Read the operations in the last ``size`` bytes of each host's journal.

    ``take`` is given those of one step after another, so that only one step is in memory, however
    large. All pass through ``watched``, which may raise to stop the reading. Returns the time after
    which no operation is missing; empty if none is missing at all.
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
        # The first one opens the file, which can then be read even if it moves to the archive.
        return chain(list(islice(operations, 1)), operations), status.st_size, start == 0
    except FileNotFoundError:
        data = read_archived(folder, part) or b""
        return Tail(part).take(data, 0), len(data), True


def _middle(times: list[str]) -> str:
    """The median of the times of a host's last operations; later than all times if there are none.

    A file is in the order of writing, which is not quite the order of time. The older half of what
    was read is there only to be sure that nothing newer is missing.
    """
    return sorted(times)[len(times) // 2] if times else _NEVER
