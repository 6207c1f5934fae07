"""Other readers' decisions can be asked for, and stay apart from the reader's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.index.documents import document, identity, listed, passing_index
from tui.decision import ASSIGNMENTS, DOCUMENTS, Decision, Operation
from tui.index.index import Index
from tui.row import Tally

_A, _B, _C = identity("a"), identity("b"), identity("c")


@pytest.fixture
def index() -> Iterator[Index]:
    with passing_index() as made:
        path = made._path
        made.close()
        opened = Index.open(path, reader="ada")
        for name in ("a", "b", "c"):
            opened.put(f"/in/{name}.txt", document(name, bytes_=name))
        yield opened
        opened.close()


def _said(
    number: int,
    by: str,
    key: str,
    fields: dict[str, object] | None,
    table: str = DOCUMENTS,
) -> Operation:
    return Operation(f"{number:026}", "2026", by, "run", "batch", table, key, fields, None)


@pytest.fixture
def shared(index: Index) -> Index:
    index.mirror([_said(1, "ada", _A, {"decision": "keep", "tags": ["own"]})], "1")
    bob = [
        _said(2, "bob", _A, {"decision": "discard", "tags": ["theirs"], "priority": 3}),
        _said(3, "bob", _B, {"decision": "keep"}),
        _said(4, "bob", _C, {"reading": "read"}),
    ]
    assert index.mirror_others("bob", bob, "b1") == (1, 2)
    index.mirror_others("cleo", [_said(5, "cleo", _A, {"decision": "maybe"})], "c1")
    return index


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("reader:bob", [1, 2]),
        ("reader:bob decision:keep", [2]),
        ("decision:keep reader:bob", [1]),
        ("decision:none reader:bob decision:keep", [2]),
        ("reader:bob -decision:keep", [1, 3]),
        ("reader:bob decision:none", [3]),
        ("-reader:bob", [3]),
        ("reader:bob reader:cleo", [1]),
        ("(reader:bob decision:keep) or (reader:cleo decision:maybe)", [1, 2]),
        ("decision:keep reader:bob decision:discard reader:cleo decision:maybe", [1]),
        ("reader:ada", [1]),
        ("reader:ada decision:keep", [1]),
        ("reader:ada decision:none", [2, 3]),
        ("reader:nobody", []),
        ("reader:bob decision:keep b", [2]),
        ("decision:keep", [1]),
    ],
)
def test_decisions_of_others_are_asked_for_by_reader(
    shared: Index, query: str, numbers: list[int]
) -> None:
    assert shared.ids(query).tolist() == numbers


def test_rows_show_what_others_decided_beside_the_readers_own(shared: Index) -> None:
    first, second, third = listed(shared)
    assert first.others == (Decision.DISCARD, Decision.MAYBE)
    assert (first.decision, first.tags, first.priority) == (Decision.KEEP, ("own",), 0)
    assert (second.others, second.decision) == ((Decision.KEEP,), Decision.NONE)
    assert third.others == ()
    assert shared.tally() == Tally(documents=3, keep=1)
    assert shared.ids("tag:theirs").tolist() == []
    assert shared.watermark() == "1"


def test_what_another_takes_back_is_gone_whatever_the_order(shared: Index) -> None:
    late = [
        _said(9, "bob", _A, {"decision": None}),
        _said(8, "bob", _A, {"decision": "keep"}),
        _said(7, "bob", _B, None),
    ]
    shared.mirror_others("bob", late, "b2")
    assert shared.ids("reader:bob").tolist() == []
    assert listed(shared)[0].others == (Decision.MAYBE,)


def test_what_was_said_of_a_document_waits_until_it_arrives(shared: Index) -> None:
    later = identity("d")
    assert shared.mirror_others("bob", [_said(6, "bob", later, {"decision": "keep"})], "b2") == ()
    shared.put("/in/d.txt", document("d", bytes_="d"))
    assert shared.ids("reader:bob decision:keep").tolist() == [2, 4]


def test_a_reader_whose_record_is_another_now_is_read_anew(shared: Index) -> None:
    assert dict(shared.others_cursors()) == {"bob": "b1", "cleo": "c1"}
    shared.mirror_others("bob", [_said(6, "bob", _C, {"decision": "keep"})], "b2", anew=True)
    assert shared.ids("reader:bob").tolist() == [3]
    shared.mirror_others("bob", (), "", anew=True)
    assert dict(shared.others_cursors()) == {"cleo": "c1"}
    assert shared.ids("reader:bob").tolist() == []
    assert shared.ids("decision:keep").tolist() == [1]


def test_who_is_to_read_a_document_is_the_last_word_of_any_reader(shared: Index) -> None:
    shared.mirror([_said(10, "ada", _A, {"readers": ["ada", "bob"]}, ASSIGNMENTS)], "2")
    shared.mirror_others("bob", [_said(12, "bob", _A, {"readers": ["bob"]}, ASSIGNMENTS)], "b2")
    shared.mirror_others("cleo", [_said(11, "cleo", _A, {"readers": ["x"]}, ASSIGNMENTS)], "c2")
    assert shared.ids("assigned:bob").tolist() == [1]
    assert shared.ids("assigned:ada or assigned:x").tolist() == []
    assert [one.text for one in shared.complete("assigned:", 9).candidates] == ["bob"]


def test_readers_complete(shared: Index) -> None:
    found = shared.complete("reader:", 7).candidates
    assert [(one.text, one.documents) for one in found] == [("bob", 2), ("cleo", 1)]


def test_a_path_names_the_document_that_its_file_holds_now(index: Index) -> None:
    index.put("/in/a.txt", document("a new text", bytes_="new"))
    assert [row.id for row in index.find("/in/a.txt")] == [identity("new")]
    assert [row.id for row in index.find("a.txt")] == [identity("new")]
    assert [row.id for row in index.find(_A)] == [_A]
