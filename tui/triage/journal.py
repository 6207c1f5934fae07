"""Reading the journals of a record, without TinyDB.

Each reader has one journal on each host, ``journal/READER@HOST.jsonl``, continued in
``READER@HOST~2.jsonl`` and so on. Files are only ever appended to, and what they say does not
depend on the order in which they are read: to merge two hosts is to copy their files into one
folder.
"""

from __future__ import annotations

import json
import os
import re
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from zlib import crc32

from tui.decision import Fold, Operation
from tui.triage.folder import Folder, checked_name, open_folder, open_inside
from tui.triage.lines import LONGEST, Damage, operation, scan, unseal

JOURNAL = "journal"

_CHUNK = 1 << 20
_FILE = re.compile(
    r"([a-z0-9][a-z0-9._-]{0,63})@([a-z0-9][a-z0-9._-]{0,63})(?:~([1-9][0-9]{0,5}))?\.jsonl"
)
#: A folder changed this recently may change again without a new time stamp (NFS, FAT: 2 s).
_GRANULARITY = 2_000_000_000


class Segment(NamedTuple):
    """A journal file by its name: whose, of which host, and which in the row."""

    reader: str
    host: str
    number: int

    @property
    def name(self) -> str:
        """The file name."""
        part = f"~{self.number}" if self.number > 1 else ""
        return f"{self.reader}@{self.host}{part}.jsonl"

    @property
    def next(self) -> Segment:
        """The file that continues this one."""
        return self._replace(number=self.number + 1)


def segment(name: str) -> Segment | None:
    """The segment that a file name stands for; ``None`` for any other file."""
    found = _FILE.fullmatch(name)
    return Segment(found[1], found[2], int(found[3] or 1)) if found else None


def open_journal(folder: Folder) -> int:
    """The journal folder's descriptor, or -1 where there is none."""
    if folder.descriptor < 0:
        return -1
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        return os.open(JOURNAL, flags, dir_fd=folder.descriptor)
    except FileNotFoundError:
        return -1


def segments(inside: int, reader: str | None = None) -> list[Segment]:
    """The journal files in the folder ``inside``, each reader's and host's in their order."""
    found = (segment(name) for name in os.listdir(inside))
    return sorted(part for part in found if part and reader in (None, part.reader))


@dataclass(slots=True)
class Tail:
    """A journal file, read up to ``offset``; what was damaged or not understood on the way."""

    segment: Segment
    offset: int = 0
    inode: int = 0
    size: int = 0
    damages: list[Damage] = field(default_factory=list)
    foreign: int = 0

    def poll(self, inside: int) -> Iterator[Operation]:
        """The operations that were appended since the last time.

        A last line without its newline counts if its checksum is right, and is otherwise left for
        the next time: its writer may be at it. A file that was replaced or cut is read again from
        its beginning.
        """
        try:
            status = os.stat(self.segment.name, dir_fd=inside, follow_symlinks=False)
        except FileNotFoundError:
            return
        if status.st_ino != self.inode or status.st_size < self.offset:
            self.offset, self.inode, self.size, self.foreign = 0, status.st_ino, -1, 0
            self.damages.clear()
        if status.st_size == self.size or not stat.S_ISREG(status.st_mode):
            return
        self.size = status.st_size
        descriptor = open_inside(self.segment.name, os.O_RDONLY, inside)
        try:
            yield from self._read(descriptor)
        finally:
            os.close(descriptor)

    def _read(self, descriptor: int) -> Iterator[Operation]:
        rest = b""
        start = self.offset
        while chunk := os.pread(descriptor, _CHUNK, start + len(rest)):
            rest += chunk
            end = rest.rfind(b"\n") + 1
            if end == 0 and len(rest) > LONGEST:
                end = len(rest)
            yield from self._take(rest[:end], start)
            start += end
            rest = rest[end:]
            self.offset = start
        last = operation(unseal(rest), self.segment.reader)
        if last:
            self.offset = start + len(rest)
            yield last

    def _take(self, data: bytes, start: int) -> Iterator[Operation]:
        for found in scan(data, start, self.segment.reader):
            if isinstance(found, Operation):
                yield found
            elif isinstance(found, Damage):
                self.damages.append(found)
            else:
                self.foreign += 1


class Follower:
    """Follows the journals of one reader, also those that appear later."""

    def __init__(self, folder: Folder, reader: str) -> None:
        self.folder = folder
        self.reader = reader
        self.tails: dict[str, Tail] = {}
        self._inside = -1
        self._listed = (0, 0)

    def poll(self) -> Iterator[Operation]:
        """Operations that were not seen yet, in no particular order, some perhaps again."""
        if not self._enter():
            return
        self._list()
        for tail in self.tails.values():
            yield from tail.poll(self._inside)

    def skip(self, name: str, start: int, end: int) -> None:
        """Pass over what we wrote ourselves into the file ``name``, if it is next to be read."""
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
        if changed == self._listed[0] and changed < self._listed[1] - _GRANULARITY:
            return
        self._listed = (changed, time.time_ns())
        for part in segments(self._inside, self.reader):
            self.tails.setdefault(part.name, Tail(part))


def read_state(state: str, reader: str) -> Fold:
    """What ``reader`` holds, by the record in the folder ``state``. Empty where there is none.

    Raises :class:`~tui.triage.folder.RecordError` for a folder that may not be read.
    """
    folder = open_folder(state, read_only=True)
    follower = Follower(folder, checked_name(reader, "reader"))
    try:
        known = Fold()
        for found in follower.poll():
            known.apply(found)
        return known
    finally:
        follower.close()
        folder.close()


def operations_since(folder: Folder, reader: str, cursor: str) -> tuple[tuple[Operation, ...], str]:
    """The operations of ``reader`` behind ``cursor``, in their order, and the next cursor.

    A cursor is for each file an offset and the checksum of the 64 bytes before it; where they do
    not fit (or for an empty cursor) the file is given whole.
    """
    inside = open_journal(folder)
    if inside < 0:
        return (), cursor
    found: list[Operation] = []
    places: dict[str, tuple[int, int]] = {}
    known = _places(cursor)
    try:
        for part in segments(inside, reader):
            tail = Tail(part)
            offset, check = known.get(part.name, (0, 0))
            status = os.stat(part.name, dir_fd=inside, follow_symlinks=False)
            if 0 < offset <= status.st_size and _check(part.name, offset, inside) == check:
                tail.offset, tail.inode = offset, status.st_ino
            found.extend(tail.poll(inside))
            places[part.name] = (tail.offset, _check(part.name, tail.offset, inside))
    finally:
        os.close(inside)
    found.sort(key=lambda one: one.order)
    return tuple(found), json.dumps(places, separators=(",", ":"))


def _places(cursor: str) -> dict[str, tuple[int, int]]:
    try:
        return {name: (int(at[0]), int(at[1])) for name, at in json.loads(cursor or "{}").items()}
    except (ValueError, TypeError, IndexError, AttributeError):
        return {}


def _check(name: str, offset: int, inside: int) -> int:
    descriptor = open_inside(name, os.O_RDONLY, inside)
    try:
        start = max(0, offset - 64)
        return crc32(os.pread(descriptor, offset - start, start))
    finally:
        os.close(descriptor)
