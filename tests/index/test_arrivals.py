"""One content is one row with many paths; new bytes under a known path are a version."""

from __future__ import annotations

from tests.index.documents import document, entry, identity, listed
from tui.decision import DOCUMENTS, Decision, Operation
from tui.index.index import Index
from tui.row import Tally

_FERRY = document("the ferry leaves at dawn", title="Ferry", bytes_="ferry")
_BRIDGE = document("the bridge is closed", bytes_="bridge")


def _numbers(index: Index, query: str = "") -> list[int]:
    return index.ids(query).tolist()


def test_a_prepared_document_fills_its_row_where_it_stands(index: Index) -> None:
    index.sync_files([entry("/in/a.txt"), entry("/in/b.txt")])
    full = document(
        "the ferry leaves at dawn",
        title="Ferry",
        outlet="Island Wire",
        published="2026-09-02",
        language="en",
        doubt=True,
        remark="not cleaned",
    )
    assert index.put("/in/b.txt", full) == 2
    row = index.row(2)
    assert row is not None
    assert (row.title, row.outlet, row.published) == ("Ferry", "Island Wire", "2026-09-02")
    assert (row.language, row.words, row.doubt, row.remark) == ("en", 5, True, "not cleaned")
    assert row.ready
    assert row.id == full.id
    assert index.prepared(2) == full
    assert index.tally() == Tally(documents=2, unprepared=1)


def test_a_document_without_a_title_keeps_its_file_name(index: Index) -> None:
    index.sync_files([entry("/in/a.txt")])
    index.put("/in/a.txt", _BRIDGE)
    row = index.row(1)
    assert row is not None
    assert row.title == "a.txt"


def test_a_published_fact_that_is_no_date_is_not_shown_as_one(index: Index) -> None:
    index.put("/in/a.txt", document("text", published="last Tuesday"))
    row = index.row(1)
    assert row is not None
    assert row.published == ""


def test_exact_duplicates_are_one_row_with_many_paths(index: Index) -> None:
    index.sync_files([entry("/in/a.txt"), entry("/in/b.txt"), entry("/in/c.txt")])
    index.put("/in/a.txt", _FERRY)
    assert index.put("/in/c.txt", _FERRY) == 1
    index.put("/in/b.txt", _BRIDGE)
    assert _numbers(index) == [1, 2]
    assert [row.number for row in index.find("/in/c.txt")] == [1]
    assert index.paths(1) == ["/in/a.txt", "/in/c.txt"]
    assert index.tally() == Tally(documents=2)
    assert _numbers(index, "ferry") == [1]


def test_a_list_that_still_has_the_row_of_a_duplicate_sees_the_document_in_it(index: Index) -> None:
    index.sync_files([entry("/in/a.txt"), entry("/in/b.txt")])
    index.put("/in/a.txt", _FERRY)
    index.put("/in/b.txt", _FERRY)
    shown = index.rows([2, 1])
    assert [(row.number, row.id) for row in shown] == [(2, _FERRY.id), (1, _FERRY.id)]
    assert index.prepared(2) == _FERRY


def test_a_duplicate_is_present_as_long_as_one_of_its_files_is(index: Index) -> None:
    index.sync_files([entry("/in/a.txt"), entry("/in/b.txt")])
    index.put("/in/a.txt", _FERRY)
    index.put("/in/b.txt", _FERRY)
    index.sync_files([entry("/in/b.txt")])
    row = index.row(1)
    assert row is not None
    assert (row.path, row.missing) == ("/in/b.txt", False)


def test_a_known_content_is_adopted_without_preparing_it(index: Index) -> None:
    index.sync_files([entry("/in/a.txt"), entry("/in/b.txt")])
    index.put("/in/a.txt", _FERRY)
    assert not index.adopt("/in/b.txt", _BRIDGE.id)
    assert index.adopt("/in/b.txt", _FERRY.id)
    assert index.pending(9) == []
    assert _numbers(index) == [1]


def test_new_bytes_under_a_known_path_supersede_the_old_row(index: Index) -> None:
    index.sync_files([entry("/in/a.txt"), entry("/in/b.txt")])
    index.put("/in/a.txt", _FERRY)
    index.put("/in/b.txt", _BRIDGE)
    index.sync_files([entry("/in/a.txt", 2), entry("/in/b.txt")])
    later = document("the ferry leaves at noon", title="Ferry", bytes_="later")
    assert index.put("/in/a.txt", later) == 3
    assert _numbers(index) == [2, 3]
    assert _numbers(index, "is:superseded") == [1]
    assert _numbers(index, "dawn") == []
    assert [(copy.row.number, copy.kind) for copy in index.copies(3)] == [(1, "version")]
    assert index.prepared(1) == _FERRY
    assert index.tally() == Tally(documents=2)


