"""Dates and ranges of dates in running text, resolved to ISO 8601.

A date without a year gets the year that brings it nearest to the day of publication; where that is
not known it stays ``--MM-DD`` (ISO 8601:2000). For words like "yesterday" see
:mod:`tui.entities.relative`.
"""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tui.document import Label
from tui.entities import vocabulary
from tui.entities.alternatives import any_of, beginning
from tui.entities.recogniser import Candidate, without_overlaps

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = (
    "January Jan Jan. janvier Januar Jänner января январь январе янв. студзеня січня",
    "February Feb Feb. février Februar февраля февраль феврале фев. лютага лютого",
    "March Mar Mar. mars März марта март марте сакавіка березня",
    "April Apr Apr. avril апреля апрель апреле апр. красавіка квітня",
    "May mai Mai мая май мае траўня травня",
    "June Jun Jun. juin Juni июня июнь июне чэрвеня червня",
    "July Jul Jul. juillet Juli июля июль июле ліпеня липня",
    "August Aug Aug. août августа август августе авг. жніўня серпня",
    "September Sept Sept. Sep Sep. septembre сентября сентябрь сентябре сент. верасня вересня",
    "October Oct Oct. octobre Oktober октября октябрь октябре окт. кастрычніка жовтня",
    "November Nov Nov. novembre ноября ноябрь ноябре нояб. лістапада листопада",
    "December Dec Dec. décembre Dezember декабря декабрь декабре дек. снежня грудня",
)
_NUMBER_EDGES = r"(?<![\w$€£¥#.])(?<!\d[,:/])(?:{})(?![\w%$€£¥])(?![.,:/]\d)"
_TO = ("to", "through", "until", "till", "bis", "au", "по")
_GAPS = frozenset({"", ",", "of", ", of", "de", "d'", "d’"})
_PHRASES = re.compile("MDYTMDY|DMYTDMY|MDTMDY?|DMTDMY?|MDTDY?|DTDMY?|MYTMY|MTMY|MDY?|DMY?|MY|YTY|Y")
_HALF_YEAR = datetime.timedelta(days=183)


class _Atom(NamedTuple):
    kind: str
    start: int
    end: int
    number: int


class _Day(NamedTuple):
    year: int = 0
    month: int = 0
    day: int = 0


class _Phrase(NamedTuple):
    start: int
    end: int
    first: _Day
    last: _Day | None = None


@cache
def _months() -> dict[str, int]:
    numbers = {}
    for number, names in enumerate(_MONTHS, start=1):
        for name in names.split():
            numbers[name] = numbers[name.upper()] = number
            if not name.isascii():
                numbers[name.capitalize()] = number
    return numbers


@cache
def _atoms() -> re.Pattern[str]:
    year = _NUMBER_EDGES.format(r"(?:1[5-9]|20)\d\d")
    day = _NUMBER_EDGES.format(
        r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|er|(?:-?го|-?е)|\.(?= ?[^\W\d_]))?"
    )
    first = beginning([*_months(), *_TO])
    return re.compile(
        rf"(?=[\d{first}–—\u2010\u2011-])(?:"
        rf"(?P<M>(?<!\w)(?:{any_of(_months())})(?!\w))|(?P<Y>{year})|(?P<D>{day})"
        rf"|(?P<T>[-–—\u2010\u2011]|\b(?:{'|'.join(_TO)})(?: the)?\b))"
    )


@cache
def _numeric() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w./-])(?:(?P<y>(?:1[5-9]|20)\d\d)[-/](?P<m>0[1-9]|1[0-2])[-/](?P<d>[0-3]\d)"
        r"(?=T\d|(?![\w/-]))"
        r"|(?P<a>\d{1,2})(?P<mark>[./])(?P<b>\d{1,2})(?P=mark)(?P<z>(?:1[5-9]|20)\d\d)(?![\w/]|\.\d))"
    )


