"""What the deciding keys do: from a key and the documents it means to changes of the record.

No terminal here. Every method returns what the screen is to say and to draw.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from tui.app.ports import Record, UndoStep
from tui.decision import DOCUMENTS, NOTES, Anchor, Change, Decision, Judgement, Note, Operation
from tui.desk import Desk, Verdict

CODE_BOOK = {
    "d": "duplicate",
    "o": "off topic",
    "n": "nothing new",
    "u": "unreliable",
    "a": "advertising",
    "e": "empty or broken",
    "p": "paywall",
    "l": "language",
}

#: Shorter words for a narrow screen.
SHORT = {
    "duplicate": "copy",
    "nothing new": "not new",
    "unreliable": "unsure",
    "advertising": "ad",
    "empty or broken": "empty",
    "paywall": "paid",
}

_BUSY = "a large step is still being written: a moment"

_WORDS = {
    Decision.KEEP: "kept",
    Decision.MAYBE: "maybe",
    Decision.DISCARD: "discarded",
    Decision.NONE: "cleared",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a key: the documents that read differently, a line to say, whether to move on.

    ``tally`` holds each document's decision before and after; ``preserve`` asks for a copy of the
    documents' bytes, which a decision to keep or a note may come to depend on.
    """

    documents: tuple[str, ...] = ()
    notice: str = ""
    advance: bool = False
    tally: tuple[tuple[Decision, Decision], ...] = ()
    preserve: bool = False


