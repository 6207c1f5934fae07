"""The signs that give away a caption, a writer's lines, a list's item, a block of links."""

from __future__ import annotations

import pytest

from tests.cleaning.pages import ARTICLE, MENU, TITLE, page
from tui.cleaning.clean import clean
from tui.cleaning.page import read_page
from tui.cleaning.telltales import TELLTALES, telltale_features
from tui.document import Role


def sign(name: str, text: str, first: tuple[float, ...] = ()) -> list[float]:
    read = read_page(text)
    scores = list(first) or [0.5] * len(read.paragraphs)
    return telltale_features(read, scores)[TELLTALES.index(name)]


def test_words_that_stand_elsewhere_on_the_page_are_told_by_where() -> None:
    text = page(ARTICLE[0], ARTICLE[1], ARTICLE[0][:80])
    assert sign("said_before", text)[:2] == [0.0, 0.0]
    assert sign("said_before", text)[2] > 0.8
    below = sign("said_after", text)
    assert below[0] > 0.3 > below[1] == below[2] == 0.0


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("glued", "Boats Lost at Marrow PointThe harbour council voted to rebuild the light."),
        ("label", "See also: how the old lighthouse lost its roof"),
        ("loud_label", "WATCH: how the old lighthouse lost its roof"),
        ("handle", "— Harbour Council (@harbour) March 4, 2026"),
        (
            "more_said",
            "Related: how the old lighthouse at the point lost its roof in a storm, told",
        ),
    ],
)
def test_a_line_that_leads_away_is_marked_and_running_text_is_not(name: str, line: str) -> None:
    assert sign(name, page(ARTICLE[0], line, ARTICLE[1])) == [0.0, 1.0, 0.0]


def test_the_line_above_a_handle_is_the_post() -> None:
    text = page("I will not pay for stairs that nobody climbs.", "— old_tar (@oldtar) May 2")
    assert sign("handle_below", text) == [1.0, 0.0]


def test_captions_and_the_lines_about_a_writer_are_dense_with_their_words() -> None:
    caption = "The tower, pictured above left in a file photo."
    writer = "Anna Velde is a freelance writer and a former editor of the harbour's paper."
    text = page(ARTICLE[0], caption, writer)
    assert max(sign("pictured", text)) == sign("pictured", text)[1]
    assert max(sign("writes", text)) == sign("writes", text)[2]


def test_a_text_that_starts_with_a_name_of_its_own_line_is_marked() -> None:
    text = page("Anna Velde", *ARTICLE[:2], "Anna Velde has written about the harbour for years.")
    assert sign("named_start", text) == [0.0, 0.0, 0.0, 1.0]


def test_lines_that_count_are_a_list() -> None:
    text = page("1. The stairs", "An aside", "2. The lamp", "3. The roof", "17 boats")
    assert sign("counted", text) == [1.0, 0.0, 2.0, 1.0, 0.0]


def test_lines_built_alike_are_told_from_running_text() -> None:
    text = page("4 May – Marrow", "5 May – Strand", "6 May – Harbour", ARTICLE[0])
    assert sign("alike", text) == [2.0, 2.0, 2.0, 0.0]


def test_a_block_is_known_by_all_of_its_lines() -> None:
    text = page(MENU[:3], TITLE, ARTICLE[0])
    scores = (0.1, 0.1, 0.4, 0.6, 0.9)
    assert len({*sign("block_lines", text, scores)[:3]}) == 1
    assert sign("block_place", text, scores)[0] == 0.0
    assert sign("block_rest", text, scores)[2] == 0.0
    assert sign("block_most", text, scores) == [0.4, 0.4, 0.4, 0.6, 0.9]
    assert sign("block_above", text, scores)[3] == sign("block_p", text, scores)[0]
    assert sign("block_below", text, scores)[3] == sign("block_p", text, scores)[4]


def test_a_caption_between_title_and_text_is_no_title() -> None:
    caption = (
        "The harbour lighthouse at Marrow Point, pictured in March. Anna Velde for the council"
    )
    text = page(MENU, caption, *ARTICLE)
    assert all(block.role is not Role.TITLE for block in clean(text).blocks)
