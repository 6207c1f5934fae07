"""Dates of a query as periods: a year, a month, a day, a quarter, or a time seen from today."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_QUARTER = re.compile(r"(\d{4})-?q([1-4])", re.IGNORECASE)
_AGO = re.compile(r"(\d{1,4})([dwmy])", re.IGNORECASE)

#: The words that stand for a time seen from today.
WORDS = (
    "today",
    "yesterday",
    "this_week",
    "last_week",
    "this_month",
    "last_month",
    "this_year",
    "last_year",
)


class Period(NamedTuple):
    """From one day, that day included, up to another, not included."""

    start: date
    end: date


def period(text: str, today: date) -> Period:
    """What a date names: ``2020``, ``2020-09``, ``2020-09-03``, ``2020-q3``, one of :data:`WORDS`,
    or ``3d`` ``2w`` ``6m`` ``1y``, the days, weeks, months or years up to today.

    Weeks begin on Monday (ISO 8601). Raises ``ValueError`` for anything else.
    """
    try:
        if text.casefold() in WORDS:
            return _word(text.casefold(), today)
        if ago := _AGO.fullmatch(text):
            return Period(_back(today, int(ago[1]), ago[2].casefold()), today + timedelta(1))
        if quarter := _QUARTER.fullmatch(text):
            first = date(int(quarter[1]), 3 * int(quarter[2]) - 2, 1)
            return Period(first, _months(first, 3))
        if iso := _ISO.fullmatch(text):
            return _calendar(int(iso[1]), iso[2], iso[3])
    except OverflowError as error:
        raise ValueError("a date out of the calendar") from error
    raise ValueError("2020-09, last_week.. or 3d")


def _calendar(year: int, month: str | None, day: str | None) -> Period:
    first = date(year, int(month or 1), int(day or 1))
    if day:
        return Period(first, first + timedelta(1))
    return Period(first, _months(first, 1 if month else 12))


def _word(word: str, today: date) -> Period:
    if word == "today":
        return Period(today, today + timedelta(1))
    if word == "yesterday":
        return Period(today - timedelta(1), today)
    which, unit = word.split("_")
    if unit == "week":
        start = today - timedelta(today.weekday())
        return _this_or_last(which, start - timedelta(7), start, start + timedelta(7))
    start = today.replace(day=1) if unit == "month" else today.replace(month=1, day=1)
    length = 1 if unit == "month" else 12
    return _this_or_last(which, _months(start, -length), start, _months(start, length))


def _this_or_last(which: str, before: date, start: date, end: date) -> Period:
    return Period(start, end) if which == "this" else Period(before, start)


def _back(today: date, count: int, unit: str) -> date:
    if unit in "dw":
        return today - timedelta(count * (1 if unit == "d" else 7) - 1)
    return _months(today, -count * (1 if unit == "m" else 12)) + timedelta(1)


def _months(start: date, count: int) -> date:
    """The same day so many months on, or the last day of that month."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(year)
    for day in range(start.day, start.day - 4, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    raise OverflowError(start)
