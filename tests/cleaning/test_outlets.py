"""The name of the site is not the title, however often it stands above the text."""

from __future__ import annotations

import pytest

from tests.cleaning.pages import ARTICLE, MENU, TITLE, page
from tui.cleaning.clean import clean
from tui.cleaning.outlets import outlet_in, owner_of, site_names
from tui.cleaning.page import read_page

NAME = "The Marrow Courier"


def named(*lines: str) -> list[str]:
    """The lines that are told as the name of the site, without those of its copyright."""
    read = read_page(page(*lines))
    texts = [part.text for part in read.paragraphs]
    told = zip(texts, site_names(read), strict=True)
    return [text for text, name in told if name and not owner_of(text)]


@pytest.mark.parametrize(
    "owner",
    [f"© 2026 {NAME}", f"Copyright {NAME} Ltd. All rights reserved", f"(c) 2020-2026 {NAME}"],
)
def test_whom_the_copyright_line_names_is_the_site(owner: str) -> None:
    assert named(NAME, *MENU, TITLE, *ARTICLE, owner) == [NAME]


def test_the_name_in_two_languages_is_told_by_one() -> None:
    both = f"{NAME} / Le Courrier"
    assert named(both, *MENU, TITLE, *ARTICLE, f"© {NAME}") == [both]


def test_what_is_said_again_between_headline_and_date_signs_the_text() -> None:
    assert named(NAME, *MENU, TITLE, NAME, "3 March 2026", *ARTICLE) == [NAME, NAME]


def test_a_title_said_again_above_a_date_is_no_name() -> None:
    short = "Light for Marrow Point"
    assert named(*MENU, short, *MENU, short, "3 March 2026", *ARTICLE) == []


def test_the_title_is_found_below_the_name() -> None:
    text = page(*MENU[:2], NAME, *MENU[2:], TITLE, NAME, "3 March 2026", *ARTICLE)
    title = clean(text).metadata.title
    assert title is not None
    assert title.value == TITLE


def test_of_many_copyright_lines_the_last_are_believed() -> None:
    owners = [f"© Owner {number}" for number in range(9, 0, -1)]
    assert named("Owner 2", *MENU, *owners) == ["Owner 2"]
    assert named("Owner 8", *MENU, *owners) == []


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        (f"© 2026 {NAME}. All rights reserved", NAME),
        (f"Copyright © 2026 by {NAME} Limited 2026", NAME),
        ("© 2026 All rights reserved.", ""),
        ("Read our copyright notices", ""),
        ("© Marrow WordPress Theme by Owner", ""),
        ("(c) 2019-2026 iMarrow", "iMarrow"),
    ],
)
def test_the_outlet_is_a_name_without_what_stands_around_it(line: str, outlet: str) -> None:
    assert outlet_in(line) == outlet
