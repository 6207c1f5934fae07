"""The case forms of a name in Cyrillic: what else it is written as in running text.

Russian declension by the ending of the nominative, wide rather than exact: a form too many is one
that nobody writes. Forms that a name shares with the same surname of the other sex are told apart
from those that are its own alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from tui.spelling.slavic import is_cyrillic, nominatives

#: Words of a name that is declined, at most: a longer one stands as it was written.
_MOST = 4
_CASES = 6

# The ending of the nominative, and those of all six cases: nominative, genitive, dative,
# accusative, instrumental, prepositional; several to a case with a stroke between them. The first
# that fits counts.
_PATTERNS = tuple(
    (re.compile(f"(.+)(?:{ending})$"), [case.split("|") for case in cases.split()])
    for ending, cases in (
        ("енко", "енко енко|енки енко|енке енко|енку енко|енкой|енком енко|енке"),
        ("(?<=[сц]к)ий", "ий ого ому ого|ий им ом"),
        ("(?<=[кхжшчщ])ий", "ий ого ому ого|ий им ом"),
        ("ий", "ий ия ию ия|ий ием ии|ие"),
        ("ый", "ый ого ому ого|ый ым ом"),
        ("ая", "ая ой ой ую ой|ою ой"),
        ("(?<=[оеё]в)|(?<=[иы]н)", "- а у а|- ым|ом е"),
        ("(?<=[оеё]в)а|(?<=[иы]н)а", "а ой|ы ой|е у ой|ою ой|е"),
        ("ия", "ия ии ии ию ией|иею ии"),
        ("я", "я и е ю ей|ею е"),
        ("(?<=[гкхжшчщ])а", "а и е у ой|ей|ою е"),
        ("а", "а ы е у ой|ою е"),
        ("ь", "ь я|и ю|и я|ь ем|ью е|и"),
        ("(?<!о)й", "й я ю я|й ем е"),
        ("(?<=[жшчщц])", "- а у а|- ем|ом е"),
        ("(?<=[бвгдзклмнпрстфх])", "- а у а|- ом е"),
    )
)
# Endings that no nominative has, of which each goes back to one.
_OBLIQUE = re.compile(
    r"(?:енк(?:ой|у|е|и)|[сц]к(?:ого|ому|им|ой|ую)|ого|ому|(?:[оеё]в|[иы]н)(?:ой|ым))$"
)
_OF_A_MAN = re.compile(r"(?:[оеё]в|[иы]н)$")
_OF_A_WOMAN = re.compile(r"(?:[оеё]ва|[иы]на)$")


class Forms(NamedTuple):
    """The forms of a name, lower case: those that are its own, the name as it was given among
    them, and those that it ``shares`` with the surname of the other sex."""

    own: frozenset[str]
    shared: frozenset[str] = frozenset()


@lru_cache(maxsize=1024)
def forms(name: str) -> Forms:
    """All case forms of a name, given in the nominative or in a case that has only one.

    What is not all in Cyrillic, or long, is its only form.
    """
    words = tuple(name.casefold().replace("ё", "е").split())
    plain = " ".join(name.casefold().split())
    if not 0 < len(words) <= _MOST or not all(map(is_cyrillic, words)):
        return Forms(frozenset({plain}))
    if len(words) > 1:
        return Forms(frozenset({plain} | _declined(words)))
    word = _nominative(words[0])
    found = {plain} | _declined((word,))
    shared = frozenset(found & _declined((_of_other_sex(word),)) - {plain})
    return Forms(frozenset(found) - shared, shared)


def _declined(words: tuple[str, ...]) -> set[str]:
    """A name in all cases, its words agreeing in case."""
    cases = [_cases(word) for word in words]
    return {
        " ".join(together)
        for case in range(_CASES)
        for together in product(*(forms_of[case] for forms_of in cases))
    }


@lru_cache(maxsize=1024)
def _cases(word: str) -> tuple[tuple[str, ...], ...]:
    """The forms of a word in each case."""
    for pattern, cases in _PATTERNS:
        if found := pattern.match(word):
            return tuple(tuple(found[1] + each.strip("-") for each in case) for case in cases)
    return ((word,),) * _CASES


def _nominative(word: str) -> str:
    """The nominative of a surname whose ending leaves one choice; else the word."""
    readings = nominatives(word) - {word} if _OBLIQUE.search(word) else ()
    return next(iter(readings)) if len(readings) == 1 else word


def _of_other_sex(word: str) -> str:
    if _OF_A_MAN.search(word):
        return word + "а"
    return word[:-1] if _OF_A_WOMAN.search(word) else ""
