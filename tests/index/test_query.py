"""A wrong query says where it is wrong and what was expected, in words."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.index.dates import WORDS, period
from tui.index.expression import Either, Every, Limit, Not, Query, Text
from tui.index.fields import FIELDS, numbers
from tui.index.query import parse
from tui.row import QueryError


@pytest.mark.parametrize(
    ("typed", "position", "words"),
    [
        ("(ferry", 6, "a ) is missing"),
        ("ferry)", 5, "no ( to this )"),
        ("ferry or", 8, "a word is expected"),
        ("()", 1, "a word is expected"),
        ("-(", 2, "a word is expected"),
        ("tag:", 4, "a value is expected"),
        ("tag: )", 5, "a value is expected"),
        ("decison:keep", 8, "perhaps decision:"),
        ("zzzz:keep", 5, "quotes"),
        ("decision:yes", 9, "none, keep, maybe or discard"),
        ("a is:done", 5, "unread, opened, read"),
        ("a is:done", 5, "waiting, failed, missing or superseded"),
        ("is:un", 3, "is: unread or undecided"),
        ("is:fai", 3, "is: failed"),
        ("words:many", 6, ">500"),
        ("date:soon", 5, "2020-09"),
        ("date:2026-13", 5, "month"),
        ("date:99999d", 5, "2020-09"),
        ("date:9999y", 5, "calendar"),
        ("sort:size", 5, "arrival, date"),
        ("a or (b sort:date)", 13, "outside"),
        ("…", 0, "no letter or digit"),
        ('"—" -', 0, "no letter or digit"),
        ("a" * 1001, 1000, "at most 1000"),
    ],
)
def test_errors_know_their_place(typed: str, position: int, words: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(typed)
    assert caught.value.position == position
    assert words in caught.value.message
    # It stands behind the query on a narrow screen; what there is to choose from, above it.
    assert len(caught.value.message) <= (150 if " or " in caught.value.message else 50)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", Query()),
        ("   ", Query()),
        ("ferry", Query(Text("ferry"))),
        ("ferry link", Query(Every((Text("ferry"), Text("link"))))),
        ("(ferry) link", Query(Every((Text("ferry"), Text("link"))))),
        ("(a b) c", Query(Every((Text("a"), Text("b"), Text("c"))))),
        ("a or b c", Query(Either((Text("a"), Every((Text("b"), Text("c"))))))),
        ("a|b", Query(Either((Text("a"), Text("b"))))),
        ("or", Query(Text("or"))),
        ("orange", Query(Text("orange"))),
        ("--a", Query(Text("a"))),
        ("- a -", Query(Text("a"))),
        ("well-known", Query(Text("well-known"))),
        ('"two words', Query(Text("two words"))),
        ('"two wor"*', Query(Text("two wor", prefix=True))),
        ("fer*", Query(Text("fer", prefix=True))),
        ("„a b“", Query(Every((Text("„a"), Text("b"))))),
        ("«a b»", Query(Text("a b"))),
        ("http://a.b/c", Query(Text("http://a.b/c"))),
        ("TAG:x", Query(Limit("tag", "x", 4))),
        ('-tag:"x y"', Query(Not(Limit("tag", "x y", 5)))),
        ("tag:a:b*", Query(Limit("tag", "a:b", 4, prefix=True))),
        ("a sort:-date", Query(Text("a"), "-date")),
        ("sort:title", Query(None, "title")),
        ("a ... b", Query(Every((Text("a"), Text("b"))))),
    ],
)
def test_what_is_typed_as_a_tree(typed: str, expected: Query) -> None:
    assert parse(typed) == expected


def test_parentheses_may_stand_within_each_other_up_to_a_point() -> None:
    assert parse("(a or (b " * 15 + "c" + "))" * 15).expression is not None
    with pytest.raises(QueryError, match="too many parentheses"):
        parse("(a or (b " * 60 + "c" + "))" * 60)


def test_plain_words_and_fields_need_no_grammar() -> None:
    code = (
        "import sys; from tui.index.query import parse; parse('ferry is:unread sort:date');"
        "assert 'lark' not in sys.modules; parse('ferry -link'); assert 'lark' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


_FIELDS = ("is:unread", "IS:decided", "tag:or", "tag:harbour", "words:5", "sort:date", "who:Ада")
_WORDS = ("ferry", "паром", "or", "and", "NOT", "2026", "²", "x:", ":x", "tag:a:b", "héé:a", "a_b")


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(_FIELDS + _WORDS), min_size=1, max_size=5),
    st.sampled_from([" ", "  ", "\t", "\n"]),
)
def test_without_the_grammar_a_query_means_the_same(parts: list[str], gap: str) -> None:
    typed = gap.join(parts)
    # A minus that stands alone means nothing, but takes the grammar to tell.
    assert _meaning(typed) == _meaning(f"{typed} -")


def _meaning(typed: str) -> Query | str:
    try:
        return parse(typed)
    except QueryError as wrong:
        return wrong.message


@pytest.mark.parametrize(
    ("value", "bounds"),
    [
        ("5", (5, 5)),
        ("=5", (5, 5)),
        (">5", (6, 1 << 40)),
        (">=5", (5, 1 << 40)),
        ("<5", (0, 4)),
        ("<=5", (0, 5)),
        ("2..5", (2, 5)),
        ("..5", (0, 5)),
        ("2..", (2, 1 << 40)),
    ],
)
def test_numbers(value: str, bounds: tuple[int, int]) -> None:
    assert numbers(value) == bounds


_TODAY = date(2026, 3, 31)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2020", "2020-01-01", "2021-01-01"),
        ("2020-09", "2020-09-01", "2020-10-01"),
        ("2020-12", "2020-12-01", "2021-01-01"),
        ("2020-9-3", "2020-09-03", "2020-09-04"),
        ("2020-Q4", "2020-10-01", "2021-01-01"),
        ("today", "2026-03-31", "2026-04-01"),
        ("Yesterday", "2026-03-30", "2026-03-31"),
        ("this_week", "2026-03-30", "2026-04-06"),
        ("last_week", "2026-03-23", "2026-03-30"),
        ("this_month", "2026-03-01", "2026-04-01"),
        ("last_month", "2026-02-01", "2026-03-01"),
        ("this_year", "2026-01-01", "2027-01-01"),
        ("last_year", "2025-01-01", "2026-01-01"),
        ("1d", "2026-03-31", "2026-04-01"),
        ("2w", "2026-03-18", "2026-04-01"),
        ("1m", "2026-03-01", "2026-04-01"),
        ("1y", "2025-04-01", "2026-04-01"),
    ],
)
def test_dates_as_people_write_them(text: str, start: str, end: str) -> None:
    found = period(text, _TODAY)
    assert (found.start.isoformat(), found.end.isoformat()) == (start, end)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(
    st.dates(),
    st.dates().map(str)
    | st.sampled_from([*WORDS, "0001", "9999", "9999-12", "9999-q4", "0000", "0001-q1"])
    | st.builds("{}{}".format, st.integers(0, 9999), st.sampled_from("dwmy")),
)
def test_any_day_of_the_calendar_is_a_period_or_is_refused(today: date, text: str) -> None:
    try:
        found = period(text, today)
    except ValueError:
        return
    assert found.start <= found.end


def test_every_field_that_takes_one_of_a_few_words_takes_each_of_them() -> None:
    for name, field in FIELDS.items():
        for choice in field.choices:
            parse(f"{name}:{choice}")
