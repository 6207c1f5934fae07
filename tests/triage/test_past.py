"""The steps of one run, known without going through their operations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.triage.conftest import Opener
from tests.triage.operations import decide, make, write_note
from tui.decision import ASSIGNMENTS, MARKS, NOTES, RESOLUTIONS, Change, Decision, Operation
from tui.triage import history, journal, segments
from tui.triage.folder import Folder
from tui.triage.lines import encode
from tui.triage.past import Folded, Past
from tui.triage.segments import Segment

MANY = [
    make(number, {"decision": "discard"}, key=f"sha256:{number}", batch="large", was={"x": number})
    for number in range(1_200)
]


def test_a_large_step_is_folded_and_says_the_same_when_it_is_unfolded() -> None:
    past = Past("ada")
    past.take(MANY)
    (step,) = past.steps()
    assert isinstance(step.operations, Folded)
    assert list(step.operations) == MANY
    assert (len(step.operations), step.operations[3], step.operations[-2:]) == (
        len(MANY),
        MANY[3],
        tuple(MANY[-2:]),
    )
    assert step.summary == "discard on 1200 documents"
    assert 10 * len(step.operations.packed) < sum(len(encode(each)) for each in MANY)


def test_the_parts_of_a_step_that_another_run_wrote_are_one_step() -> None:
    past = Past("ada")
    for start in range(0, len(MANY), 400):
        past.take(MANY[start : start + 400])
        past.take(MANY[start : start + 400])
        assert len(past.steps()) == 1
    assert list(past.steps()[0].operations) == MANY


@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.sampled_from(["", "undoes", "redoes"]), st.integers(0, 4)),
        max_size=12,
    ),
    st.integers(1, 5),
)
def test_steps_taken_piece_by_piece_are_those_of_all_operations(
    said: list[tuple[int, str, int]], size: int
) -> None:
    operations: list[Operation] = [
        make(at, {"decision": "keep"}, key=f"d{key}", batch=f"b{at // 2}", **_link(kind, other))
        for at, (key, kind, other) in enumerate(said)
    ]
    past = Past("ada")
    for start in range(0, len(operations), size):
        past.take(operations[start : start + size])
        past.steps()
    assert past.steps() == history.steps(operations, "ada")


@pytest.mark.parametrize("count", [900, 1_200])
def test_steps_that_are_asked_for_while_one_is_taken_in_leave_nothing_of_it_out(count: int) -> None:
    past = Past("ada")

    class Interrupted(list[Operation]):
        def __iter__(self) -> Iterator[Operation]:
            for place, operation in enumerate(super().__iter__()):
                if place % 300 == 0:
                    past.steps()
                yield operation

    past.take(Interrupted(MANY[:count]))
    assert list(past.steps()[0].operations) == MANY[:count]


def test_marks_are_no_step_however_many() -> None:
    past = Past("ada")
    past.take([make(number, {"marked": True}, table=MARKS, batch="m") for number in range(1_100)])
    assert past.steps() == ()


def test_marks_in_a_large_step_stay_outside_of_it(opened: Opener) -> None:
    record = opened()
    documents = [f"sha256:{number}" for number in range(1_100)]
    record.submit_and_wait(
        [
            *(decide(each, "keep") for each in documents),
            *(Change(MARKS, each, {"marked": True}) for each in documents),
        ]
    )
    step = record.undo_candidate()
    assert step
    assert len(step.operations) == len(list(step.operations)) == len(documents)
    record.undo(step).result()
    assert {record.judgement(each).decision for each in documents} == {Decision.NONE}
    assert len(record.marks()) == len(documents)


def test_what_was_undone_in_an_earlier_run_is_looked_for_in_the_files(opened: Opener) -> None:
    with opened() as record:
        record.submit_and_wait([decide("a", "keep")])
        step = record.undo_candidate()
        assert step
        record.undo(step).result()
    record = opened()
    found = record.redo_candidate()
    assert found
    assert found.batch == step.batch
    record.redo(found).result()
    assert record.judgement("a").decision is Decision.KEEP
    assert record.redo_candidate() is None


def test_a_step_of_an_earlier_run_is_taken_back_whole_though_another_host_wrote_more(
    opened: Opener,
) -> None:
    documents = [f"sha256:{number:064}" for number in range(400)]
    with opened(host="bridge") as bridge:
        for number in range(400):
            bridge.submit([decide(f"b{number}", "keep")])
    with opened(host="attic") as attic:
        attic.submit_and_wait([decide(each, "discard") for each in documents])
    record = opened(host="attic")
    step = record.undo_candidate()
    assert step
    assert step.documents == tuple(documents)


def test_what_was_taken_back_last_is_done_again_first_however_old_it_is(opened: Opener) -> None:
    with opened() as record:
        record.submit_and_wait([decide("first", "keep")])
        for number in range(400):
            record.submit([decide(f"sha256:{number:064}", "keep")])
    record = opened()
    newest, oldest = record.undo_candidate(), record.steps()[0]
    assert newest
    record.undo(newest)
    record.undo(oldest)
    step = record.redo_candidate()
    assert step
    assert step.documents == ("first",)


def test_a_journal_that_is_archived_meanwhile_is_read_from_the_archive(
    opened: Opener, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Segment("ada", "desk", 1)
    with opened() as record:
        record.submit_and_wait([decide("a", "keep")])
        _, cursor = record.operations()
        assert record.compact(force=True)
        record.submit_and_wait([decide("b", "keep")])
        assert record.compact(force=True)
    assert not Path(state, "journal", first.name).exists()
    for module in (segments, journal):
        monkeypatch.setattr(module, "segments", lambda *_: [first])
        monkeypatch.setattr(module, "archived", lambda *_: [])
    record = opened()
    step = record.undo_candidate()
    assert step
    assert step.documents == ("a",)
    assert record.reaches(cursor)
    assert record.unread(cursor) == 0
    assert [one.key for one in record.operations()[0]] == ["a"]


def test_new_documents_have_no_history_without_reading_for_each_though_a_note_was_undone(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened() as record:
        record.submit_and_wait([write_note("n1", "a", "who paid?")])
        step = record.undo_candidate()
        assert step
        record.undo(step).result()
        assert record.compact(force=True)
    record = opened()
    asked: list[str] = []
    look = journal.operations_on

    def looking(folder: Folder, reader: str, table: str) -> tuple[Operation, ...]:
        asked.append(table)
        return look(folder, reader, table)

    monkeypatch.setattr("tui.triage.ledger.operations_on", looking)
    monkeypatch.setattr("tui.triage.lookback.operations_about", None)
    assert [record.steps(each) for each in ("b", "c", "d")] == [(), (), ()]
    assert asked == [NOTES]
    monkeypatch.undo()
    assert [bool(each.undoes) for each in record.steps("a")] == [False, True]
    record.submit([write_note("n2", "b", "and who wrote it?")])
    step = record.undo_candidate()
    assert step
    record.undo(step)
    assert [bool(each.undoes) for each in record.steps("b")] == [False, True]


def test_a_document_that_was_only_assigned_has_a_history(opened: Opener) -> None:
    with opened() as record:
        record.submit_and_wait([Change(ASSIGNMENTS, "a", {"to": "bo"})])
        record.submit_and_wait([Change(RESOLUTIONS, "b", {"decision": "keep"})])
        assert [len(record.steps(each)) for each in ("a", "b", "c")] == [1, 1, 0]
    record = opened()
    assert [len(record.steps(each)) for each in ("a", "b", "c")] == [1, 1, 0]


def test_a_journal_is_told_in_pieces_from_each_of_which_one_can_go_on(opened: Opener) -> None:
    record = opened()
    documents = [f"sha256:{number:064}" for number in range(5_000)]
    record.submit_and_wait([decide(each, "keep") for each in documents])
    record.submit_and_wait([decide("last", "keep")])
    told, cursors = [], []
    for operations, cursor in record.pieces():
        told += [one.key for one in operations]
        cursors.append(cursor)
        rest = [one.key for one in record.operations(cursor)[0]]
        assert [*told, *rest] == [*documents, "last"]
    assert len(cursors) > 1
    assert list(record.pieces(cursors[-1])) == []
    assert record.unread(cursors[-1]) == 0 < record.unread(cursors[0]) < record.unread("")


def _link(kind: str, other: int) -> dict[str, str]:
    return {kind: f"b{other}"} if kind else {}
