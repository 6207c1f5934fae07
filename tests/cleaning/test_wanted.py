"""Lists that belong to the text stay, though no line of them looks like one of it."""

from __future__ import annotations

from tests.cleaning.pages import ARTICLE, MENU, page
from tui.cleaning.page import read_page
from tui.cleaning.wanted import keep_lists

FACTS = ("Height: 31 m", "Steps: 142", "Built: 1874", "Keeper: none")
ITEMS = ("- A new stair", "- A new lamp", "- A coat of paint")


def kept(*lines: str, likely: float) -> list[str]:
    """The lines that are kept where only the article's are sure, and all others as given."""
    read = read_page(page(*lines))
    sure = [part.text in ARTICLE for part in read.paragraphs]
    wanted = keep_lists(read, [0.95 if one else likely for one in sure], sure)
    texts = [part.text for part, one in zip(read.paragraphs, wanted, strict=True) if one]
    return [text for text in texts if text not in ARTICLE]


def test_labels_with_values_below_the_text_are_kept_with_their_heading() -> None:
    assert kept(*ARTICLE, "Key figures", *FACTS, likely=0.3) == ["Key figures", *FACTS]


def test_a_short_line_between_two_labels_belongs_to_them() -> None:
    recipe = ("Prep: 15 min", "Bake: 40 min", "For six people", "Effort: small", "Rest: none")
    text = (page(*ARTICLE, recipe), page(*ARTICLE, *recipe))
    assert [kept(close, likely=0.3) for close in text] == [list(recipe), []]


def test_labels_without_values_are_not() -> None:
    assert kept(*ARTICLE, *MENU, likely=0.3) == []


def test_labels_with_values_that_are_unlikely_or_far_from_the_text_are_not() -> None:
    assert kept(*ARTICLE, *FACTS, likely=0.1) == []
    assert kept(*ARTICLE, *MENU, *FACTS, likely=0.15) == []


def test_two_labels_are_no_list() -> None:
    assert kept(*ARTICLE, *FACTS[:2], likely=0.3) == []


def test_items_inside_the_text_are_kept_and_items_behind_it_are_not() -> None:
    assert len(kept(*ARTICLE[:3], *ITEMS, *ARTICLE[3:], likely=0.35)) == len(ITEMS)
    assert kept(*ARTICLE, *ITEMS, likely=0.35) == []


def test_pros_and_cons_marked_with_signs_are_items() -> None:
    pros = ("+ Burns for eleven hours", "+ Takes ordinary cells", "- Strap stays wet")
    assert kept(*ARTICLE[:3], *pros, *ARTICLE[3:], likely=0.25) == list(pros)
