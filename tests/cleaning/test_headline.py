"""Of the lines above a text the headline is its title: not the ways through the site, not who
wrote, not what stands below it, not what a teaser above it says."""

from __future__ import annotations

import pytest

from tests.cleaning.pages import ARTICLE, MENU, MENUS, TEASERS, TITLE, page
from tui.cleaning.clean import clean

SHORT = "Stairs, a Lamp and Two Summers"
STANDFIRST = (
    "The harbour council voted to rebuild the lighthouse at Marrow Point, dark since a storm tore"
    " off its roof, and engineers say the tower itself is sound"
)


def title(*parts: str | tuple[str, ...]) -> str:
    found = clean(page(*parts)).metadata.title
    return found.value if found else ""


@pytest.mark.parametrize(
    "line",
    [
        "Jump directly to the content",
        "Skip to main navigation",
        "You are here: Harbour > Lighthouse",
        "Home > Harbour > Lighthouse",
        "> Harbour > Marrow Point lighthouse",
        "Zum Inhalt springen",
        "Aller au contenu de la page",
        "Перейти к содержанию",
        "Click to share the lighthouse on Reddit (Opens in new window)",
        "Start|Harbour|Council|Lighthouse at Marrow Point",
        "Menu",
        "Thursday, 3 September 2026",
        "Posted on 3 September 2026 in Harbour",
        "From: Harbour Council <lighthouse@harbour.example>",
        "By Anna Velde | MARROW POINT",
    ],
)
def test_no_way_through_the_site_and_no_byline_is_a_title(line: str) -> None:
    assert title(line, *ARTICLE) == ""
    assert title(line, TITLE, *ARTICLE) == TITLE


@pytest.mark.parametrize(
    "headline",
    [
        "Back to the Lighthouse: Harbour Council Votes to Rebuild",
        "Home Lights: Marrow Point Lighthouse to Be Rebuilt",
        "«Marrow» and «Point»: harbour council to rebuild the lighthouse",
        "Harbour Council and Lighthouse: Minutes of 1 September 2026",
    ],
)
def test_a_headline_may_begin_as_such_lines_do(headline: str) -> None:
    assert title(*MENU, headline, ("By Anna Velde", "3 September 2026"), *ARTICLE) == headline


def test_what_stands_below_the_headline_is_its_standfirst() -> None:
    assert title(SHORT, STANDFIRST, "3 September 2026", *ARTICLE) == SHORT


def test_what_stands_above_a_headline_is_not_taken_for_it() -> None:
    assert title("Guest Essay", TITLE, STANDFIRST, *ARTICLE) == TITLE


def test_a_sentence_over_a_byline_may_be_the_headline() -> None:
    sentence = "The lighthouse at Marrow Point will be rebuilt. Here is how the council paid."
    assert title(sentence, ("By Anna Velde", "3 September 2026"), *ARTICLE) == sentence


def test_a_sentence_that_opens_the_text_is_no_title() -> None:
    assert title("The lighthouse at Marrow Point will be rebuilt by the council.", *ARTICLE) == ""


def test_a_teaser_far_above_the_text_is_not_where_the_text_begins() -> None:
    signed = ("By Anna Velde", "3 September 2026")
    assert title(*TEASERS, *MENUS, TITLE, *signed, *ARTICLE) == TITLE


def test_the_subject_of_a_mail_is_its_title() -> None:
    head = (
        "From: Harbour Council Press Desk <press@harbour.example>",
        "To: Editors of the lighthouse news <news@harbour.example>",
        f"Subject: {TITLE}",
    )
    assert title(head, *ARTICLE) == TITLE


def test_of_two_headlines_the_one_that_the_files_name_says_is_the_title() -> None:
    other = "Fishermen Ask for a Light on the Reef and the Point"
    text = page(*MENU, TITLE, "Related", other, *ARTICLE)
    for called in (TITLE, other):
        name = called.lower().replace(" ", "-")
        found = clean(text, called=name).metadata.title
        assert found
        assert found.value == called


def test_a_name_of_few_words_says_nothing() -> None:
    text = page("The Harbour Light", TITLE, *ARTICLE)
    found = clean(text, called="Harbour light · reef").metadata.title
    assert found
    assert found.value == TITLE
