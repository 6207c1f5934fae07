"""Watched texts are found where they stand, as the index finds their documents."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.index.documents import document, passing_index, ringing
from tests.index.test_watching import watch
from tui.spotting import Spot, spotter
from tui.watchlist import STRING, Watched

FERRY = "The FERRY  link, the ferry-link and a ferryman."


def texts(text: str, *listed: Watched) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.text) for one in spotter(listed)(text)]


def test_every_place_is_found_across_case_spaces_and_signs() -> None:
    assert texts(FERRY, Watched("ferry link")) == [
        ("FERRY  link", "ferry link"),
        ("ferry-link", "ferry link"),
    ]


def test_the_longest_of_those_that_begin_together_rings() -> None:
    found = texts(FERRY, Watched("ferry"), Watched("ferry link"))
    assert [one for _, one in found] == ["ferry link", "ferry link"]


def test_a_text_that_ends_within_a_phrase_rings_for_the_part_that_is_watched_too() -> None:
    assert texts("a ferry", Watched("ferry"), Watched("ferry link")) == [("ferry", "ferry")]


def test_other_spellings_ring_under_the_name() -> None:
    listed = Watched("Pyotr Ladogin", spellings=("Пётр Ладогин",))
    assert texts("Петр Ладогин спал.", listed) == [("Петр Ладогин", "Pyotr Ladogin")]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_accents_make_no_difference_however_they_are_written(form: str) -> None:
    text = normalize(form, "l’Économie du port")  # type: ignore[arg-type]
    (spot,) = spotter([Watched("economie")])(text)
    assert normalize("NFC", text[spot.start : spot.end]) == "Économie"


def test_cyrillic_letters_that_differ_by_a_mark_are_different_letters() -> None:
    assert texts("мои слова", Watched("мой")) == []


def test_nothing_is_found_for_an_empty_list_or_in_an_empty_text() -> None:
    assert spotter([])(FERRY) == []
    assert spotter([Watched("--")])(FERRY) == []
    assert spotter([Watched("x")])("") == []


def test_a_long_list_costs_no_more_than_a_short_one_in_what_it_finds() -> None:
    listed = [Watched(f"name {number}") for number in range(5000)]
    assert spotter(listed)("before name 4711 after") == [Spot(7, 16, "name 4711")]


_WORDS = st.sampled_from(["ferry", "tóll", "Ёлка", "re-open", "x_y", "12:30", "мой", "мои", "ÅB"])
_TEXTS = st.lists(_WORDS, min_size=1, max_size=5).map(" ".join)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(_TEXTS, _TEXTS)
def test_it_finds_something_exactly_in_documents_that_the_index_finds(body: str, text: str) -> None:
    with passing_index() as index:
        watch(index, Watched(text, STRING))
        index.put("/in/a", document(body))
        assert bool(spotter([Watched(text, STRING)])(body)) == bool(ringing(index))
