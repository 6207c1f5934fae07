"""What is kept for how it reads, and is not the text for its form or for where it stands."""

from __future__ import annotations

import pytest

from tests.cleaning.pages import ARTICLE, MENU, TITLE, page
from tui.cleaning.page import read_page
from tui.cleaning.strays import find_strays
from tui.document import Role

OTHER = (
    "The bakery in Fish Street will close at the end of the month after ninety years.",
    "Its owner has found nobody who wants to rise at two in the morning for so little.",
    "The town has bought the oven, which will be shown in the museum from next spring.",
)
TEASERS = (
    "The pilot boat that would not turn back when the storm...",
    "Why the museum keeps its most famous diary in a...",
    "Ninety years of bread in Fish Street come to an...",
)


def strays(*lines: str, sure: float = 0.95, likely: float = 0.5) -> dict[str, Role]:
    """What becomes of lines that are all kept but for menus, the article's being sure."""
    read = read_page(page(*lines))
    texts = [part.text for part in read.paragraphs]
    scores = [sure if text in ARTICLE else likely for text in texts]
    found = find_strays(read, scores, [text not in MENU for text in texts])
    return {texts[zone.first]: zone.role for zone in found}


def test_an_article_has_none() -> None:
    assert strays(TITLE, *ARTICLE) == {}


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("— Pilot Three (@pilot_3) March 4, 2026", Role.CAPTION),
        ("A post shared by the harbour (@marrowpoint)", Role.CAPTION),
        ("marrow-point-lighthouse.jpg", Role.CAPTION),
        ("RELATED: The keeper who counted every storm", Role.RELATED),
        ("Lesen Sie auch: Der Leuchtturmwärter und die Stürme", Role.RELATED),
        ("Читайте также: Смотритель, который считал штормы", Role.RELATED),
        ("延伸阅读：数风暴的人", Role.RELATED),
        ("Tuesday, 3 March 2026", Role.DATELINE),
    ],
)
def test_the_form_of_a_line_gives_it_away(line: str, role: Role) -> None:
    assert strays(*ARTICLE[:3], line, *ARTICLE[3:]) == {line: role}


@pytest.mark.parametrize(
    "line",
    [
        "The pilot's address, pilot@harbour.example, is known to every boat.",
        "The keeper kept a file called storms.txt and a diary.",
        "Related businesses on the quay fear for their custom.",
        "It was dark on 3 March 2026.",
        "And so they waited for the light to come back...",
    ],
)
def test_a_sentence_of_the_text_is_none(line: str) -> None:
    assert strays(*ARTICLE[:3], line, *ARTICLE[3:]) == {}


def test_headlines_cut_short_are_those_of_other_pages_where_there_are_several() -> None:
    assert strays(*ARTICLE, *TEASERS) == dict.fromkeys(TEASERS, Role.RELATED)
    assert strays(*ARTICLE, *TEASERS[:2]) == {}


def test_what_stands_behind_the_text_and_apart_from_it_is_another_unless_it_is_sure() -> None:
    assert strays(*ARTICLE, *MENU, *OTHER) == dict.fromkeys(OTHER, Role.RELATED)
    assert strays(*ARTICLE, *MENU, *OTHER, likely=0.65) == {}
    assert strays(*ARTICLE, *MENU * 4, *OTHER, likely=0.65) == dict.fromkeys(OTHER, Role.RELATED)
    assert strays(*ARTICLE, *MENU[:3], *OTHER) == {}


def test_what_stands_above_it_has_to_be_very_far_away() -> None:
    assert strays(*OTHER, *MENU * 2, *ARTICLE) == {}
    assert strays(*OTHER, *MENU * 11, *ARTICLE) == dict.fromkeys(OTHER, Role.RELATED)


def test_a_page_of_many_pieces_has_no_text_to_be_apart_from() -> None:
    posts = [line for text in (*ARTICLE, *OTHER) for line in (text, *MENU)]
    assert strays(*posts, sure=0.5) == {}
