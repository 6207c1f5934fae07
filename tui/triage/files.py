"""Files and folders inside the record: made private, opened without surprises, replaced whole."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat

_PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

#: In a team's folder the group reads every file; who made one is the only one to write or remove
#: it.
_TEAM_FILE = 0o640
TEAM_FOLDER = 0o3770

_TEMPORARY = re.compile(r"\..{1,240}\.([1-9][0-9]{0,8})\.tmp")

#: A folder that changed so recently may change again without a new time stamp (FAT, NFS), in ns.
GRANULARITY = 2_000_000_000


def is_team(mode: int) -> bool:
    """Whether a folder of this mode was made a team's: not one that a loose umask let be."""
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
    """Open a file in the folder ``inside``: never through a link, never waiting, private if new."""
    flags |= os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    return os.open(name, flags, file_mode(inside), dir_fd=inside)


def read_inside(name: str, inside: int) -> bytes:
    """All of a file in the folder ``inside``. Raises ``OSError``."""
    with open(open_inside(name, os.O_RDONLY, inside), "rb") as file:
        return file.read()


def exists_inside(name: str, inside: int) -> bool:
    """Whether there is anything of this name in the folder ``inside``."""
    try:
        os.stat(name, dir_fd=inside, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def make_folder(name: str, inside: int) -> None:
    """Make a folder in ``inside``, private or the team's like that, unless it is there. Durable."""
    team = is_team(os.fstat(inside).st_mode)
    try:
        os.mkdir(name, PRIVATE_FOLDER, dir_fd=inside)
    except FileExistsError:
        return
    if team:
        os.chmod(name, TEAM_FOLDER, dir_fd=inside)
    os.fsync(inside)


def replace_file(name: str, data: bytes, inside: int) -> None:
    """Put ``data`` under ``name`` in the folder ``inside``: the old file or the new, never half.

    Temporary file, fsync, rename, fsync of the folder.
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
        # The error that counts is the first one; a disk that fails may refuse the clean-up too.
        with contextlib.suppress(OSError):
            os.unlink(temporary, dir_fd=inside)
        raise
    os.fsync(inside)


def is_leftover(name: str) -> bool:
    """Whether a file of this name is what :func:`replace_file` was writing when its process ended.

    By the process's number: on this machine only, and one that was given to another is believed.
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
    """Make the entries of the folder at ``path`` durable."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
