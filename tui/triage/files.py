"""Files and folders in a record: created private, never opened through a link, replaced whole."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import weakref

_PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

#: In a team's folder the group reads every file, and only its owner writes or removes it.
_TEAM_FILE = 0o640
TEAM_FOLDER = 0o3770

_TEMPORARY = re.compile(r"\..{1,240}\.([1-9][0-9]{0,8})\.tmp")

#: The coarsest time stamps in use, in ns (FAT, NFS): a folder that changed so recently may have
#: changed again under the same time stamp.
GRANULARITY = 2_000_000_000


def is_team(mode: int) -> bool:
    """Whether a folder of this mode was made for a team, and is not open by a loose umask only."""
    return stat.S_IMODE(mode) == TEAM_FOLDER


def file_mode(inside: int) -> int:
    """The permissions of new files in the folder ``inside``."""
    return _TEAM_FILE if is_team(os.fstat(inside).st_mode) else _PRIVATE_FILE


def open_directory(path: str, inside: int | None = None) -> int:
    """The descriptor of the folder at ``path``, or of that name in the folder ``inside``.

    Never through a link. Raises ``OSError``.
    """
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
    return os.open(path, flags, dir_fd=inside)


def open_inside(name: str, flags: int, inside: int) -> int:
    """Open a file in the folder ``inside``; a new one is private, or the team's.

    Never through a link, and never waiting, as on a pipe. Raises ``OSError``.
    """
    flags |= os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    return os.open(name, flags, file_mode(inside), dir_fd=inside)


def read_inside(name: str, inside: int) -> bytes:
    """All of a file in the folder ``inside``. Raises ``OSError``."""
    with open(open_inside(name, os.O_RDONLY, inside), "rb") as file:
        return file.read()


class OpenFile:
    """A file in the folder ``inside`` that is read in parts, open while anything refers to it.

    Raises ``OSError``.
    """

    def __init__(self, name: str, inside: int) -> None:
        self._descriptor = open_inside(name, os.O_RDONLY, inside)
        weakref.finalize(self, os.close, self._descriptor)
        self.size = os.fstat(self._descriptor).st_size

    def read(self, start: int, end: int) -> bytes:
        """The bytes from ``start`` to ``end``, as far as they are there."""
        return os.pread(self._descriptor, end - start, start)


def exists_inside(name: str, inside: int) -> bool:
    """Whether the folder ``inside`` has anything of this name. Raises ``OSError``."""
    try:
        os.stat(name, dir_fd=inside, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def make_folder(name: str, inside: int) -> None:
    """Make a folder in ``inside``, as private as that, durably, unless it is there already.

    Raises ``OSError``.
    """
    team = is_team(os.fstat(inside).st_mode)
    try:
        os.mkdir(name, PRIVATE_FOLDER, dir_fd=inside)
    except FileExistsError:
        return
    if team:
        os.chmod(name, TEAM_FOLDER, dir_fd=inside)
    os.fsync(inside)


def replace_file(name: str, data: bytes, inside: int) -> None:
    """Replace the file ``name`` in the folder ``inside`` durably: it is the old or the new, whole.

    Temporary file, fsync, rename, fsync of the folder. Raises ``OSError``.
    """
    temporary = f".{name}.{os.getpid()}.tmp"
    descriptor = open_inside(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, inside)
    try:
        try:
            os.fchmod(descriptor, file_mode(inside))
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.rename(temporary, name, src_dir_fd=inside, dst_dir_fd=inside)
    except OSError:
        # The first error is the one to report; a failing disk may refuse the clean-up as well.
        with contextlib.suppress(OSError):
            os.unlink(temporary, dir_fd=inside)
        raise
    os.fsync(inside)


def is_leftover(name: str) -> bool:
    """Whether a file of this name was left by :func:`replace_file` in a process that has ended.

    Told by the process id in its name, so only for this machine; where another process has the id
    by now, the file counts as in use.
    """
    found = _TEMPORARY.fullmatch(name)
    if not found:
        return False
    try:
        os.kill(int(found[1]), 0)
    except OSError as error:
        return error.errno == errno.ESRCH
    return False


def sync_folder(path: str) -> None:
    """Make the entries of the folder at ``path`` durable. Raises ``OSError``."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
