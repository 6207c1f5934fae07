"""Two sessions on one record see each other's operations and lose none."""

from __future__ import annotations

from pathlib import Path

from tests.triage.conftest import Opener
from tests.triage.operations import decide, write_note
from tui.decision import Decision


def test_each_sees_what_the_other_appended(opened: Opener) -> None:
    first, second = opened(), opened()
    (made,) = first.submit_and_wait([decide("a", "keep")])
    assert second.judgement("a").decision is Decision.NONE
    assert second.refresh() == (made,)
    assert second.judgement("a").decision is Decision.KEEP
    assert second.refresh() == ()
    assert first.refresh() == ()


def test_what_came_in_by_the_way_is_told_all_the_same(opened: Opener) -> None:
    first, second = opened(), opened()
    (theirs,) = first.submit_and_wait([decide("a", "keep")])
    second.submit_and_wait([decide("b", "keep")])
    assert second.undo_candidate()
    assert second.refresh() == (theirs,)
    assert second.refresh() == ()


def test_notes_of_the_other_session_appear(opened: Opener) -> None:
    first, second = opened(), opened()
    assert second.notes("a") == ()
    first.submit_and_wait([write_note("n", "a", "!")])
    second.refresh()
    assert [note.text for note in second.notes("a")] == ["!"]


def test_an_operation_knows_what_the_other_session_wrote_before_it(opened: Opener) -> None:
    first, second = opened(), opened()
    (theirs,) = first.submit_and_wait([decide("a", "keep")])
    (ours,) = second.submit_and_wait([decide("a", "discard")])
    assert ours.at > theirs.at
    assert ours.was == {"decision": "keep", "decided_at": theirs.at}


def test_undo_takes_the_newest_step_of_either_session(opened: Opener) -> None:
    first, second = opened(), opened()
    first.submit_and_wait([decide("a", "keep")])
    second.submit_and_wait([decide("b", "keep")])
    first.refresh()
    step = first.undo_candidate()
    assert step and step.documents == ("b",) and step.run == second.run


def test_turn_by_turn_both_files_of_memory_and_disk_agree(opened: Opener, state: str) -> None:
    first, second = opened(), opened()
    for number in range(100):
        session = (first, second)[number % 2]
        session.submit([decide(f"doc{number % 7}", ("keep", "maybe", "discard")[number % 3])])
    assert first.flush(10) and second.flush(10)
    first.refresh()
    second.refresh()
    fresh = opened()
    assert dict(first.judgements()) == dict(second.judgements()) == dict(fresh.judgements())
    assert Path(state, "journal/ada@desk.jsonl").read_bytes().count(b"\n") == 100
