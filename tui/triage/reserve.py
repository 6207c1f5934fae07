"""Space on the disk that is set aside, to be given back when the disk is full."""

from __future__ import annotations

import os

from tui.triage.files import exists_inside, open_inside
from tui.triage.folder import Folder

#: Bytes set aside: enough for some thousand decisions.
SIZE = 1 << 20

# Free bytes from which on setting some aside leaves others enough.
_PLENTY = 8 * SIZE
_NAME = ".reserve"


class Reserve:
    """A file of ``SIZE`` bytes that is only there to be removed."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder

    def make(self) -> bool:
        """Set the space aside if the disk has plenty. Returns whether it is set aside."""
        inside = self._folder.descriptor
        try:
            room = os.fstatvfs(inside)
            if room.f_bavail * room.f_frsize < _PLENTY:
                return exists_inside(_NAME, inside)
            descriptor = open_inside(_NAME, os.O_WRONLY | os.O_CREAT, inside)
            try:
                os.posix_fallocate(descriptor, 0, SIZE)
            finally:
                os.close(descriptor)
        except OSError:
            return False
        return True

    def release(self) -> bool:
        """Give the space back to the disk. Returns whether there was any."""
        try:
            os.unlink(_NAME, dir_fd=self._folder.descriptor)
        except OSError:
            return False
        return True
