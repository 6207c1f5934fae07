"""What the deciding keys do: from a key and the documents it means to changes of the record.

No terminal here. Every method returns what the screen is to say and to draw.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from secrets import token_hex
from typing import Any

from tui.app.lots import Documents, Lots, Marked, lot, moving
from tui.app.ports import Record
from tui.decision import (
    DOCUMENTS,
    NOTES,
    Anchor,
    Change,
    Decision,
    Judgement,
    Note,
    Operation,
    written,
)
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

_WORDS = {
    Decision.KEEP: "kept",
    Decision.MAYBE: "maybe",
    Decision.DISCARD: "discarded",
    Decision.NONE: "cleared",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a key: the documents that read differently, a line to say, whether to move on.

    ``moved`` says by how many each decision has become more frequent; ``preserve`` asks for a copy
    of the documents' bytes, which a decision to keep or a note may come to depend on. Of a step
    that is worked out beside the keys all that is told later. ``anywhere`` says that any document
    may read differently: the step was about none of them, but what is watched for, say.
    """

    documents: tuple[str, ...] = ()
    notice: str = ""
    advance: bool = False
    moved: Mapping[Decision, int] = field(default_factory=dict)
    preserve: bool = False
    anywhere: bool = False


class Judging:
    """Writes decisions, reasons, tags, priorities and notes.

    ``saved`` is called, from any thread, with the documents of a step once it is on the disk, or
    with what kept it from there. A step on very many documents, and
    what comes while one is being worked out, is left to ``lots``.
    """

    def __init__(
        self,
        desk: Desk,
        record: Record,
        lots: Lots,
        saved: Callable[[tuple[str, ...], str], None],
    ) -> None:
        self._desk = desk
        self._record = record
        self._lots = lots
        self._saved = saved
        self.pending: Counter[str] = Counter()

    def decide(self, documents: Documents, verdict: Verdict) -> Outcome:
        """Decide on all ``documents`` as one step."""
        self._desk.last = verdict
        why = f": {', '.join(verdict.reasons)}" if verdict.reasons else ""
        done = f"{_WORDS[verdict.decision]}{why}"
        advance = verdict.decision is not Decision.NONE
        changes = partial(self._deciding, verdict=verdict, at=written(datetime.now(UTC)))
        known = self._lots.at_once(documents)
        if known is None:
            new = lot(documents, f"{verdict.decision}{why}", verdict.decision)
            self._lots.change(documents, new, changes)
            return Outcome(_ids(documents), f"{_count(documents)}{done}", advance=advance)
        fresh = changes(known)
        if not fresh:
            return Outcome(advance=True, notice=f"already {_WORDS[verdict.decision]}")
        touched = tuple(change.key for change in fresh)
        _, moved = moving(self._record, touched, lambda: self._submit(fresh))
        return Outcome(
            touched,
            f"{_count(touched)}{done}",
            advance=advance,
            moved=moved,
            preserve=verdict.decision is Decision.KEEP,
        )

    def _deciding(self, documents: Sequence[str], verdict: Verdict, at: str) -> list[Change]:
        """What deciding comes to, of those of the documents on which that is not held yet."""
        fields: dict[str, Any] = {"decision": str(verdict.decision), "decided_at": at}
        if verdict.decision is Decision.NONE:
            fields = {"decision": None, "decided_at": None, "reasons": None}
        elif verdict.reasons:
            fields["reasons"] = list(verdict.reasons)
        return [
            Change(DOCUMENTS, each, fields)
            for each in documents
            if not _holds(self._judgement(each), verdict)
        ]

    def set_fields(self, documents: Documents, **fields: Any) -> Outcome:
        """Set tags, reasons or a priority on all ``documents`` as one step."""
        said = ", ".join(f"{name}: {_said(value)}" for name, value in fields.items())

        def changes(ids: Sequence[str]) -> list[Change]:
            return [Change(DOCUMENTS, each, fields) for each in ids]

        return self._change(documents, said, changes)

    def change_tags(
        self, documents: Documents, more: Sequence[str], fewer: Collection[str]
    ) -> Outcome:
        """Give all ``documents`` some tags and take others from them, as one step."""

        def changes(ids: Sequence[str]) -> list[Change]:
            return [self._tags(each, more, fewer) for each in ids]

        signed = (*(f"+{tag}" for tag in more), *(f"-{tag}" for tag in fewer))
        return self._change(documents, f"tags: {' '.join(signed)}", changes)

    def _tags(self, document: str, more: Sequence[str], fewer: Collection[str]) -> Change:
        held = dict.fromkeys((*self._judgement(document).tags, *more))
        return Change(
            DOCUMENTS, document, {"tags": [tag for tag in held if tag not in fewer] or None}
        )

    def toggle_reason(self, documents: Documents, reason: str) -> Outcome:
        """Give all ``documents`` the reason, or take it from them if the first has it."""
        known = self._lots.at_once(documents)
        # Of very many it is not looked up which have it: then all are given it.
        given = known is None or reason not in self._judgement(known[0]).reasons

        def changes(ids: Sequence[str]) -> list[Change]:
            return [self._reason(each, reason, given=given) for each in ids]

        return self._change(documents, f"{'reason' if given else 'no longer'}: {reason}", changes)

    def _reason(self, document: str, reason: str, *, given: bool) -> Change:
        others = [word for word in self._judgement(document).reasons if word != reason]
        reasons = [*others, reason] if given else others
        return Change(DOCUMENTS, document, {"reasons": reasons or None})

    def _change(
        self, documents: Documents, said: str, changes: Callable[[Sequence[str]], list[Change]]
    ) -> Outcome:
        known = self._lots.at_once(documents)
        if known is None:
            self._lots.change(documents, lot(documents, said), changes)
            return Outcome(_ids(documents), f"{_count(documents)}{said}")
        problem = self._submit(changes(known))
        return Outcome(notice=problem) if problem else Outcome(known, f"{_count(known)}{said}")

    def add_note(self, document: str, text: str, anchor: Anchor | None) -> Outcome:
        """Write a note on a document, or on a passage of it."""
        fields: dict[str, Any] = {
            "document": document,
            "text": text,
            "at": written(datetime.now(UTC)),
            "by": self._record.reader,
        }
        if anchor is not None:
            fields["anchor"] = _fields(anchor)
        problem = self._submit([Change(NOTES, _note_key(), fields)], (document,))
        return Outcome(notice=problem) if problem else Outcome((document,), "noted", preserve=True)

    def correct(self, *rules: Change) -> Outcome:
        """Write rules on a line or on names, as one step."""
        self._submit(rules, ("",))
        return Outcome()

    def attach(self, note: Note, document: str, anchor: Anchor) -> Outcome:
        """Put a note that had lost its passage on another one."""
        fields = {"document": document, "anchor": _fields(anchor)}
        problem = self._submit([Change(NOTES, note.id, fields)], (document,))
        return (
            Outcome(notice=problem) if problem else Outcome((document,), "attached", preserve=True)
        )

    def touch(self, document: str, reading: str) -> None:
        """Record how far a document has been read; nobody waits for that."""
        if self._record.writable:
            self._record.submit([Change(DOCUMENTS, document, {"reading": reading})])

    def _judgement(self, document: str) -> Judgement:
        return self._record.judgement(document)

    def _submit(self, changes: Sequence[Change], documents: Iterable[str] = ()) -> str:
        """Have a step recorded; why the record does not take it, a note of a megabyte say."""
        named = tuple(documents) or tuple(change.key for change in changes)
        if not self._record.writable:
            self._saved(named, self._record.trouble)
            return ""
        try:
            saved = self._record.submit(changes)
        except ValueError as error:
            return f"not recorded: {error}"
        self.watch(saved, named)
        return ""

    def settled(self, documents: Iterable[str]) -> None:
        """Operations on these documents are on the disk."""
        self.pending.subtract(documents)
        self.pending = +self.pending

    def watch(self, future: Future[tuple[Operation, ...]], documents: tuple[str, ...]) -> None:
        """A step on these documents is on its way to the disk; it is told when it is there."""
        self.pending.update(documents)

        def done(finished: Future[tuple[Operation, ...]]) -> None:
            problem = finished.exception()
            self._saved(documents, str(problem) if problem is not None else "")

        future.add_done_callback(done)


def _count(documents: Documents) -> str:
    return "" if len(documents) == 1 else f"{len(documents)} documents "


def _ids(documents: Documents) -> tuple[str, ...]:
    """The ids, as far as they are known."""
    return () if isinstance(documents, Marked) else documents


def _holds(judgement: Judgement, verdict: Verdict) -> bool:
    if judgement.decision is not verdict.decision:
        return False
    return not verdict.reasons or set(verdict.reasons) <= set(judgement.reasons)


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
