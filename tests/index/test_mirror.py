"""The mirror of the record agrees with the record, however its operations come in."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.index.documents import Example, document, identity, listed
from tests.triage.operations import fold
from tui.decision import (
    DOCUMENTS,
    MARKS,
    NOTES,
    Decision,
    Operation,
    Reading,
    judgement,
    note,
)
from tui.index.index import Index
from tui.row import Row, Tally

_A, _B = identity("a"), identity("b")


def _operation(
    number: int,
    key: str,
    fields: dict[str, object] | None,
    table: str = DOCUMENTS,
    at: str = "2026-09-01T00:00:00.000000Z",
) -> Operation:
    return Operation(f"{number:026}", at, "ada", "run", "batch", table, key, fields, None)


def _with_documents(index: Index) -> None:
    index.put("/in/a.txt", document("alpha", bytes_="a"))
    index.put("/in/b.txt", document("beta", bytes_="b"))


def _row(index: Index, number: int) -> Row:
    row = index.row(number)
    assert row is not None
    return row


def test_a_row_shows_what_was_said_of_its_document(index: Index) -> None:
    _with_documents(index)
    fields: dict[str, object] = {
        "decision": "discard",
        "reading": "read",
        "tags": ["Tolls", "ferry"],
        "reasons": ["stale"],
        "priority": 2,
    }
    index.mirror([_operation(1, _A, fields)], "mark 1")
    row = _row(index, 1)
    assert (row.decision, row.reading, row.priority) == (Decision.DISCARD, Reading.READ, 2)
    assert (row.tags, row.reasons) == (("Tolls", "ferry"), ("stale",))
    assert _row(index, 2).decision is Decision.NONE
    assert index.tally() == Tally(documents=2, discard=1)
    assert index.watermark() == "mark 1"


def test_notes_are_counted_and_found_by_their_words(index: Index) -> None:
    _with_documents(index)
    said = [
        _operation(1, "n1", {"document": _A, "text": "Who paid for the study?"}, NOTES),
        _operation(2, "n2", {"document": _A, "text": "call Ægir"}, NOTES),
        _operation(3, "n3", {"document": _B, "text": "nothing here"}, NOTES),
    ]
    index.mirror(said, "")
    assert _row(index, 1).notes == 2
    assert index.ids("note:paid").tolist() == [1]
    assert index.ids('note:"the study"').tolist() == [1]
    assert index.ids("has:note").tolist() == [1, 2]
    index.mirror([_operation(4, "n1", {"text": "Who asked?"}, NOTES)], "")
    index.mirror([_operation(5, "n3", {"deleted": True}, NOTES)], "")
    assert index.ids("note:paid").tolist() == []
    assert index.ids("note:asked").tolist() == [1]
    assert index.ids("has:note").tolist() == [1]


def test_a_note_that_moves_to_another_document_is_counted_there(index: Index) -> None:
    _with_documents(index)
    index.mirror([_operation(1, "n1", {"document": _A, "text": "x"}, NOTES)], "")
    index.mirror([_operation(2, "n1", {"document": _B}, NOTES)], "")
    assert (_row(index, 1).notes, _row(index, 2).notes) == (0, 1)


def test_tags_are_found_without_case_and_accents_and_by_their_beginning(index: Index) -> None:
    _with_documents(index)
    index.mirror([_operation(1, _A, {"tags": ["Économie du port"]})], "")
    for query in ('tag:"economie du PORT"', "tag:ECON*", "has:tag"):
        assert index.ids(query).tolist() == [1], query
    assert index.ids("tag:econ").tolist() == []
    index.mirror([_operation(2, _A, {"tags": []})], "")
    assert index.ids("has:tag").tolist() == []


def test_other_tables_of_the_record_leave_the_list_alone(index: Index) -> None:
    _with_documents(index)
    index.mirror([_operation(1, _A, {"marked": True, "decision": "keep"}, MARKS)], "5")
    assert index.tally() == Tally(documents=2)
    assert index.watermark() == "5"


def test_damaged_values_read_as_if_nothing_was_said(index: Index) -> None:
    _with_documents(index)
    index.mirror([_operation(1, _A, {"decision": 7, "tags": "x", "priority": "high", "": 1})], "")
    assert _row(index, 1) == _row(index, 1).__class__(
        number=1, id=_A, path="/in/a.txt", title="a.txt", words=1, ready=True
    )


def test_the_whole_record_replaces_the_mirror(index: Index) -> None:
    _with_documents(index)
    index.mirror([_operation(1, _A, {"decision": "keep", "tags": ["x"]})], "1")
    index.mirror([_operation(2, "n1", {"document": _A, "text": "old"}, NOTES)], "2")
    index.mirror_all([_operation(3, _B, {"decision": "maybe"})], "3")
    assert index.tally() == Tally(documents=2, maybe=1)
    assert index.ids("has:tag or has:note or note:old").tolist() == []
    assert index.watermark() == "3"


def test_the_mirror_of_another_reader_is_forgotten(index: Index) -> None:
    _with_documents(index)
    index.mirror([_operation(1, _A, {"decision": "keep"})], "1")
    index.close()
    other = Index.open(index._path, reader="bob")
    assert other.tally() == Tally(documents=2)
    assert other.watermark() == ""
    other.close()


_VALUES: dict[str, st.SearchStrategy[object]] = {
    "decision": st.sampled_from(["none", "keep", "maybe", "discard", None]),
    "tags": st.sampled_from([["x"], ["x", "y"], [], None]),
    "priority": st.sampled_from([0, 3, None]),
}
_NOTE_VALUES: dict[str, st.SearchStrategy[object]] = {
    "document": st.sampled_from([_A, _B]),
    "text": st.sampled_from(["one", "two", ""]),
    "deleted": st.booleans(),
}
_SETS = st.none() | st.fixed_dictionaries({}, optional=_VALUES)
_NOTE_SETS = st.none() | st.fixed_dictionaries({}, optional=_NOTE_VALUES)
_OPERATIONS = st.lists(
    st.builds(
        _operation,
        st.integers(1, 60),
        st.sampled_from([_A, _B]),
        _SETS,
        st.just(DOCUMENTS),
        st.sampled_from(["1", "2", "3"]),
    )
    | st.builds(
        _operation,
        st.integers(61, 99),
        st.sampled_from(["n1", "n2"]),
        _NOTE_SETS,
        st.just(NOTES),
        st.sampled_from(["1", "2", "3"]),
    ),
    max_size=12,
    unique_by=lambda operation: operation.id,
)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(_OPERATIONS, st.randoms(use_true_random=False), st.integers(1, 4))
def test_the_mirror_folds_as_the_record_does_in_any_order(
    example: Example, operations: list[Operation], source: Random, pieces: int
) -> None:
    expected = fold(operations).entries
    shuffled = [*operations, *operations[:3]]
    source.shuffle(shuffled)
    with example() as index:
        index.put("/in/a.txt", document("alpha", bytes_="a"))
        for start in range(pieces):
            index.mirror(shuffled[start::pieces], "")
        index.put("/in/b.txt", document("beta", bytes_="b"))
        notes = [note(key, fields) for key, fields in expected.get(NOTES, {}).items()]
        for row in listed(index):
            said = judgement(expected.get(DOCUMENTS, {}).get(row.id))
            assert (row.decision, row.tags, row.priority) == (
                said.decision,
                said.tags,
                said.priority,
            )
            assert row.notes == sum(one is not None and one.document == row.id for one in notes)
        for word in ("one", "two"):
            found = {row.id for row in listed(index, f"note:{word}")}
            assert found == {one.document for one in notes if one and one.text == word} & {_A, _B}
        kept = sum(row.decision is Decision.KEEP for row in listed(index))
        assert index.tally().keep == kept
