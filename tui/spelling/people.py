"""When two spellings name one person.

The method is deliberately strict: surnames must share a skeleton and a sex, given names must be
equal, equivalent or abbreviated, middle initials must not contradict each other. Nothing phonetic
and no similarity ratio decides alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from tui.spelling.given import given_names
from tui.spelling.slavic import in_latin, is_cyrillic, nominatives, skeleton, stem

_PARTS = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*\.?")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


HONOURS = _words(
    "mr. mrs. ms. miss mr mrs ms dr. dr prof. professor sir lord lady dame rev. sen. rep. gov. "
    "gen. col. capt. lt. sgt. maj. adm. president chancellor king queen prince princess pope "
    "senator governor mayor general colonel captain lieutenant sergeant major admiral judge "
    "justice minister secretary ambassador bishop archbishop patriarch emperor premier sheikh "
    "congressman congresswoman representative prime vice deputy foreign defense defence former "
    "ayatollah господин г-н президент премьер-министр министр"
)
"""Titles that are cut from the front of a name before names are compared, lower case."""

PARTICLES = _words(
    "de del della di da dos du des la le van von der den ter bin ibn al el ben abu zu y e"
)
"""Small words inside the names of people, lower case."""

_OF_WOMEN = re.compile(r"(?:[оеё]в|[иы]н)а$|[ая]я$")
_OF_MEN = re.compile(r"(?:[оеё]в|[иы]н|[иыо]й)$")
_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))


class Person(NamedTuple):
    """A spelling of a person's name, taken apart; all parts lower case.

    ``surnames`` holds the skeleton of each nominative that the last word, with its particles, may
    be a case form of; ``written`` is the last word as it stands; ``suffix`` what tells father, son
    and grandson, or kings of one name, apart.
    """

    given: tuple[str, ...]
    surnames: frozenset[str]
    written: str
    suffix: str = ""

    @property
    def full(self) -> bool:
        """Whether more than the surname is there."""
        return bool(self.given)


@lru_cache(maxsize=4096)
def person(name: str) -> Person:
    """Take a name apart: titles and possessive cut, hyphens as spaces."""
    plain = re.sub(r"['’]s$", "", name.strip()).replace("-", " ").lower().replace("ё", "е")
    parts = _PARTS.findall(plain)
    suffix = ""
    while len(parts) > 1 and parts[-1] in _SUFFIXES:
        suffix = parts.pop().removesuffix(".")
    while len(parts) > 1 and parts[0] in HONOURS:
        parts = parts[1:]
    if not parts:
        return Person((), frozenset({plain}), plain)
    given, last = parts[:-1], parts[-1]
    particles: list[str] = []
    while given and given[-1] in PARTICLES:
        particles.insert(0, given.pop())
    prefix = " ".join([*particles, ""])
    readings = _of_sex(nominatives(last), given[0]) if given else nominatives(last)
    surnames = frozenset(prefix + skeleton(form) for form in readings)
    return Person(tuple(given), surnames, last, suffix)


def _of_sex(readings: frozenset[str], given: str) -> frozenset[str]:
    """Those nominatives of a surname that go with a given name, if that says whose it is."""
    sex = given_names().get(given, ("",))[0]
    if len(readings) == 1 or sex not in ("m", "f") or (sex == "f" and stem(given) in _of_men()):
        return readings
    other = _OF_WOMEN if sex == "m" else _OF_MEN
    return frozenset(form for form in readings if not other.search(form)) or readings


@lru_cache(maxsize=1)
def _of_men() -> frozenset[str]:
    """Cyrillic names of men: each is the genitive of itself, and some are then names of women."""
    return frozenset(name for name, (sex, _) in given_names().items() if "m" in sex)


def is_given(word: str) -> bool:
    """Whether a word, lower case, is a given name in some case form."""
    return bool(groups_of(word))


@lru_cache(maxsize=4096)
def groups_of(word: str) -> frozenset[int]:
    """The groups of equals that a given name is in, its Cyrillic case ending aside."""
    names = given_names()
    plain = word.removesuffix(".")
    known = names.get(plain) or names.get(in_latin(plain))
    found = known[1] if known else frozenset()
    base = stem(plain)
    if base != plain:
        found = found | _stems().get(base, frozenset())
    return found


@lru_cache(maxsize=1)
def _stems() -> dict[str, frozenset[int]]:
    stems: dict[str, frozenset[int]] = {}
    for name, (_, groups) in given_names().items():
        stems[stem(name)] = stems.get(stem(name), frozenset()) | groups
    return stems


def given_agree(left: str, right: str) -> bool:
    """Whether two given names can be one: equal, equivalent, or one the initial of the other."""
    left, right = left.removesuffix("."), right.removesuffix(".")
    if left == right or groups_of(left) & groups_of(right):
        return True
    if len(left) == 1 or len(right) == 1:
        return bool(initials_of(left) & initials_of(right))
    return not (groups_of(left) and groups_of(right)) and skeleton(left) == skeleton(right)


@lru_cache(maxsize=4096)
def initials_of(word: str) -> frozenset[str]:
    """The initials that a given name, or one of its equals, has in Latin letters."""
    latin = in_latin(word)
    if len(word) == 1:
        return frozenset({latin[:1]})
    groups = groups_of(word)
    return frozenset({latin[:1]}.union(*(_first_letters()[group] for group in groups)))


@lru_cache(maxsize=1)
def _first_letters() -> dict[int, frozenset[str]]:
    """The initials in Latin letters of the names in each group."""
    letters: dict[int, set[str]] = {}
    for name, (_, groups) in given_names().items():
        for group in groups:
            letters.setdefault(group, set()).add(in_latin(name)[:1])
    return {group: frozenset(found) for group, found in letters.items()}


def same_person(left: Person, right: Person) -> bool:
    """Whether two full names agree in surname, given name and what stands between."""
    if not left.surnames & right.surnames or not given_agree(left.given[0], right.given[0]):
        return False
    if not suffixes_agree(left, right):
        return False
    middles = (left.given[1:], right.given[1:])
    if not all(middles):
        return True
    return all(map(given_agree, *middles)) and len(middles[0]) == len(middles[1])


def suffixes_agree(left: Person, right: Person) -> bool:
    """Whether neither is the son of the other. A bare name goes with any suffix, as a king is
    called without his number; two full names only with the same."""
    if left.suffix == right.suffix:
        return True
    return not (left.full and right.full) and not (left.suffix and right.suffix)


def reason(left: Person, right: Person) -> str:
    """Why two spellings that agree are not simply the same."""
    if left.written != right.written and skeleton(left.written) != skeleton(right.written):
        return "case ending"
    if left.written != right.written:
        latin = not is_cyrillic(left.written) and not is_cyrillic(right.written)
        accents = latin and in_latin(left.written) == in_latin(right.written)
        return "accents" if accents else "another transliteration"
    first, second = (p.given[0].removesuffix(".") if p.given else "" for p in (left, right))
    if not first and not second:
        return "another spelling"
    if not (first and second):
        return "surname of only one person here"
    if first == second:
        return "middle name"
    return "initial" if 1 in (len(first), len(second)) else "given name in another form"


def nominative(name: str, surnames: frozenset[str]) -> str:
    """A Cyrillic full name brought to the nominative; any other name as it is.

    The given name comes from the list of given names, the surname is the one of its possible
    nominatives that ``surnames`` (skeletons) allow and whose ending goes with the given name.
    """
    words = name.split()
    given = words[0].lower()
    if len(words) != 2 or not is_cyrillic(given) or given in given_names():
        return name
    base = stem(given)
    first = min((g for g in given_names() if is_cyrillic(g) and stem(g) == base), default="")
    if not first:
        return name
    female = "f" in given_names()[first][0]
    fitting = [form for form in nominatives(words[1]) if skeleton(form) in surnames]
    chosen = min(
        fitting, key=lambda form: (form.endswith(("а", "я")) is not female, len(form), form)
    )
    return " ".join(word[:1].upper() + word[1:] for word in (first, chosen))
