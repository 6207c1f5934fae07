"""Large steps: worked out beside the keys, while the screen shows already what is to be.

What is decided meanwhile comes behind them, in its order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from tui.app.ports import Record, UndoStep
from tui.decision import DOCUMENTS, MARKS, Change, Decision, Operation, judgement

#: Documents from which on a step is large; so many take some ten milliseconds.
LARGE = 500
#: Seconds that a key waits for what is in the record. Of an earlier run it stands in the journal,
#: and behind a large step, far back.
PATIENCE = 0.05

Saved = Future[tuple[Operation, ...]]

_Done = TypeVar("_Done")


@dataclass(frozen=True, slots=True)
class Marked:
    """Very many documents, by their numbers: the ids are looked up where the step is worked out."""

    numbers: frozenset[int]

    def __len__(self) -> int:
        return len(self.numbers)


#: The documents that a key is about: by their ids, or many by their numbers.
Documents = tuple[str, ...] | Marked


def _unheard(_saved: bool) -> None:
    """Nobody waits for it."""


@dataclass(slots=True)
class Lot:
    """A step that is being worked out, or is worked out and not yet on the disk.

    ``members`` are the numbers or the ids of the documents that it is about, ``summary`` says in
    words what it does, ``decision`` is what it makes of them, ``None`` where that is not known.
    ``preserve`` asks for a copy of the documents' bytes. Once it is worked out, ``documents`` are
    the ids of those it touched, ``moved`` by how many each decision has become more frequent, and
    ``step`` what undo takes back, unless nothing was changed. Without a summary it takes back or
    brings again an older step. ``rule`` is the name of the standing rule that it comes of, ``over``
    is told whether it is on the disk.
    """

    members: frozenset[int] | frozenset[str]
    summary: str
    decision: Decision | None = None
    preserve: bool = False
    rule: str = ""
    over: Callable[[bool], None] = _unheard
    worked_out: bool = False
    documents: tuple[str, ...] = ()
    moved: Counter[Decision] = field(default_factory=Counter)
    step: UndoStep | None = None

    def take_moved(self) -> Counter[Decision]:
        """What it has moved, told once: of a step that fails to be saved one hears twice."""
        moved, self.moved = self.moved, Counter()
        return moved

    def has(self, number: int, document: str) -> bool:
        """Whether it is about this document."""
        return number in self.members or document in self.members


def lot(documents: Documents, summary: str, decision: Decision | None = None) -> Lot:
    """A step to come on these documents."""
    members = documents.numbers if isinstance(documents, Marked) else frozenset(documents)
    return Lot(members, summary, decision, preserve=decision is Decision.KEEP)


class Lots:
    """Has steps worked out on the record's thread, one behind the other.

    ``look_up`` gives the ids of numbered documents, asked on that thread. ``tell`` is called from
    any thread once a step is worked out and again when it is on the disk, or with what kept it from
    there; ``fail`` with what went wrong where no step was to come of it. ``preserve`` has documents
    copied, whether or not there still is a screen.
    """

    def __init__(
        self,
        record: Record,
        look_up: Callable[[Iterable[int]], Sequence[str]],
        tell: Callable[[Lot, str, bool], None],
        fail: Callable[[str], None],
        preserve: Callable[[Sequence[str]], None],
    ) -> None:
        self._record = record
        self._look_up = look_up
        self._tell = tell
        self._fail = fail
        self._preserve = preserve
        self.waiting: list[Lot] = []

    def has(self, number: int, document: str) -> bool:
        """Whether a step on this document is not on the disk yet."""
        return any(one.has(number, document) for one in self.waiting)

    def foreseen(self, number: int, document: str) -> Decision | None:
        """What the steps that are being worked out make of a document, if they decide on it."""
        for one in reversed(self.waiting):
            if not one.worked_out and one.decision is not None and one.has(number, document):
                return one.decision
        return None

    def last(self) -> Lot | None:
        """The step that will be the newest, while it is being worked out."""
        newest = self.waiting[-1] if self.waiting else None
        return newest if newest and newest.summary and not newest.worked_out else None

    def change(
        self, documents: Documents, new: Lot, changes: Callable[[Sequence[str]], Sequence[Change]]
    ) -> None:
        """Have ``changes``, worked out from what is held by then, recorded as one step."""

        def carry_out(ids: Sequence[str]) -> Saved:
            fresh = changes(ids)
            saved = self._record.submit(fresh)
            new.documents = tuple(dict.fromkeys(change.key for change in fresh))
            new.step = self._step(saved)
            return saved

        self._begin(new, partial(self._ids, documents), carry_out)

    def take(self, new: Lot, step: Callable[[], UndoStep | None], undo: bool) -> None:
        """Have a step taken back, or brought again, that is known by then."""

        def carry_out(_: Sequence[str]) -> Saved:
            found = step()
            if found is None:
                return _nothing()
            return self._record.undo(found) if undo else self._record.redo(found)

        self._begin(new, lambda: found.documents if (found := step()) else (), carry_out)

    def mark(self, numbers: frozenset[int], marked: bool) -> None:
        """Have marks recorded, or taken away."""
        fields = {"marked": True} if marked else None

        def work() -> Saved:
            ids = self._ids(Marked(numbers))
            return self._record.submit([Change(MARKS, each, fields) for each in ids])

        def done(finished: Future[Saved]) -> None:
            if problem := finished.exception():
                self._fail(str(problem))

        self._record.later(work).add_done_callback(done)

    def at_once(self, documents: Documents) -> tuple[str, ...] | None:
        """The documents, if a step on them need not be worked out beside the keys."""
        if self._record.busy or isinstance(documents, Marked) or len(documents) >= LARGE:
            return None
        return documents

    def end(self, ended: Lot) -> None:
        """A step is on the disk, or never will be."""
        self.waiting = [one for one in self.waiting if one is not ended]

    def _step(self, saved: Saved) -> UndoStep | None:
        """The step that was just submitted, whatever other runs did meanwhile; ``None`` for one
        that changes nothing."""
        waiting = () if saved.done() and not saved.exception() else self._record.unsaved()
        operations = waiting or saved.result()
        if not operations:
            return None
        batch, newest = operations[-1].batch, self._record.undo_candidate()
        if newest is not None and newest.batch == batch:
            return newest
        steps = reversed(self._record.steps())
        return next((step for step in steps if step.batch == batch), None)

    def _ids(self, documents: Documents) -> Sequence[str]:
        return self._look_up(documents.numbers) if isinstance(documents, Marked) else documents

    def _begin(
        self,
        new: Lot,
        documents: Callable[[], Sequence[str]],
        carry_out: Callable[[Sequence[str]], Saved],
    ) -> None:
        self.waiting = [*self.waiting, new]
        worked = self._record.later(partial(self._work_out, new, documents, carry_out))
        worked.add_done_callback(partial(self._worked_out, new))

    def _work_out(
        self,
        new: Lot,
        documents: Callable[[], Sequence[str]],
        carry_out: Callable[[Sequence[str]], Saved],
    ) -> Saved:
        new.documents = tuple(documents())
        saved, new.moved = moving(self._record, new.documents, lambda: carry_out(new.documents))
        new.worked_out = True
        return saved

    def _worked_out(self, new: Lot, worked: Future[Saved]) -> None:
        if problem := worked.exception():
            new.worked_out = True
            self._tell(new, str(problem), True)
            return
        if new.preserve and new.documents:
            self._preserve(new.documents)
        self._tell(new, "", False)

        def saved(finished: Saved) -> None:
            problem = finished.exception()
            self._tell(new, str(problem) if problem is not None else "", problem is None)

        worked.result().add_done_callback(saved)


def moving(
    record: Record, documents: Sequence[str], work: Callable[[], _Done]
) -> tuple[_Done, Counter[Decision]]:
    """Do something to documents; also by how many each decision has become more frequent by it."""
    before = _decisions(record, documents)
    done = work()
    moved = _decisions(record, documents)
    moved.subtract(before)
    return done, moved


def _decisions(record: Record, documents: Iterable[str]) -> Counter[Decision]:
    """How often each decision is held of these documents."""
    rows = record.entries().get(DOCUMENTS, {})
    held = Counter(rows.get(each, {}).get("decision") for each in documents)
    found: Counter[Decision] = Counter()
    for word, times in held.items():
        found[judgement({"decision": word}).decision] += times
    return found


def _nothing() -> Saved:
    future: Saved = Future()
    future.set_result(())
    return future
