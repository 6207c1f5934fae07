"""The words, by language, for days, weeks, months and years counted from the day of publication."""

from __future__ import annotations

import re

_Steps = dict[str, tuple[str, int]]


def _each(rows: str, unit: str) -> _Steps:
    """``phrase|phrase: steps`` on each line, as {phrase: (unit, steps)}."""
    found: _Steps = {}
    for row in rows.strip().splitlines():
        phrases, _, steps = row.rpartition(":")
        for phrase in phrases.split("|"):
            found[phrase.strip()] = (unit, int(steps))
    return found


def _numbers(words: str, first: int = 1) -> dict[str, int]:
    return {
        word: number
        for number, either in enumerate(words.split(), start=first)
        for word in either.split("|")
    }


DAYS = {
    "en": {
        "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0,
        "yesterday": -1, "yesterday morning": -1, "yesterday afternoon": -1,
        "yesterday evening": -1, "last night": -1, "the day before yesterday": -2,
        "tomorrow": 1, "tomorrow morning": 1, "tomorrow evening": 1, "the day after tomorrow": 2,
    },
    "ru": {"сегодня": 0, "вчера": -1, "позавчера": -2, "завтра": 1, "послезавтра": 2},
    "de": {"heute": 0, "gestern": -1, "vorgestern": -2, "übermorgen": 2},
    "fr": {"aujourd'hui": 0, "aujourd’hui": 0, "hier": -1, "avant-hier": -2, "demain": 1},
}  # fmt: skip
"""For each language, phrases in lower case and how many days from publication they mean."""

PERIODS: dict[str, _Steps] = {
    "en": {
        **_each("last week:-1\nthis week|earlier this week|later this week:0\nnext week:1", "week"),
        **_each("last month:-1\nthis month|earlier this month:0\nnext month:1", "month"),
        **_each("last year:-1\nthis year|earlier this year:0\nnext year:1", "year"),
    },
    "ru": {
        **_each("на прошлой неделе:-1\nна этой неделе:0\nна следующей неделе:1", "week"),
        **_each("в прошлом месяце:-1\nв этом месяце:0\nв следующем месяце:1", "month"),
        **_each("в прошлом году:-1\nв этом году:0\nв следующем году:1", "year"),
    },
    "de": {
        **_each(
            "letzte woche|vergangene woche|vorige woche:-1\ndiese woche:0\nnächste woche:1",
            "week",
        ),
        **_each("letzten monat|vergangenen monat:-1\ndiesen monat:0\nnächsten monat:1", "month"),
        **_each("letztes jahr|vergangenes jahr|im vergangenen jahr|im vorigen jahr:-1", "year"),
        **_each("dieses jahr|in diesem jahr:0\nnächstes jahr|im nächsten jahr:1", "year"),
    },
    "fr": {
        **_each("la semaine dernière:-1\ncette semaine:0\nla semaine prochaine:1", "week"),
        **_each("le mois dernier:-1\nce mois-ci:0\nle mois prochain:1", "month"),
        **_each("l'an dernier|l’an dernier|l'année dernière|l’année dernière:-1", "year"),
        **_each("cette année:0\nl'année prochaine|l’année prochaine:1", "year"),
    },
}
"""Phrases in lower case; the unit of time, and how many units from that of publication."""

_ENGLISH_MONTHS = (
    "january february march april may june july august september october november december"
)
MONTHS: dict[str, dict[str, int]] = {
    "en": {f"last {name}": number for number, name in enumerate(_ENGLISH_MONTHS.split(), start=1)},
    "ru": {},
    "de": {},
    "fr": {},
}
"""For each language, phrases in lower case for the last month of that name, and its number."""

COUNTS = {
    "en": _numbers("a|an|one two three four five six seven eight nine ten eleven twelve"),
    "ru": _numbers("один|одну два|две три четыре пять шесть семь восемь девять десять"),
    "de": _numbers("einem|einer zwei drei vier fünf sechs sieben acht neun zehn"),
    "fr": _numbers("un|une deux trois quatre cinq six sept huit neuf dix"),
}
"""Numbers that are written as words, in lower case."""

