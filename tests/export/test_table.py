"""CSV: a spreadsheet gets every cell back, and runs none of them."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.export.entries import entry
from tui.decision import Decision
from tui.export.table import COLUMNS, lines

written = st.text(st.characters(exclude_characters="\0\r", codec="utf-8"))


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_columns_are_named_and_filled() -> None:
    (row,) = read("".join(lines([entry(notes=("one", "two"))])))
    assert tuple(row) == COLUMNS
    assert row["title"] == "Ferry chosen over bridge"
    assert row["decision"] == "keep"
    assert row["notes"] == "one\ntwo"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_is_never_a_formula(start: str) -> None:
    formula = start + 'HYPERLINK("http://evil.example")'
    (row,) = read("".join(lines([entry(title=formula, notes=(formula,))])))
    assert row["title"] == "'" + formula
    assert row["notes"] == "'" + formula


@given(st.lists(st.tuples(written, written), max_size=4))
@settings(max_examples=200, derandomize=True)
def test_every_document_is_one_record_whatever_it_says(texts: list[tuple[str, str]]) -> None:
    entries = [entry(title=title, notes=(note,)) for title, note in texts]
    rows = read("".join(lines(entries)))
    assert [row["title"].removeprefix("'") for row in rows] == [
        title.removeprefix("'") for title, _ in texts
    ]


def test_other_readers_share_a_cell() -> None:
    said = {"ben": Decision.DISCARD, "cleo": Decision.KEEP}
    (_, row) = csv.reader(io.StringIO("".join(lines([entry(others=said)])), newline=""))
    assert row[COLUMNS.index("others")] == "ben: discard\ncleo: keep"
