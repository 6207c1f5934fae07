"""What a line looks like is measured alike in every script, and in time linear in its length."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.cleaning.pages import ARTICLE, MENU, PAGES, TITLE, page
from tui.cleaning.classifier import first_columns, second_columns, shipped_weights
from tui.cleaning.cohesion import SECOND
from tui.cleaning.context import (
    CONTEXT,
    dense_stretch,
    distance,
    following,
    preceding,
    running,
    shifted,
)
from tui.cleaning.features import OWN, said_in, words_of
from tui.cleaning.page import Page, read_page
from tui.cleaning.runs import RUNS, find_runs
from tui.cleaning.telltales import TELLTALES


def own(text: str, name: str) -> list[float]:
    return first_columns(read_page(text))[OWN.index(name)]


def test_running_text_weighs_more_than_labels() -> None:
    prose = own(page(*MENU, TITLE, *ARTICLE), "prose")
    assert min(prose[-len(ARTICLE) :]) > max(prose[: len(MENU) + 1])


@pytest.mark.parametrize(
    "text",
    [
        "港の評議会は火曜日に、九年前の嵐で屋根を失った古い灯台を再建することを決めた。",
        "港口委员会星期二决定重建九年前被风暴吹走屋顶的旧灯塔，渔民们对此表示欢迎。",
        "Совет решил во вторник восстановить старый маяк, который не горит уже девять лет на мысе.",
    ],
)
def test_prose_is_prose_in_scripts_without_blanks_or_latin_letters(text: str) -> None:
    label = "連絡先" if not text.isascii() else "Contact"
    prose = own(page(label, text, text[::-1][1:] + "。"), "prose")
    assert prose[1] > 3 * prose[0]


def test_two_characters_count_as_a_word_where_words_are_not_spaced() -> None:
    text = "灯台再建"
    words = words_of(text, said_in(text), frozenset())
    assert words.size == pytest.approx(3.0)
    assert words.content == {"灯台", "台再", "再建"}


def test_a_line_said_often_is_marked() -> None:
    repeats = own(page(TITLE, ARTICLE[0], TITLE, ARTICLE[1], TITLE), "repeats")
    assert repeats[0] == repeats[2] == repeats[4] > 0
    assert repeats[1] == repeats[3] == 0


def test_windows_sum_what_lies_around() -> None:
    sums = running([1.0, 2.0, 3.0, 4.0])
    assert following(sums, 2) == [5.0, 7.0, 4.0, 0.0]
    assert preceding(sums, 2) == [0.0, 1.0, 3.0, 5.0]
    assert following(sums, 9) == [9.0, 7.0, 4.0, 0.0]
    assert shifted([1.0, 2.0, 3.0], 1) == [2.0, 3.0, 0.0]
    assert shifted([1.0, 2.0, 3.0], -4) == [0.0, 0.0, 0.0]


def test_distance_grows_from_a_mark() -> None:
    steps = distance([False, True, False, False])
    assert steps[1] == 0 < steps[2] < steps[3] < steps[0]


def test_the_densest_stretch_is_the_one_with_the_greatest_sum() -> None:
    assert dense_stretch([-1.0, 2.0, -0.5, 2.0, -3.0, 1.0]) == (1, 4)
    assert dense_stretch([-1.0, -2.0]) == (0, 0)


def test_runs_break_at_three_unlikely_lines() -> None:
    first = [0.9, 0.9, 0.1, 0.1, 0.9, 0.1, 0.1, 0.1, 0.9]
    assert [(run.low, run.high) for run in find_runs(first, [20.0] * 9)] == [(0, 5), (8, 9)]


def columns(read: Page) -> list[list[float]]:
    first = first_columns(read)
    scores = [0.5 if index % 3 else 0.9 for index in range(len(read.paragraphs))]
    return first + second_columns(read, scores, shipped_weights().title)


@given(PAGES)
def test_every_paragraph_has_every_feature(text: str) -> None:
    read = read_page(text)
    if read.paragraphs:
        found = columns(read)
        second = len(SECOND) + len(RUNS) + len(TELLTALES)
        assert len(found) == len(OWN) + len(CONTEXT) + second
        assert {len(column) for column in found} == {len(read.paragraphs)}
        assert all(value == value and abs(value) < 1e6 for column in found for value in column)
