"""Amounts: money with its currency and scale, percentages, and measured quantities."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from tui.document import Label
from tui.entities.alternatives import any_of, beginning
from tui.entities.recogniser import Candidate, without_overlaps

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCALES = {
    "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "k": 3, "m": 6, "mn": 6, "mln": 6,
    "bn": 9, "tn": 12, "тыс.": 3, "тысяч": 3, "тысячи": 3, "млн": 6, "миллион": 6, "миллиона": 6,
    "миллионов": 6, "млрд": 9, "миллиард": 9, "миллиарда": 9, "миллиардов": 9, "трлн": 12,
    "millions": 6, "milliard": 9, "milliards": 9, "Tausend": 3, "Million": 6, "Millionen": 6,
    "Milliarde": 9, "Milliarden": 9, "Mio.": 6, "Mio": 6, "Mrd.": 9, "Mrd": 9,
}  # fmt: skip
_WORDS = {
    "half a": 0.5, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_WORDED_SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_SIGNS = {
    "US$": "USD", "A$": "AUD", "C$": "CAD", "HK$": "HKD", "NZ$": "NZD", "S$": "SGD", "R$": "BRL",
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₽": "RUB", "₴": "UAH", "₹": "INR", "₩": "KRW",
    "₺": "TRY", "₸": "KZT", "₪": "ILS", "zł": "PLN", "руб.": "RUB",
}  # fmt: skip
_CODES = (
    "USD EUR GBP JPY CHF RUB RUR BYN BYR UAH KZT PLN CZK HUF RON BGN TRY CNY RMB INR KRW BRL MXN "
    "CAD AUD NZD SGD HKD SEK NOK DKK ISK ILS AED SAR IRR EGP ZAR NGN GEL AMD AZN MDL UZS KGS THB "
    "IDR PHP VND PKR BTC ETH USDT"
)
_UNITS = {
    "USD": "dollar dollars US-Dollar доллар доллара долларов",
    "EUR": "euro euros Euro Euros евро",
    "GBP": "pounds sterling",
    "RUB": "ruble rubles rouble roubles рубль рубля рублей Rubel",
    "UAH": "hryvnia hryvnias гривна гривны гривен гривень",
    "BYN": "Belarusian rubles|Belarusian roubles|белорусских рублей",
    "CNY": "yuan юаней",
    "JPY": "yen иен",
    "INR": "rupee rupees",
    "PLN": "zloty zlotys złoty złotych",
    "CHF": "Swiss francs|francs suisses",
    "TRY": "lira liras",
    "KRW": "won",
    "KZT": "tenge тенге",
}
_MEASURES = (
    r"km|kms|kilometers?|kilometres?|miles?|nautical miles|metres?|meters?|feet|ft|inches|cm|mm|"
    r"yards?|acres?|hectares?|ha|square (?:kilomet(?:er|re)s|miles|met(?:er|re)s|feet)|sq km|kg|"
    r"kilograms?|kilos|grams?|tonnes?|tons?|pounds|lbs?|ounces|lit(?:er|re)s?|gallons?|barrels?|"
    r"bpd|cubic met(?:er|re)s|bcm|kW|MW|GW|kWh|MWh|GWh|TWh|megawatts?|gigawatts?|kilotons?|"
    r"megatons?|mph|km/h|kph|knots|°C|°F|degrees Celsius|degrees Fahrenheit|degrees|people|"
    r"persons|inhabitants|residents|troops|soldiers|civilians|refugees|migrants|votes|seats|jobs|"
    r"bytes|MB|GB|TB|км|метров|тонн|тонны|гектаров|человек|баррелей|Kilometer|Tonnen|Menschen|"
    r"kilomètres|personnes"
)
_NUMBER = (
    r"\d{1,3}(?:[,.'’ \u00a0\u202f]\d{3}){1,5}(?![\d])(?:[.,]\d{1,4}(?!\d))?"
    r"|\d{1,15}(?:[.,]\d{1,6})?"
)
_RATE = r"(?:(?: an?| per|/)[ ]?(?:hour|day|week|month|year|night|person|barrel|tonne|ton)(?!\w))?"
_EDGE = r"(?!\w)"
_RANGE = r"(?: ?(?:-|–|to|до) ?)"


@cache
def _currencies() -> dict[str, str]:
    named = {**_SIGNS, **{code: code for code in _CODES.split()}}
    for code, words in _UNITS.items():
        for word in words.split("|") if "|" in words else words.split():
            named[word] = code
    return named


def _ending(name: str) -> str:
    """What must follow a name that ends in a letter: the end of the word."""
    return _EDGE if name[-1].isalpha() else ""


@cache
def _money() -> re.Pattern[str]:
    currencies = _currencies()
    before = [name for name in currencies if name in _SIGNS or name.isupper()]
    scales = any_of(_SCALES, _ending)
    return re.compile(
        rf"(?=[\d{beginning(before)}])(?:"
        rf"(?<![\w$€£])(?P<before>{any_of(before, _ending)})[ \u00a0]?"
        rf"{_figure('n', scales)}(?!\d)(?P<rate>{_RATE})"
        rf"|(?<![\w.,]){_figure('m', scales)}(?:[ \u00a0-]?|[ \u00a0]d['’e] ?)"
        rf"(?P<after>{any_of(currencies, _ending)})(?P<rate2>{_RATE}))"
    )


def _figure(name: str, scales: str) -> str:
    return (
        rf"(?P<{name}>{_NUMBER})(?:{_RANGE}(?P<{name}_to>{_NUMBER}))?"
        rf"(?:[ \u00a0-]?(?P<{name}_scale>{scales}))?"
    )


@cache
def _measured() -> re.Pattern[str]:
    scales = "|".join(re.escape(s) for s in sorted(_SCALES, key=len, reverse=True) if len(s) > 2)
    return re.compile(
        rf"(?<![\w.,$€£])(?P<n>{_NUMBER})(?:"
        r"[ \u00a0]?(?P<percent>%|‰|"
        r"(?:per ?cent(?:age points?)?|процент(?:а|ов)?|Prozent|pour cent)(?!\w))"
        rf"|[ \u00a0-]?(?P<scale>{scales})(?!\w)(?:[ \u00a0](?P<u>{_MEASURES})(?!\w))?"
        rf"|[ \u00a0-]?(?P<unit>{_MEASURES})(?!\w))"
    )


@cache
def _worded() -> re.Pattern[str]:
    """English numbers in words, where a scale or a percentage follows."""
    money = any_of((n for n in _currencies() if n not in _SIGNS and n.islower()), _ending)
    first = beginning([*_WORDS, *map(str.upper, _WORDS)])
    return re.compile(
        rf"(?=[{first}])(?<![\w-])(?P<word>(?i:{any_of(_WORDS)}))[ -](?:"
        r"(?P<percent>per ?cent(?:age points?)?)(?!\w)"
        rf"|(?P<scale>{'|'.join(_WORDED_SCALES)})[ -](?:(?P<currency>{money})(?P<rate>{_RATE})"
        rf"|(?P<unit>{_MEASURES})(?!\w)))"
    )


def amounts(text: str, language: str) -> list[Candidate]:
    """Money, percentages and quantities in ``text``, sorted and without overlaps.

    ``value`` is like "USD 13000000", "USD 10000 per month", "12.5 %" or "2300 km"; a range keeps
    both ends. ``language`` decides what a single comma or point before three digits means.
    """
    found = [*_sums(text, language), *_quantities(text, language)]
    return without_overlaps([*found, *_in_words(text)] if language in ("", "en") else found)


def _in_words(text: str) -> Iterator[Candidate]:
    for match in _worded().finditer(text):
        number = _WORDS[match["word"].lower()] * 10 ** _WORDED_SCALES.get(match["scale"] or "", 0)
        amount = str(number if number < 1 else int(number))
        if match["percent"]:
            label, value = Label.PERCENT, f"{amount} %"
        elif match["currency"]:
            rate = (match["rate"] or "").split()
            per = f" per {rate[-1].removeprefix('/')}" if rate else ""
            label, value = Label.MONEY, f"{_currencies()[match['currency']]} {amount}{per}"
        else:
            label, value = Label.QUANTITY, f"{amount} {match['unit']}"
        yield Candidate(match.start(), match.end(), label, 1.0, "pattern", value)


def _sums(text: str, language: str) -> Iterator[Candidate]:
    for match in _money().finditer(text):
        code = _currencies()[match["before"] or match["after"]]
        side = "n" if match["before"] else "m"
        scale = _SCALES.get(match[f"{side}_scale"] or "", 0)
        ends = (match[side], match[f"{side}_to"])
        values = [_value(written, scale, language) for written in ends if written]
        rate = (match["rate"] or match["rate2"] or "").split()
        per = f" per {rate[-1].removeprefix('/')}" if rate else ""
        value = f"{code} {'-'.join(values)}{per}"
        yield Candidate(match.start(), match.end(), Label.MONEY, 1.0, "pattern", value)


def _quantities(text: str, language: str) -> Iterator[Candidate]:
    for match in _measured().finditer(text):
        number = _value(match["n"], _SCALES.get(match["scale"] or "", 0), language)
        unit = match["unit"] or match["u"] or ""
        label = Label.PERCENT if match["percent"] else Label.QUANTITY
        value = f"{number} %" if match["percent"] else f"{number} {unit}".strip()
        yield Candidate(match.start(), match.end(), label, 1.0, "pattern", value)


def _value(written: str, scale: int, language: str) -> str:
    """A written number, times ten to ``scale``, as a plain decimal."""
    digits = re.sub(r"['’ \u00a0\u202f]", "", written)
    marks = [c for c in digits if c in ".,"]
    if marks:
        last = marks[-1]
        whole, _, fraction = digits.rpartition(last)
        decimal = "." if language in ("", "en") else ","
        grouping = len(fraction) == 3 and (last != decimal or marks.count(last) > 1) and not scale
        if grouping or marks.count(last) > 1:
            whole, fraction = digits, ""
        whole = re.sub(r"[.,]", "", whole)
    else:
        whole, fraction = digits, ""
    shifted = fraction.ljust(scale, "0")
    number = (whole + shifted[:scale]).lstrip("0") or "0"
    rest = shifted[scale:].rstrip("0")
    return f"{number}.{rest}" if rest else number
