"""Scores become verdicts at the cut that promises the page the best F1."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.cleaning.classifier import cut, keep, read_weights, sigmoid

_SCORED = st.lists(
    st.tuples(st.floats(0.001, 0.999), st.floats(1.0, 200.0)), min_size=1, max_size=40
)


def expected_f1(scored: list[tuple[float, float]], limit: float) -> float:
    found = sum(score * words for score, words in scored if score >= limit)
    kept = sum(words for score, words in scored if score >= limit)
    return 2 * found / (kept + sum(score * words for score, words in scored))


@given(_SCORED)
def test_no_other_cut_promises_more(scored: list[tuple[float, float]]) -> None:
    scores, words = (list(column) for column in zip(*scored, strict=True))
    limit = cut(scores, words)
    best = expected_f1(scored, limit)
    assert all(expected_f1(scored, other) <= best + 1e-9 for other in scores)


@given(_SCORED)
def test_something_is_always_kept(scored: list[tuple[float, float]]) -> None:
    scores, words = (list(column) for column in zip(*scored, strict=True))
    assert any(keep(scores, words, [True] * len(scores)))


def test_a_sentence_between_two_that_are_kept_is_kept() -> None:
    scores, words = [0.9, 0.2, 0.9, 0.2, 0.1], [30.0] * 5
    assert keep(scores, words, [True] * 5) == [True, True, True, False, False]
    assert keep(scores, words, [False] * 5) == [True, False, True, False, False]


def test_a_line_that_is_surely_none_is_not_kept_between_two_that_are() -> None:
    assert keep([0.9, 0.01, 0.9], [30.0] * 3, [True] * 3) == [True, False, True]


def test_trees_are_read_from_their_flat_form() -> None:
    text = json.dumps(
        {
            "first": {"weights": [1.0], "bias": 0.0},
            "title": {"weights": [1.0], "none": 0.5},
            "columns": [0, 1],
            "trees": [["blbll", [0, 2.5, 1, 0.5], [10, 20, 30]], ["l", [], [1]]],
        }
    )
    forest = read_weights(text).forest
    assert forest.odds([[2.0, 9.0], [3.0, 0.0], [3.0, 1.0]]) == [0.011, 0.021, 0.031]


@pytest.mark.parametrize("text", ["{}", "[", "null"])
def test_a_file_without_weights_is_refused(text: str) -> None:
    with pytest.raises((KeyError, ValueError, TypeError)):
        read_weights(text)


def test_the_logistic_function_takes_any_value() -> None:
    assert sigmoid(1e9) > 0.999
    assert sigmoid(-1e9) < 0.001
    assert sigmoid(0.0) == 0.5
