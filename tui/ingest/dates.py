"""Dates as metadata writes them, in ISO form."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_WORD = r"(?P<month>[A-Za-z]{3,9})\.?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:T?\d{4,6}Z?)?$",
        r"(?P<y>\d{4})(?:-(?P<m>\d{2}))?$",
        r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})(?!\d)",
        rf"(?:[A-Za-z]{{3,9}}\.?,?\s)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s{_WORD},?\s(?P<y>\d{{4}})(?!\d)",
        rf"(?:[A-Za-z]{{3,9}},\s)?{_WORD}\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y>\d{{4}})(?!\d)",
    )
)
_DAY_OR_MONTH = re.compile(r"(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d{4})(?!\d)")


def iso_date(text: str) -> str:
    """The day at the beginning of ``text`` as ``YYYY-MM-DD``, shortened to what is sure; else "".

    Read are ISO 8601 and RFC 5322 dates and those of English prose; a time of day is left out, and
    the day stays the one that was written, whatever its zone. ``09/03/2026`` is only ``2026``: who
    wrote it may have meant March.
    """
    text = " ".join(text[:100].split())
    for form in _FORMS:
        if (match := form.match(text)) and (found := _iso(match.groupdict())):
            return found
    if match := _DAY_OR_MONTH.match(text):
        first, second, year = int(match["a"]), int(match["b"]), match["y"]
        if first == second or max(first, second) > 12:
            return _iso({"y": year, "m": str(min(first, second)), "d": str(max(first, second))})
        return _iso({"y": year})
    return ""


def _iso(parts: dict[str, str | None]) -> str:
    year, day = int(parts["y"] or 0), parts.get("d")
    month = parts.get("m") or _MONTHS.get((parts.get("month") or "").lower())
    if parts.get("month") and month is None:
        return ""
    try:
        found = date(year, int(month or 1), int(day or 1))
    except ValueError:
        return ""
    if not 1400 <= year <= 2200:
        return ""
    return found.isoformat()[: 10 if day else 7 if month else 4]
