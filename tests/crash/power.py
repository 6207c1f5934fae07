"""A model of power loss: which disks a crash may leave behind, by what was synced and what was not.

A recorder stands in for ``os`` and notes what changes the disk. From the notes every crash state
that POSIX allows is built: what was not synced of a file may be there, be missing, be there in
part or as zeros, write by write; what was not synced of a folder, entry by entry (Pillai et al.,
All File Systems Are Not Created Equal, OSDI 2014). A write that cannot be told apart by a state is
not told apart here: states are counted once.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, product
from pathlib import Path

from tests.crash.faults import Disk

#: Crash states that are built from one moment at most.
AT_ONCE = 400

#: How much of a write is there: from which to which eighth, and whether as zeros. What stands
#: before the beginning is a hole.
Fate = tuple[int, int, bool]
PARTS = 8
WHOLE: Fate = (0, PARTS, False)
NONE: Fate = (0, 0, False)
ZEROS: Fate = (0, PARTS, True)
COARSE = (WHOLE, NONE, ZEROS, (0, 4, False))
FINE = (
    WHOLE,
    NONE,
    ZEROS,
    *((0, end, False) for end in range(1, PARTS)),
    *((start, PARTS, False) for start in range(1, PARTS)),
    (0, 3, True),
)

Tree = tuple[tuple[str, bytes | None], ...]


@dataclass(frozen=True)
class Write:
    """Bytes went into a file."""

    file: int
    offset: int
    data: bytes


@dataclass(frozen=True)
class Cut:
    """A file was cut to a length."""

    file: int
    size: int


@dataclass(frozen=True)
class Entries:
    """Folders' entries changed together: (folder, name) -> file, ``None`` for one that is gone."""

    changes: tuple[tuple[int, str, int | None], ...]


@dataclass(frozen=True)
class Sync:
    """A file's data or a folder's entries are on the disk from here on."""

    file: int


@dataclass(frozen=True)
class Acknowledged:
    """The reader was told that this decision is saved."""

    number: int


Event = Write | Cut | Entries | Sync | Acknowledged


