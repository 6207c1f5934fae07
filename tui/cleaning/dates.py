"""Calendar dates as pages print them, in many languages, as ISO 8601."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple

# One entry for each month: its names and short forms in languages of the Gregorian calendar.
_MONTHS = """\
january jan januar januari janvier janv enero ene gennaio gen janeiro ianuarie leden ledna
    stycznia января янв січня студзеня януари ocak tammikuuta január yanvar ιανουαρίου يناير
february feb februar februari février fevrier févr fév febrero febbraio febb fevereiro fev
    februarie února lutego февраля фев лютого лютага февруари şubat helmikuuta február
    φεβρουαρίου فبراير
march mar märz maerz mars marzo março marco maart marts martie března marca марта мар березня
    сакавіка март mart maaliskuuta március μαρτίου مارس
april apr avril avr abril abr aprile aprilie dubna kwietnia апреля апр квітня красавіка април
    nisan huhtikuuta április απριλίου أبريل
may mai mayo maggio mag maio mei maj května maja мая травня май mayıs toukokuuta május μαΐου مايو
june jun juni juin junio giugno giu junho iunie června czerwca июня июн червня чэрвеня юни
    haziran kesäkuuta június ιουνίου يونيو
july jul juli juillet juil julio luglio lug julho iulie července lipca июля июл липня ліпеня юли
    temmuz heinäkuuta július ιουλίου يوليو
august aug août aout agosto ago augustus augusti srpna sierpnia августа авг серпня жніўня август
    ağustos elokuuta augusztus αυγούστου أغسطس
september sep sept septembre septiembre settembre sett setembro set září wrzesnia września
    septembrie сентября сен сент вересня верасня септември eylül syyskuuta szeptember
    σεπτεμβρίου سبتمبر
october oct oktober okt octobre octubre ottobre ott outubro out oktobra října października
    octombrie октября окт жовтня кастрычніка октомври ekim lokakuuta október οκτωβρίου أكتوبر
november nov novembre noviembre novembro listopadu listopada noiembrie ноября ноя листопада
    лістапада ноември kasım marraskuuta νοεμβρίου نوفمبر
december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro prosince grudnia
    decembrie декабря дек грудня снежня декември aralık joulukuuta δεκεμβρίου ديسمبر
"""
_YEAR = r"((?:19|20)\d\d)"
# A time may stand right behind the year where a page had two boxes: "Dec 22 20239:24".
_YEAR_ENDS = r"(?:\b|(?=\d{1,2}:\d\d))"
_NAME = r"([^\W\d_]{3,14})\.?"
_ISO = re.compile(rf"\b{_YEAR}([-./])(\d\d)\2(\d\d)(?!\d)")
_EAST = re.compile(rf"{_YEAR} ?[年년] ?(\d{{1,2}}) ?[月월] ?(\d{{1,2}}) ?[日일]")
_DAY_FIRST = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th|er|º|ª)?\.?,? (?:de |of )?{_NAME},? (?:de |del )?{_YEAR}"
    + _YEAR_ENDS
)
_MONTH_FIRST = re.compile(rf"\b{_NAME} (\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}{_YEAR_ENDS}")
_MONTH_ONLY = re.compile(rf"\b{_NAME},? (?:de )?{_YEAR}\b")
_NUMBERS = re.compile(rf"\b(\d{{1,2}})([./-])(\d{{1,2}})\2{_YEAR}\b")
# "8 months ago" in the languages of the months.
_AGE = re.compile(
    r"\b\d{1,3} \w{1,12} (?:ago|fa|назад|тому|temu|geleden|sedan|siden|önce|sitten)\b"
    r"|\b(?:vor|il y a|hace|há|acum|před|przed|πριν|قبل) \d{1,3} \w{1,12}"
    r"|\d ?(?:年|个?月|個月|か月|天|小时|小時|日|時間|分钟|分)前|\d ?(?:년|개월|일|시간|분) 전",
    re.IGNORECASE,
)


class Date(NamedTuple):
    """A date in a text, code points ``start`` to ``end``.

    ``iso`` is a day or a month. ``confidence``, 0 to 1, is lower for a month, and where the order
    of day and month had to be guessed.
    """

    start: int
    end: int
    iso: str
    confidence: float


@cache
def _month_numbers() -> dict[str, int]:
    months = _MONTHS.replace("\n    ", " ").splitlines()
    return {name: index + 1 for index, names in enumerate(months) for name in names.split()}


def find_dates(text: str) -> list[Date]:
    """The days that a text names, in order; if it names none, its months with a year."""
    found: list[Date] = []
    if "19" not in text and "20" not in text:
        return found
    for pattern, order in (
        (_ISO, (1, 3, 4)),
        (_EAST, (1, 2, 3)),
        (_DAY_FIRST, (3, 2, 1)),
        (_MONTH_FIRST, (3, 1, 2)),
    ):
        for match in pattern.finditer(text):
            year, month, day = (match.group(index) for index in order)
            iso = _iso(year, month, day)
            if iso:
                found.append(Date(match.start(), match.end(), iso, 0.95))
    found += _numeric(text)
    if not found:
        for match in _MONTH_ONLY.finditer(text):
            number = _month(match.group(1))
            if number:
                iso = f"{match.group(2)}-{number:02d}"
                found.append(Date(match.start(), match.end(), iso, 0.6))
    return sorted(found)


def says_age(text: str) -> bool:
    """Whether a text says how long ago something was, like "8 months ago"."""
    return _AGE.search(text) is not None


def _numeric(text: str) -> list[Date]:
    """Dates in figures. A dot puts the day first; with a slash both orders are in use."""
    found: list[Date] = []
    for match in _NUMBERS.finditer(text):
        first, mark, second, year = match.groups()
        sure = mark == "." or int(first) > 12 or int(second) > 12 or first == second
        swapped = int(first) <= 12 < int(second) or (mark == "/" and not sure)
        day, month = (second, first) if swapped else (first, second)
        iso = _iso(year, month, day)
        if iso:
            found.append(Date(match.start(), match.end(), iso, 0.9 if sure else 0.5))
    return found


def _month(name: str) -> int:
    return int(name) if name.isdigit() else _month_numbers().get(name.lower(), 0)


def _iso(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), _month(month), int(day)).isoformat()
    except ValueError:
        return ""