class Judging:
    """Writes decisions, reasons, tags, priorities and notes, and takes them back.

    ``saved`` is called, from any thread, with the documents of a step once it is on the disk, or
    with what kept it from there; ``title`` names a document.
    """

    def __init__(
        self,
        desk: Desk,
        record: Record,
        saved: Callable[[tuple[str, ...], str], None],
        title: Callable[[str], str],
    ) -> None:
        self._desk = desk
        self._record = record
        self._saved = saved
        self._title = title
        self._asked = ""
        self.pending: Counter[str] = Counter()
        self._counted: dict[str, Decision] = {}

    def decide(self, documents: Sequence[str], verdict: Verdict) -> Outcome:
        """Decide on all ``documents`` as one step."""
        busy = self._record.busy  # what is held now may be about to change: nothing is left out
        fresh = [each for each in documents if busy or not _holds(self._judgement(each), verdict)]
        self._desk.last = verdict
        if not fresh:
            return Outcome(advance=True, notice=f"already {_WORDS[verdict.decision]}")
        before = [self._judgement(each).decision for each in fresh]
        now = _now()
        fields: dict[str, Any] = {"decision": str(verdict.decision), "decided_at": now}
        if verdict.decision is Decision.NONE:
            fields = {"decision": None, "decided_at": None, "reasons": None}
        elif verdict.reasons:
            fields["reasons"] = list(verdict.reasons)
        self._submit([Change(DOCUMENTS, each, fields) for each in fresh])
        why = f": {', '.join(verdict.reasons)}" if verdict.reasons else ""
        count = "" if len(fresh) == 1 else f"{len(fresh)} documents "
        return Outcome(
            tuple(fresh),
            f"{count}{_WORDS[verdict.decision]}{why}",
            advance=verdict.decision is not Decision.NONE,
            tally=tuple((old, verdict.decision) for old in before),
            preserve=verdict.decision is Decision.KEEP,
        )

    def set_fields(self, documents: Sequence[str], **fields: Any) -> Outcome:
        """Set tags, reasons or a priority on all ``documents`` as one step."""
        self._submit([Change(DOCUMENTS, each, fields) for each in documents])
        said = ", ".join(f"{name}: {_said(value)}" for name, value in fields.items())
        return Outcome(tuple(documents), said)

    def toggle_reason(self, documents: Sequence[str], reason: str) -> Outcome:
        """Give all ``documents`` the reason, or take it from them if the first has it."""
        if self._record.busy:
            return Outcome(notice=_BUSY)
        given = reason not in self._judgement(documents[0]).reasons
        changes = []
        for each in documents:
            others = [word for word in self._judgement(each).reasons if word != reason]
            reasons = [*others, reason] if given else others
            changes.append(Change(DOCUMENTS, each, {"reasons": reasons or None}))
        self._submit(changes)
        return Outcome(tuple(documents), f"{'reason' if given else 'no longer'}: {reason}")

    def add_note(self, document: str, text: str, anchor: Anchor | None) -> Outcome:
        """Write a note on a document, or on a passage of it."""
        fields: dict[str, Any] = {
            "document": document,
            "text": text,
            "at": _now(),
            "by": self._record.reader,
        }
        if anchor is not None:
            fields["anchor"] = _fields(anchor)
        self._submit([Change(NOTES, _note_key(), fields)], (document,))
        return Outcome((document,), "noted", preserve=True)

    def correct(self, *rules: Change) -> Outcome:
        """Write rules on a line or on names, as one step."""
        self._submit(rules, ("",))
        return Outcome()

    def attach(self, note: Note, document: str, anchor: Anchor) -> Outcome:
        """Put a note that had lost its passage on another one."""
        fields = {"document": document, "anchor": _fields(anchor)}
        self._submit([Change(NOTES, note.id, fields)], (document,))
        return Outcome((document,), "attached", preserve=True)

    def touch(self, document: str, reading: str) -> None:
        """Record how far a document has been read; nobody waits for that."""
        if self._record.writable:
            self._record.submit([Change(DOCUMENTS, document, {"reading": reading})])

    def undo(self) -> Outcome:
        """Take back the last step; one that reaches further than one document, or into an earlier
        run, is named first and taken back by a second call."""
        if self._record.busy:
            return Outcome(notice=_BUSY)
        return self._step(self._record.undo_candidate(), "undo", self._record.undo)

    def redo(self) -> Outcome:
        """Bring again the step last taken back, with the same question."""
        if self._record.busy:
            return Outcome(notice=_BUSY)
        return self._step(self._record.redo_candidate(), "redo", self._record.redo)

    def undo_one(self, step: UndoStep) -> Outcome:
        """Take back one step out of the order: only fields that still hold its values change."""
        if step.undone:
            return Outcome(notice="that is taken back already")
        if self._record.busy:
            return Outcome(notice=_BUSY)
        return self._carry_out(step, "undo", self._record.undo)

    def forget_question(self) -> None:
        """Another key came between: a wide undo has to be named again."""
        self._asked = ""

    def _step(
        self,
        step: UndoStep | None,
        verb: str,
        carry_out: Callable[[UndoStep], Future[tuple[Operation, ...]]],
    ) -> Outcome:
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
        return self._carry_out(step, verb, carry_out)

    def _carry_out(
        self,
        step: UndoStep,
        verb: str,
        carry_out: Callable[[UndoStep], Future[tuple[Operation, ...]]],
    ) -> Outcome:
        documents = tuple(step.documents)
        before = {each: self._judgement(each).decision for each in documents}
        self._watch(carry_out(step), documents)
        self._counted.update(before)
        tally = () if self._record.busy else self.recount(documents)
        done = "undone" if verb == "undo" else "done again"
        return Outcome(documents, f"{done}: {step.summary}{self._about(step)}", tally=tally)

    def recount(self, documents: Iterable[str]) -> tuple[tuple[Decision, Decision], ...]:
        """What a step that was taken back or brought again has moved in the tally, asked once."""
        return tuple(
            (self._counted.pop(each), self._judgement(each).decision)
            for each in documents
            if each in self._counted
        )

    def _about(self, step: UndoStep) -> str:
        """The document that a step was about; nothing for none, and for many."""
        return f" on “{self._title(step.documents[0])}”" if len(step.documents) == 1 else ""

    def _judgement(self, document: str) -> Judgement:
        return self._record.judgement(document)

    def _submit(self, changes: Sequence[Change], documents: Iterable[str] = ()) -> None:
        named = tuple(documents) or tuple(change.key for change in changes)
        if not self._record.writable:
            self._saved(named, self._record.trouble)
            return
        self._watch(self._record.submit(changes), named)

    def settled(self, documents: Iterable[str]) -> None:
        """Operations on these documents are on the disk."""
        self.pending.subtract(documents)
        self.pending = +self.pending

    def _watch(self, future: Future[tuple[Operation, ...]], documents: tuple[str, ...]) -> None:
        self.pending.update(documents)

        def done(finished: Future[tuple[Operation, ...]]) -> None:
            problem = finished.exception()
            self._saved(documents, str(problem) if problem is not None else "")

        future.add_done_callback(done)


def _holds(judgement: Judgement, verdict: Verdict) -> bool:
    if judgement.decision is not verdict.decision:
        return False
    return not verdict.reasons or set(verdict.reasons) <= set(judgement.reasons)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _fields(anchor: Anchor) -> dict[str, Any]:
    return {
        "start": anchor.start,
        "end": anchor.end,
        "quote": anchor.quote,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
    }


def _note_key() -> str:
    """A key for a new note; keys sort by time."""
    return f"note-{datetime.now(UTC):%Y%m%dT%H%M%S.%f}-{token_hex(4)}"


def _said(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return "none" if value in (None, "") else str(value)
