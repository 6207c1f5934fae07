"""Which of several processes prepares the documents of a case."""

from __future__ import annotations

import fcntl
import os


class Claim:
    """A lock on a file beside the index (flock(2)); it ends with the process that holds it."""

    def __init__(self, path: str) -> None:
        """``path`` is the file of the index."""
        self._path = path + ".lock"
        self._descriptor = -1

    def take(self) -> bool:
        """Whether this process holds it now. Raises ``OSError`` where there is no such file."""
        if self._descriptor >= 0:
            return True
        flags = os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW
        descriptor = os.open(self._path, flags, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def give_back(self) -> None:
        """Let another process take it."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
