"""When names of two documents are of one person, place or body.

Stricter than inside a document, where whoever is meant has been introduced: a surname alone joins a
full name only where nobody else in sight bears it, never one that thousands bear, and never on a
reading that a surname of the other sex has too. Whoever holds names finds those that may be one by
their marks, which are numbers, and asks here whether they are.
"""

from __future__ import annotations

import os
import re
from functools import cache, lru_cache
from hashlib import blake2b
from typing import NamedTuple

from tui.spelling.bodies import initials, is_acronym, plain
from tui.spelling.given import given_names
from tui.spelling.people import (
    Person,
    groups_of,
    initials_of,
    is_given,
    person,
    reason,
    same_person,
    suffixes_agree,
)
from tui.spelling.slavic import in_latin, is_cyrillic, nominatives, skeleton, without_umlauts

ONLY_BEARER = "likely: the only one here with this surname"
#: Letters of a surname from which on its skeleton tells it from others: "Mak" is not "Mack".
_TELLING = 6
_HERE = os.path.dirname(__file__)
_FEMALE = re.compile(r"(?:(?:[оеё]в|[иы]н)а|[ая]я)$")
_PATRONYM = re.compile(r"(?:[оеё]в|[иы]н)(?:а|у|ым|ой|е)?$")
_MALE = re.compile(r"(?:[оеё]в|[иы]н|[иы]й)$")


class Traits(NamedTuple):
    """What a name is known by among all names of its kind.

    ``rank`` says how much of a name it is: 0 for a surname alone or an acronym, which may belong to
    a fuller name, more for fuller ones. It stands under the ``marks``; full names that may be the
    same stand under one of ``longs``, surnames alone and acronyms under one of ``shorts``.
    """

    rank: int
    marks: frozenset[int] = frozenset()
    longs: frozenset[int] = frozenset()
    shorts: frozenset[int] = frozenset()


@lru_cache(maxsize=4096)
def of_person(name: str) -> Traits:
    """The traits of a person's name."""
    who = person(name)
    if not any(sign.isalpha() for sign in who.written):
        return Traits(0)
    if not who.full:
        return _of_surname(who)
    given = who.given[0].removesuffix(".")
    surnames = set(who.surnames)
    if who.given[0] in _listed("eastern.txt"):
        surnames.add(skeleton(who.given[0]))
    bearing = frozenset(_mark("s", surname) for surname in surnames)
    alone = frozenset(_mark("b", surname) for surname in surnames)
    letters = sorted(initials_of(given))
    initial = frozenset(_mark("i", surname, one) for surname in who.surnames for one in letters)
    full = frozenset(_mark("f", surname, one) for surname in who.surnames for one in letters)
    if len(given) == 1:
        return Traits(1, initial | bearing, initial | full, alone)
    own = frozenset(_mark("g", surname, one) for surname in who.surnames for one in _keys(given))
    return Traits(2 + is_given(given), own | full | bearing, own | initial, alone)


def _keys(given: str) -> list[str]:
    """What a given name shares with those that stand for it: of each group of equals that it is in
    the number, and what its spellings share."""
    return [*map(str, sorted(groups_of(given))), skeleton(given)]


def of_body(name: str, spellings: tuple[str, ...] = ()) -> Traits:
    """The traits of an organisation's name, or a place's; an acronym among its ``spellings`` is
    one that stands for it."""
    if is_acronym(name):
        letters = name.replace(".", "")
        alone = frozenset({_mark("a", letters)})
        return Traits(0, alone, frozenset({_mark("l", letters)}), alone)
    own = frozenset({_mark("n", plain(name))}) if plain(name) else frozenset()
    short = [form.replace(".", "") for form in spellings if is_acronym(form)]
    standing_for = frozenset(_mark("l", letters) for letters in short if letters in initials(name))
    alone = frozenset(_mark("a", letters) for letters in short if letters in initials(name))
    words = name.split()
    rank = 1 if len(words) == 1 else 2 if any(word.isupper() for word in words) else 3
    return Traits(rank, own | standing_for, own, alone)


