"""The bytes of what was kept or noted, copied into the record: no rotating inbox loses them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

from tui.index.view import View
from tui.ingest.read import ReadError, read_bytes
from tui.ingest.sanitise import sanitise_name
from tui.settings import Settings
from tui.triage import evidence
from tui.triage.folder import Folder, reason
from tui.triage.owed import Owed


def preserve(folder: Folder, document: str, paths: Iterable[str], settings: Settings) -> str:
    """Copy the bytes of ``document`` from the first of its files that still holds them.

    Why there is no copy, in words; empty when there is one, or none is wanted.
    """
    if not settings.evidence:
        return ""
    cap = settings.evidence_limit_mb << 20
    refused = "no file holds it any more"
    for path in paths:
        try:
            refused = evidence.store(folder, document, read_bytes(path, cap), cap=cap)
        except ReadError as error:
            refused = str(error)
        except ValueError:
            refused = "its bytes have changed since it was read"
        except OSError as error:
            refused = reason(error)
        if not refused:
            break
    return refused


class Preserving:
    """Copies documents into the record on a thread of its own, one after the other.

    What is not copied when the program ends is ``owed`` to the next one. ``opening`` gives a view
    of the index for that thread. What cannot be copied, and why, is told in one line to ``tell``;
    what fails goes to ``complain``.
    """

    def __init__(
        self,
        folder: Folder,
        owed: Owed,
        settings: Settings,
        opening: Callable[[], View],
        tell: Callable[[str], None],
        complain: Callable[[Future[None]], None],
    ) -> None:
        self._folder = folder
        self._owed = owed
        self._settings = settings
        self._opening = opening
        self._tell = tell
        self._complain = complain
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="copies")
        self._lock = threading.Lock()
        self._waiting = 0
        self._given_up = False
        self._unnoted: list[str] = []
        # Of another inbox, or not prepared yet where the index was made anew, or not looked up as
        # the index could not be read: all are owed to the next run.
        self._unknown: list[str] = []

    @property
    def waiting(self) -> int:
        """How many documents are still to be copied."""
        return self._waiting

    def add(self, documents: Sequence[str]) -> None:
        """Have documents copied, behind those that wait."""
        with self._lock:
            self._waiting += len(documents)
            self._unnoted += documents
        self._thread.submit(self._copy, documents).add_done_callback(self._complain)

    def resume(self) -> None:
        """Have copied what earlier runs left."""
        self._thread.submit(self._resume).add_done_callback(self._complain)

    def close(self) -> None:
        """Copy what waits; an interrupt from the keyboard leaves the rest uncopied."""
        try:
            self._thread.shutdown(wait=True)
        except KeyboardInterrupt:
            self._given_up = True
            self._thread.shutdown(wait=True)

    def _resume(self) -> None:
        if self._settings.evidence and (left := self._owed.left()):
            self._count(len(left))
            self._copy(left)

    def _copy(self, documents: Sequence[str]) -> None:
        rest = len(documents)
        self._note()
        try:
            for document, paths in self._found(documents):
                if self._given_up:
                    return
                if paths is None:
                    self._unknown.append(document)
                else:
                    self._copy_one(document, paths)
                rest -= 1
                self._count(-1)
                self._note()
        except Exception:
            self._unknown += documents[len(documents) - rest :]
            self._count(-rest)
            raise
        if not self._waiting:
            self._settle()

    def _note(self) -> None:
        """Note what was added meanwhile, before it has its turn."""
        with self._lock:
            fresh, self._unnoted = self._unnoted, []
        # What cannot be noted is copied all the same, if the program is not killed.
        with suppress(OSError):
            if fresh:
                self._owed.note(fresh)

    def _settle(self) -> None:
        # What cannot be taken off the list is copied once more, which changes nothing.
        with suppress(OSError):
            self._owed.settle(self._unknown)

    def _found(self, documents: Sequence[str]) -> Iterator[tuple[str, Sequence[str] | None]]:
        """Each document with its files; ``None`` for one that is not in the index."""
        view = self._opening()
        try:
            numbers = view.numbers(documents)
            for document in documents:
                number = numbers.get(document)
                yield document, None if number is None else view.paths(number)
        finally:
            view.close()

    def _copy_one(self, document: str, paths: Sequence[str]) -> None:
        refused = preserve(self._folder, document, paths, self._settings)
        if refused:
            name = sanitise_name(os.path.basename(paths[0])) if paths else document
            self._tell(f"no copy of {name} in the record: {refused}")

    def _count(self, more: int) -> None:
        with self._lock:
            self._waiting += more
