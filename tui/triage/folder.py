"""The folder of a record: whose it is, who may write there, and how its files are replaced."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import stat
from dataclasses import dataclass

import tui

#: The layout of the folder that this version writes, and the newest that it reads.
FORMAT = 1

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_WORDS = {
    errno.ENOSPC: "disk full",
    errno.EDQUOT: "disk quota used up",
    errno.EFBIG: "file too large",
    errno.EROFS: "read-only disk",
    errno.EIO: "disk error",
    errno.EACCES: "no permission to write",
    errno.EPERM: "no permission to write",
    errno.ESTALE: "the network disk lost the file",
}


class RecordError(Exception):
    """What went wrong with the record, in one line for the reader."""


@dataclass(frozen=True, slots=True)
class Folder:
    """An open record folder. ``trouble`` says why nothing can be written; empty if it can.

    ``descriptor`` is the folder itself, so that a folder renamed or replaced underneath is still
    the one that was checked; -1 where there is no folder yet.
    """

    path: str
    descriptor: int
    trouble: str = ""

    @property
    def writable(self) -> bool:
        """Whether operations can be written here."""
        return not self.trouble

    def close(self) -> None:
        """Let go of the folder."""
        if self.descriptor >= 0:
            os.close(self.descriptor)


def reason(error: OSError) -> str:
    """What an error of the system means to a reader, in a few words."""
    return _WORDS.get(error.errno or 0) or (error.strerror or str(error)).lower()


def checked_name(name: str, what: str) -> str:
    """``name`` if it may stand in a file name; raises :class:`RecordError` if not."""
    if not _NAME.fullmatch(name):
        shown = name.encode("ascii", "backslashreplace").decode()[:40]
        raise RecordError(f"{what} {shown!r}: use a-z, 0-9, '.', '_' and '-' only")
    return name


def host_name(raw: str) -> str:
    """A machine's name as it may stand in a file name."""
    return re.sub(r"[^a-z0-9._-]+", "-", raw.lower()).strip("._-")[:64].rstrip("._-") or "host"


def open_folder(path: str, *, read_only: bool = False) -> Folder:
    """Check the record folder at ``path`` and open it, making it where it is missing.

    A folder of ours that others may look into is made private. Raises :class:`RecordError` for a
    symbolic link, for what is no folder, for one of somebody else's or writable for everybody, and
    for a record that this version cannot read.
    """
    trouble = "opened read-only" if read_only else ""
    if not read_only:
        trouble = _make(path)
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return Folder(path, -1, trouble or "no record yet")
    except OSError as error:
        if os.path.islink(path):
            raise RecordError(f"{path}: is a symbolic link; name the folder itself") from error
        raise RecordError(f"{path}: {(error.strerror or str(error)).lower()}") from error
    try:
        if not read_only:
            trouble = _own(path, descriptor) or trouble
        newer = _format(path, descriptor)
        if not trouble and not newer:
            trouble = _furnish(descriptor)
    except RecordError:
        os.close(descriptor)
        raise
    return Folder(path, descriptor, newer or trouble)


def _make(path: str) -> str:
    """Make the folder durably; what is in the way, in words, or nothing."""
    if os.path.lexists(path):
        return ""
    parent = os.path.dirname(os.path.abspath(path))
    try:
        os.makedirs(parent, mode=PRIVATE_FOLDER, exist_ok=True)
        os.mkdir(path, PRIVATE_FOLDER)
        sync_folder(parent)
    except FileExistsError:
        return ""
    except OSError as error:
        return reason(error)
    return ""


def _own(path: str, descriptor: int) -> str:
    status = os.fstat(descriptor)
    if status.st_uid != os.geteuid():
        raise RecordError(f"{path}: belongs to another user; read it with --read-only")
    if status.st_mode & stat.S_IWOTH:
        raise RecordError(f"{path}: is writable for everybody; make it private: chmod 700")
    if not status.st_mode & stat.S_IWUSR:
        return "its folder is read-only"
    if status.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        try:
            os.fchmod(descriptor, PRIVATE_FOLDER)
        except OSError as error:
            return reason(error)
    return ""


def _format(path: str, descriptor: int) -> str:
    """What the FORMAT file forbids, in words. Raises where even reading would mislead."""
    try:
        with open(open_inside("FORMAT", os.O_RDONLY, descriptor), "rb") as file:
            found = json.loads(file.read(4096))
        version, oldest = int(found["format"]), int(found["min_reader"])
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise RecordError(f"{path}/FORMAT: {reason(error)}") from error
    except (ValueError, KeyError, TypeError, RecursionError):
        return "its FORMAT file is damaged"
    if oldest > FORMAT:
        raise RecordError(
            f"{path}: written by a newer version (format {version}); update to read it"
        )
    return f"written by a newer version (format {version})" if version > FORMAT else ""


def _furnish(descriptor: int) -> str:
    try:
        for name in ("journal",):
            make_folder(name, descriptor)
        if not _exists("FORMAT", descriptor):
            about = {"format": FORMAT, "min_reader": FORMAT, "app": tui.__version__}
            replace_file("FORMAT", (json.dumps(about) + "\n").encode(), descriptor)
    except OSError as error:
        return reason(error)
    return ""


def open_inside(name: str, flags: int, inside: int) -> int:
    """Open a file in the folder ``inside``: never through a link, never waiting, private if new."""
    flags |= os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    return os.open(name, flags, PRIVATE_FILE, dir_fd=inside)


def open_folder_inside(name: str, folder: Folder) -> int:
    """The descriptor of a folder in the record, or -1 where there is none."""
    if folder.descriptor < 0:
        return -1
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        return os.open(name, flags, dir_fd=folder.descriptor)
    except FileNotFoundError:
        return -1


def make_folder(name: str, inside: int) -> None:
    """Make a private folder in ``inside`` unless it is there, durably."""
    try:
        os.mkdir(name, PRIVATE_FOLDER, dir_fd=inside)
    except FileExistsError:
        return
    os.fsync(inside)


def _exists(name: str, inside: int) -> bool:
    try:
        os.stat(name, dir_fd=inside, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def replace_file(name: str, data: bytes, inside: int) -> None:
    """Put ``data`` under ``name`` in the folder ``inside``: the old file or the new, never half.

    Temporary file, fsync, rename, fsync of the folder.
    """
    temporary = f".{name}.{os.getpid()}.tmp"
    descriptor = open_inside(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, inside)
    try:
        try:
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


def sync_folder(path: str) -> None:
    """Make the entries of the folder at ``path`` durable."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
