"""Hearing of changes in an inbox while it is open.

The kernel tells of them (inotify(7), through watchfiles) where it sees them all. It does not see
what another machine does on a network file system: there, and where too many folders are watched
already, the times of the folders are looked at every few seconds instead, and now and then it is
said that anything may have changed.
"""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui.ingest.scan import below

if TYPE_CHECKING:
    from watchfiles._rust_notify import RustNotify

#: Milliseconds of quiet after which a change is told, and after which it is told without quiet.
_QUIET, _LONGEST = 150, 450
#: Seconds between two looks at the times of folders, at least.
_LOOK = 2.0
#: Seconds after which files may have changed in place, which the time of their folder hides.
_IN_PLACE = 60.0
#: What may be spent on looking, as a part of the time: 2 ms a second.
_SHARE = 0.002

#: By how many seconds the times of files may be behind the clock.
_COARSE = 0.02

_MOUNTS = "/proc/self/mountinfo"
_REMOTE = ("nfs", "cifs", "smb", "9p", "fuse", "afs", "ceph", "gluster", "lustre", "vboxsf")


def remote(path: str, mounts: str = _MOUNTS) -> bool:
    """Whether ``path`` lies where other machines write unseen; ``mounts`` is as in proc(5)."""
    real = os.path.realpath(path)
    best, kind = "", ""
    try:
        with open(mounts, encoding="utf-8", errors="surrogateescape") as file:
            for line in file:
                before, _, after = line.partition(" - ")
                point = _unescaped(before.split(" ")[4])
                if len(point) >= len(best) and below(real, point):
                    best, kind = point, after.split(" ", 1)[0]
    except (OSError, IndexError):
        return True
    return kind.startswith(_REMOTE)


@dataclass(frozen=True, slots=True)
class Heard:
    """What changed: these ``paths``, or anything at all."""

    paths: frozenset[str] = frozenset()
    anything: bool = False


@dataclass(slots=True)
class Watch:
    """Watches folders, not what is below them, for a loop with ``select``.

    Wait until :attr:`descriptor` can be read, or :attr:`patience` seconds, then ask :meth:`heard`.
    ``by_looking`` does without the kernel's word.
    """

    by_looking: bool = False
    descriptor: int = field(default=-1, init=False)
    _bell: int = field(default=-1, init=False)
    _ear: _Ear | None = field(default=None, init=False)
    _told: queue.SimpleQueue[str | None] = field(default_factory=queue.SimpleQueue, init=False)
    _folders: dict[str, int] = field(default_factory=dict, init=False)
    _due: float = field(default=float("inf"), init=False)
    _in_place: float = field(default=float("inf"), init=False)
    _cost: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self.descriptor, self._bell = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)

    def follow(self, folders: Sequence[str], since: float, cost: float) -> bool:
        """Watch these folders, in place of those before; whether one has changed ``since``.

        ``since`` is the time (of the epoch) at which a scan of them began, ``cost`` the seconds of
        processor that it took.
        """
        self._cost = cost
        if self._ear is None or self._folders.keys() != set(folders):
            self._listen(folders)
        before, self._folders = self._folders, {folder: _changed(folder) for folder in folders}
        # A clock elsewhere may be ahead: what has this time still is not changed again.
        return any(
            at > (since - _COARSE) * 1e9 and before.get(folder) != at
            for folder, at in self._folders.items()
        )

    @property
    def patience(self) -> float:
        """Seconds until :meth:`heard` has to be asked although nothing could be read."""
        return max(0.0, min(self._due, self._in_place) - time.monotonic())

    def heard(self) -> Heard | None:
        """What has changed since the last time, if anything."""
        while self._rung():
            continue
        paths: set[str] = set()
        anything = False
        while not self._told.empty():
            path = self._told.get()
            if path is None:
                self._look_from_now_on()
                anything = True
            else:
                paths.add(path)
        now = time.monotonic()
        if now >= self._in_place:
            self._in_place = now + max(_IN_PLACE, self._cost / _SHARE)
            anything = True
        if now >= self._due and self._look():
            anything = True
        return Heard(frozenset(paths), anything) if paths or anything else None

    def close(self) -> None:
        """Watch nothing any more."""
        self._deafen()
        for descriptor in (self.descriptor, self._bell):
            os.close(descriptor)

    def _listen(self, folders: Sequence[str]) -> None:
        before = self._ear
        self._ear = None
        if not self.by_looking and not any(map(remote, _tops(folders))):
            self._ear = _listening(folders, self._tell)
        if before is not None:
            before.stop()
        if self._ear is None:
            self._look_from_now_on()
        else:
            self._due = self._in_place = float("inf")

    def _look_from_now_on(self) -> None:
        self._due = time.monotonic() + _LOOK
        self._in_place = time.monotonic() + max(_IN_PLACE, self._cost / _SHARE)

    def _look(self) -> bool:
        began = time.process_time()
        found = {folder: _changed(folder) for folder in self._folders}
        cost = time.process_time() - began
        self._due = time.monotonic() + max(_LOOK, cost / _SHARE)
        changed = found != self._folders
        self._folders = found
        return changed

    def _tell(self, paths: Iterable[str] | None) -> None:
        """Called from the listening thread; ``None`` says that it hears nothing any more."""
        for path in (None,) if paths is None else paths:
            self._told.put(path)
        try:
            os.write(self._bell, b"!")
        except BlockingIOError:
            # So many strokes wait to be heard that one more makes no difference.
            return

    def _rung(self) -> bool:
        try:
            return bool(os.read(self.descriptor, 4096))
        except BlockingIOError:
            return False

    def _deafen(self) -> None:
        if self._ear is not None:
            self._ear.stop()
            self._ear = None


class _Ear:
    """A thread that waits for the kernel's word on folders."""

    def __init__(self, notify: RustNotify, tell: Callable[[Iterable[str] | None], None]) -> None:
        self._notify = notify
        self._tell = tell
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Hear nothing any more; returns when the thread has ended."""
        self._over.set()
        self._thread.join()
        self._notify.close()

    def _run(self) -> None:
        while not self._over.is_set():
            try:
                found = self._notify.watch(_LONGEST, _QUIET, 0, self._over)
            except (OSError, RuntimeError):
                self._tell(None)
                return
            if isinstance(found, set):
                self._tell(path for _, path in found)


def _listening(folders: Sequence[str], tell: Callable[[Iterable[str] | None], None]) -> _Ear | None:
    """An ear for these folders; ``None`` where the kernel has no more to give, or a name is not
    Unicode, which the library cannot pass on."""
    from watchfiles._rust_notify import RustNotify

    try:
        return _Ear(RustNotify(list(folders), False, False, 0, False, True), tell)
    except (OSError, RuntimeError, UnicodeError):
        return None


def _tops(folders: Sequence[str]) -> list[str]:
    """The folders that lie in no other of them."""
    tops: list[str] = []
    for folder in sorted(folders, key=lambda one: one.rstrip("/") + "/"):
        if not tops or not below(folder, tops[-1]):
            tops.append(folder)
    return tops


def _changed(folder: str) -> int:
    try:
        return os.stat(folder).st_mtime_ns
    except OSError:
        return 0


def _unescaped(point: str) -> str:
    """A mount point as it is; proc(5) writes spaces and the like in octal."""
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        point = point.replace(code, sign)
    return point
