"""The case forms of a name in Cyrillic: which are its own, which it shares with the other sex."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.spelling.endings import forms


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Лукашенко", "лукашенкой"),
        ("Лукашенкой", "лукашенко"),
        ("Путин", "путиным"),
        ("Навальный", "навального"),
        ("Навальная", "навальной"),
        ("Тихановского", "тихановским"),
        ("Александр Лукашенко", "александром лукашенко"),
        ("Мария Орлова", "марии орловой"),
        ("Скерин", "скерином"),
        ("Беларусь", "беларуси"),
        ("Единая Россия", "единой россии"),
        ("Артём", "артема"),
    ],
)
def test_a_name_is_declined(name: str, form: str) -> None:
    assert form in forms(name).own


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Навальный", "навальная"),
        ("Навальная", "навального"),
        ("Тихановский", "тихановской"),
        ("Путина", "путин"),
        ("Мария Орлова", "мария орлов"),
    ],
)
def test_a_form_of_the_other_sex_is_none(name: str, form: str) -> None:
    assert form not in forms(name).own | forms(name).shared


def test_what_a_surname_shares_with_the_other_sex_is_told_apart() -> None:
    assert forms("Путин").shared == {"путина", "путину", "путине"}
    assert "путина" in forms("Путина").own
    assert not forms("Лукашенко").shared


@pytest.mark.parametrize("name", ["Anna Weber", "Пётр I", "", "а б в г д", "EU"])
def test_what_is_not_all_cyrillic_or_long_is_its_only_form(name: str) -> None:
    assert forms(name) == (frozenset({" ".join(name.casefold().split())}), frozenset())


@given(st.text(alphabet="абвйоуеьян ёнцк", max_size=20))
def test_a_name_is_always_a_form_of_itself(name: str) -> None:
    assert " ".join(name.casefold().split()) in forms(name).own
