"""The fields of the query language: what each takes, and what its values mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from tui.decision import Decision, Reading
from tui.index import dates


class Kind(Enum):
    """What a field takes."""

    CHOICE = "one of a few words"
    TEXT = "words"
    NUMBER = "a number, or a range"
    DATE = "a date, or a range"
    ORDER = "an order"
    DOCUMENT = "a document"


@dataclass(frozen=True, slots=True)
class Field:
    """A field: what it takes, how it is explained, and its ``choices`` where it has a few words."""

    kind: Kind
    help: str
    choices: tuple[str, ...] = ()


_STATES = ("new", "undecided", "decided", "waiting", "failed", "missing", "superseded")
_FEATURES = ("note", "duplicate", "version", "doubt", "hidden-hit", "tag", "reason", "date")
ORDERS = ("arrival", "date", "title", "outlet", "words", "priority", "decision", "relevance")

FIELDS = {
    "is": Field(Kind.CHOICE, "how far it was read", (*(one.value for one in Reading), *_STATES)),
    "decision": Field(Kind.CHOICE, "what was decided", tuple(one.value for one in Decision)),
    "has": Field(Kind.CHOICE, "what it comes with", _FEATURES),
    "tag": Field(Kind.TEXT, "a tag"),
    "reason": Field(Kind.TEXT, "a reason"),
    "priority": Field(Kind.NUMBER, "0 to 3"),
    "outlet": Field(Kind.TEXT, "where it appeared"),
    "author": Field(Kind.TEXT, "who wrote it"),
    "lang": Field(Kind.TEXT, "its language, two letters"),
    "who": Field(Kind.TEXT, "a person in it"),
    "place": Field(Kind.TEXT, "a place in it"),
    "org": Field(Kind.TEXT, "an organisation in it"),
    "title": Field(Kind.TEXT, "words of the title"),
    "note": Field(Kind.TEXT, "words of a note on it"),
    "path": Field(Kind.TEXT, "a part of its path, as it is written"),
    "words": Field(Kind.NUMBER, "how long: >500, 200..800"),
    "date": Field(Kind.DATE, "when it appeared: 2020-09, last_week.., 2020..2021"),
    "after": Field(Kind.DATE, "it appeared later than this"),
    "before": Field(Kind.DATE, "it appeared earlier than this"),
    "new": Field(Kind.DATE, "when it came in: today, 3d"),
    "watch": Field(Kind.TEXT, "what you watch for; any"),
    "reader": Field(Kind.TEXT, "who decided it; reader:bob decision:keep is what bob kept"),
    "assigned": Field(Kind.TEXT, "who is to read it"),
    "rule": Field(Kind.TEXT, "decided by this standing rule; any"),
    "near": Field(Kind.DOCUMENT, "documents related to this one, the closest first"),
    "sort": Field(Kind.ORDER, "the order of the list, rising; falling with - before it", ORDERS),
}

_NUMBER = re.compile(r"(>=|<=|>|<|=)?(\d{1,9})")
_RANGE = re.compile(r"(\d{0,9})\.\.(\d{0,9})")
_MOST = 1 << 40
# What is said of a wrong field stands behind what was typed, on one line of a narrow screen.
_SHOWN = 16


def check(name: str, value: str, today: date) -> str:
    """What is wrong with ``name:value``, in a few words; empty if nothing is."""
    field = FIELDS.get(name)
    if field is None:
        from difflib import get_close_matches

        near = get_close_matches(name, FIELDS, 1)
        hint = f"perhaps {near[0]}:" if near else '"quotes" look for it'
        return f"no field {name[:_SHOWN]}: ({hint})"
    chosen = value.removeprefix("-") if field.kind is Kind.ORDER else value
    if field.choices and chosen not in field.choices:
        begun = tuple(choice for choice in field.choices if choice.startswith(chosen))
        return f"{name}: {_listed(begun or field.choices)}"
    try:
        if field.kind is Kind.NUMBER:
            numbers(value)
        if field.kind is Kind.DATE:
            days(value, today)
    except ValueError as error:
        return f"{name}: {error}"
    return ""


def _listed(choices: tuple[str, ...]) -> str:
    """All words to choose from."""
    *others, last = choices
    return f"{', '.join(others)} or {last}" if others else last


def numbers(value: str) -> tuple[int, int]:
    """The least and the greatest number that ``value`` allows. Raises ``ValueError``."""
    if span := _RANGE.fullmatch(value):
        return int(span[1] or 0), int(span[2] or _MOST)
    found = _NUMBER.fullmatch(value)
    if not found:
        raise ValueError("500, >500, <=500 or 200..800")
    number = int(found[2])
    return {
        ">": (number + 1, _MOST),
        ">=": (number, _MOST),
        "<": (0, number - 1),
        "<=": (0, number),
    }.get(found[1], (number, number))


def days(value: str, today: date) -> dates.Period:
    """The days that a date or a range of dates stands for. Raises ``ValueError``."""
    start, dots, end = value.partition("..")
    if not dots:
        return dates.period(value, today)
    first = dates.period(start, today).start if start else date.min
    last = dates.period(end, today).end if end else date.max
    return dates.Period(first, max(first, last))


def appeared(name: str, value: str, today: date) -> dates.Period:
    """The days that ``date:``, ``after:`` or ``before:`` allows. Raises ``ValueError``."""
    named = days(value, today)
    if name == "after":
        return dates.Period(named.end, date.max)
    if name == "before":
        return dates.Period(date.min, named.start)
    return named
