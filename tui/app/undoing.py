"""What undo and redo do: the last step, named first where it reaches far."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, wait
from datetime import UTC, datetime

from tui.app.judging import Outcome
from tui.app.lots import PATIENCE, Lot, Lots, Saved, moving
from tui.app.ports import Record, UndoStep
from tui.decision import written
from tui.standing import BY_RULE

_BUSY = "a large step is still being written: a moment"
_LOOKING = "looking for what was done last …"


class Undoing:
    """Takes steps back and brings them again.

    ``watch`` is given what will be saved and the documents it is about; ``title`` names a document.
    ``answer`` has something carried out on the screen's thread, ``say`` puts words on the screen.
    """

    def __init__(
        self,
        record: Record,
        lots: Lots,
        watch: Callable[[Saved, tuple[str, ...]], None],
        title: Callable[[str], str],
        answer: Callable[[Callable[[], None]], None],
        say: Callable[[str], None],
    ) -> None:
        self._record = record
        self._lots = lots
        self._watch = watch
        self._title = title
        self._answer = answer
        self._say = say
        self._began = written(datetime.now(UTC))
        self._named: tuple[str, UndoStep | Lot] | None = None
        self._looking = self._wanted = False

    def undo(self) -> Outcome:
        """Take back the last step; one that reaches further than one document, that another run
        made or a standing rule, is named first and taken back by a second call."""
        last = self._lots.last()
        if last is not None and self._named is None:
            return self._undo_lot(last)
        return self._find("undo", self._record.undo_candidate)

    def redo(self) -> Outcome:
        """Bring again the step last taken back, with the same question."""
        return self._find("redo", self._record.redo_candidate)

    def undo_one(self, step: UndoStep) -> Outcome:
        """Take back one step out of the order: only fields that still hold its values change."""
        if step.undone:
            return Outcome(notice="that is taken back already")
        if self._record.busy:
            return Outcome(notice=_BUSY)
        return self._carry_out(step, "undo")

    def forget_question(self) -> None:
        """Another key came between: a wide undo has to be named again."""
        self._named = None
        self._wanted = False

    def _undo_lot(self, last: Lot) -> Outcome:
        """Name the step that is still being worked out; it is taken back as soon as it is."""
        if len(last.members) == 1 and not last.rule:
            return self._take_back(last)
        self._named = ("undo", last)
        # How many of those that match it a rule comes to change is not known yet.
        count = "" if last.rule else f" on {len(last.members)} documents"
        return Outcome(notice=f"u again: undo {last.summary}{count}")

    def _take_back(self, last: Lot) -> Outcome:
        self._lots.take(Lot(last.members, ""), lambda: last.step, undo=True)
        many = len(last.members) > 1 and not last.rule
        count = f" on {len(last.members)} documents" if many else ""
        return Outcome(notice=f"undone: {last.summary}{count}")

    def _find(self, verb: str, candidate: Callable[[], UndoStep | None]) -> Outcome:
        named, self._named = self._named, None
        if named is not None and named[0] == verb:
            step = named[1]
            return self._take_back(step) if isinstance(step, Lot) else self._carry_out(step, verb)
        if self._looking:
            self._wanted = True
            return Outcome(notice=_LOOKING)
        looking = self._record.later(candidate)
        if wait([looking], PATIENCE).done:
            problem = looking.exception()
            return Outcome(notice=str(problem)) if problem else self._step(looking.result(), verb)
        self._looking = self._wanted = True
        looking.add_done_callback(lambda found: self._answer(lambda: self._found(found, verb)))
        return Outcome(notice=_LOOKING)

    def _found(self, found: Future[UndoStep | None], verb: str) -> None:
        """Name a step that had to be looked for, unless another key has come between."""
        self._looking = False
        if self._wanted:
            problem = found.exception()
            self._say(str(problem) if problem else self._question(found.result(), verb))

    def _step(self, step: UndoStep | None, verb: str) -> Outcome:
        if step is None or self._reaches_far(step):
            return Outcome(notice=self._question(step, verb))
        return self._carry_out(step, verb)

    def _reaches_far(self, step: UndoStep) -> bool:
        """Whether it is more than what the reader's last key did to one document."""
        another = step.run != self._record.run or BY_RULE in step.fields
        return another or len(step.documents) > 1

    def _question(self, step: UndoStep | None, verb: str) -> str:
        """Name a step, so that the same key again carries it out."""
        if step is None:
            return f"nothing to {verb}"
        self._named = (verb, step)
        which = self._run_of(step)
        key = "u" if verb == "undo" else "Ctrl-r"
        # What may be long comes last: a narrow screen cuts it.
        return f"{key} again: {verb} {step.summary}{which}{self._about(step)}"

    def _carry_out(self, step: UndoStep, verb: str) -> Outcome:
        documents = tuple(step.documents)
        undo = verb == "undo"
        said = f"{'undone' if undo else 'done again'}: {step.summary}{self._about(step)}"
        if self._lots.at_once(documents) is None:
            self._lots.take(Lot(frozenset(documents), ""), lambda: step, undo=undo)
            return Outcome(documents, said)
        carry_out = self._record.undo if undo else self._record.redo
        saved, moved = moving(self._record, documents, lambda: carry_out(step))
        self._watch(saved, documents)
        return Outcome(documents, said, moved=moved, anywhere=not documents)

    def _run_of(self, step: UndoStep) -> str:
        """Which run made a step, where it was not this one: another desk, or a command."""
        if step.run == self._record.run:
            return ""
        beside = step.at > self._began
        return " of another run beside this one" if beside else " of an earlier run"

    def _about(self, step: UndoStep) -> str:
        """The document that a step was about; nothing for none, and for many."""
        return f" on “{self._title(step.documents[0])}”" if len(step.documents) == 1 else ""
