"""A page is split at every line end, and each line knows its place."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.cleaning.pages import PAGES
from tui.cleaning.lines import split_lines


def test_blank_lines_are_counted_not_kept() -> None:
    lines = split_lines("one\n\n \ntwo\nthree")
    assert [(line.text, line.gap) for line in lines] == [("one", 0), ("two", 2), ("three", 0)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_line_end_ends_a_line(end: str) -> None:
    assert [line.text for line in split_lines(f"one{end}two")] == ["one", "two"]


def test_indent_is_told_and_left_out() -> None:
    (line,) = split_lines("  • item  ")
    assert (line.text, line.indent, line.bulleted) == ("• item", 2, True)


def test_a_dash_inside_a_word_is_no_bullet() -> None:
    assert not split_lines("-5 degrees")[0].bulleted


@given(PAGES)
def test_lines_are_where_they_say(text: str) -> None:
    lines = split_lines(text)
    assert all(text[line.start : line.end] == line.text for line in lines)
    assert [line.text for line in lines] == [
        stripped for raw in text.splitlines() if (stripped := raw.strip())
    ]
