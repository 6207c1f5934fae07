"""One name for all its spellings: which mentions are of the same person, place or body.

Deterministic: the same forms in any order give the same names. Every join carries its reason.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from tui.document import Label, Name
from tui.spelling.bodies import initials, is_acronym, plain
from tui.spelling.given import given_names
from tui.spelling.people import (
    Person,
    is_given,
    nominative,
    person,
    reason,
    same_person,
    suffixes_agree,
)
from tui.spelling.slavic import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LONGEST_NAME = 120


class Form(NamedTuple):
    """A spelling of a name of one kind; ``value`` is what the gazetteer calls it, if it knows."""

    label: Label
    text: str
    value: str = ""


@dataclass
class _Group:
    """Forms taken as one name, in the order they joined."""

    label: Label
    forms: list[Form]
    surnames: frozenset[str] = frozenset()
    people: list[Person] = field(default_factory=list)
    firsts: set[str] = field(default_factory=set)
    reasons: list[str] = field(default_factory=list)

    def add(self, form: Form, why: str) -> None:
        self.forms.append(form)
        self.reasons.append(f"{form.text}: {why}")


def gather(counts: Mapping[Form, int], text: str = "") -> dict[Form, Name]:
    """The name that each form belongs to.

    ``counts`` says how often each form occurs; in ``text``, if given, acronyms are looked for that
    are introduced as "Long Name (LN)". A surname alone joins a full name only if exactly one fits.
    """
    forms = sorted(
        counts, key=lambda f: (f.label, -len(f.text.split()), -counts[f], f.text, f.value)
    )
    people = [f for f in forms if f.label is Label.PERSON]
    others = [f for f in forms if f.label is not Label.PERSON]
    groups = [*_people(people), *_others(others, text)]
    return {
        form: name for group in groups for name in [_name(group, counts)] for form in group.forms
    }


@dataclass
class _Register:
    """The groups of people so far, by surname and, for family-name-first names, by first word."""

    groups: list[_Group] = field(default_factory=list)
    by_surname: dict[str, list[_Group]] = field(default_factory=lambda: defaultdict(list))
    by_first: dict[str, list[_Group]] = field(default_factory=lambda: defaultdict(list))

    def fitting(self, who: Person) -> list[_Group]:
        """The groups that a spelling may join."""
        near = [g for surname in sorted(who.surnames) for g in self.by_surname[surname]]
        if not who.full and not is_given(who.written):
            near += self.by_first[who.written]
        return [g for g in {id(g): g for g in near}.values() if _fits(who, g)]

    def place(self, form: Form, who: Person) -> None:
        """Put a form with the one group it fits; with none, or with several, it stands alone."""
        fitting = self.fitting(who)
        exact = [g for g in fitting if any(p.written == who.written for p in g.people)]
        if len(fitting) > 1 and len(exact) == 1 and not who.full:
            fitting = exact if _only_exact(who, fitting, exact[0]) else fitting
        if len(fitting) == 1:
            (group,) = fitting
            group.add(form, reason(group.people[0], who))
            group.surnames = group.surnames & who.surnames or group.surnames
        else:
            group = _Group(Label.PERSON, [form], who.surnames)
            self.groups.append(group)
            for surname in sorted(who.surnames):
                self.by_surname[surname].append(group)
        group.people.append(who)
        if who.full and not is_given(who.given[0]):
            self.by_first[who.given[0]].append(group)
            group.firsts.add(who.given[0])


def _people(forms: list[Form]) -> list[_Group]:
    register = _Register()
    parsed = {form: person(form.text) for form in forms}
    for full in (True, False):
        for form in forms:
            if parsed[form].full is full:
                register.place(form, parsed[form])
    return register.groups


def _only_exact(who: Person, fitting: list[_Group], exact: _Group) -> bool:
    """Whether the other groups fit only because a case ending leaves the gender open."""
    return all(not (who.surnames & g.surnames & exact.surnames) for g in fitting if g is not exact)


def _fits(who: Person, group: _Group) -> bool:
    if not who.full:
        known = bool(who.surnames & group.surnames) or who.written in group.firsts
        return known and all(suffixes_agree(who, other) for other in group.people)
    if not who.surnames & group.surnames:
        return False
    return all(same_person(who, other) for other in group.people if other.full)


def _others(forms: list[Form], text: str) -> list[_Group]:
    listed = {(form.label, form.text): form.value for form in forms if form.value}
    by_key: dict[tuple[Label, str], _Group] = {}
    for form in forms:
        value = form.value or listed.get((form.label, form.text), "")
        key = (form.label, value.lower() or plain(form.text))
        if key in by_key:
            by_key[key].add(form, "listed as one" if value else "another spelling")
        else:
            by_key[key] = _Group(form.label, [form])
    return _with_acronyms(list(by_key.values()), text)


def _with_acronyms(groups: list[_Group], text: str) -> list[_Group]:
    """Acronyms joined to the one longer name they abbreviate."""
    longer: dict[str, list[_Group]] = defaultdict(list)
    owners = {form.text: group for group in groups for form in group.forms}
    for group in groups:
        if group.label is Label.ORG:
            for letters in sorted({initials(form.text) for form in group.forms}):
                longer[letters].append(group)
    introduced = _introduced(text, owners)
    kept = []
    for group in groups:
        short = group.forms[0]
        if not _is_acronym(short) or short.value:
            kept.append(group)
            continue
        owner = introduced.get(short.text)
        fitting = [owner] if owner else longer[short.text.replace(".", "")]
        fitting = [g for g in fitting if g is not group]
        if len(fitting) == 1:
            for form in group.forms:
                fitting[0].add(form, f"acronym of {fitting[0].forms[0].text}")
        else:
            kept.append(group)
    return kept


def _is_acronym(form: Form) -> bool:
    return form.label is Label.ORG and is_acronym(form.text)


def _introduced(text: str, owners: Mapping[str, _Group]) -> dict[str, _Group]:
    """The name that stands right before "(ABC)" in the text, for each such acronym."""
    found: dict[str, _Group] = {}
    for match in re.finditer(r"\(([^\W\d_a-z.]{3,8})\)", text):
        words = text[max(0, match.start() - _LONGEST_NAME) : match.start()].split()
        tails = (" ".join(words[at:]) for at in range(len(words)))
        owner = next((owners[tail] for tail in tails if tail in owners), None)
        if owner:
            found.setdefault(match[1], owner)
    return found


def _name(group: _Group, counts: Mapping[Form, int]) -> Name:
    spellings: Counter[str] = Counter()
    for form in group.forms:
        spellings[form.text] += counts[form]
    ordered = sorted(spellings.items(), key=lambda item: (-item[1], item[0]))
    return Name(
        group.label, _display(group, spellings), tuple(ordered), tuple(sorted(group.reasons))
    )


def _display(group: _Group, spellings: Counter[str]) -> str:
    """The listed name if there is one; for people the fullest form, in the nominative; else the
    most frequent of the longer forms.
    """
    listed = [form.value for form in group.forms if form.value]
    if listed:
        return min(listed)
    if group.label is not Label.PERSON:
        return max(spellings, key=lambda s: (len(s.split()) > 1, spellings[s], s))

    def rank(spelling: str) -> tuple[bool, bool, bool, bool, int, str]:
        who = person(spelling)
        given = who.given[0].removesuffix(".") if who.full else ""
        plain = skeleton(who.written) in {s.rpartition(" ")[2] for s in group.surnames}
        named = given in given_names()
        return (len(given) > 1, named, bool(given), plain, spellings[spelling], spelling)

    return nominative(max(spellings, key=rank), group.surnames)


def forms_of(texts: Iterable[tuple[Label, str, str]]) -> Counter[Form]:
    """How often each form occurs, with single spaces inside."""
    return Counter(Form(label, " ".join(text.split()), value) for label, text, value in texts)
