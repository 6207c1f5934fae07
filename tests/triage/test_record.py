"""The record as the screen and the command line use it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.triage.conftest import Opener
from tests.triage.operations import decide, write_note
from tui.decision import (
    DOCUMENTS,
    MARKS,
    NOTES,
    POSITIONS,
    SETTINGS,
    Anchor,
    Change,
    Decision,
    Judgement,
    Reading,
)
from tui.triage.journal import read_state
from tui.triage.record import Record, RecordError


def test_a_decision_is_read_at_once_and_after_opening_again(opened: Opener) -> None:
    with opened() as record:
        saved = record.submit([decide("a", "keep", reasons=["new"], tags=["ferry"], priority=2)])
        assert record.judgement("a").decision is Decision.KEEP
        saved.result()
    held = opened().judgement("a")
    assert held.decision is Decision.KEEP
    assert (held.reasons, held.tags, held.priority) == (("new",), ("ferry",), 2)
    assert opened().judgement("never seen") == Judgement()


def test_decision_reading_and_tags_are_free_of_each_other(opened: Opener) -> None:
    record = opened()
    record.submit([decide("a", "maybe")])
    record.submit([Change(DOCUMENTS, "a", {"reading": "read"})])
    record.submit([Change(DOCUMENTS, "a", {"tags": ["x"]})])
    held = record.judgement("a")
    assert (held.decision, held.reading, held.tags) == (Decision.MAYBE, Reading.READ, ("x",))


def test_the_time_of_the_decision_is_that_of_the_last_other_decision(opened: Opener) -> None:
    record = opened()
    (first,) = record.submit_and_wait([decide("a", "keep")])
    assert record.judgement("a").decided_at == first.at
    record.submit_and_wait([decide("a", "keep", priority=1)])
    assert record.judgement("a").decided_at == first.at
    (second,) = record.submit_and_wait([decide("a", "discard")])
    assert record.judgement("a").decided_at == second.at > first.at


def test_changes_that_change_nothing_are_not_written(state: str, opened: Opener) -> None:
    record = opened()
    record.submit_and_wait([decide("a", "keep", tags=["x"])])
    size = Path(state, "journal/ada@desk.jsonl").stat().st_size
    assert record.submit_and_wait([decide("a", "keep", tags=("x",))]) == ()
    assert Path(state, "journal/ada@desk.jsonl").stat().st_size == size


def test_operations_carry_what_was_there_before(opened: Opener) -> None:
    record = opened()
    (first,) = record.submit_and_wait([decide("a", "keep")])
    (second,) = record.submit_and_wait([decide("a", "discard")])
    assert first.was is None
    assert second.was == {"decision": "keep", "decided_at": first.at}
    assert (first.by, first.run) == ("ada", record.run)


def test_a_step_is_one_batch_whatever_the_tables(opened: Opener) -> None:
    record = opened()
    made = record.submit_and_wait(
        [decide("a", "keep"), decide("b", "keep"), write_note("n", "a", "!")]
    )
    assert len(made) == 3
    assert len({operation.batch for operation in made}) == 1
    assert [operation.order for operation in made] == sorted(operation.order for operation in made)


def test_changes_of_one_entry_in_a_step_act_in_their_order(opened: Opener) -> None:
    record = opened()
    record.submit_and_wait([decide("a", "keep", priority=1)])
    record.submit_and_wait([decide("a", "discard"), decide("a", "keep")])
    assert record.judgement("a").decision is Decision.KEEP
    record.submit_and_wait([Change(DOCUMENTS, "a", None), decide("a", "maybe")])
    assert (record.judgement("a").decision, record.judgement("a").priority) == (Decision.MAYBE, 0)


def test_notes_keep_their_passage_and_their_order(opened: Opener) -> None:
    record = opened()
    anchor = {"start": 3, "end": 9, "quote": "ferry!", "prefix": "the ", "suffix": " link"}
    record.submit([write_note("01B", "a", "second")])
    record.submit([Change(NOTES, "01A", {"document": "a", "text": "who?", "anchor": anchor})])
    record.submit([write_note("01C", "b", "third")])
    assert [note.text for note in record.notes("a")] == ["who?", "second"]
    assert record.notes("a")[0].anchor == Anchor(3, 9, "ferry!", "the ", " link")
    assert [note.id for note in record.notes()] == ["01A", "01B", "01C"]
    record.submit([Change(NOTES, "01A", {"deleted": True})])
    assert [note.text for note in record.notes("a")] == ["second"]


def test_marks_positions_and_settings(opened: Opener) -> None:
    with opened() as record:
        record.submit([Change(MARKS, "a", {"marked": True}), Change(MARKS, "b", {"marked": True})])
        record.submit([Change(MARKS, "b", None)])
        record.submit([Change(POSITIONS, "a", {"offset": 812})])
        record.submit([Change(SETTINGS, "filter:mine", {"value": {"query": "is:kept"}})])
    record = opened()
    assert record.marks() == {"a"}
    assert (record.position("a"), record.position("b")) == (812, 0)
    assert record.entries()[SETTINGS] == {"filter:mine": {"value": {"query": "is:kept"}}}


def test_what_is_read_cannot_be_changed_by_the_reader_of_it(opened: Opener) -> None:
    record = opened()
    tags = ["x"]
    record.submit_and_wait([Change(DOCUMENTS, "a", {"tags": tags})])
    tags.append("y")
    assert record.judgement("a").tags == ("x",)


def test_values_that_json_does_not_have_are_refused_and_nothing_of_the_step_happens(
    opened: Opener,
) -> None:
    record = opened()
    with pytest.raises(TypeError):
        record.submit([decide("a", "keep"), Change(SETTINGS, "x", {"value": {1, 2}})])
    assert record.judgement("a") == Judgement()
    assert record.submit_and_wait([decide("a", "keep")])


def test_a_cursor_gives_what_is_new_and_survives_a_restart(opened: Opener) -> None:
    with opened() as record:
        record.submit_and_wait([decide("a", "keep")])
        first, cursor = record.operations()
        assert [operation.key for operation in first] == ["a"]
        assert record.operations(cursor) == ((), cursor)
        record.submit_and_wait([decide("b", "keep")])
    news, behind = opened().operations(cursor)
    assert [operation.key for operation in news] == ["b"]
    assert behind != cursor


@pytest.mark.parametrize("cursor", ["", "nonsense", "{}", '{"ada@desk.jsonl":[99999,1]}', "[1]"])
def test_a_cursor_that_does_not_fit_gives_everything(opened: Opener, cursor: str) -> None:
    record = opened()
    record.submit_and_wait([decide("a", "keep")])
    record.submit_and_wait([decide("b", "keep")])
    assert [operation.key for operation in record.operations(cursor)[0]] == ["a", "b"]


def test_the_state_is_read_without_tinydb(state: str, opened: Opener) -> None:
    with opened() as record:
        record.submit_and_wait([decide("a", "keep")])
    program = (
        "import sys; from tui.triage.record import Record\n"
        f"with Record.open({state!r}, reader='ada', host='desk') as record:\n"
        "    print(record.judgement('a').decision, 'tinydb' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout == "keep False\n"
    assert read_state(state, "ada").entries[DOCUMENTS]["a"]["decision"] == "keep"
    assert read_state(state, "bob").entries == {}


def test_another_readers_record_is_never_mixed_in(opened: Opener) -> None:
    ada, bob = opened(), opened(reader="bob")
    ada.submit_and_wait([decide("a", "keep")])
    bob.submit_and_wait([decide("a", "discard"), decide("b", "discard")])
    assert ada.refresh() == ()
    assert ada.judgement("a").decision is Decision.KEEP
    assert list(opened().judgements()) == ["a"]
    assert opened(reader="bob").judgement("a").decision is Decision.DISCARD


def test_hosts_merge_by_copying_their_files(state: str, opened: Opener, tmp_path: Path) -> None:
    opened().submit_and_wait([decide("a", "keep")])
    with Record.open(str(tmp_path / "other"), reader="ada", host="train") as other:
        other.submit_and_wait([decide("a", "discard"), decide("b", "maybe")])
    record = opened()
    journal = "journal/ada@train.jsonl"
    Path(state, journal).write_bytes((tmp_path / "other" / journal).read_bytes())
    assert {operation.key for operation in record.refresh()} == {"a", "b"}
    assert record.judgement("a").decision is Decision.DISCARD
    (later,) = record.submit_and_wait([decide("a", "keep")])
    assert opened().judgement("a").decision is Decision.KEEP
    assert later.was and later.was["decision"] == "discard"


def test_closing_saves_what_was_submitted(opened: Opener) -> None:
    record = opened()
    for number in range(50):
        record.submit([decide(f"doc{number}", "keep")])
    record.close()
    assert len(opened().judgements()) == 50


def test_opening_for_reading_only_refuses_to_write(opened: Opener) -> None:
    opened().submit_and_wait([decide("a", "keep")])
    record = opened(read_only=True)
    with pytest.raises(RecordError, match="read-only"):
        record.submit([decide("a", "discard")])


def test_operations_on_documents_are_found_saved_or_not_and_taken_back_or_not(
    opened: Opener,
) -> None:
    with opened() as record:
        record.submit_and_wait([decide("a", "keep"), decide("b", "keep")])
        step = record.undo_candidate()
        assert step
        record.undo(step).result()
    with opened() as record:
        assert record.judgement("a").decision is Decision.NONE
        record.submit([decide("c", "discard"), write_note("note-1", "a", "who paid?")])
        found = {(one.key, (one.set or {}).get("decision")) for one in record.operations_on("acz")}
        assert found == {("a", "keep"), ("a", None), ("c", "discard")}
        assert list(record.operations_on("z")) == []
