"""Dates and ranges, resolved to ISO 8601."""

import pytest

from tui.entities.dates import dates


def found(text: str) -> list[tuple[str, str]]:
    return [(text[c.start : c.end], c.value) for c in dates(text)]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("3 September 2020", "2020-09-03"),
        ("Sept. 3rd, 2020", "2020-09-03"),
        ("SEPTEMBER 2020", "2020-09"),
        ("2020-09-03", "2020-09-03"),
        ("03.09.2020", "2020-09-03"),
        ("9/13/2020", "2020-09-13"),
        ("April 24 – April 30, 2023", "2023-04-24/2023-04-30"),
        ("24–30 April 2023", "2023-04-24/2023-04-30"),
        ("April 26th to 28th", "--04-26/--04-28"),
        ("1 Jan – 3 Feb 2022", "2022-01-01/2022-02-03"),
        ("September 2020 to March 2021", "2020-09/2021-03"),
        ("2014-2016", "2014/2016"),
        ("1990s", "1990/1999"),
        ("Q3 2021", "2021-Q3"),
        ("3 сентября 2020", "2020-09-03"),
        ("1er mars 2021", "2021-03-01"),
        ("3. Oktober 2021", "2021-10-03"),
    ],
)
def test_a_written_date_is_resolved(written: str, value: str) -> None:
    assert found(f"It was {written}, they said.") == [(written, value)]


@pytest.mark.parametrize("published", ["2021-01-02", "2021-01"])
def test_a_date_without_a_year_is_near_the_day_of_publication(published: str) -> None:
    text = "The strike of December 30 ended on January 4."
    assert [c.value for c in dates(text, published)] == ["2020-12-30", "2021-01-04"]


@pytest.mark.parametrize("published", ["", "2021", "soon", "2021-13-40"])
def test_without_a_day_of_publication_no_year_is_made_up(published: str) -> None:
    text = "In March 2019 it began; the strike of December 30 ended on 5 May 2018."
    assert [c.value for c in dates(text, published)] == ["2019-03", "--12-30", "2018-05-05"]


def test_a_bare_year_needs_a_word_that_says_it_is_one() -> None:
    assert found("In 2014 and 2015 some 2000 men left (since 1999).") == [
        ("2014", "2014"),
        ("2015", "2015"),
        ("1999", "1999"),
    ]


def test_an_ambiguous_date_is_no_more_exact_than_it_is() -> None:
    assert found("on 03/09/2020 at noon") == [("03/09/2020", "2020")]


@pytest.mark.parametrize(
    "text",
    ["on 30 February 2020", "yesterday", "you may 3 times", "$2014", "1,2014", "No. 2020-99-03"],
)
def test_what_no_calendar_has_or_no_text_resolves_is_not_drawn(text: str) -> None:
    assert found(text) == []
