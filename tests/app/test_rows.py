"""A row of the list: what its columns say, and that they stay columns."""

from __future__ import annotations

import time

import pytest

from tui.app.widgets.document_list import DocumentList
from tui.desk import Desk
from tui.row import Row

THIS_YEAR = time.strftime("%Y")


def drawn(row: Row, width: int) -> str:
    """The row as the list draws it, under the cursor."""
    desk = Desk(guard=0.0)
    desk.lay([row.number], 0.0)
    return DocumentList(desk, lambda numbers: [row], lambda _: False).draw(0, width).text


@pytest.mark.parametrize("width", [80, 60])
@pytest.mark.parametrize(
    ("published", "shown"),
    [
        (f"{THIS_YEAR}-05-04", "   4 May "),
        (f"{THIS_YEAR}-05", f" {THIS_YEAR}-05 "),
        ("2012-05-04", " 2012-05 "),
        ("2021-05", " 2021-05 "),
        ("2021", " 2021 "),
        ("", "  "),
    ],
)
def test_a_date_is_shown_as_far_as_it_is_known(published: str, shown: str, width: int) -> None:
    row = Row(1, "sha256:a", "a.txt", "A title", published=published, ready=True, words=300)
    assert f"{shown} 1 min" in drawn(row, width)


@pytest.mark.parametrize(
    ("words", "shown"), [(0, "empty"), (20, "1 min"), (20_000, "87 min"), (400_000, "29 h")]
)
def test_how_long_it_takes_to_read_keeps_to_its_column(words: int, shown: str) -> None:
    row = Row(1, "sha256:a", "a.txt", "A title", ready=True, words=words, copies=2)
    assert f" {shown:>6} +2 " in drawn(row, 80)


def test_what_cannot_be_read_does_not_look_as_if_it_were_waited_for() -> None:
    assert "…" in drawn(Row(1, "", "a.txt", "A title"), 80)
    row = drawn(Row(1, "", "a.txt", "A title", remark="is a named pipe"), 80)
    assert "A title: is a named pipe" in row
    assert "…" not in row