def same_people(one: str, other: str) -> bool:
    """Whether two spellings, found by their marks, may be of one person."""
    left, right = person(one), person(other)
    if left.full and right.full:
        return _same_full(left, right)
    if left.full or right.full:
        short, full = (right, left) if left.full else (left, right)
        known = _alike(short, full) or short.written == full.given[0]
        return known and suffixes_agree(short, full)
    return _alike(left, right) and left.suffix == right.suffix


def same_bodies(one: str, other: str) -> bool:
    """Whether two names, found by their marks, are of one place or body."""
    return is_acronym(one) or is_acronym(other) or plain(one) == plain(other)


def why_people(head: str, name: str) -> str:
    """Why a spelling was taken for the person whose fullest spelling is ``head``."""
    left, right = person(head), person(name)
    return ONLY_BEARER if left.full and not right.full else reason(left, right)


def why_bodies(head: str, name: str) -> str:
    """Why a spelling was taken for the place or body called ``head``."""
    return f"acronym of {head}" if is_acronym(name) else "another spelling"


def _of_surname(who: Person) -> Traits:
    """A surname alone. One that is common says nothing of a bearer, one that may be a given name
    says nothing at all."""
    if _may_be_given(who.written):
        return Traits(0)
    readings = _readings(who)
    alone = frozenset(_mark("b", surname) for surname in readings)
    bearers = () if readings & _common() else readings
    return Traits(0, alone, frozenset(_mark("s", surname) for surname in bearers), alone)


def _may_be_given(word: str) -> bool:
    """Whether a word alone may be a given name; a surname made of one is none."""
    return word in given_names() or (is_given(word) and not _PATRONYM.search(word))


def _alike(short: Person, other: Person) -> bool:
    """Whether a surname alone is the other's: a short one by its letters, a longer one or one in
    other letters by what its spellings share."""
    if not _readings(short) & (other.surnames if other.full else _readings(other)):
        return False
    one, two = short.written, other.written
    if is_cyrillic(one) or is_cyrillic(two) or min(len(one), len(two)) >= _TELLING:
        return True
    return without_umlauts(in_latin(one)) == without_umlauts(in_latin(two))


@lru_cache(maxsize=4096)
def _readings(who: Person) -> frozenset[str]:
    """What a surname alone surely is: no form that a person of the other sex may be called by."""
    own = frozenset({skeleton(who.written)})
    if not is_cyrillic(who.written):
        return who.surnames
    if _FEMALE.search(who.written):
        return own
    others = nominatives(who.written) - {who.written}
    mixed = any(map(_FEMALE.search, others)) and any(map(_MALE.search, others))
    return own if mixed else who.surnames


def _same_full(left: Person, right: Person) -> bool:
    if not same_person(left, right):
        return False
    first, second = (who.given[0].removesuffix(".") for who in (left, right))
    short = 1 in (len(first), len(second)) and len(first) != len(second)
    vague = short or bool(left.given[1:]) is not bool(right.given[1:])
    if vague and left.surnames & _common():
        return False
    listed = [given_names()[each][1] for each in (first, second) if each in given_names()]
    return first == second or len(listed) < 2 or bool(listed[0] & listed[1])


@cache
def _common() -> frozenset[str]:
    return frozenset(map(skeleton, _listed("common.txt")))


@cache
def _listed(name: str) -> frozenset[str]:
    """The words of a list, lines that begin with ``#`` left out."""
    with open(os.path.join(_HERE, name), encoding="utf-8") as file:
        lines = file.read().splitlines()
    return frozenset(word for line in lines if line[:1] != "#" for word in line.split())


def _mark(*parts: str) -> int:
    """A mark as a number of 48 bits: two names that share one by accident are then compared."""
    digest = blake2b(" ".join(parts).encode("utf-8", "surrogatepass"), digest_size=6).digest()
    return int.from_bytes(digest, "big")
