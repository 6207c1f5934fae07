"""What undo and redo do: the last step, named first where it reaches far."""

from __future__ import annotations

from collections.abc import Callable

from tui.app.judging import Outcome
from tui.app.lots import Lot, Lots, Saved, moving
from tui.app.ports import Record, UndoStep

_BUSY = "a large step is still being written: a moment"


class Undoing:
    """Takes steps back and brings them again.

    ``watch`` is given what will be saved and the documents it is about; ``title`` names a document.
    """

    def __init__(
        self,
        record: Record,
        lots: Lots,
        watch: Callable[[Saved, tuple[str, ...]], None],
        title: Callable[[str], str],
    ) -> None:
        self._record = record
        self._lots = lots
        self._watch = watch
        self._title = title
        self._asked = ""

    def undo(self) -> Outcome:
        """Take back the last step; one that reaches further than one document, or into an earlier
        run, is named first and taken back by a second call."""
        if self._record.busy:
            return self._undo_last_lot()
        return self._step(self._record.undo_candidate(), "undo")

    def redo(self) -> Outcome:
        """Bring again the step last taken back, with the same question."""
        if self._record.busy:
            return Outcome(notice=_BUSY)
        return self._step(self._record.redo_candidate(), "redo")

    def undo_one(self, step: UndoStep) -> Outcome:
        """Take back one step out of the order: only fields that still hold its values change."""
        if step.undone:
            return Outcome(notice="that is taken back already")
        if self._record.busy:
            return Outcome(notice=_BUSY)
        return self._carry_out(step, "undo")

    def forget_question(self) -> None:
        """Another key came between: a wide undo has to be named again."""
        self._asked = ""

    def _undo_last_lot(self) -> Outcome:
        """Take back the step that is still being worked out, as soon as it is."""
        last = self._lots.last()
        if last is None:
            return Outcome(notice=_BUSY)
        said = f"{last.summary} on {len(last.members)} documents"
        if len(last.members) > 1 and self._asked != f"undo {id(last)}":
            self._asked = f"undo {id(last)}"
            return Outcome(notice=f"u again: undo {said}")
        self._asked = ""
        self._lots.take(Lot(last.members, ""), lambda: last.step, undo=True)
        return Outcome(notice=f"undone: {said}")

    def _step(self, step: UndoStep | None, verb: str) -> Outcome:
        if step is None:
            return Outcome(notice=f"nothing to {verb}")
        earlier = step.run != self._record.run
        if (len(step.documents) > 1 or earlier) and self._asked != f"{verb} {step.batch}":
            self._asked = f"{verb} {step.batch}"
            which = " of an earlier run" if earlier else ""
            key = "u" if verb == "undo" else "Ctrl-r"
            # What may be long comes last: a narrow screen cuts it.
            said = f"{key} again: {verb} {step.summary}{which}{self._about(step)}"
            return Outcome(notice=said)
        self._asked = ""
        return self._carry_out(step, verb)

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

    def _about(self, step: UndoStep) -> str:
        """The document that a step was about; nothing for none, and for many."""
        return f" on “{self._title(step.documents[0])}”" if len(step.documents) == 1 else ""
