"""Dates are read in many languages and orders; what is no date is left alone."""

from __future__ import annotations

import pytest

from tui.cleaning.dates import find_dates, says_age


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("September 3, 2026", "2026-09-03"),
        ("Sept. 3, 2026", "2026-09-03"),
        ("3 September 2026", "2026-09-03"),
        ("3rd of September, 2026", "2026-09-03"),
        ("3. September 2026", "2026-09-03"),
        ("1er mars 2026", "2026-03-01"),
        ("3 de septiembre de 2026", "2026-09-03"),
        ("3 сентября 2026 года", "2026-09-03"),
        ("3 вересня 2026", "2026-09-03"),
        ("3 września 2026", "2026-09-03"),
        ("2026-09-03T10:00:00Z", "2026-09-03"),
        ("03.09.2026", "2026-09-03"),
        ("25/12/2026", "2026-12-25"),
        ("12/25/2026", "2026-12-25"),
        ("2026年9月3日", "2026-09-03"),
        ("2026년 9월 3일", "2026-09-03"),
        ("2026.09.03. 오전 7:30", "2026-09-03"),
        ("2026/09/03", "2026-09-03"),
        ("3 سبتمبر 2026، الساعة 9:15", "2026-09-03"),
        ("JUNE 2026", "2026-06"),
        ("Published Fri, Sep 3 20269:24 AM", "2026-09-03"),
        ("3 September 202611:08 UTC", "2026-09-03"),
    ],
)
def test_a_date_is_read(text: str, iso: str) -> None:
    assert [date.iso for date in find_dates(text)] == [iso]


@pytest.mark.parametrize(
    "text",
    ["31.02.2026", "99.99.2026", "On 3 September", "2026", "Room 3 of 2026 houses", "3 May 20261"],
)
def test_what_is_no_full_date_is_none(text: str) -> None:
    assert find_dates(text) == []


def test_both_ends_of_a_range_are_found_in_order() -> None:
    assert [date.iso for date in find_dates("24 August 2026 – 30 August 2026")] == [
        "2026-08-24",
        "2026-08-30",
    ]


def test_an_order_that_had_to_be_guessed_is_less_sure() -> None:
    assert find_dates("03/04/2026")[0].confidence < find_dates("03.04.2026")[0].confidence


@pytest.mark.parametrize(
    "text",
    ["Asked 8 months ago", "vor 3 Stunden", "Il y a 2 semaines", "5 дней назад", "3天前", "2년 전"],
)
def test_how_long_ago_something_was_is_said_in_many_languages(text: str) -> None:
    assert says_age(text)


@pytest.mark.parametrize("text", ["8 months of work", "Ago 3", "a year or two ago", "3天"])
def test_what_gives_no_age_says_none(text: str) -> None:
    assert not says_age(text)
