"""The folder of a record: whose it is, who may write there, and which version wrote it."""

from __future__ import annotations

import errno
import json
import os
import re
import stat
from dataclasses import dataclass

import tui
from tui.triage.files import (
    PRIVATE_FOLDER,
    TEAM_FOLDER,
    exists_inside,
    is_team,
    make_folder,
    open_directory,
    read_inside,
    replace_file,
    sync_folder,
)

#: The layout of the folder that this version writes, and the newest that it can write into.
FORMAT = 1

#: A reader's or a host's name, as an expression: it may stand in a file name.
NAME = r"[a-z0-9][a-z0-9._-]{0,63}"
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
    """Something went wrong with the record; the message is one line for the reader."""


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
    """An error of the operating system in a few words for the reader."""
    return _WORDS.get(error.errno or 0) or (error.strerror or str(error)).lower()


def checked_name(name: str, what: str) -> str:
    """``name`` if it may stand in a file name; raises :class:`RecordError` if not."""
    if not re.fullmatch(NAME, name):
        shown = name.encode("ascii", "backslashreplace").decode()[:40]
        raise RecordError(f"{what} {shown!r}: use a-z, 0-9, '.', '_' and '-' only")
    return name


def open_folder(path: str, *, read_only: bool = False, shared: bool = False) -> Folder:
    """Check the record folder at ``path`` and open it, making it where it is missing.

    A folder of ours that others can read is made private or, with ``shared``, a team's: its group
    may add files, and each reader may change only their own. Where the folder cannot be written,
    its ``trouble`` says why. Raises :class:`RecordError` for a symbolic link, for what is no
    folder, for one that belongs to somebody else or that everybody can write, and for a record that
    this version cannot read.
    """
    trouble = "opened read-only" if read_only else ""
    if not read_only:
        trouble = _make(path)
    try:
        descriptor = open_directory(path)
    except FileNotFoundError:
        return Folder(path, -1, trouble or "no record yet")
    except OSError as error:
        if os.path.islink(path):
            raise RecordError(f"{path}: is a symbolic link; name the folder itself") from error
        raise RecordError(f"{path}: {(error.strerror or str(error)).lower()}") from error
    try:
        if not read_only:
            trouble = _own(path, descriptor, shared) or trouble
        newer = _format(path, descriptor)
        if not trouble and not newer:
            trouble = _furnish(descriptor)
    except RecordError:
        os.close(descriptor)
        raise
    return Folder(path, descriptor, newer or trouble)


def _make(path: str) -> str:
    """Make the folder durably. Returns why it could not be made, in words, or an empty string."""
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


def _own(path: str, descriptor: int, shared: bool) -> str:
    """Check that the folder is ours or our team's, and make it private or the team's.

    Returns why it cannot be written, in words, or an empty string.
    """
    status = os.fstat(descriptor)
    ours, team = status.st_uid == os.geteuid(), is_team(status.st_mode)
    if status.st_mode & stat.S_IWOTH:
        raise RecordError(f"{path}: is writable for everybody; make it private: chmod 700")
    if team and not shared:
        raise RecordError(f"{path}: is a team's folder; open it with --shared")
    if not ours and not (team and os.access(path, os.W_OK)):
        raise RecordError(f"{path}: belongs to another user; read it with --read-only")
    if not status.st_mode & stat.S_IWUSR:
        return "its folder is read-only"
    loose = not team if shared else status.st_mode & 0o077
    if ours and loose:
        try:
            os.fchmod(descriptor, TEAM_FOLDER if shared else PRIVATE_FOLDER)
        except OSError as error:
            return reason(error)
    return ""


def _format(path: str, descriptor: int) -> str:
    """Why the FORMAT file forbids writing, in words, or an empty string.

    Raises :class:`RecordError` where the record must not even be read.
    """
    try:
        found = json.loads(read_inside("FORMAT", descriptor))
        restoring = bool(found.get("restoring"))
        version, oldest = int(found["format"]), int(found["min_reader"])
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise RecordError(f"{path}/FORMAT: {reason(error)}") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return "its FORMAT file is damaged"
    if restoring:
        raise RecordError(f"{path}: a restore was cut short; do it again")
    if oldest > FORMAT:
        raise RecordError(
            f"{path}: written by a newer version (format {version}); update to read it"
        )
    return f"written by a newer version (format {version})" if version > FORMAT else ""


def _furnish(descriptor: int) -> str:
    """Add what a record's folder needs. Returns why it cannot be written, or an empty string."""
    if os.fstatvfs(descriptor).f_flag & os.ST_RDONLY:
        # Said at once, rather than when the first decision cannot be saved.
        return _WORDS[errno.EROFS]
    try:
        make_folder("journal", descriptor)
        if not exists_inside("FORMAT", descriptor):
            about = {"format": FORMAT, "min_reader": FORMAT, "app": tui.__version__}
            replace_file("FORMAT", (json.dumps(about) + "\n").encode(), descriptor)
    except OSError as error:
        return reason(error)
    return ""


def open_folder_inside(name: str, folder: Folder) -> int:
    """The descriptor of a folder in the record, or -1 where there is none. Raises ``OSError``."""
    if folder.descriptor < 0:
        return -1
    try:
        return open_directory(name, folder.descriptor)
    except FileNotFoundError:
        return -1
