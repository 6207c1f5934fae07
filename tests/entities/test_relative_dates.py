"""Dates told from the day of publication, with the exactness of the words."""

import re
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tui.document import Label
from tui.entities.find import find_in_text
from tui.entities.relative import relative_dates

FRIDAY = "2020-09-04"


def found(text: str, language: str = "en", published: str = FRIDAY) -> list[tuple[str, str]]:
    return [(text[c.start : c.end], c.value) for c in relative_dates(text, language, published)]


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        ("It rained yesterday.", "yesterday", "2020-09-03"),
        ("They met last night at sea.", "last night", "2020-09-03"),
        ("He left the day before yesterday.", "the day before yesterday", "2020-09-02"),
        ("On Tuesday, the court ruled.", "Tuesday", "2020-09-01"),
        ("It ended on Friday.", "Friday", FRIDAY),
        ("It ended last Friday.", "last Friday", "2020-08-28"),
        ("Ten died between Monday and Wednesday.", "Monday and Wednesday", "2020-08-31/2020-09-02"),
        ("The ferry sank last week.", "last week", "2020-W35"),
        ("Talks go on next month.", "next month", "2020-10"),
        ("The ferry sank last March.", "last March", "2020-03"),
        ("The ferry sank last October.", "last October", "2019-10"),
        ("It closed three days ago.", "three days ago", "2020-09-01"),
        ("It closed 2 weeks ago.", "2 weeks ago", "2020-W34"),
        ("It closed a month ago.", "a month ago", "2020-08"),
        ("It closed ten years ago.", "ten years ago", "2010"),
    ],
)
def test_a_date_is_as_exact_as_its_words(text: str, written: str, value: str) -> None:
    assert found(text) == [(written, value)]


@pytest.mark.parametrize(
    ("language", "text", "written", "value"),
    [
        ("ru", "Вчера суд отложил дело.", "Вчера", "2020-09-03"),
        ("ru", "Во вторник прошла встреча.", "вторник", "2020-09-01"),
        ("ru", "Паром затонул на прошлой неделе.", "на прошлой неделе", "2020-W35"),
        ("ru", "Это было два дня назад.", "два дня назад", "2020-09-02"),
        ("de", "Am Montag hat der Rat getagt.", "Montag", "2020-08-31"),
        ("de", "Das war vor zwei Wochen.", "vor zwei Wochen", "2020-W34"),
        ("fr", "Le port a fermé vendredi dernier.", "vendredi dernier", "2020-08-28"),
        ("fr", "Hier, le port a fermé.", "Hier", "2020-09-03"),
    ],
)
def test_other_languages_have_their_own_words(
    language: str, text: str, written: str, value: str
) -> None:
    assert found(text, language) == [(written, value)]


@pytest.mark.parametrize(
    "text",
    [
        "The vote will be held on Monday.",
        "On Monday the council is due to vote.",
        "They meet next Friday.",
        "Shops were full on Black Friday.",
        "It ended on Friday, September 4.",
        "It ended on Monday 31 August.",
        "It opens on Fridays, in the last weeks of a year.",
        "The yesterday-man of the island spoke.",
    ],
)
def test_what_may_be_meant_of_two_days_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_what_was_said_on_a_day_is_past_whatever_was_said() -> None:
    assert found("The mayor said on Monday that she will go.") == [("Monday", "2020-08-31")]


def test_verbs_that_may_be_future_in_russian_give_no_day() -> None:
    assert found("В понедельник он выступит в порту.", "ru") == []


@pytest.mark.parametrize("published", ["", "2020", "soon", "2020-13-40"])
def test_without_a_day_of_publication_there_are_none(published: str) -> None:
    assert found("It closed yesterday, last week and last month.", published=published) == []


def test_a_month_of_publication_tells_months_and_years_only() -> None:
    text = "It closed yesterday; last week and last month it rained, as two years ago."
    assert found(text, published="2020-09") == [
        ("last month", "2020-08"),
        ("two years ago", "2018"),
    ]


def test_the_ends_of_the_calendar_are_no_dates() -> None:
    assert found("yesterday and 9 years ago", published="0001-01-01") == []
    assert found("tomorrow and next year", published="9999-12-31") == []


def test_a_document_has_them_beside_its_written_dates() -> None:
    text = "On Tuesday they met; on 3 May 2019 they had not."
    mentions = find_in_text(text, "en", FRIDAY).mentions
    assert [(m.label, m.name) for m in mentions] == [
        (Label.DATE, "2020-09-01"),
        (Label.DATE, "2019-05-03"),
    ]


_TOLD = {
    "en": "Yesterday he said so. It sank last week, last March, 99 years ago, 99 weeks ago, last"
    " Friday. It ended on Monday. Talks go on tomorrow, next week, next month, next year.",
    "ru": "Вчера суд отложил дело. Это было 99 лет назад, на прошлой неделе. Во вторник он сказал.",
    "de": "Gestern. Das war vor 99 Jahren, letzte Woche. Am Montag hat der Rat getagt.",
    "fr": "Hier, le port a fermé. C'était il y a 99 ans, la semaine dernière, vendredi dernier.",
}


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.dates(), st.booleans(), st.sampled_from(sorted(_TOLD)))
@example(date.min, True, "en")
@example(date.min, False, "en")
@example(date.max, True, "en")
def test_at_the_ends_of_the_calendar_too_there_are_only_days_of_the_calendar(
    day: date, exact: bool, language: str
) -> None:
    told = found(_TOLD[language], language, day.isoformat()[: 10 if exact else 7])
    for _, value in told:
        assert re.fullmatch(r"\d{4}(-\d\d|-W\d\d|-\d\d-\d\d)?", value)
        assert value >= "0001"
        if len(value) == 10:
            date.fromisoformat(value)
    assert told or day in (date.min, date.max) or not exact
