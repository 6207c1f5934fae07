"""Telephone numbers, international and national."""

import pytest

from tui.entities.phones import phones


def found(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(text[c.start : c.end], c.value) for c in phones(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "written", "value"),
    [
        ("call +375 29 123-45-67 today", "en", "+375 29 123-45-67", "+375291234567"),
        ("or +44 20 7946 0958.", "fi", "+44 20 7946 0958", "+442079460958"),
        ("Büro: +49 (0)30 12345678", "de", "+49 (0)30 12345678", "+493012345678"),
        ("the desk, (212) 736-5000, is open", "en", "(212) 736-5000", "+12127365000"),
        ("Phone: 020 7946 0958", "en", "020 7946 0958", "+442079460958"),
        ("тел. 8 (495) 123-45-67", "ru", "8 (495) 123-45-67", "+74951234567"),
        ("звоните 8 (029) 123-45-67", "ru", "8 (029) 123-45-67", "+375291234567"),
        ("Tel.: 030/12345678", "de", "030/12345678", "+493012345678"),
        ("Tél. 01 42 68 53 00", "fr", "01 42 68 53 00", "+33142685300"),
        ("tel. 22 123 45 67", "pl", "22 123 45 67", "+48221234567"),
    ],
)
def test_a_number_that_exists_is_found_in_its_international_form(
    text: str, language: str, written: str, value: str
) -> None:
    assert found(text, language) == [(written, value)]


@pytest.mark.parametrize(
    "text",
    [
        "+999 123 456 789",
        "+12 3456",
        "++375 29 123-45-67",
        "in 2014-2016 and 2017-2018",
        "a sum of 020 7946 0958",
        "call 911 in 2020",
        "tel. 123 456 78",
        "(1999) 1234567",
    ],
)
def test_what_only_looks_like_a_number_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_national_number_needs_a_language_whose_countries_are_known() -> None:
    assert found("tel. 020 7946 0958", "fi") == []
