"""The record, as the command line and the screen are handed it.

Reading needs the journals only; TinyDB is loaded with the first change that is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from concurrent.futures import Future

    from tui.decision import Change, Judgement, Note, Operation
    from tui.triage.history import Step


class RecordError(Exception):
    """What went wrong with the record, in one line for the reader."""


class Record:
    """One reader's record, open.

    What is read is at once what was submitted, saved or not; what is saved is known by the future
    that :meth:`submit` returns, and by :meth:`unsaved`. All methods may be called from one thread
    only (the screen's), but for :meth:`refresh`, which is safe from any.
    """

    reader: str
    host: str
    run: str
    writable: bool

    @classmethod
    def open(
        cls, state: str, *, reader: str, host: str, run: str | None = None, read_only: bool = False
    ) -> Record:
        """Open the record in the folder ``state``, made private and created where it is missing.

        Where the disk is read-only or full the record opens for reading: ``writable`` is false and
        ``trouble`` says why. Raises :class:`RecordError` where the folder is a symbolic link,
        belongs to somebody else or is writable for everybody, and for a bad reader's or host's name.
        """
        raise NotImplementedError

    @property
    def trouble(self) -> str:
        """Why decisions are not being saved, in one line; empty when all is well. Sticky."""
        raise NotImplementedError

    def judgement(self, document: str) -> Judgement:
        """What the reader holds of ``document``."""
        raise NotImplementedError

    def judgements(self) -> Mapping[str, Judgement]:
        """A live view of all judgements by document id."""
        raise NotImplementedError

    def notes(self, document: str | None = None) -> tuple[Note, ...]:
        """The notes on ``document``, or all notes, oldest first."""
        raise NotImplementedError

    def marks(self) -> frozenset[str]:
        """The documents that are marked."""
        raise NotImplementedError

    def position(self, document: str) -> int:
        """Where the reader left ``document``: a code point of the decoded text."""
        raise NotImplementedError

    def setting(self, name: str) -> Any:
        """The value of a setting, or ``None``."""
        raise NotImplementedError

    def operations(self, since: str = "") -> tuple[tuple[Operation, ...], str]:
        """This reader's saved operations after the cursor ``since`` and the next cursor.

        A cursor is an opaque string that a mirror may keep across runs; one that no longer fits
        gives everything again (operations may be applied any number of times).
        """
        raise NotImplementedError

    def refresh(self) -> tuple[Operation, ...]:
        """Take in what other runs appended; returns only operations that are not of this run."""
        raise NotImplementedError

    def submit(
        self, changes: Sequence[Change], *, undoes: str = "", redoes: str = ""
    ) -> Future[tuple[Operation, ...]]:
        """One step: all ``changes`` are one batch, to be undone as one.

        The changes can be read at once. The future resolves when they are on the disk, and fails
        with :class:`RecordError` when they could not be saved; they stay queued and are tried
        again until they are. Changes that change nothing resolve to an empty tuple.
        """
        raise NotImplementedError

    def submit_and_wait(
        self, changes: Sequence[Change], *, undoes: str = "", redoes: str = ""
    ) -> tuple[Operation, ...]:
        """Like :meth:`submit`, back when it is on the disk."""
        raise NotImplementedError

    def unsaved(self) -> tuple[Operation, ...]:
        """Operations that are not yet on the disk, oldest first."""
        raise NotImplementedError

    def steps(self, document: str | None = None) -> tuple[Step, ...]:
        """The history, oldest first; only steps that touch ``document`` if one is given."""
        raise NotImplementedError

    def undo_candidate(self) -> Step | None:
        """The step that undo would take back: ``step.run != record.run`` is of an earlier run."""
        raise NotImplementedError

    def redo_candidate(self) -> Step | None:
        """The step that redo would bring again."""
        raise NotImplementedError

    def undo(self, step: Step) -> Future[tuple[Operation, ...]]:
        """Take back ``step``: fields that still hold its values get what they held before."""
        raise NotImplementedError

    def redo(self, step: Step) -> Future[tuple[Operation, ...]]:
        """Bring ``step`` again: the reverse of :meth:`undo`."""
        raise NotImplementedError

    def flush(self, timeout: float | None = None) -> bool:
        """Wait until everything is saved, at most ``timeout`` seconds; false if it is not."""
        raise NotImplementedError

    def close(self) -> None:
        """Save what waits and let go of the files. Raises :class:`RecordError` with the number of
        operations that could not be saved."""
        raise NotImplementedError

    def __enter__(self) -> Record:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
