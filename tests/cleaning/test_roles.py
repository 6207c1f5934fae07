"""What a line between title and text is said to be."""

from __future__ import annotations

import pytest

from tests.cleaning.pages import ARTICLE, MENU, TITLE, page
from tui.cleaning.headline import Title
from tui.cleaning.page import read_page
from tui.cleaning.roles import assign_roles
from tui.document import Role

SUBTITLE = "The old light has been dark for nine winters"


def roles(*lines: str, likely: float = 0.05) -> dict[str, Role]:
    """The roles of lines of which only the article's are kept; the rest are as likely as given."""
    read = read_page(page(*lines))
    texts = [part.text for part in read.paragraphs]
    kept = [text in ARTICLE for text in texts]
    scores = [0.95 if keep else likely for keep in kept]
    title = Title(texts.index(TITLE), 1, 0.9)
    verdicts = assign_roles(read, scores, kept, [], title)
    return {text: verdict.role for text, verdict in zip(texts, verdicts, strict=True)}


@pytest.mark.parametrize("between", [(), ("By Anna Velde",), ("By Anna Velde", "3 March 2026")])
def test_a_line_below_the_title_and_its_date_is_a_heading(between: tuple[str, ...]) -> None:
    assert roles(TITLE, *between, SUBTITLE, *ARTICLE)[SUBTITLE] is Role.HEADING


def test_headlines_far_below_the_title_are_none_unless_they_are_likely() -> None:
    lines = (TITLE, *MENU, "By Anna Velde", SUBTITLE, "3 March 2026", *ARTICLE)
    assert roles(*lines)[SUBTITLE].hidden
    assert roles(*lines, likely=0.25)[SUBTITLE] is Role.HEADING


def test_a_number_between_paragraphs_is_no_caption() -> None:
    found = roles(
        TITLE, *ARTICLE[:2], "14", *ARTICLE[2:4], "Marrow Point", *ARTICLE[4:], likely=0.2
    )
    assert found["14"].hidden
    assert found["Marrow Point"] is Role.CAPTION


def test_the_numbers_of_a_thread_s_pages_are_no_amounts_beside_a_date() -> None:
    started = "Thread starter: saltyknees · Start date: 11 May 2026"
    assert roles(page((TITLE, started, "1", "2"), *ARTICLE))[started] is Role.DATELINE
    assert roles(page((TITLE, started, "$2,500"), *ARTICLE))[started].hidden
