"""Appending to one reader's journal on one host, durably."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

from tui.triage.files import GRANULARITY, exists_inside, file_mode, open_inside
from tui.triage.folder import Folder
from tui.triage.segments import Segment, open_journal, segments


class Extent(NamedTuple):
    """The bytes that were written: from ``start`` to ``end`` of the file ``name``."""

    name: str
    start: int
    end: int


class Appender:
    """Writes whole lines to the end of a journal; several processes may do so at once.

    A file on which a write or a sync failed, except for lack of space, is never written to again:
    a second fsync may succeed although the data is lost (Rebello et al., Can Applications Recover
    from fsync Failures?, USENIX ATC 2020). The journal goes on in its next segment.
    """

    def __init__(self, folder: Folder, reader: str, host: str) -> None:
        self._folder = folder
        self._segment = Segment(reader, host, 1)
        self._inside = -1
        self._descriptor = -1
        self._start = self._end = self._checked = -1
        self._spoiled: set[str] = set()

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the journal against other processes. Raises ``OSError``."""
        self.acquire()
        try:
            yield
        finally:
            self.release()

    def acquire(self) -> None:
        """Take hold of the journal, and of its last segment. Raises ``OSError``."""
        while True:
            if self._descriptor < 0:
                self._open()
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)
            if self._current():
                return
            self._leave()

    def release(self) -> None:
        """Let others write."""
        if self._descriptor >= 0:
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)

    def append(self, data: bytes, *, sync: bool = True) -> Extent:
        """Write whole lines, under the lock, and return when they are on the disk.

        Without ``sync`` they may still be lost when the power fails. Raises ``OSError`` where they
        are not saved: then readers may see none of them or all, so write the same lines again.
        """
        try:
            return self._write(data, sync)
        except OSError as error:
            if error.errno in NO_ROOM:
                raise
            self._spoil()
            self._enter(self._segment.next)
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)
            try:
                return self._write(data, sync)
            except OSError:
                self._spoil()
                raise

    def seal(self) -> Segment:
        """Begin the next segment, under the lock; return the one that is complete now."""
        sealed = self._segment
        descriptor, self._descriptor = self._descriptor, -1
        try:
            self._enter(sealed.next)
        finally:
            # The lock is held until the next segment is there, lest a line be written behind it.
            os.close(descriptor)
        self._leave()
        return sealed

    def close(self) -> None:
        """Let go of the files."""
        self._leave()
        if self._inside >= 0:
            os.close(self._inside)
            self._inside = -1

    def _current(self) -> bool:
        """Whether the open file, now locked, is still the journal's last segment."""
        changed = os.fstat(self._inside).st_mtime_ns
        if changed == self._checked:
            return True
        if exists_inside(self._segment.next.name, self._inside):
            return False
        try:
            status = os.stat(self._segment.name, dir_fd=self._inside, follow_symlinks=False)
        except FileNotFoundError:
            return False
        if status.st_ino != os.fstat(self._descriptor).st_ino:
            return False
        if changed < time.time_ns() - GRANULARITY:
            self._checked = changed
        return True

    def _open(self) -> None:
        if self._inside < 0:
            self._inside = open_journal(self._folder)
            if self._inside >= 0:
                # The process that made the folder of journals may not have synced it yet.
                os.fsync(self._folder.descriptor)
        if self._inside < 0:
            raise FileNotFoundError(errno.ENOENT, "its journal folder is gone")
        reader, host, _ = self._segment
        mine = [part for part in segments(self._inside, reader) if part.host == host]
        last = mine[-1] if mine else Segment(reader, host, 1)
        self._enter(last.next if last.name in self._spoiled else last)

    def _enter(self, part: Segment) -> None:
        descriptor = open_inside(part.name, os.O_RDWR | os.O_APPEND | os.O_CREAT, self._inside)
        try:
            _check_ours(descriptor, file_mode(self._inside))
            # The process that made the file may not have synced the folder yet: everybody does.
            os.fsync(self._inside)
        except OSError:
            os.close(descriptor)
            raise
        self._segment, self._descriptor = part, descriptor

    def _leave(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
        self._descriptor = self._start = self._end = self._checked = -1

    def _write(self, data: bytes, sync: bool) -> Extent:
        start = self._start = os.fstat(self._descriptor).st_size
        # A line torn by a crash stays as it is; a newline keeps ours apart from it.
        if start and start != self._end and os.pread(self._descriptor, 1, start - 1) != b"\n":
            data = b"\n" + data
        try:
            rest = memoryview(data)[os.write(self._descriptor, data) :]
            while rest:
                # A short write: the next call raises its cause, or goes on after a signal.
                rest = rest[os.write(self._descriptor, rest) :]
        except OSError:
            os.ftruncate(self._descriptor, start)
            raise
        if sync:
            self._sync()
        self._end = start + len(data)
        return Extent(self._segment.name, start, self._end)

    def _sync(self) -> None:
        try:
            os.fdatasync(self._descriptor)
        except OSError as error:
            raise OSError(errno.EIO, f"sync: {error.strerror}") from error

    def _spoil(self) -> None:
        """Never write to this segment again; remove it if nothing in it was saved."""
        self._spoiled.add(self._segment.name)
        if self._start == 0:
            # On a failing disk the file may stay: its lines were never acknowledged.
            with suppress(OSError):
                os.unlink(self._segment.name, dir_fd=self._inside)
                self._spoiled.remove(self._segment.name)
        self._leave()


#: Errors for lack of space, after which the same file may be written to again.
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


def _check_ours(descriptor: int, mode: int) -> None:
    """Raise ``PermissionError`` unless this is a plain file of ours; give it the right mode."""
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode) or status.st_nlink != 1:
        raise PermissionError(errno.EPERM, "the journal is no plain file of its own")
    if status.st_uid != os.geteuid():
        raise PermissionError(errno.EPERM, "the journal belongs to another user")
    if stat.S_IMODE(status.st_mode) != mode:
        os.fchmod(descriptor, mode)