class Recorder(Disk):
    """Notes what is done to the disk below ``root``; the ``deaf`` kinds of sync do nothing."""

    def __init__(self, root: str, deaf: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self.events: list[Event] = []
        self.folders: set[int] = {0}
        self.deaf = deaf
        self._ids = {os.stat(root).st_ino: 0}
        self._next = 1

    def open(self, path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        """Like ``os.open``; a file that was not there is a new entry."""
        new = flags & os.O_CREAT and not _there(path, dir_fd)
        descriptor = os.open(path, flags, mode, dir_fd=dir_fd)
        if new:
            self._made(path, dir_fd, os.fstat(descriptor).st_ino)
        elif flags & os.O_TRUNC:
            self.events.append(Cut(self._id(descriptor), 0))
        return descriptor

    def mkdir(self, path: str, mode: int = 0o777, *, dir_fd: int | None = None) -> None:
        """Like ``os.mkdir``."""
        os.mkdir(path, mode, dir_fd=dir_fd)
        made = self._made(path, dir_fd, os.stat(path, dir_fd=dir_fd).st_ino)
        self.folders.add(made)

    def write(self, descriptor: int, data: bytes) -> int:
        """Like ``os.write``, to the end or to the place where the file is."""
        status = os.fstat(descriptor)
        written = super().write(descriptor, data)
        if stat.S_ISREG(status.st_mode):
            self.events.append(Write(self._id(descriptor), status.st_size, bytes(data[:written])))
        return written

    def ftruncate(self, descriptor: int, size: int) -> None:
        """Like ``os.ftruncate``."""
        super().ftruncate(descriptor, size)
        self.events.append(Cut(self._id(descriptor), size))

    def rename(self, old: str, new: str, *, src_dir_fd: int, dst_dir_fd: int) -> None:
        """Like ``os.rename``: both entries change together."""
        file = self._ids[os.stat(old, dir_fd=src_dir_fd).st_ino]
        os.rename(old, new, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd)
        source, target = self._id(src_dir_fd), self._id(dst_dir_fd)
        self.events.append(Entries(((source, old, None), (target, new, file))))

    def unlink(self, path: str, *, dir_fd: int) -> None:
        """Like ``os.unlink``."""
        os.unlink(path, dir_fd=dir_fd)
        self.events.append(Entries(((self._id(dir_fd), path, None),)))

    def fdatasync(self, descriptor: int) -> None:
        """Like ``os.fdatasync``."""
        self._sync(descriptor, "fdatasync")

    def fsync(self, descriptor: int) -> None:
        """Like ``os.fsync``, of a file or of a folder."""
        folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        self._sync(descriptor, "fsync of folders" if folder else "fsync of files")

    def _sync(self, descriptor: int, kind: str) -> None:
        if self.failing.get("fdatasync") and kind == "fdatasync":
            raise OSError(self.failing["fdatasync"], "injected")
        if kind not in self.deaf:
            self.events.append(Sync(self._id(descriptor)))

    def _id(self, descriptor: int) -> int:
        return self._ids[os.fstat(descriptor).st_ino]

    def _made(self, path: str, dir_fd: int | None, inode: int) -> int:
        self._ids[inode] = made = self._next
        self._next += 1
        folder = 0 if dir_fd is None else self._id(dir_fd)
        self.events.append(Entries(((folder, os.path.basename(path), made),)))
        return made


def _there(path: str, dir_fd: int | None) -> bool:
    try:
        os.stat(path, dir_fd=dir_fd, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


@dataclass
class Model:
    """What is on the disk for certain, and what may or may not be."""

    contents: dict[int, bytes] = field(default_factory=dict)
    entries: dict[int, dict[str, int]] = field(default_factory=lambda: {0: {}})
    unsynced: dict[int, list[Write | Cut]] = field(default_factory=dict)
    loose: list[Entries] = field(default_factory=list)
    acknowledged: list[int] = field(default_factory=list)

    def take(self, event: Event, folders: set[int]) -> None:
        """One thing more happened."""
        if isinstance(event, Write | Cut):
            self.unsynced.setdefault(event.file, []).append(event)
        elif isinstance(event, Entries):
            self.loose.append(event)
        elif isinstance(event, Acknowledged):
            self.acknowledged.append(event.number)
        elif event.file in folders:
            self._settle(event.file)
        else:
            changes = self.unsynced.pop(event.file, [])
            self.contents[event.file] = _content(
                self.contents.get(event.file, b""), [(one, WHOLE) for one in changes]
            )

    def _settle(self, folder: int) -> None:
        """The entries of a folder are on the disk; a rename between two is, once either is."""
        settled = [one for one in self.loose if any(change[0] == folder for change in one.changes)]
        self.loose = [one for one in self.loose if one not in settled]
        self.entries = _linked(self.entries, settled)

    def crashes(self) -> Iterator[Tree]:
        """Every tree of files that a crash at this moment may leave."""
        fates = [
            [(file, fate) for fate in _fates(changes)] for file, changes in self.unsynced.items()
        ]
        choices = product((True, False), repeat=len(self.loose))
        for kept in islice(choices, AT_ONCE):
            chosen = [one for one, is_there in zip(self.loose, kept, strict=True) if is_there]
            entries = _linked(self.entries, chosen)
            for fate in islice(product(*fates), AT_ONCE):
                contents = dict(self.contents)
                for file, changes in fate:
                    contents[file] = _content(contents.get(file, b""), changes)
                yield tuple(_tree(entries, contents, 0, ""))


def _fates(changes: list[Write | Cut]) -> Iterator[list[tuple[Write | Cut, Fate]]]:
    """How much of each change got to the disk. Of many, the last four are told apart."""
    ways = FINE if len(changes) == 1 else COARSE
    last = [ways if isinstance(one, Write) else (WHOLE, NONE) for one in changes[-4:]]
    for way in product(*last):
        sure = [(one, WHOLE) for one in changes[:-4]]
        yield [*sure, *zip(changes[-4:], way, strict=True)]


def _content(data: bytes, changes: list[tuple[Write | Cut, Fate]]) -> bytes:
    for change, (start, end, zeros) in changes:
        if isinstance(change, Cut):
            data = data[: change.size].ljust(change.size, b"\0") if end else data
        elif end:
            length = len(change.data)
            first, last = length * start // PARTS, length * end // PARTS
            new = bytes(first) + (bytes(last - first) if zeros else change.data[first:last])
            data = data.ljust(change.offset, b"\0")
            data = data[: change.offset] + new + data[change.offset + len(new) :]
    return data


def _linked(entries: dict[int, dict[str, int]], events: list[Entries]) -> dict[int, dict[str, int]]:
    linked = {folder: dict(names) for folder, names in entries.items()}
    for event in events:
        for folder, name, file in event.changes:
            names = linked.setdefault(folder, {})
            if file is None:
                names.pop(name, None)
            else:
                names[name] = file
    return linked


def _tree(
    entries: dict[int, dict[str, int]], contents: dict[int, bytes], folder: int, path: str
) -> Iterator[tuple[str, bytes | None]]:
    for name, file in sorted(entries.get(folder, {}).items()):
        if file in entries:
            yield f"{path}{name}/", None
            yield from _tree(entries, contents, file, f"{path}{name}/")
        else:
            yield f"{path}{name}", contents.get(file, b"")


def build(tree: Tree, root: str) -> None:
    """Put a tree of files on a real disk."""
    shutil.rmtree(root, ignore_errors=True)
    os.mkdir(root)
    for path, data in tree:
        if data is None:
            os.mkdir(f"{root}/{path}", 0o700)
        else:
            Path(root, path).write_bytes(data)


def crash_states(events: list[Event], folders: set[int]) -> Iterator[tuple[Tree, tuple[int, ...]]]:
    """Every state that a crash at any moment may leave, with what was acknowledged by then.

    A state that several moments can leave is checked with the most that was acknowledged.
    """
    model = Model()
    model.entries.update({folder: {} for folder in folders})
    worst: dict[Tree, tuple[int, ...]] = {}
    for event in events:
        model.take(event, folders)
        for tree in model.crashes():
            worst[tree] = tuple(model.acknowledged)
    yield from worst.items()