UNITS = {
    "en": {
        "day": "day", "days": "day", "week": "week", "weeks": "week",
        "month": "month", "months": "month", "year": "year", "years": "year",
    },
    "ru": {
        "день": "day", "дня": "day", "дней": "day", "неделю": "week", "недели": "week",
        "недель": "week", "месяц": "month", "месяца": "month", "месяцев": "month",
        "год": "year", "года": "year", "лет": "year",
    },
    "de": {
        "tag": "day", "tagen": "day", "woche": "week", "wochen": "week",
        "monat": "month", "monaten": "month", "jahr": "year", "jahren": "year",
    },
    "fr": {
        "jour": "day", "jours": "day", "semaine": "week", "semaines": "week", "mois": "month",
        "an": "year", "ans": "year",
    },
}  # fmt: skip
"""Words for units of time, in lower case."""

AGO = {
    "en": "{count} {unit} ago",
    "ru": "{count} {unit} назад",
    "de": "vor {count} {unit}",
    "fr": "il y a {count} {unit}",
}
"""How so many units before publication are said, with ``count`` and ``unit`` to be filled in."""


WEEKDAYS = {
    "en": _numbers("Monday Tuesday Wednesday Thursday Friday Saturday Sunday", 0),
    "ru": _numbers("понедельник вторник среду четверг пятницу субботу воскресенье", 0),
    "de": _numbers("Montag Dienstag Mittwoch Donnerstag Freitag Samstag|Sonnabend Sonntag", 0),
    "fr": _numbers("lundi mardi mercredi jeudi vendredi samedi dimanche", 0),
}
"""Days of the week in the form that ``ON``, ``LAST`` and ``BETWEEN`` need, from Monday = 0."""

_NO_DATE = r"(?!,? (?:the |den )?\d)(?!,? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
_NEVER = "(?!)(DAY)"
ON = {
    "en": r"(?<!\w)(?:[Oo]n|[Ll]ate|[Ee]arly|[Ss]ince|[Uu]ntil|said|told \w{1,20}) (DAY)"
    r"(?!\w| [A-Z])",
    "ru": r"(?<!\w)[Вв]о? (DAY)(?!\w)",
    "de": r"(?<!\w)[Aa]m (DAY)(?!\w)",
    "fr": _NEVER,
}
ON = {language: pattern + _NO_DATE for language, pattern in ON.items()}
"""A weekday (at DAY) that may be in the past week or in the coming one."""

LAST = {
    "en": r"(?<!\w)[Ll]ast (DAY)(?!\w)",
    "ru": r"(?<!\w)[Вв] прошл(?:ый|ую|ое) (DAY)(?!\w)",
    "de": r"(?<!\w)(?:[Vv]ergangenen|[Ll]etzten|[Vv]origen) (DAY)(?!\w)",
    "fr": r"(?<!\w)(DAY) dernier(?!\w)",
}
LAST = {language: pattern + _NO_DATE for language, pattern in LAST.items()}
"""A weekday (at DAY) before the day of publication."""

BETWEEN = {
    "en": r"(?<!\w)(?:[Ff]rom|[Bb]etween) ((DAY) (?:to|through|until|and) (DAY))(?!\w)",
    "ru": _NEVER,
    "de": _NEVER,
    "fr": _NEVER,
}
"""A range from one weekday to another (at both DAY)."""

REPORTING = re.compile(
    r"(?:^|\W)(?:said|told \w{1,20}|announced|reported|confirmed|died|was killed|were killed)"
    r"(?: late| early)?(?: on)?(?: late| early)? $"
)
"""Verbs before a weekday that make it past, even if the sentence is about the future."""

FUTURE = {
    "en": r"will|won['’]t|would|shall|['’]ll|due|scheduled|expected|upcoming|plans?|planned|"
    r"planning|set to|(?:is|are) to|may|could|should|must|can|tomorrow|next|begins|starts|opens",
    "ru": r"буд(?:ет|ут)|намерен\w{0,3}|планиру\w{1,6}|состо(?:ится|ятся)|предстоит|"
    r"запланирован\w{0,3}|пройд(?:ёт|ет|ут)|ожида\w{1,6}",
    "de": r"wird|werden|soll|sollen|will|wollen|geplant|kommenden",
    "fr": "",
}
"""Words of sentences that may be about the future."""

PAST = {
    "en": "",
    "ru": r"\w{2,20}(?:л|ла|ло|ли|лся|лась|лось|лись)",
    "de": r"hat|haben|hatte|hatten|war|waren|wurde|wurden|sagte|teilte|erklärte",
    "fr": "",
}
"""Words that a sentence about the past must have; empty where no such word is needed."""
