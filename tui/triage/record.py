"""A reader's record, as the command line and the screen use it.

Reading needs the journals only; TinyDB is loaded with the first change that is written.
"""

from __future__ import annotations

import atexit
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, Self

from tui.decision import (
    DOCUMENTS,
    MARKS,
    NOTES,
    POSITIONS,
    Change,
    Judgement,
    Note,
    Operation,
    judgement,
    note,
)
from tui.triage import history, lookback
from tui.triage.compaction import compact, due
from tui.triage.folder import Folder, RecordError, checked_name, open_folder, reason
from tui.triage.history import Step
from tui.triage.journal import operations_since, pieces_since, reaches, unread
from tui.triage.ledger import Ledger, new_run

if TYPE_CHECKING:
    from concurrent.futures import Future

    from tui.triage.store import Tables
    from tui.triage.writer import Writer

__all__ = ["Record", "RecordError"]


class Record:
    """One reader's record, open.

    Changes can be read as soon as they are submitted; the future that :meth:`submit` returns, and
    :meth:`unsaved`, tell what is saved. ``folder`` gives access to what is kept beside the
    operations: other readers, drafts, the bytes of documents.
    """

    def __init__(self, folder: Folder, reader: str, host: str, run: str) -> None:
        self.reader = reader
        self.host = host
        self.run = run
        self.folder = folder
        self._ledger = Ledger(folder, reader, run)
        self._tables: Tables | None = None
        self._writer: Writer | None = None
        self._noted: dict[str, list[str]] | None = None

    @classmethod
    def open(
        cls,
        state: str,
        *,
        reader: str,
        host: str,
        run: str | None = None,
        read_only: bool = False,
        shared: bool = False,
    ) -> Self:
        """Open the record in the folder ``state``, made private, and created where it is missing.

        ``shared`` makes it a team's folder: its group may read everything, and each reader writes
        only their own. ``run`` names this run of the program, a new name by default. Where the disk
        is read-only or full, or with ``read_only``, the record opens for reading: ``writable`` is
        false and ``trouble`` says why. Raises :class:`RecordError` where the folder is a symbolic
        link, belongs to somebody else or is writable for everybody, and for a name that may not
        stand in a file name.
        """
        checked_name(reader, "reader")
        checked_name(host, "host")
        folder = open_folder(state, read_only=read_only, shared=shared)
        try:
            record = cls(folder, reader, host, run or new_run())
        except OSError as error:
            folder.close()
            raise RecordError(f"{state}: {reason(error)}") from error
        atexit.register(record._close_at_exit)
        return record

    @property
    def writable(self) -> bool:
        """Whether anything can be saved here."""
        return self.folder.writable

    @property
    def trouble(self) -> str:
        """Why nothing is being saved, in one line, until it is again; empty when all is well."""
        return self.folder.trouble or (self._writer.trouble if self._writer else "")

    def remarks(self) -> tuple[str, ...]:
        """What is damaged or was not understood in the record's files, a line for each."""
        return self._ledger.remarks()

    def judgement(self, document: str) -> Judgement:
        """The reader's judgement on ``document``."""
        return judgement(self._rows(DOCUMENTS).get(document))

    def judgements(self) -> Mapping[str, Judgement]:
        """A live view of all judgements by document id."""
        return _Judgements(self._ledger)

    def notes(self, document: str | None = None) -> tuple[Note, ...]:
        """The notes on ``document``, or all notes, oldest first."""
        rows = self._rows(NOTES)
        if document is None:
            keys = sorted(rows)
        else:
            noted = self._noted
            if noted is None:
                # Kept before it is filled, so that another thread's submit discards it.
                self._noted = noted = {}
                for key, fields in sorted(dict(rows).items()):
                    noted.setdefault(str(fields.get("document", "")), []).append(key)
            keys = noted.get(document, [])
        return tuple(found for key in keys if (found := note(key, rows.get(key, {}))))

    def marks(self) -> frozenset[str]:
        """The documents that are marked."""
        return frozenset(key for key, row in self._rows(MARKS).items() if row.get("marked"))

    def position(self, document: str) -> int:
        """Where the reader left ``document``: a code point of the decoded text."""
        offset = self._rows(POSITIONS).get(document, {}).get("offset")
        return max(0, offset) if isinstance(offset, int) else 0

    def entries(self) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
        """All tables as they are: table -> key -> fields. Not to be written into."""
        return self._ledger.fold.entries

    def operations(self, since: str = "") -> tuple[tuple[Operation, ...], str]:
        """This reader's saved operations after the cursor ``since``, and the next cursor.

        A cursor is an opaque string that a mirror may keep across runs. One that no longer fits
        gives everything again (operations may be applied any number of times). Raises ``OSError``.
        """
        return operations_since(self.folder, self.reader, since)

    def pieces(self, since: str = "") -> Iterator[tuple[Sequence[Operation], str]]:
        """As :meth:`operations`, a piece at a time and in no order, each with its next cursor."""
        return pieces_since(self.folder, self.reader, since)

    def operations_on(self, documents: Iterable[str]) -> Iterator[Operation]:
        """The operations on the entries of these documents, unsaved ones included, in no order and
        some perhaps twice.

        All files are gone through, once; not where nothing was ever recorded on any of them.
        """
        fold = self._ledger.fold
        known = fold.written.get(DOCUMENTS, {}), fold.removed.get(DOCUMENTS, {})
        wanted = {each for each in documents if any(each in rows for rows in known)}
        if not wanted:
            return
        # The unsaved first: what is saved meanwhile is met in the files.
        unsaved = self.unsaved()
        for operations in chain([unsaved], (piece for piece, _ in self.pieces())):
            for one in operations:
                if one.table == DOCUMENTS and one.key in wanted:
                    yield one

    def unread(self, since: str) -> int:
        """How many bytes the journals have after the cursor ``since``, which must fit."""
        return unread(self.folder, self.reader, since)

    def reaches(self, cursor: str) -> bool:
        """Whether ``cursor`` still fits, so that a mirror can go on; if not, it begins anew."""
        return reaches(self.folder, self.reader, cursor)

    def refresh(self) -> tuple[Operation, ...]:
        """Take in what other runs appended; each operation of theirs is returned once."""
        self._catch_up()
        return self._ledger.take_news()

    def submit(
        self, changes: Sequence[Change], *, undoes: str = "", redoes: str = ""
    ) -> Future[tuple[Operation, ...]]:
        """Record ``changes`` as one step, to be undone as one.

        They can be read at once. The future resolves to their operations when these are on the
        disk, at once to none if nothing changes, and fails with :class:`RecordError` when they
        could not be saved; they stay queued then, and are tried again until they are. Raises
        :class:`RecordError` for a record that cannot be written, and ``TypeError`` or
        ``ValueError`` for values that JSON does not have.
        """
        if not self.writable:
            raise RecordError(f"NOT SAVED: {self.folder.trouble}")
        tables = self._tables or self._open_tables()
        saved = tables.submit(changes, undoes=undoes, redoes=redoes)
        self._noted = None
        return saved

    def submit_and_wait(
        self, changes: Sequence[Change], *, undoes: str = "", redoes: str = ""
    ) -> tuple[Operation, ...]:
        """As :meth:`submit`, but returns when the step is on the disk, or raises."""
        return self.submit(changes, undoes=undoes, redoes=redoes).result()

    def unsaved(self) -> tuple[Operation, ...]:
        """Operations that are not yet on the disk, oldest first."""
        waiting = self._writer.waiting() if self._writer else ()
        return tuple(operation for batch in waiting for operation in batch.operations)

    def steps(self, document: str | None = None, *, newest: int | None = None) -> tuple[Step, ...]:
        """The history, oldest first; with ``document`` only the steps that touch it.

        With ``newest`` at least so many of the last steps, as far as there are, and no more of the
        files is read than that takes: a whole history takes a second for 50,000 operations. Raises
        ``OSError``.
        """
        return lookback.steps(self._ledger, document, newest)

    def undo_candidate(self) -> Step | None:
        """The step that undo would take; it is from an earlier run if its ``run`` differs."""
        self._catch_up()
        return lookback.undo_candidate(self._ledger)

    def redo_candidate(self) -> Step | None:
        """The step that redo would take."""
        self._catch_up()
        return lookback.redo_candidate(self._ledger)

    def undo(self, step: Step) -> Future[tuple[Operation, ...]]:
        """Undo ``step``: fields that still have its values get those from before it."""
        self._catch_up()
        changes = history.undo_changes(step, self._ledger.fold)
        return self.submit(changes or _mention(step), undoes=step.batch)

    def redo(self, step: Step) -> Future[tuple[Operation, ...]]:
        """Redo ``step``: the reverse of :meth:`undo`."""
        self._catch_up()
        changes = history.redo_changes(step, self._ledger.fold)
        return self.submit(changes or _mention(step), redoes=step.batch)

    def flush(self, timeout: float | None = None) -> bool:
        """Wait until everything is saved, an attempt failed, or ``timeout`` seconds have passed.

        Returns whether everything is saved.
        """
        return self._writer.flush(timeout) if self._writer else True

    def compact(self, *, force: bool = False) -> bool:
        """Write a snapshot if the journal has grown long, or with ``force``: opening stays fast.

        Takes about a second for 100,000 operations; any thread may call it at any time. Returns
        whether one was written. Raises :class:`RecordError`.
        """
        if not self.writable or not (force or due(self.folder, self.reader, self.host)):
            return False
        try:
            return compact(self.folder, self.reader, self.host)
        except OSError as error:
            raise RecordError(f"no snapshot: {reason(error)}") from error

    def close(self, timeout: float = 10.0) -> None:
        """Save what waits, for at most ``timeout`` seconds, and close the files.

        Raises :class:`RecordError` with the number of operations that could not be saved.
        """
        atexit.unregister(self._close_at_exit)
        if self.folder.descriptor < 0:
            return
        if self._writer:
            self._writer.close(timeout)
        lost, trouble = len(self.unsaved()), self.trouble
        self._ledger.follower.close()
        self.folder.close()
        self.folder = Folder(self.folder.path, -1, "the record is closed")
        if lost:
            things = "operation" if lost == 1 else "operations"
            raise RecordError(f"{trouble or 'NOT SAVED'} ({lost} {things} lost)")

    def _catch_up(self) -> None:
        before = len(self._ledger.news)
        self._ledger.refresh()
        if len(self._ledger.news) > before:
            self._noted = None

    def _close_at_exit(self) -> None:
        try:
            self.close()
        except RecordError as error:
            print(f"copytaster: {error}", file=sys.stderr)

    def _open_tables(self) -> Tables:
        from tui.triage.appender import Appender
        from tui.triage.reserve import Reserve
        from tui.triage.store import Tables
        from tui.triage.writer import Writer

        appender = Appender(self.folder, self.reader, self.host)
        reserve = Reserve(self.folder)
        ledger = self._ledger
        self._writer = Writer(
            appender, reserve, ledger.set_appending, lambda extent: ledger.wrote(*extent)
        )
        self._tables = Tables(self._ledger, self._writer)
        return self._tables

    def _rows(self, table: str) -> Mapping[str, Mapping[str, Any]]:
        return self._ledger.fold.entries.setdefault(table, {})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Judgements(Mapping[str, Judgement]):
    """Table entries, read as judgements when looked at."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def __getitem__(self, document: str) -> Judgement:
        return judgement(self._rows()[document])

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._rows()))

    def __len__(self) -> int:
        return len(self._rows())

    def _rows(self) -> Mapping[str, Mapping[str, Any]]:
        return self._ledger.fold.entries.get(DOCUMENTS, {})


def _mention(step: Step) -> tuple[Change, ...]:
    """A change that sets nothing: undoing a step without effect is recorded all the same."""
    first = step.operations[0]
    return (Change(first.table, first.key, {}),)
