"""What one run of the program knows of a reader's record."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from tui.decision import (
    ASSIGNMENTS,
    DOCUMENTS,
    NOTES,
    RESOLUTIONS,
    Change,
    Fold,
    Operation,
)
from tui.triage import history
from tui.triage.clock import Clock
from tui.triage.earlier import Earlier
from tui.triage.folder import Folder, reason
from tui.triage.follower import Follower
from tui.triage.journal import held, operations_on
from tui.triage.past import Past
from tui.triage.snapshot import latest

#: Tables whose keys are documents, and whose operations make steps of the history.
_IN_HISTORY = (DOCUMENTS, ASSIGNMENTS, RESOLUTIONS)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the operations of one step share; ``batch`` is also the id of the first of them."""

    at: str
    by: str
    run: str
    batch: str
    undoes: str = ""
    redoes: str = ""


@dataclass(slots=True)
class Ledger:
    """One reader's operations as far as this run has seen them, its own unsaved ones included.

    ``lock`` guards everything here, which the writer's thread and the screen's thread share.
    ``past`` has the steps since the record was opened, ``earlier`` those from before that were
    asked for. ``news`` are the operations of other runs that nobody has asked for yet,
    ``unreadable`` says why the journals cannot be read at present, and ``appending`` that this run
    is writing to one.
    """

    folder: Folder
    reader: str
    run: str
    clock: Clock = field(default_factory=Clock)
    news: list[Operation] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)
    unreadable: str = ""
    appending: bool = False
    fold: Fold = field(init=False)
    past: Past = field(init=False)
    earlier: Earlier = field(init=False)
    follower: Follower = field(init=False)
    damaged_snapshots: list[str] = field(init=False)
    # Documents that ever had a note: as far as this run saw it, and by the journals, once read.
    _noted: set[str] = field(default_factory=set)
    _looked_up: frozenset[str] | None = None

    def __post_init__(self) -> None:
        found = latest(self.folder, self.reader, partial(held, self.folder, self.reader))
        self.fold = found.fold
        self.past = Past(self.reader)
        self.earlier = Earlier(self.folder, self.reader)
        self.clock.observe(found.at)
        self.damaged_snapshots = found.damaged
        self.follower = Follower(self.folder, self.reader, found.covered)
        for operation in self.follower.poll():
            self._take(operation)

    def refresh(self) -> None:
        """Take in what other runs appended. A file that cannot be read now is tried again later.

        Nothing happens while this run is appending: its own lines, perhaps a hundred thousand, can
        be passed over only once they are all written.
        """
        if self.appending:
            return
        with self.lock:
            fresh: list[Operation] = []
            try:
                for operation in self.follower.poll():
                    if operation.run != self.run:
                        self._take(operation)
                        fresh.append(operation)
            except OSError as error:
                self.unreadable = f"the journal cannot be read: {reason(error)}"
            else:
                self.unreadable = ""
            self.past.take(fresh)
            self.news.extend(fresh)

    def take_news(self) -> tuple[Operation, ...]:
        """The operations of other runs since the last call."""
        with self.lock:
            news = tuple(self.news)
            self.news.clear()
            return news

    def stamp(self, *, undoes: str = "", redoes: str = "") -> Stamp:
        """Begin a step: its time is after that of every operation seen so far."""
        with self.lock:
            at = self.clock.tick()
            return Stamp(at, self.reader, self.run, self.clock.identifier(at), undoes, redoes)

    def operation(self, change: Change, stamp: Stamp, *, first: bool) -> Operation:
        """The operation that records ``change``, perhaps the ``first`` of its step. It is not
        applied yet.
        """
        before = self.fold.entries.get(change.table, {}).get(change.key)
        was: Mapping[str, Any] | None = before
        if before is not None:
            names = before if change.set is None else change.set
            was = {name: before.get(name) for name in names}
        return Operation(
            id=stamp.batch if first else self.clock.identifier(stamp.at),
            at=stamp.at,
            by=stamp.by,
            run=stamp.run,
            batch=stamp.batch,
            table=change.table,
            key=change.key,
            set=change.set,
            was=was,
            undoes=stamp.undoes,
            redoes=stamp.redoes,
        )

    def apply(self, operations: Sequence[Operation], lines: bytes) -> None:
        """Take in the operations of a step of this run; ``lines`` are their journal lines."""
        with self.lock:
            for operation in operations:
                self._take(operation)
            self.past.take(operations, lines)

    def set_appending(self, now: bool) -> None:
        """Note that this run begins (true) or has ended (false) appending to a journal."""
        self.appending = now

    def wrote(self, name: str, start: int, end: int) -> None:
        """Pass over what this run wrote into the journal file ``name``."""
        with self.lock:
            self.follower.skip(name, start, end)

    def dated(self, change: Change, stamp: Stamp) -> Change:
        """``change``, with the time of the decision added if it decides something else."""
        fields = change.set
        if change.table != DOCUMENTS or not fields or "decision" not in fields:
            return change
        before = self.fold.entries.get(DOCUMENTS, {}).get(change.key, {})
        if "decided_at" in fields or fields["decision"] == before.get("decision"):
            return change
        return Change(change.table, change.key, {**fields, "decided_at": stamp.at})

    def untouched(self, document: str) -> bool:
        """Whether it is certain that no step ever touched this document.

        Told from memory where possible, otherwise by reading the operations on notes, once. Raises
        ``OSError``.
        """
        fold = self.fold
        for registers in (fold.written, fold.removed):
            if any(document in registers.get(table, {}) for table in _IN_HISTORY):
                return False
        notes = fold.entries.get(NOTES, {})
        if not fold.removed.get(NOTES) and len(fold.written.get(NOTES, {})) == len(notes):
            return all(fields.get("document") != document for fields in tuple(notes.values()))
        # Which document a removed note was on is known by the journals alone; they are read once.
        if self._looked_up is None:
            found = operations_on(self.folder, self.reader, NOTES)
            self._looked_up = frozenset(map(history.document, found))
        return document not in self._looked_up and document not in self._noted

    def remarks(self) -> tuple[str, ...]:
        """What is wrong with the files, a line for each."""
        return (
            *(f"snapshot {name} is damaged and not used" for name in self.damaged_snapshots),
            *self.follower.remarks(),
            *([self.unreadable] if self.unreadable else []),
        )

    def _take(self, operation: Operation) -> None:
        if operation.table == NOTES:
            self._noted.add(history.document(operation))
        self.clock.observe(operation.at)
        self.fold.apply(operation)


def new_run() -> str:
    """A name for a run of the program."""
    clock = Clock()
    return clock.identifier(clock.tick())
