"""A line is known by what it says, the same in every document."""

from __future__ import annotations

from tui.lines import line_key, line_keys


def test_a_line_is_the_same_for_all_differences_of_case_and_blanks() -> None:
    assert line_key("Read  our PAPER ") == line_key("read our paper") != line_key("read our papers")
    assert line_keys("One\n\n  two \nONE") == {line_key("one"), line_key("two")}


def test_blank_lines_are_none() -> None:
    assert line_keys("\n \n\t\u2028") == frozenset()


def test_of_a_long_text_the_lines_in_the_middle_are_its_own() -> None:
    text = "\n".join(map(str, range(5_000)))
    assert line_keys(text) == {line_key(str(n)) for n in (*range(1_000), *range(4_000, 5_000))}
