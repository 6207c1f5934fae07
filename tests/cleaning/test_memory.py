"""Lines that recur in other documents are a hint that they are the site's, never a verdict."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cleaning.pages import APPEAL, ARTICLE, MENU, PAGES, TITLE, page
from tui.cleaning.clean import clean, clean_text
from tui.cleaning.memory import recurring, reminded, wavering
from tui.document import Block, Role, Span
from tui.lines import MANY, line_key, line_keys

WHOLE = page(MENU, TITLE, *ARTICLE, *APPEAL)


def elsewhere(text: str, times: int = 1) -> dict[int, int]:
    """The lines of a text as lines that so many other documents have."""
    return dict.fromkeys(line_keys(text), times)


def test_recurring_is_what_another_document_says_too() -> None:
    documents = [line_keys("a\nb"), line_keys("b\nc\nc"), line_keys("B\nd")]
    assert recurring(documents) == {line_key("b"): 2}
    assert recurring(documents[:1]) == {}


def test_the_odds_of_a_known_line_fall_and_no_others() -> None:
    scores = reminded([0.5, 0.9, 0.9], [3, 0, 0])
    assert scores[0] == pytest.approx(0.269, abs=1e-3)
    assert scores[1:] == [0.9, 0.9]


def test_a_copy_of_another_document_loses_nothing() -> None:
    assert clean(WHOLE, known=elsewhere(WHOLE)).blocks == clean(WHOLE).blocks


def test_running_text_survives_a_line_that_stands_elsewhere_too() -> None:
    assert ARTICLE[2] in clean_text(WHOLE, known=elsewhere(ARTICLE[2]))


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (1, "; in 1 other document too"),
        (7, "; in 7 other documents too"),
        (MANY, "; in 50 or more other documents too"),
    ],
)
def test_what_is_hidden_says_in_how_many_documents_it_stands(times: int, words: str) -> None:
    blocks = clean(WHOLE, known=elsewhere(page(*APPEAL), times)).blocks
    said = [block.text(WHOLE) for block in blocks if block.reason.endswith(words)]
    assert said == list(APPEAL)


def test_neighbours_keep_one_reason_with_the_smallest_number() -> None:
    known = {line_key(line): 2 + at for at, line in enumerate(APPEAL)}
    blocks = clean(WHOLE, known=known).blocks
    reasons = {block.reason for block in blocks if block.text(WHOLE) in APPEAL}
    assert len(reasons) == 1
    assert reasons.pop().endswith("; in 2 other documents too")


def test_a_line_of_other_documents_scores_less_than_it_would_alone() -> None:
    def score(known: dict[int, int]) -> float:
        blocks = clean(WHOLE, known=known).blocks
        return next(block.score for block in blocks if block.text(WHOLE) == ARTICLE[-1])

    assert score(elsewhere(ARTICLE[-1])) < score({})


def test_wavering_is_what_the_hint_could_hide() -> None:
    safe = "sure\nunsure\na longer half\nrest\ntitle\naway"
    spans = [Span(at, at + len(line)) for at, line in _placed(safe)]
    blocks = [
        Block(Role.BODY, (spans[0],), "", 0.74),
        Block(Role.BODY, (spans[1],), "", 0.72),
        Block(Role.HEADING, (spans[2], spans[3]), "", 0.4, (" ",)),
        Block(Role.TITLE, (spans[4],), "", 0.4),
        Block(Role.RELATED, (spans[5],), "", 0.4),
    ]
    assert wavering(safe, blocks) == {line_key("unsure"), line_key("a longer half")}


def _placed(text: str) -> list[tuple[int, str]]:
    return [(text.index(line), line) for line in text.split("\n")]


@settings(deadline=None)
@given(PAGES, st.randoms(use_true_random=False))
def test_what_does_not_waver_stays_whatever_recurs(text: str, chance: Random) -> None:
    plain = clean(text)
    keys = sorted(line_keys(text) - wavering(text, plain.blocks))
    known = dict.fromkeys(chance.sample(keys, len(keys) // 2), 9)
    sure = [b.pieces for b in plain.blocks if b.role is Role.BODY and b.score >= 0.74]
    shown = {b.pieces for b in clean(text, known=known).blocks if not b.hidden}
    assert shown.issuperset(sure)


@settings(deadline=None)
@given(PAGES, st.randoms(use_true_random=False))
def test_memory_moves_no_line(text: str, chance: Random) -> None:
    keys = sorted(line_keys(text))
    known = dict.fromkeys(chance.sample(keys, len(keys) // 2), 1)
    plain, reminded_of = clean(text), clean(text, known=known)
    assert [b.pieces for b in reminded_of.blocks] == [b.pieces for b in plain.blocks]