def test_bytes_that_come_back_take_their_old_row(index: Index) -> None:
    index.put("/in/a.txt", _FERRY)
    index.put("/in/a.txt", _BRIDGE)
    assert _numbers(index) == [2]
    index.put("/in/a.txt", _FERRY)
    assert _numbers(index) == [1]
    assert _numbers(index, "dawn") == [1]
    assert _numbers(index, "bridge") == []


def test_a_duplicate_whose_file_changes_leaves_the_others_alone(index: Index) -> None:
    index.put("/in/a.txt", _FERRY)
    index.put("/in/b.txt", _FERRY)
    index.put("/in/a.txt", _BRIDGE)
    assert _numbers(index) == [1, 3]
    row = index.row(1)
    assert row is not None
    assert row.path == "/in/b.txt"


def test_what_failed_says_why_and_keeps_what_it_had(index: Index) -> None:
    index.sync_files([entry("/in/a.txt"), entry("/in/b.txt")])
    index.put_failed("/in/a.txt", "took longer than 30 s")
    row = index.row(1)
    assert row is not None
    assert (row.ready, row.remark) == (False, "took longer than 30 s")
    assert _numbers(index, "is:failed") == [1]
    index.put("/in/b.txt", _BRIDGE)
    index.put_failed("/in/b.txt", "took longer than 30 s")
    row = index.row(2)
    assert row is not None
    assert row.ready
    assert index.tally().unprepared == 0


def test_a_failed_file_that_works_later_loses_its_remark(index: Index) -> None:
    index.sync_files([entry("/in/a.txt")])
    index.put_failed("/in/a.txt", "took longer than 30 s")
    index.put("/in/a.txt", _FERRY)
    row = index.row(1)
    assert row is not None
    assert (row.ready, row.remark) == (True, "")


def test_a_decision_waits_for_its_document(index: Index) -> None:
    said = Operation(
        "01", "2026-09-01", "ada", "r", "b", DOCUMENTS, _FERRY.id, {"decision": "keep"}, None
    )
    index.mirror([said], "1")
    assert index.tally() == Tally()
    index.put("/in/a.txt", _FERRY)
    row = index.row(1)
    assert row is not None
    assert row.decision is Decision.KEEP
    assert index.tally() == Tally(documents=1, keep=1)


def test_a_batch_that_fails_leaves_nothing(index: Index) -> None:
    class FaultError(Exception):
        pass

    try:
        with index.batch():
            index.put("/in/a.txt", _FERRY)
            raise FaultError
    except FaultError:
        pass
    assert _numbers(index) == []
    assert index.tally() == Tally()
    index.put("/in/a.txt", _FERRY)
    assert _numbers(index, "ferry") == [listed(index)[0].number]


def test_text_with_signs_that_utf8_lacks_is_kept_and_found(index: Index) -> None:
    odd = document("the ferry \ud800 leaves", title="\udfff Ferry", bytes_="odd")
    index.put("/in/a.txt", odd)
    assert index.prepared(1) == odd
    assert _numbers(index, "ferry leaves") == [1]
    assert listed(index)[0].id == identity("odd")


def test_a_document_cannot_swell_its_row(index: Index) -> None:
    huge = "Ferry " * 100_000
    claims = document("the text", title=huge, outlet=huge, published="2026" + " x" * 9_000)
    index.put("/in/a.txt", claims)
    row = index.row(1)
    assert row is not None
    assert (len(row.title), len(row.outlet), row.published) == (500, 500, "")
    assert index.prepared(1) == claims
    assert _numbers(index, "title:ferry") == [1]


def test_a_standing_rule_is_given_what_is_prepared_and_comes_back_for_what_waits(
    index: Index,
) -> None:
    index.sync_files([entry("/in/a"), entry("/in/b"), entry("/in/c", 5)])
    index.put("/in/a", document("a"))
    index.put("/in/c", document("c"))
    assert index.ruled("x") is None
    assert index.to_be_ruled(0) == ([1, 3], 1)
    index.note_ruled("x", 1)
    assert index.ruled("x") == 1
    index.put_failed("/in/b", "broken")
    assert index.to_be_ruled(1) == ([3], 3)
    assert index.to_be_ruled(3) == ([], 3)
    assert index.to_be_ruled(0, changed=3e-9) == ([3], 3)
