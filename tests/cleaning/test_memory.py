"""Lines that recur in other documents are a hint that they are the site's, never a verdict."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cleaning.pages import APPEAL, ARTICLE, MENU, PAGES, TITLE, page
from tui.cleaning.clean import clean, clean_text
from tui.cleaning.memory import line_key, line_keys, recurring, reminded

WHOLE = page(MENU, TITLE, *ARTICLE, *APPEAL)


def test_a_line_is_the_same_for_all_differences_of_case_and_blanks() -> None:
    assert line_key("Read  our PAPER ") == line_key("read our paper") != line_key("read our papers")
    assert line_keys("One\n\n  two \nONE") == {line_key("one"), line_key("two")}


def test_recurring_is_what_enough_documents_say() -> None:
    documents = [line_keys("a\nb"), line_keys("b\nc\nc"), line_keys("B\nd")]
    assert recurring(documents) == {line_key("b")}
    assert recurring(documents[:2], least=3) == frozenset()


def test_the_odds_of_a_known_line_fall_and_no_others() -> None:
    scores = reminded([0.5, 0.9, 0.9], [True, False, False])
    assert scores[0] == pytest.approx(0.269, abs=1e-3)
    assert scores[1:] == [0.9, 0.9]


def test_a_copy_of_another_document_loses_nothing() -> None:
    assert clean(WHOLE, known=line_keys(WHOLE)).blocks == clean(WHOLE).blocks


def test_running_text_survives_a_line_that_stands_elsewhere_too() -> None:
    assert ARTICLE[2] in clean_text(WHOLE, known=line_keys(ARTICLE[2]))


def test_what_is_hidden_says_that_other_documents_have_it_too() -> None:
    blocks = clean(WHOLE, known=line_keys(page(*APPEAL))).blocks
    said = [block.text(WHOLE) for block in blocks if "in other documents too" in block.reason]
    assert said == list(APPEAL)


def test_a_line_of_other_documents_scores_less_than_it_would_alone() -> None:
    def score(known: frozenset[int]) -> float:
        blocks = clean(WHOLE, known=known).blocks
        return next(block.score for block in blocks if block.text(WHOLE) == ARTICLE[-1])

    assert score(line_keys(ARTICLE[-1])) < score(frozenset())


@given(PAGES, st.randoms(use_true_random=False))
def test_memory_moves_no_line(text: str, chance: Random) -> None:
    keys = sorted(line_keys(text))
    known = frozenset(chance.sample(keys, len(keys) // 2))
    plain, reminded_of = clean(text), clean(text, known=known)
    assert [b.pieces for b in reminded_of.blocks] == [b.pieces for b in plain.blocks]
