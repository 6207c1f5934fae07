"""Lists cost the same in a large case: they are read from indexes, never by going through rows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.index.documents import passing_index
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
