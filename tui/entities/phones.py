"""Telephone numbers: international ones anywhere, national ones where the text says what they are.

phonenumberslite knows which numbers exist; it is imported with the first that may be one. A
national number counts only after a word such as "tel." or with its area code in brackets, and only
if exactly one country in which the language is spoken has such a number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.document import Label
from tui.entities.recogniser import Candidate, without_overlaps

if TYPE_CHECKING:
    from collections.abc import Iterator

_COUNTRIES = {
    "en": ("US", "GB"), "ru": ("RU", "BY"), "be": ("BY",), "uk": ("UA",), "de": ("DE",),
    "fr": ("FR",), "es": ("ES",), "it": ("IT",), "pl": ("PL",), "nl": ("NL",), "pt": ("PT",),
}  # fmt: skip
_INTERNATIONAL = re.compile(r"(?<![\w+])\+\d(?:[ .()/\u00a0-]{0,2}\d){6,14}(?!\d)")
_LONG = re.compile(r"\d(?:[ .()/\u00a0-]{0,2}\d){5}")
"""Every telephone number has so many digits: a text without them is not read for one."""
_CUE = (
    r"(?:tel|phone|telephone|call|fax|mobile|cell|hotline|whatsapp|viber|тел|телефон|моб|факс|"
    r"звоните|telefon|handy|tél|téléphone|teléfono|tfno)"
)
_NATIONAL = re.compile(
    rf"(?<!\w)(?i:{_CUE})(?!\w)[.:]{{0,2}}[^\d+\n]{{0,12}}?"
    r"(?<!\w)(?P<cued>\(?\d(?:[ .()/\u00a0-]{0,2}\d){5,13}(?!\d))"
    r"|(?<![\w(])(?P<area>(?:8[ -]?|0)?\(\d{2,5}\)[ -]?\d(?:[ -]?\d){4,8}(?!\d))"
)


def phones(text: str, language: str) -> list[Candidate]:
    """The telephone numbers in ``text``, without overlaps; ``value`` is E.164 (ITU-T, 2010)."""
    if not _LONG.search(text):
        return []
    return without_overlaps([*_international(text), *_national(text, language)])


def _international(text: str) -> Iterator[Candidate]:
    for match in _INTERNATIONAL.finditer(text):
        found = _number(match.group(), None)
        if found:
            yield _candidate(match.start(), found)


def _national(text: str, language: str) -> Iterator[Candidate]:
    for match in _NATIONAL.finditer(text):
        group = match.lastgroup or ""
        possible = (_number(match[group], country) for country in _COUNTRIES.get(language, ()))
        found = [number for number in possible if number]
        if len(found) == 1:
            yield _candidate(match.start(group), found[0])


def _candidate(start: int, found: tuple[int, int, str]) -> Candidate:
    first, end, value = found
    return Candidate(start + first, start + end, Label.PHONE, 1.0, "pattern", value)


def _number(written: str, country: str | None) -> tuple[int, int, str] | None:
    """Where in ``written`` a number that exists stands, and its E.164 form."""
    import phonenumbers

    for match in phonenumbers.PhoneNumberMatcher(written, country):
        value = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        return match.start, match.end, value
    return None
