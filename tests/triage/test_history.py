"""Undo and redo: linear, unlimited, across runs; a batch is one step."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.triage.conftest import Opener
from tests.triage.operations import decide, make, write_note
from tui.decision import (
    DOCUMENTS,
    MARKS,
    POSITIONS,
    SETTINGS,
    VIEW,
    Change,
    Decision,
    Fold,
    Judgement,
    Operation,
)
from tui.triage.history import (
    redo_candidate,
    redo_changes,
    steps,
    undo_candidate,
    undo_changes,
)
from tui.triage.record import Record


def undo(record: Record) -> str:
    """Take back the last step; what it was, in words."""
    step = record.undo_candidate()
    assert step
    record.undo(step).result()
    return step.summary


def redo(record: Record) -> str:
    """Bring back the step that was taken back last; what it was, in words."""
    step = record.redo_candidate()
    assert step
    record.redo(step).result()
    return step.summary


def decision(record: Record, document: str) -> str:
    """How ``document`` stands."""
    return record.judgement(document).decision.value


def test_undo_goes_back_step_by_step_and_redo_forward_again(opened: Opener) -> None:
    record = opened()
    for word in ("keep", "maybe", "discard"):
        record.submit([decide("a", word)])
    assert [undo(record) for _ in range(2)] == ["discard", "maybe"]
    assert decision(record, "a") == "keep"
    assert [redo(record) for _ in range(2)] == ["maybe", "discard"]
    assert decision(record, "a") == "discard"
    assert record.redo_candidate() is None
    assert [undo(record) for _ in range(3)] == ["discard", "maybe", "keep"]
    assert record.judgement("a") == Judgement()
    assert record.undo_candidate() is None


def test_a_step_that_is_longer_than_what_is_read_at_a_time_is_brought_again(opened: Opener) -> None:
    record = opened()
    record.submit_and_wait([write_note("n", "a", "words " * 20_000)])
    step = record.undo_candidate()
    assert step
    record.undo(step).result()
    again = record.redo_candidate()
    assert again and again.batch == step.batch


def test_something_new_ends_redo(opened: Opener) -> None:
    record = opened()
    record.submit([decide("a", "keep")])
    undo(record)
    assert record.redo_candidate()
    record.submit([decide("b", "keep")])
    assert record.redo_candidate() is None


def test_a_batch_is_taken_back_as_one(opened: Opener) -> None:
    record = opened()
    record.submit([decide("c", "maybe")])
    record.submit([decide("a", "keep"), decide("b", "keep"), decide("c", "keep")])
    step = record.undo_candidate()
    assert step and step.documents == ("a", "b", "c")
    assert step.summary == "keep on 3 documents"
    undo(record)
    assert [decision(record, document) for document in "abc"] == ["none", "none", "maybe"]
    redo(record)
    assert [decision(record, document) for document in "abc"] == ["keep", "keep", "keep"]


def test_undo_reaches_into_earlier_runs_and_a_step_knows_its_run(opened: Opener) -> None:
    with opened() as first:
        first.submit([decide("a", "keep")])
        first.submit([decide("b", "discard")])
        undo(first)
    second = opened()
    step = second.undo_candidate()
    assert step and step.run == first.run != second.run
    redone = second.redo_candidate()
    assert redone and redone.documents == ("b",)
    assert undo(second) == "keep"
    assert second.judgement("a") == Judgement()
    with opened() as third:
        assert [redo(third) for _ in range(2)] == ["keep", "discard"]
        assert (decision(third, "a"), decision(third, "b")) == ("keep", "discard")


def test_undo_finds_the_last_step_of_a_long_history(opened: Opener) -> None:
    with opened() as first:
        for number in range(400):
            first.submit([decide(f"doc{number}", "keep")])
        for _ in range(3):
            undo(first)
    second = opened()
    step, redone = second.undo_candidate(), second.redo_candidate()
    assert step and step.documents == ("doc396",)
    assert redone and redone.documents == ("doc397",)
    assert second.steps()[396].batch == step.batch


def test_the_newest_steps_are_told_without_the_others(opened: Opener) -> None:
    with opened() as first:
        for number in range(900):
            first.submit([decide(f"doc{number}", "keep")])
    record = opened()
    some, everything = record.steps(newest=50), record.steps()
    assert 50 <= len(some) < len(everything) == 900
    assert some == everything[-len(some) :]
    assert record.steps(newest=5000) == everything


def test_the_steps_of_a_document_are_whole_batches(opened: Opener) -> None:
    with opened() as first:
        first.submit([decide("a", "keep"), decide("b", "keep")])
        first.submit([decide("b", "maybe")])
        first.submit([write_note("n", "c", "sha256 a")])
        first.submit([write_note("n", "a", "gone")])
        first.submit([Change("notes", "n", None)])
        first.compact(force=True)
        undo(first)
    record = opened()
    assert next(step.documents for step in record.steps("a")) == ("a", "b")
    for document in "abc":
        everything = [step for step in record.steps() if document in step.documents]
        assert list(record.steps(document)) == everything
    assert record.steps("never") == ()


def test_undo_all_the_way_back_through_the_archive(opened: Opener) -> None:
    with opened() as first:
        for number in range(4):
            first.submit_and_wait([decide(f"doc{number}", "keep")])
            first.compact(force=True)
    second = opened()
    assert [undo(second) for _ in range(4)] == ["keep"] * 4
    assert second.undo_candidate() is None
    assert dict(second.judgements()) == {}
    assert [redo(second) for _ in range(4)] == ["keep"] * 4


def test_a_note_can_be_taken_back_and_its_deletion_too(opened: Opener) -> None:
    record = opened()
    record.submit([write_note("n", "a", "who paid?")])
    record.submit([Change("notes", "n", {"text": "who paid for it?"})])
    record.submit([Change("notes", "n", None)])
    assert record.notes("a") == ()
    assert undo(record) == "note deleted: who paid for it?"
    assert [note.text for note in record.notes("a")] == ["who paid for it?"]
    assert undo(record) == "note changed: who paid for it?"
    assert [note.text for note in record.notes("a")] == ["who paid?"]
    assert undo(record) == "note: who paid?"
    assert record.notes("a") == ()


def test_a_note_is_known_by_its_first_words_in_one_line(opened: Opener) -> None:
    record = opened()
    record.submit([write_note("n", "a", "who\n paid for " + "the study " * 9)])
    assert record.steps()[-1].summary == "note: who paid for the study the study the study the…"


def test_what_only_follows_the_reader_is_no_step(opened: Opener) -> None:
    record = opened()
    record.submit([decide("a", "keep", reading="read")])
    record.submit([Change(POSITIONS, "a", {"offset": 5})])
    record.submit([Change(MARKS, "a", {"marked": True})])
    record.submit([Change(DOCUMENTS, "b", {"reading": "opened", "path": "b.txt"})])
    record.submit([Change(SETTINGS, f"{VIEW}kinds", {"value": ["dates"]})])
    assert [step.summary for step in record.steps()] == ["keep"]
    undo(record)
    assert record.judgement("a") == Judgement()
    assert record.redo_candidate()


def test_one_older_entry_is_taken_back_where_its_value_still_stands(opened: Opener) -> None:
    record = opened()
    record.submit([decide("a", "keep", priority=2)])
    record.submit([decide("b", "keep")])
    record.submit([decide("a", "discard")])
    oldest = record.steps("a")[0]
    record.undo(oldest).result()
    held = record.judgement("a")
    assert (held.decision, held.priority) == (Decision.DISCARD, 0)
    assert decision(record, "b") == "keep"
    assert [step.undone for step in record.steps("a")] == [True, False, False]
    assert undo(record) == "discard"
    assert undo(record) == "keep"
    assert record.undo_candidate() is None


def test_taking_back_what_has_no_effect_any_more_still_moves_on(opened: Opener) -> None:
    first, second = opened(), opened()
    first.submit_and_wait([decide("a", "keep")])
    step = first.undo_candidate()
    second.submit_and_wait([decide("a", "maybe")])
    assert step
    first.undo(step).result()
    assert decision(first, "a") == "maybe"
    assert [one.undone for one in first.steps() if not one.undoes] == [True, False]
    assert undo(first) == "maybe"
    assert first.undo_candidate() is None


def test_the_history_of_a_document_is_told_in_words(opened: Opener) -> None:
    record = opened()
    record.submit([decide("a", "keep", reasons=["new"], tags=["ferry", "toll"])])
    record.submit([Change(DOCUMENTS, "a", {"priority": 3})])
    record.submit([Change(DOCUMENTS, "a", {"priority": 0, "tags": []})])
    record.submit([Change("settings", "filter:mine", {"value": "is:kept"})])
    record.submit([decide("a", "none")])
    record.submit([Change(DOCUMENTS, "a", None)])
    assert [step.summary for step in record.steps()] == [
        "keep, reasons new, tags ferry, toll",
        "priority 3",
        "tags cleared, priority cleared",
        "filter mine",
        "decision cleared",
        "everything cleared",
    ]
    assert len(record.steps("a")) == 5


def test_other_readers_steps_are_not_ours() -> None:
    ours, theirs = make(1, {"decision": "keep"}), make(2, {"decision": "keep"}, by="bob")
    assert [step.by for step in steps([theirs, ours], "ada")] == ["ada"]


class Reader(RuleBasedStateMachine):
    """Undo and redo against a stack of whole states, as a text editor would keep it."""

    def __init__(self) -> None:
        super().__init__()
        self.fold = Fold()
        self.written: list[Operation] = []
        self.past: list[dict[str, dict[str, object]]] = []
        self.future: list[dict[str, dict[str, object]]] = []

    def now(self) -> dict[str, dict[str, object]]:
        """The documents as they stand."""
        rows = self.fold.entries.get(DOCUMENTS, {})
        return {key: dict(fields) for key, fields in rows.items()}

    def write(self, changes: tuple[Change, ...], **links: str) -> None:
        """Record a step."""
        batch = f"batch{len(self.written)}"
        for change in changes:
            before = self.fold.entries.get(change.table, {}).get(change.key)
            was = None
            if before is not None:
                was = {name: before.get(name) for name in (change.set or before)}
            operation = make(
                len(self.written), change.set, key=change.key, was=was, batch=batch, **links
            )
            self.written.append(operation)
            self.fold.apply(operation)

    @rule(
        keys=st.lists(st.sampled_from("abc"), min_size=1, unique=True),
        name=st.sampled_from(["decision", "tags"]),
        value=st.sampled_from(["keep", "maybe", None]),
    )
    def decide(self, keys: list[str], name: str, value: str | None) -> None:
        """A step on some documents, unless it would change nothing."""
        now = self.now()
        keys = [key for key in keys if now.get(key, {}).get(name) != value]
        if keys:
            self.past.append(now)
            self.future.clear()
            self.write(tuple(Change(DOCUMENTS, key, {name: value}) for key in keys))

    @rule()
    def clear(self) -> None:
        """Remove an entry whole."""
        now = self.now()
        if "a" in now:
            self.past.append(now)
            self.future.clear()
            self.write((Change(DOCUMENTS, "a", None),))

    @rule()
    def undo(self) -> None:
        """Back to the state before."""
        step = undo_candidate(steps(self.written, "ada"))
        assert (step is None) == (not self.past)
        if step:
            self.future.append(self.now())
            self.write(undo_changes(step, self.fold), undoes=step.batch)
            assert self.now() == self.past.pop()

    @rule()
    def redo(self) -> None:
        """Forward to the state that was left."""
        step = redo_candidate(steps(self.written, "ada"))
        assert (step is None) == (not self.future)
        if step:
            self.past.append(self.now())
            self.write(redo_changes(step, self.fold), redoes=step.batch)
            assert self.now() == self.future.pop()

    @invariant()
    def the_operations_alone_tell_the_state(self) -> None:
        """What is on the disk is all there is."""
        again = Fold()
        for operation in reversed(self.written):
            again.apply(operation)
        assert again.entries.get(DOCUMENTS, {}) == self.now()


TestReader = Reader.TestCase
TestReader.settings = settings(max_examples=60, stateful_step_count=20, derandomize=True)
