"""Following journals: what any process has appended since the last look."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tui.decision import Operation
from tui.triage.files import GRANULARITY, open_inside
from tui.triage.folder import Folder
from tui.triage.lines import LONGEST, Damage, operation, scan, unseal
from tui.triage.segments import Segment, all_segments, open_journal, read_archived

_CHUNK = 1 << 20


@dataclass(slots=True)
class Tail:
    """A journal file that was read up to ``offset``.

    ``damages`` are the ranges that were damaged so far, ``foreign`` counts the lines that were not
    understood. ``inode`` and ``size`` are the file's at the last look, by which it is known again.
    """

    segment: Segment
    offset: int = 0
    inode: int = 0
    size: int = 0
    damages: list[Damage] = field(default_factory=list)
    foreign: int = 0
    archived: bool = False

    def poll(self, inside: int) -> Iterator[Operation]:
        """The operations that were appended since the last time.

        A last line without its newline counts if its checksum is right; otherwise it is left for
        the next time, because it may still be being written. A file that was replaced or truncated
        is read again from its beginning. Raises ``FileNotFoundError`` for a file that is gone,
        perhaps to the archive.
        """
        status = os.stat(self.segment.name, dir_fd=inside, follow_symlinks=False)
        if status.st_ino != self.inode or status.st_size < self.offset:
            self.offset, self.inode, self.size, self.foreign = 0, status.st_ino, -1, 0
            self.damages.clear()
        if status.st_size == self.size or not stat.S_ISREG(status.st_mode):
            return
        descriptor = open_inside(self.segment.name, os.O_RDONLY, inside)
        try:
            yield from self._read(descriptor)
        finally:
            os.close(descriptor)
        self.size = status.st_size

    def _read(self, descriptor: int) -> Iterator[Operation]:
        rest = b""
        start = self.offset
        while chunk := os.pread(descriptor, _CHUNK, start + len(rest)):
            rest += chunk
            end = rest.rfind(b"\n") + 1
            if end == 0 and len(rest) > LONGEST:
                end = len(rest)
            yield from self.take(rest[:end], start)
            start += end
            rest = rest[end:]
            self.offset = start
        last = operation(unseal(rest), self.segment.reader)
        if last:
            yield last
            self.offset = start + len(rest)

    def take(self, data: bytes, start: int) -> Iterator[Operation]:
        """The operations in ``data``, which begins at the offset ``start`` of the file."""
        for found in scan(data, start, self.segment.reader):
            if isinstance(found, Operation):
                yield found
            elif isinstance(found, Damage):
                self.damages.append(found)
            else:
                self.foreign += 1


class Follower:
    """Follows all journals of one reader, those that appear later among them.

    ``covered`` gives for each host the number of the last segment that is known from a snapshot.
    """

    def __init__(self, folder: Folder, reader: str, covered: Mapping[str, int]) -> None:
        self.folder = folder
        self.reader = reader
        self.covered = covered
        self.tails: dict[str, Tail] = {}
        self._inside = -1
        self._listed = (0, 0)

    def poll(self) -> Iterator[Operation]:
        """Operations that were not seen yet, in no particular order; some may come twice."""
        if not self._enter():
            return
        self._list()
        for tail in self.tails.values():
            if tail.archived:
                continue
            try:
                yield from tail.poll(self._inside)
            except FileNotFoundError:
                tail.archived = True
                data = read_archived(self.folder, tail.segment) or b""
                yield from tail.take(data[tail.offset :], tail.offset)

    def remarks(self) -> list[str]:
        """What is wrong with the files, a line for each."""
        said = []
        last = dict(self.covered)
        for tail in sorted(self.tails.values(), key=lambda one: one.segment):
            part = tail.segment
            missing = part.number - last.get(part.host, 0) - 1
            if missing:
                said.append(f"{missing} journal files before {part.name} are missing")
            last[part.host] = part.number
            lost = sum(one.end - one.start for one in tail.damages)
            if lost:
                places = "1 place" if len(tail.damages) == 1 else f"{len(tail.damages)} places"
                said.append(f"journal {part.name}: {lost} bytes damaged in {places}")
            if tail.foreign:
                said.append(f"journal {part.name}: {tail.foreign} lines not understood")
        return said

    def skip(self, name: str, start: int, end: int) -> None:
        """Pass over what this process wrote into the file ``name``, if that comes next in it."""
        tail = self.tails.get(name)
        if tail and tail.offset == start:
            tail.offset = tail.size = end

    def close(self) -> None:
        """Let go of the folder."""
        if self._inside >= 0:
            os.close(self._inside)
            self._inside = -1
        self.folder = Folder(self.folder.path, -1)

    def _enter(self) -> bool:
        if self._inside < 0:
            self._inside = open_journal(self.folder)
        return self._inside >= 0

    def _list(self) -> None:
        changed = os.fstat(self._inside).st_mtime_ns
        if changed == self._listed[0] and changed < self._listed[1] - GRANULARITY:
            return
        now = time.time_ns()
        for part in all_segments(self.folder, self._inside, self.reader):
            if part.number > self.covered.get(part.host, 0):
                self.tails.setdefault(part.name, Tail(part))
        self._listed = (changed, now)
