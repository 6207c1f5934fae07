"""A file's bytes, and nothing but a file's: no link, no pipe, no device, no more than asked for."""

from __future__ import annotations

import errno
import os
import stat

#: Opening must not follow a link, block on a pipe, take a terminal, or leak into a child.
_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_CHUNK = 1 << 20
_KINDS = (
    (stat.S_ISDIR, "is a folder, not a file"),
    (stat.S_ISFIFO, "is a named pipe, not a file"),
    (stat.S_ISSOCK, "is a socket, not a file"),
    (stat.S_ISLNK, "is a link, and links are not followed"),
    (stat.S_ISCHR, "is a device, not a file"),
    (stat.S_ISBLK, "is a device, not a file"),
)
_ERRORS = {
    errno.ENOENT: "is not there",
    errno.ENOTDIR: "is not there",
    errno.EACCES: "no permission to read",
    errno.EPERM: "no permission to read",
    errno.ELOOP: "is a link, and links are not followed",
    errno.ENXIO: "is a socket or a pipe, not a file",
    errno.ENAMETOOLONG: "its path is too long",
}


class ReadError(Exception):
    """A file could not be read; the message says why, in one line and without its name."""


def read_bytes(path: str, limit: int) -> bytes:
    """The bytes of the regular file at ``path``, at most ``limit`` of them.

    A file that changes meanwhile is read once more. Raises :class:`ReadError` for everything that
    is no regular file, is larger than ``limit``, still changes, or cannot be read.
    """
    try:
        for _ in range(2):
            data = _read_once(path, limit)
            if data is not None:
                return data
    except OSError as error:
        raise ReadError(reason(error)) from error
    raise ReadError("is being written; it changed twice while it was read")


def kind_problem(mode: int) -> str:
    """Why a file with this ``st_mode`` is none to read; empty for a regular file."""
    if stat.S_ISREG(mode):
        return ""
    return next((words for test, words in _KINDS if test(mode)), "is not a file")


def reason(error: OSError) -> str:
    """What an error of the system means for the reader, in words."""
    if error.errno in _ERRORS:
        return _ERRORS[error.errno]
    return f"cannot be read: {error.strerror or type(error).__name__}"


def size_in_words(size: int) -> str:
    """A number of bytes as people say it: ``812 bytes``, ``14 kB``, ``4.2 MB``."""
    if size < 1000:
        return f"{size} byte" if size == 1 else f"{size} bytes"
    if size < 1_000_000:
        return f"{size / 1000:.0f} kB"
    return f"{size / 1_000_000:.1f} MB"


def _read_once(path: str, limit: int) -> bytes | None:
    descriptor = os.open(path, _FLAGS)
    try:
        before = os.fstat(descriptor)
        if problem := kind_problem(before.st_mode):
            raise ReadError(problem)
        data = bytearray()
        while len(data) <= limit and before.st_size <= limit:
            chunk = os.read(descriptor, min(_CHUNK, limit + 1 - len(data)))
            if not chunk:
                break
            data += chunk
        if len(data) > limit or before.st_size > limit:
            size = size_in_words(max(before.st_size, len(data)))
            raise ReadError(f"too large: {size}, and {size_in_words(limit)} is the limit")
        after = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    same = _state(before) == _state(after) and len(data) == after.st_size
    return bytes(data) if same else None


def _state(status: os.stat_result) -> tuple[int, int, int]:
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns)