@cache
def _spans() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)(?:(?P<decade>(?:1[5-9]|20)\d0)['’]?s"
        r"|Q(?P<quarter>[1-4]),?[ /](?P<year>20\d\d))(?!\w)"
    )


def dates(text: str, published: str = "") -> list[Candidate]:
    """The dates in ``text``, without overlaps; ``value`` is ISO 8601, a range as ``from/to``.

    ``published`` is the day, or at least the month, of publication in ISO 8601, if it is known.
    """
    phrases = [*_numeric_phrases(text), *_worded_phrases(text)]
    anchor = _anchor(published)
    found = [
        Candidate(p.start, p.end, Label.DATE, 1.0, "pattern", value)
        for p in phrases
        if (value := _resolved(p, anchor))
    ]
    return without_overlaps([*found, *_decades(text)])


def _anchor(published: str) -> _Day | None:
    """The day or month of publication; None for a bare year, or what is no date."""
    try:
        day = datetime.date.fromisoformat(published if len(published) > 7 else f"{published}-15")
    except ValueError:
        return None
    return _Day(day.year, day.month, day.day)


def _decades(text: str) -> Iterator[Candidate]:
    for match in _spans().finditer(text):
        if match["decade"]:
            value = f"{match['decade']}/{int(match['decade']) + 9}"
        else:
            value = f"{match['year']}-Q{match['quarter']}"
        yield Candidate(match.start(), match.end(), Label.DATE, 1.0, "pattern", value)


def _numeric_phrases(text: str) -> Iterator[_Phrase]:
    for match in _numeric().finditer(text):
        if match["y"]:
            day = _Day(int(match["y"]), int(match["m"]), int(match["d"]))
        else:
            first, second, year = int(match["a"]), int(match["b"]), int(match["z"])
            american = match["mark"] == "/" and second > 12
            ambiguous = match["mark"] == "/" and first <= 12 and second <= 12 and first != second
            day = (
                _Day(year)
                if ambiguous
                else _Day(year, *((first, second) if american else (second, first)))
            )
        yield _Phrase(match.start(), match.end(), day)


def _worded_phrases(text: str) -> Iterator[_Phrase]:
    run: list[_Atom] = []
    for match in _atoms().finditer(text):
        kind, start = match.lastgroup or "", match.start()
        if run and text[run[-1].end : start].strip(" \t\u00a0") not in _GAPS:
            yield from _parsed(text, run)
            run = []
        if run or kind != "T":
            run.append(_Atom(kind, start, match.end(), _number(kind, match.group())))
    yield from _parsed(text, run)


def _number(kind: str, written: str) -> int:
    if kind == "M":
        return _months()[written]
    return int("".join(c for c in written if c.isdecimal()) or 0)


def _parsed(text: str, run: list[_Atom]) -> Iterator[_Phrase]:
    kinds = "".join(atom.kind for atom in run)
    for match in _PHRASES.finditer(kinds):
        atoms = run[match.start() : match.end()]
        shape = match.group()
        if shape[0] == "Y" and not _is_year(text, atoms):
            continue
        left, _, _ = shape.partition("T")
        first = _day(atoms[: len(left)])
        last = _day(atoms[len(left) + 1 :]) if "T" in shape else None
        yield _Phrase(atoms[0].start, atoms[-1].end, *_completed(first, last))


def _day(atoms: list[_Atom]) -> _Day:
    numbers = {atom.kind: atom.number for atom in atoms}
    return _Day(numbers.get("Y", 0), numbers.get("M", 0), numbers.get("D", 0))


def _completed(first: _Day, last: _Day | None) -> tuple[_Day, _Day | None]:
    """Both ends of a range, each completed by what only the other says."""
    if last is None:
        return first, None
    first = _Day(first.year or last.year, first.month or last.month, first.day)
    return first, _Day(last.year, last.month or first.month, last.day)


def _is_year(text: str, atoms: list[_Atom]) -> bool:
    """Whether a bare four-digit number is said as a year: after "in", in brackets, before "год"."""
    if len(atoms) > 1:
        return atoms[0].number < atoms[-1].number and atoms[1].end - atoms[1].start == 1
    before = text[max(0, atoms[0].start - 24) : atoms[0].start]
    after = text[atoms[0].end : atoms[0].end + 5]
    if before[-1:] in "([" and after[:1] in (")", "]"):
        return True
    if re.match(r"\s(?:г\.|год)", after):
        return True
    words = re.findall(r"\w+", before)
    if not words or not before[-1:].isspace():
        return False
    if words[-1] in ("and", "or", "и", "et", "und") and len(words) > 1:
        return bool(re.fullmatch(r"(?:1[5-9]|20)\d\d", words[-2]))
    return words[-1].lower() in vocabulary.YEAR_CUES


def _resolved(phrase: _Phrase, anchor: _Day | None) -> str | None:
    first = _iso(phrase.first, anchor)
    if phrase.last is None or first is None:
        return first
    last = _iso(phrase.last, phrase.first if phrase.first.year else anchor)
    return f"{first}/{last}" if last else None


def _iso(day: _Day, anchor: _Day | None) -> str | None:
    """``day`` in ISO 8601, with the year near ``anchor`` if it has none; None for no such day."""
    if not day.month:
        return f"{day.year:04d}"
    if not day.day:
        return f"{day.year:04d}-{day.month:02d}" if day.year else None
    year = day.year or (_nearest_year(day, anchor) if anchor else 0)
    try:
        datetime.date(year or 2000, day.month, day.day)
    except ValueError:
        return None
    return (
        f"{year:04d}-{day.month:02d}-{day.day:02d}" if year else f"--{day.month:02d}-{day.day:02d}"
    )


def _nearest_year(day: _Day, anchor: _Day) -> int:
    base = datetime.date(anchor.year, anchor.month, min(anchor.day or 15, 28))
    near = datetime.date(anchor.year, day.month, min(day.day, 28))
    if near - base > _HALF_YEAR:
        return anchor.year - 1
    return anchor.year + 1 if base - near > _HALF_YEAR else anchor.year
