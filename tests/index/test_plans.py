"""Lists cost the same in a large case: they are read from indexes, never by going through rows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.index.documents import document, passing_index, prints
from tui.decision import DOCUMENTS, NOTES, WATCH, Operation
from tui.index.fields import ORDERS
from tui.index.index import Index
from tui.index.query import parse
from tui.index.selection import select


@pytest.fixture(scope="module")
def index() -> Iterator[Index]:
    """An index whose plans are looked at."""
    with passing_index() as opened:
        yield opened


def _plan(index: Index, query: str, sort: str) -> list[str]:
    statement = select(parse(query), sort, lambda _: [1])
    rows = index._connection.execute("EXPLAIN QUERY PLAN " + statement.sql, statement.values)
    return [detail for _, _, _, detail in rows]


_QUERIES = (
    "",
    "ferry",
    "-ferry",
    "ferry -bridge",
    "ferry decision:none",
    "ferry or tag:x",
    "decision:keep",
    "is:undecided",
    "is:unread",
    "is:waiting",
    "tag:x",
    "tag:x*",
    "words:>500",
    "date:2020",
    "lang:fr",
    "new:3d",
    "priority:>0",
    "has:note",
    "has:doubt",
    "has:duplicate",
    "who:x",
    "note:x",
    "near:x",
    "watch:any",
    "watch:x",
    "assigned:x",
    "rule:x",
    "rule:any",
)


@pytest.mark.parametrize("query", _QUERIES)
@pytest.mark.parametrize("sort", ["arrival", "-arrival", "date", "title"])
def test_no_list_goes_through_the_rows(index: Index, query: str, sort: str) -> None:
    for step in _plan(index, query, sort):
        assert not step.startswith(("SCAN document", "SCAN note", "SCAN label")) or (
            "note_text VIRTUAL TABLE" in step
        )
        assert "USING INDEX" not in step or "COVERING" in step, step


@pytest.mark.parametrize("order", [order for order in ORDERS if order != "relevance"])
def test_the_whole_list_is_read_in_any_order_from_one_index(index: Index, order: str) -> None:
    (step, *rest) = _plan(index, "", order)
    assert step.startswith("SEARCH document USING COVERING INDEX")
    if order != "decision":
        assert "USE TEMP B-TREE FOR ORDER BY" not in rest


def test_the_first_rows_of_a_search_come_before_all_are_found(index: Index) -> None:
    assert "USE TEMP B-TREE FOR ORDER BY" not in _plan(index, "ferry link -bridge", "arrival")


def test_no_statement_of_a_writer_goes_through_the_rows(index: Index) -> None:
    said: list[str] = []
    index._connection.set_trace_callback(said.append)
    watched = {"text": "text", "kind": "name"}
    index.mirror([Operation("0", "1", "a", "r", "b", WATCH, "text", watched, None)], "0")
    for number in (1, 2, 3):
        index.put(f"/in/{number}.txt", document(f"text {number}", fingerprints=prints(0, 20)))
        index.sharing(prints(0, 20), besides=number)
    index.relate(1, 2, "same", 1.0)
    operation = Operation(
        "1", "1", "a", "r", "b", DOCUMENTS, "x", {"tags": ["y"], "decision": "keep"}, None
    )
    note = Operation("2", "1", "a", "r", "b", NOTES, "n", {"document": "x", "text": "z"}, None)
    index.mirror([operation, note], "1")
    index.mirror_others("b", [operation], "1")
    index.copies(1)
    index.pending(1, first=[1])
    index._steps = "other"
    index.put("/in/1.txt", document("text 1"))
    index._connection.set_trace_callback(None)
    for statement in {line for line in said if line.startswith(("SELECT", "UPDATE", "DELETE"))}:
        for _, _, _, step in index._connection.execute("EXPLAIN QUERY PLAN " + statement):
            through = step.startswith("SCAN") and step.split()[1] in _LARGE
            assert not through or "USING INDEX" in step, (statement, step)


_LARGE = (
    "watch_hit",
    "watch_phrase",
    "opinion",
    "assigned",
    "document",
    "file",
    "relation",
    "register",
    "label",
    "note",
    "name",
    "name_in",
)
