"""What the markup of a page says of its lines counts, and a text without markup is judged alone."""

from __future__ import annotations

import json
from hashlib import sha256

from tests.cleaning.pages import APPEAL, ARTICLE, MENU, TITLE, page
from tui.cleaning import classifier, markup
from tui.cleaning.classifier import Linear
from tui.cleaning.clean import clean
from tui.cleaning.markup import markup_rows, shipped_markup, with_markup
from tui.cleaning.page import read_page
from tui.document import TELLING, Stretch

TEXT = page(MENU, TITLE, *ARTICLE, *APPEAL)


def stretches(text: str, away: str = "", tag: str = "p") -> tuple[Stretch, ...]:
    """A stretch a line; lines of ``away`` stand in a menu's links, the others in ``tag``."""
    found, at = [], 0
    for line in text.split("\n"):
        if line:
            menu = line in away
            around = frozenset({"nav", "li"} if menu else {"article", tag})
            found.append(Stretch(at, at + len(line), menu, around))
        at += len(line) + 1
    return tuple(found)


def voted(markup: tuple[Stretch, ...], text: str, away: str = "") -> tuple[Stretch, ...]:
    """The same stretches, all lines kept by a vote but that which is ``away``."""
    return tuple(one._replace(kept=text[one.start : one.end] != away) for one in markup)


def test_a_model_has_a_weight_for_each_feature() -> None:
    assert len(shipped_markup().weights) == 2 + len(TELLING)
    assert len(shipped_markup(voted=True).weights) == 2 + len(TELLING) + 1


def test_the_regression_was_fitted_to_the_weights_that_come_with_the_program() -> None:
    fitted_to = json.loads(markup.WEIGHTS.read_text("utf-8"))["fitted_to"]
    assert fitted_to == sha256(classifier.WEIGHTS.read_bytes()).hexdigest(), (
        "fit it again: python -m tests.bench.clean_html --out tui/cleaning/markup.json"
    )


def test_a_vote_is_the_last_column_where_there_was_one() -> None:
    text = "Home\n\nThe ferry was late again."
    rows = markup_rows(read_page(text).paragraphs, voted(stretches(text), text, away="Home"))
    assert [row[-1] for row in rows] == [0.0, 1.0]
    assert {len(row) for row in rows} == {2 + len(TELLING) + 1}


def test_what_a_vote_does_not_keep_is_less_likely_the_document() -> None:
    markup = stretches(TEXT)

    def score(away: str) -> float:
        blocks = clean(TEXT, markup=voted(markup, TEXT, away)).blocks
        return next(block.score for block in blocks if block.text(TEXT) == ARTICLE[0])

    assert score(away=ARTICLE[0]) < score(away="")


def test_without_markup_nothing_moves() -> None:
    assert with_markup([0.3], [], (), shipped_markup()) == [0.3]
    assert clean(TEXT, markup=()) == clean(TEXT)


def test_links_and_elements_are_counted_for_each_paragraph() -> None:
    text = "Home\n\nThe ferry was late again."
    rows = markup_rows(read_page(text).paragraphs, stretches(text, away="Home"))
    assert [row[0] for row in rows] == [1.0, 0.0]
    assert [row[2 + TELLING.index("nav")] for row in rows] == [1.0, 0.0]
    assert [row[2 + TELLING.index("p")] for row in rows] == [0.0, 1.0]


def test_a_paragraph_of_the_article_in_a_menu_is_less_likely_the_document() -> None:
    inside = clean(TEXT, markup=stretches(TEXT, away=ARTICLE[0])).blocks
    outside = clean(TEXT, markup=stretches(TEXT)).blocks
    (first,) = [at for at, block in enumerate(outside) if block.text(TEXT) == ARTICLE[0]]
    assert inside[first].score < outside[first].score


def test_a_model_that_says_nothing_changes_no_score() -> None:
    nothing = Linear((0.0,) * (2 + len(TELLING)), 0.0)
    paragraphs = read_page(TEXT).paragraphs
    scores = [0.5] * len(paragraphs)
    assert with_markup(scores, paragraphs, stretches(TEXT), nothing) == scores
