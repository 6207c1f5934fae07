"""What the list asks for: numbers, pages of rows, one document by its name."""

from __future__ import annotations

import os

import pytest

from tests.index.documents import document, entry, identity
from tui.index.index import Index
from tui.row import QueryError


def _many(index: Index, count: int) -> None:
    index.sync_files([entry(f"/in/{number}.txt") for number in range(1, count + 1)])


def test_rows_come_in_the_order_asked_for_and_without_those_that_are_gone(index: Index) -> None:
    _many(index, 5)
    assert [row.number for row in index.rows([4, 99, 1, 3])] == [4, 1, 3]
    assert index.rows([]) == []
    assert index.row(99) is None


def test_a_page_of_any_size_is_one_call(index: Index) -> None:
    _many(index, 1203)
    wanted = list(reversed(index.ids()))
    assert [row.number for row in index.rows(wanted)] == wanted


def test_numbers_and_ids_of_many_documents_lead_to_each_other(index: Index) -> None:
    _many(index, 4)
    for number, seed in ((1, "a"), (3, "c"), (4, "a")):
        index.put(f"/in/{number}.txt", document("text", bytes_=seed))
    assert list(index.identities([3, 2, 1]).items()) == [(3, identity("c")), (1, identity("a"))]
    # The file of row 4 turned out to hold what row 1 holds.
    assert index.identities([4, 1]) == {4: identity("a"), 1: identity("a")}
    assert index.numbers([identity("c"), "sha256:", identity("a")]) == {
        identity("a"): 1,
        identity("c"): 3,
    }


def test_a_document_is_found_by_path_name_or_beginning_of_its_id(index: Index) -> None:
    _many(index, 2)
    made = document("text", bytes_="x")
    index.put("/in/1.txt", made)
    digest = identity("x").removeprefix("sha256:")
    for doc in ("/in/1.txt", "1.txt", "in/1.txt", made.id, made.id[:12], digest[:6].upper()):
        assert [row.number for row in index.find(doc)] == [1], doc
    for doc in (".txt", "xt", "/other/1.txt", "sha256:zz", "", "'", "%", "\0"):
        assert index.find(doc) == [], doc


def test_a_path_may_be_said_from_the_current_folder(
    index: Index, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path_factory.mktemp("inbox")
    index.sync_files([entry(os.path.join(inbox, "a.txt")), entry("/elsewhere/b/a.txt")])
    assert [row.number for row in index.find("a.txt")] == [1, 2]
    monkeypatch.chdir(inbox)
    assert [row.number for row in index.find("a.txt")] == [1]
    assert [row.number for row in index.find("./a.txt")] == [1]


def test_an_ambiguous_name_finds_all_that_it_may_mean(index: Index) -> None:
    index.sync_files([entry("/in/a/x.txt"), entry("/in/b/x.txt")])
    assert [row.number for row in index.find("x.txt")] == [1, 2]
    assert [row.number for row in index.find("b/x.txt")] == [2]


def test_what_waits_has_nothing_prepared(index: Index) -> None:
    _many(index, 1)
    assert index.prepared(1) is None
    assert index.prepared(99) is None


def test_an_order_that_does_not_exist_is_refused(index: Index) -> None:
    with pytest.raises(QueryError, match="arrival, date"):
        index.ids("", "number; DROP TABLE document")
