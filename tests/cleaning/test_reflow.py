"""Fragments of one sentence become one paragraph; headings, speakers and list items do not."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.cleaning.pages import PAGES, page
from tui.cleaning.language import stopwords
from tui.cleaning.lines import split_lines
from tui.cleaning.reflow import reflow, wrap_width

ENGLISH = stopwords("en")


def paragraphs(text: str, small_words: frozenset[str] = ENGLISH) -> list[str]:
    return [paragraph.text for paragraph in reflow(split_lines(text), small_words)]


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (
            ("The council has turned to the", "old friend of the harbour", "."),
            "The council has turned to the old friend of the harbour.",
        ),
        (
            ("Nobody here wants a second flood", ", the one of 1962 being enough."),
            "Nobody here wants a second flood, the one of 1962 being enough.",
        ),
        (
            ("Rebuilding the tower would be", "cheaper", "than a new one."),
            "Rebuilding the tower would be cheaper than a new one.",
        ),
        (
            ("The offer was signed in the morning by", "Anna Velde", "and two of her colleagues."),
            "The offer was signed in the morning by Anna Velde and two of her colleagues.",
        ),
        (
            ("The report was published (", "in full", ") by the council on Monday evening."),
            "The report was published (in full) by the council on Monday evening.",
        ),
        (("They are all", "friends of the mayor."), "They are all friends of the mayor."),
    ],
)
def test_a_sentence_torn_at_a_link_is_whole_again(parts: tuple[str, ...], whole: str) -> None:
    assert paragraphs(page(*parts)) == [whole]


def test_russian_is_joined_by_its_own_small_words() -> None:
    torn = page("Совет решил восстановить маяк на", "мысе Марроу", ".")
    assert paragraphs(torn, stopwords("ru")) == ["Совет решил восстановить маяк на мысе Марроу."]


@pytest.mark.parametrize(
    "parts",
    [
        ("The council votes on the light", "Fishermen had asked for it for years."),
        ("The tower is sound.", "the stairs are not."),
        ("VELDE:", "we have no money left for it."),
        ("The following will be there:", "all members of the council."),
        ("  • the first item of the list", "  • and the second one."),
        ("Home", "News", "Sport"),
        ("How the light at the point went out", "by Anna Velde"),
    ],
)
def test_what_is_whole_stays_apart(parts: tuple[str, ...]) -> None:
    assert paragraphs(page(*parts)) == [part.strip() for part in parts]


def test_rows_set_close_are_not_a_sentence() -> None:
    rows = "Old light to shine again at the point\nmenu\nlatest news from the coast."
    assert len(paragraphs(rows)) == 3


def test_text_wrapped_by_a_mailer_is_unwrapped() -> None:
    text = (
        "The council has decided to rebuild the lighthouse at Marrow Point, and\n"
        "work begins in the spring. Boats are asked to keep clear of the reef\n"
        "until then, and to follow the instructions of the pilot, who can be\n"
        "reached at any hour by radio on the usual channel of the harbour.\n"
        "\n"
        "Questions may be sent to the office of the harbour master, which will\n"
        "answer them within a week.\n"
    )
    first, second = paragraphs(text)
    assert "Marrow Point, and work begins" in first
    assert second.endswith("which will answer them within a week.")


def test_paragraphs_on_one_line_each_are_not_taken_for_wrapped() -> None:
    assert wrap_width(split_lines("A short line.\n" + "word " * 60)) == 0


@given(PAGES)
def test_every_line_is_in_one_paragraph_in_order(text: str) -> None:
    lines = split_lines(text)
    joined = reflow(lines, ENGLISH)
    assert [line for paragraph in joined for line in paragraph.lines] == lines
    assert all(len(each.joints) == len(each.lines) - 1 for each in joined)


@given(PAGES)
def test_a_joined_text_is_its_lines_and_joints(text: str) -> None:
    for paragraph in reflow(split_lines(text), ENGLISH):
        bare = "".join(line.text for line in paragraph.lines)
        assert paragraph.text.replace(" ", "") == bare.replace(" ", "")
        assert set(paragraph.joints) <= {"", " "}
