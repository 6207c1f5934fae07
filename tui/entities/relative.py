"""Dates that count from the day of publication: "on Friday", "last week", "two years ago".

They are found only where that day is known, and only if they can mean just one day, week, month or
year. ``value`` is ISO 8601, as exact as the words are: a day, ``2020-W36``, ``2020-09`` or
``2020``; a range is ``from/to``. Words that may mean either of two (a weekday in a sentence about
the future, "next Friday") are left alone.
"""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tui.document import Label
from tui.entities.alternatives import any_of
from tui.entities.recogniser import Candidate, without_overlaps
from tui.entities.relative_words import (
    AGO,
    BETWEEN,
    COUNTS,
    DAYS,
    FUTURE,
    LAST,
    MONTHS,
    ON,
    PAST,
    PERIODS,
    REPORTING,
    UNITS,
    WEEKDAYS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

# Characters on each side of a weekday that are read as its sentence, at most.
_SENTENCE = 160
_MOST = 99
_OUTSIDE = re.compile(r"[.!?;\n]\s")


class _Day(NamedTuple):
    """The day of publication, or its month alone."""

    date: datetime.date
    exact: bool


def relative_dates(text: str, language: str, published: str) -> list[Candidate]:
    """The dates in ``text`` that count from ``published``, sorted and apart.

    ``published`` is the day of publication in ISO 8601, or its month, from which only months and
    years count. Anything else, or a ``language`` without words for such dates, gives none.
    """
    day = _day(published)
    if day is None or language not in DAYS:
        return []
    found = [
        *_ranges(text, language, day),
        *_counted(text, language, day),
        *_periods(text, language, day),
        *_months(text, language, day),
        *_named(text, language, day),
        *_weekdays(text, language, day),
    ]
    return without_overlaps(
        Candidate(start, end, Label.DATE, 0.9, "pattern", value) for start, end, value in found
    )


_Found = tuple[int, int, str]


def _day(published: str) -> _Day | None:
    exact = len(published) > 7
    try:
        date = datetime.date.fromisoformat(published[:10] if exact else f"{published}-15")
    except ValueError:
        return None
    return _Day(date, exact)


@cache
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?P<word>{any_of(words)})(?![\w-])", re.IGNORECASE)


def _named(text: str, language: str, day: _Day) -> Iterator[_Found]:
    """Days with a word of their own: "yesterday", "last night"."""
    if not day.exact:
        return
    for match in _words(tuple(DAYS[language])).finditer(text):
        date = _moved(day.date, DAYS[language][match["word"].lower()])
        if date:
            yield match.start(), match.end(), date.isoformat()


def _periods(text: str, language: str, day: _Day) -> Iterator[_Found]:
    """Periods next to that of publication: "last week", "this month", "next year"."""
    for match in _words(tuple(PERIODS[language])).finditer(text):
        unit, steps = PERIODS[language][match["word"].lower()]
        value = _period(day, unit, steps)
        if value:
            yield match.start(), match.end(), value


def _counted(text: str, language: str, day: _Day) -> Iterator[_Found]:
    """Counted periods before publication: "three days ago", "2 years ago"."""
    counts, units = COUNTS[language], UNITS[language]
    pattern = AGO[language].format(
        count=rf"(?P<n>\d{{1,2}}|{any_of(counts)})", unit=rf"(?P<unit>{any_of(units)})"
    )
    for match in re.finditer(rf"(?<![\w-]){pattern}(?![\w-])", text, re.IGNORECASE):
        written = match["n"].lower()
        number = int(written) if written.isdecimal() else counts[written]
        value = _period(day, units[match["unit"].lower()], -number) if 0 < number <= _MOST else ""
        if value:
            yield match.start(), match.end(), value


def _period(day: _Day, unit: str, steps: int) -> str:
    """The day, week, month or year so many steps from that of publication; empty if unknown."""
    if unit in ("day", "week"):
        date = _moved(day.date, steps * (7 if unit == "week" else 1))
        if date is None or not day.exact:
            return ""
        year, week, _ = date.isocalendar()
        return date.isoformat() if unit == "day" else f"{year:04d}-W{week:02d}"
    months = day.date.year * 12 + day.date.month - 1 + steps * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        return ""
    return f"{year:04d}" if unit == "year" else f"{year:04d}-{month + 1:02d}"


def _moved(date: datetime.date, days: int) -> datetime.date | None:
    try:
        return date + datetime.timedelta(days)
    except OverflowError:
        return None


@cache
def _weekday(pattern: str, language: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("DAY", "|".join(WEEKDAYS[language])))


def _weekdays(text: str, language: str, day: _Day) -> Iterator[_Found]:
    """Weekdays: "on Friday" is the last one up to the day of publication, "last Friday" one before
    that day.
    """
    if not day.exact:
        return
    for match in _weekday(LAST[language], language).finditer(text):
        date = _before(_moved(day.date, -1), WEEKDAYS[language][match[1]])
        if date:
            yield match.start(), match.end(), date.isoformat()
    for match in _weekday(ON[language], language).finditer(text):
        date = _before(day.date, WEEKDAYS[language][match[1]])
        if date and _is_past(text, match.start(1), match.end(1), language):
            yield match.start(1), match.end(1), date.isoformat()


def _ranges(text: str, language: str, day: _Day) -> Iterator[_Found]:
    """Ranges in the past seven days: "from Monday to Wednesday"."""
    if not day.exact:
        return
    for match in _weekday(BETWEEN[language], language).finditer(text):
        first, last = (WEEKDAYS[language][match[side]] for side in (2, 3))
        end = _before(day.date, last)
        start = _before(end, first)
        if start and end and start < end and _is_past(text, *match.span(1), language):
            yield match.start(1), match.end(1), f"{start.isoformat()}/{end.isoformat()}"


def _before(date: datetime.date | None, weekday: int) -> datetime.date | None:
    """The last such weekday up to ``date``."""
    return date and _moved(date, -((date.weekday() - weekday) % 7))


def _is_past(text: str, start: int, end: int, language: str) -> bool:
    """Whether the sentence around a weekday is about the past."""
    left = text[max(0, start - _SENTENCE) : start]
    left = left[max((m.end() for m in _OUTSIDE.finditer(left)), default=0) :]
    right = text[end : end + _SENTENCE]
    stop = _OUTSIDE.search(right)
    sentence = left + (right[: stop.start()] if stop else right)
    if REPORTING.search(left):
        return True
    past, future = PAST[language], FUTURE[language]
    return not _has(sentence, future) and (not past or _has(sentence, past))


def _has(sentence: str, words: str) -> bool:
    return bool(re.search(rf"(?<!\w)(?:{words})(?!\w)", sentence, re.IGNORECASE))


def _months(text: str, language: str, day: _Day) -> Iterator[_Found]:
    """Months by name: "last March" is the one before the month of publication."""
    for match in _words(tuple(MONTHS[language])).finditer(text):
        month = MONTHS[language][match["word"].lower()]
        year = day.date.year - (month >= day.date.month)
        if year >= datetime.MINYEAR:
            yield match.start(), match.end(), f"{year:04d}-{month:02d}"
