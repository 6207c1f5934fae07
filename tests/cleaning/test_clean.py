"""The door of the room: every line is judged once, nothing is rewritten, nothing is lost."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings

from tests.cleaning.pages import APPEAL, ARTICLE, COMMENTS, MENU, PAGES, TITLE, page
from tui.cleaning.clean import Cleaned, clean, clean_text
from tui.document import Block, Role

TALK = tuple(line for name, text in COMMENTS for line in (name, text))
WHOLE = page(
    MENU,
    TITLE,
    ("By Anna Velde", "3 September 2026"),
    *ARTICLE,
    *APPEAL,
    "View all comments",
    *TALK,
)


def roles_of(cleaned: Cleaned, text: str) -> dict[str, Role]:
    return {block.text(text): block.role for block in cleaned.blocks}


def test_the_article_is_shown_and_the_rest_is_hidden() -> None:
    roles = roles_of(clean(WHOLE), WHOLE)
    assert all(roles[paragraph] is Role.BODY for paragraph in ARTICLE)
    assert all(roles[line].hidden for line in (*MENU, *APPEAL, *TALK))
    assert roles[TITLE] is Role.TITLE
    assert roles["3 September 2026"] is Role.DATELINE


def test_printed_are_title_and_body_a_blank_line_apart() -> None:
    assert clean_text(WHOLE) == page(TITLE, *ARTICLE)


def test_every_block_says_why() -> None:
    blocks = clean(WHOLE).blocks
    assert all(block.reason for block in blocks)
    reasons = {block.reason for block in blocks if block.role is Role.COMMENTS}
    assert reasons == {f"comment section: {1 + len(TALK)} lines from “View all comments”"}


def test_a_repeated_title_is_a_repeat() -> None:
    text = page(TITLE, *ARTICLE[:3], TITLE, *ARTICLE[3:])
    assert [block.role for block in clean(text).blocks if block.text(text) == TITLE] == [
        Role.TITLE,
        Role.REPEAT,
    ]


def test_a_torn_sentence_is_one_block_with_its_pieces() -> None:
    torn = ("The council has turned to the", "old friend of the harbour", ".")
    text = page(TITLE, *ARTICLE[:2], *torn, *ARTICLE[2:])
    (block,) = (each for each in clean(text).blocks if len(each.pieces) > 1)
    assert tuple(text[start:end] for start, end in block.pieces) == torn
    assert block.joints == (" ", "")
    assert block.text(text) == "The council has turned to the old friend of the harbour."


def test_an_article_alone_is_kept_whole() -> None:
    assert clean_text(page(*ARTICLE)) == page(*ARTICLE)


def test_a_picture_credit_between_paragraphs_is_shown_but_not_printed() -> None:
    credit = "Photo: Anna Velde / Coast Pictures"
    text = page(TITLE, *ARTICLE[:2], credit, *ARTICLE[2:])
    assert roles_of(clean(text), text)[credit] is Role.CAPTION
    assert credit not in clean_text(text)


@pytest.mark.parametrize("text", ["", " \n\n\t\n", "\u2028"])
def test_nothing_gives_no_blocks(text: str) -> None:
    assert clean(text) == Cleaned()
    assert clean_text(text) == ""


@pytest.mark.parametrize("text", ["x", "Home", "...", "Home\n\nNews", "1\n2\n3", "港"])
def test_something_is_always_shown(text: str) -> None:
    assert any(not block.hidden for block in clean(text).blocks)


def pieces(blocks: tuple[Block, ...]) -> list[tuple[int, int]]:
    return [(piece.start, piece.end) for block in blocks for piece in block.pieces]


@settings(deadline=None)
@given(PAGES)
def test_blocks_cover_every_line_once_and_in_order(text: str) -> None:
    found = [text[start:end] for start, end in pieces(clean(text).blocks)]
    assert found == [stripped for line in text.splitlines() if (stripped := line.strip())]


@settings(deadline=None)
@given(PAGES)
def test_pieces_rise_and_keep_apart(text: str) -> None:
    spans = pieces(clean(text).blocks)
    flat = [place for span in spans for place in span]
    assert flat == sorted(flat)
    assert all(start < end for start, end in spans)


@settings(deadline=None)
@given(PAGES)
def test_what_is_shown_is_in_the_text_in_that_order(text: str) -> None:
    blocks = clean(text).blocks
    for block in blocks:
        assert len(block.joints) == len(block.pieces) - 1
        assert set(block.joints) <= {"", " "}
    shown = "".join(
        text[start:end] for block in blocks if not block.hidden for start, end in block.pieces
    )
    remaining = iter(text)
    assert all(character in remaining for character in shown)


@settings(deadline=None)
@given(PAGES)
def test_scores_are_probabilities_and_something_is_shown(text: str) -> None:
    blocks = clean(text).blocks
    assert all(0.0 <= block.score <= 1.0 for block in blocks)
    assert not blocks or any(not block.hidden for block in blocks)


@settings(deadline=None)
@given(PAGES)
def test_cleaning_is_the_same_every_time(text: str) -> None:
    assert clean(text) == clean(text)


def test_a_clean_page_stays_as_it_is() -> None:
    once = clean_text(WHOLE)
    assert clean_text(once) == once


def calls(text: str) -> int:
    """How many Python calls, C functions included, cleaning a text takes."""
    counted = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        clean(text)
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize(
    "part", [page(*ARTICLE, *MENU) + "\n\n", "word " * 12 + "\n", "the\n\n,\n\n"]
)
def test_twice_the_lines_take_twice_the_steps(part: str) -> None:
    calls(part)
    assert calls(part * 200) < 2.2 * calls(part * 100)


@pytest.mark.parametrize("part", ["word ", "a", ".", "港", "(", "a.b@", "1,", "“ "])
def test_one_line_of_a_megabyte_is_one_block(part: str) -> None:
    line = (part * (1_000_000 // len(part))).strip()
    (block,) = clean(line).blocks
    assert block.text(line) == line
