"""Documents whose bytes are still to be copied into the record.

They are noted before they are copied: a program that is killed, or left before it is done, owes
them to the next one. Not made durable: only what ends the machine as well loses a note.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress

from tui.triage.files import make_folder, open_inside, replace_file
from tui.triage.folder import Folder, open_folder_inside

OWED = "owed"

_ID = re.compile(r"sha256:[0-9a-f]{64}")


class Owed:
    """What one run of a reader's owes, and what earlier runs left to it.

    A file for each run, with the ids of documents in lines. Every method may raise ``OSError``.
    """

    def __init__(self, folder: Folder, reader: str, run: str) -> None:
        self._folder = folder
        self._reader = reader
        self._own = f"{reader}.{run}"
        self._read: dict[str, int] = {}

    def note(self, documents: Sequence[str]) -> None:
        """Note documents before they are copied."""
        make_folder(OWED, self._folder.descriptor)
        inside = open_folder_inside(OWED, self._folder)
        try:
            descriptor = open_inside(self._own, os.O_WRONLY | os.O_CREAT | os.O_APPEND, inside)
            with open(descriptor, "ab") as file:
                file.write(_lines(documents))
        finally:
            os.close(inside)

    def left(self) -> tuple[str, ...]:
        """The documents that other runs have noted; those of one that still runs among them."""
        inside = open_folder_inside(OWED, self._folder)
        if inside < 0:
            return ()
        found: dict[str, None] = {}
        try:
            for name in sorted(os.listdir(inside)):
                if name.rpartition(".")[0] == self._reader and name != self._own:
                    with open(open_inside(name, os.O_RDONLY, inside), "rb") as file:
                        said = file.read()
                    self._read[name] = len(said)
                    found |= dict.fromkeys(_ids(said))
        finally:
            os.close(inside)
        return tuple(found)

    def settle(self, still: Sequence[str] = ()) -> None:
        """All that was noted or :meth:`left` is copied but for what is ``still`` owed."""
        inside = open_folder_inside(OWED, self._folder)
        if inside < 0:
            return
        try:
            if still:
                replace_file(self._own, _lines(still), inside)
            else:
                _remove(self._own, inside)
            for name, size in self._read.items():
                # A run that still goes on may have noted more, and settles that itself.
                with suppress(FileNotFoundError):
                    if os.stat(name, dir_fd=inside, follow_symlinks=False).st_size == size:
                        _remove(name, inside)
            self._read.clear()
        finally:
            os.close(inside)


def _lines(documents: Iterable[str]) -> bytes:
    return "".join(f"{document}\n" for document in documents).encode()


def _ids(said: bytes) -> list[str]:
    """The ids in whole lines; a kill may have cut the last one."""
    return [line for line in said.decode("ascii", "replace").split("\n") if _ID.fullmatch(line)]


def _remove(name: str, inside: int) -> None:
    with suppress(FileNotFoundError):
        os.unlink(name, dir_fd=inside)
