"""Which names of the case may be one, kept up to date as names come and go.

Two names are near if their spellings agree (:mod:`tui.spelling.kin`). A name is torn if two names
near to it do not agree with each other: "A. Holm" between Anna and Axel. Full names that are near
to each other and not torn form a group, in which each name agrees with all others. A surname alone
belongs to the group of all full names that have it, if they are one group; otherwise it joins only
the same surname in another script. Groups depend on the names that there are and not on the order
in which they came, and a new name changes only groups near to it.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations, islice
from typing import NamedTuple

from tui.document import Label
from tui.spelling import kin

#: The most names under one mark, and the most spellings of one name; beyond it none is joined.
_CROWD, _SPELLINGS = 300, 32


class _Kind(NamedTuple):
    """How names of a kind are compared."""

    traits: Callable[[str], kin.Traits]
    same: Callable[[str, str], bool]
    why: Callable[[str, str], str]


_PEOPLE = _Kind(kin.of_person, kin.same_people, kin.why_people)
_BODIES = _Kind(kin.of_body, kin.same_bodies, kin.why_bodies)


def arrive(
    connection: sqlite3.Connection, key: int, label: str, name: str, spellings: tuple[str, ...]
) -> set[int]:
    """Take in a name that is mentioned now, or that has a new acronym among its ``spellings``.

    Returns the keys of the names whose group changes.
    """
    traits = kin.of_person(name) if label == Label.PERSON else kin.of_body(name, spellings)
    fresh = connection.execute(
        "UPDATE name SET rank = ? WHERE key = ? AND rank IS NULL", (traits.rank, key)
    )
    marked = connection.executemany(
        "INSERT OR IGNORE INTO name_mark(mark, name) VALUES (?, ?)",
        [(mark, key) for mark in traits.marks],
    )
    if not fresh.rowcount and not marked.rowcount:
        return set()
    circle = _Circle(connection, label, {key: name})
    longs, shorts = circle.affected(key, traits)
    return circle.settle(longs, shorts) if len(longs) + len(shorts) > 1 else set()


def leave(connection: sqlite3.Connection, key: int, label: str, name: str) -> set[int]:
    """Take out a name that is mentioned no more. Returns the keys of names whose group changes."""
    traits = kin.of_person(name) if label == Label.PERSON else kin.of_body(name)
    before = _Circle(connection, label, {key: name})
    longs, shorts = before.affected(key, traits, anew=True)
    (group,) = connection.execute("SELECT kin FROM name WHERE key = ?", (key,)).fetchone()
    connection.execute("UPDATE name SET rank = NULL, kin = NULL, why = NULL WHERE key = ?", (key,))
    after = _Circle(connection, label, before.names)
    changed = after.settle(longs - {key}, shorts - {key})
    return changed if group is None else {key, *changed, *after.explain(group)}


class _Circle:
    """The names of one label around one of them, read as they are asked for."""

    def __init__(
        self, connection: sqlite3.Connection, label: str, names: Mapping[int, str]
    ) -> None:
        self._connection = connection
        self._label = label
        self._kind = _PEOPLE if label == Label.PERSON else _BODIES
        self.names = dict(names)
        self._near_to: dict[int, list[int]] = {}
        self._torn: dict[int, bool] = {}
        self._bearers: dict[int, int] = {}

    def affected(
        self, key: int, traits: kin.Traits, *, anew: bool = False
    ) -> tuple[set[int], set[int]]:
        """The full and the short names whose group may change with this one.

        With ``anew`` also the groups that it may have torn until now.
        """
        shorts = set(self._under(traits.shorts, short=True))
        if not traits.rank:
            bearer = self._bearer(key)
            crowd = len(shorts) > 2 + _SPELLINGS
            return (self._group(bearer) if bearer else set()), {key} if crowd else {key, *shorts}
        ring = {key, *self._near(key)}
        if len(ring) > 2 + _SPELLINGS:
            # In a crowd no name is joined, and its neighbours were a crowd before it came, too.
            return {key}, shorts
        tore = [one for one in ring if self._is_torn(one) and (anew or not self._split(one, key))]
        longs = ring.union(*map(self._near, tore))
        return longs, shorts.union(self._shorts_of(longs)) if len(longs) > 1 else shorts

    def settle(self, longs: set[int], shorts: set[int]) -> set[int]:
        """Store the group of each of these. Returns the names whose group changes."""
        groups: dict[int, int] = {}
        for one in (*longs, *shorts):
            if one not in groups:
                group, members = self._home(one) if one in shorts else self._house(one)
                groups |= dict.fromkeys(members, group)
        sizes = Counter(groups.values())
        held = self._held(groups)
        now = {one: group if sizes[group] > 1 else None for one, group in groups.items()}
        moved = {one: group for one, group in now.items() if held[one] != group}
        self._connection.executemany(
            "UPDATE name SET kin = ?, why = NULL WHERE key = ?",
            [(group, one) for one, group in moved.items()],
        )
        changed = set(moved)
        for touched in {*(held[one] for one in moved), *moved.values()}:
            if touched is not None:
                changed |= self.explain(touched)
        return changed

    def _held(self, keys: Iterable[int]) -> dict[int, int | None]:
        return dict(
            self._connection.execute(
                "SELECT key, kin FROM name WHERE key IN (SELECT value FROM json_each(?))",
                (json.dumps(list(keys)),),
            )
        )

    def explain(self, group: int) -> set[int]:
        """Store why each name belongs to a group; a name left alone belongs to none.

        Returns the names of the group.
        """
        found = self._connection.execute(
            "SELECT key, display, rank FROM name WHERE kin = ?", (group,)
        ).fetchall()
        if len(found) < 2:
            self._connection.execute(
                "UPDATE name SET kin = NULL, why = NULL WHERE kin = ?", (group,)
            )
            return {one[0] for one in found}
        head = min(found, key=lambda one: (-one[2], one[1]))
        self._connection.executemany(
            "UPDATE name SET why = ? WHERE key = ?",
            [(None if one is head else self._kind.why(head[1], one[1]), one[0]) for one in found],
        )
        return {one[0] for one in found}

    def _group(self, key: int) -> set[int]:
        """The full names that are one with a full name."""
        if self._is_torn(key):
            return {key}
        return {key, *(one for one in self._near(key) if not self._is_torn(one))}

    def _house(self, key: int) -> tuple[int, set[int]]:
        """The group of a full name, known by the least of its keys."""
        group = self._group(key)
        return min(group), group

    def _home(self, key: int) -> tuple[int, set[int]]:
        """The group of a short name, known by its bearer's or by the least of its keys."""
        if bearer := self._bearer(key):
            group, members = self._house(bearer)
            return group, {*members, key}
        members = {key}
        if not self._parted(alike := self._alike(key)):
            members.update(one for one in alike if not self._parted(self._alike(one)))
        return min(members), members

    def _alike(self, key: int) -> list[int]:
        """The short names that are near to a short name, and have no bearer either."""
        found = self._each_under(self._traits(key).shorts, short=True)
        alike = (one for one in found if self._agree(one, key) and not self._bearer(one))
        return list(islice(alike, _SPELLINGS + 1))

    def _bearer(self, key: int) -> int:
        """One of the full names that a short one may be of, if they are all one; else 0."""
        if key not in self._bearers:
            self._bearers[key] = self._sought(key)
        return self._bearers[key]

    def _sought(self, key: int) -> int:
        first, count = 0, 0
        for one in self._each_under(self._traits(key).longs, short=False):
            count += 1
            if count > _CROWD:
                return 0
            if not self._same(one, key):
                continue
            first = first or one
            if not self._same(first, one):
                return 0
        return 0 if first and self._is_torn(first) else first

    def _near(self, key: int) -> list[int]:
        if key not in self._near_to:
            found = self._under(self._traits(key).longs, short=False)
            self._near_to[key] = [one for one in found if self._agree(one, key)]
        return self._near_to[key]

    def _is_torn(self, key: int) -> bool:
        if key not in self._torn:
            self._torn[key] = self._split(key)
        return self._torn[key]

    def _split(self, key: int, without: int = 0) -> bool:
        """Whether two full names near to this one disagree, or they are too many.

        No more of them are read than it takes to tell.
        """
        agreed: list[int] = []
        for count, one in enumerate(self._each_under(self._traits(key).longs, short=False)):
            if count >= _CROWD or len(agreed) > _SPELLINGS:
                return True
            if one != without and self._agree(one, key):
                if agreed and not self._same(one, agreed[0]):
                    return True
                agreed.append(one)
        return self._parted(agreed)

    def _parted(self, keys: list[int]) -> bool:
        """Whether two of these disagree, or they are too many for one name."""
        if len(keys) > _SPELLINGS:
            return True
        return not all(self._same(*pair) for pair in combinations(keys, 2))

    def _agree(self, one: int, other: int) -> bool:
        return one != other and self._same(one, other)

    def _same(self, one: int, other: int) -> bool:
        return one == other or self._kind.same(self.names[one], self.names[other])

    def _traits(self, key: int) -> kin.Traits:
        return self._kind.traits(self.names[key])

    def _shorts_of(self, longs: set[int]) -> Iterator[int]:
        """Short names that belong to the groups of these full names so far."""
        for key, name in self._connection.execute(
            "SELECT key, display FROM name WHERE rank = 0 AND kin IN"
            " (SELECT kin FROM name WHERE key IN (SELECT value FROM json_each(?)))",
            (json.dumps(list(longs)),),
        ):
            self.names[key] = name
            yield key

    def _under(self, marks: frozenset[int], *, short: bool) -> list[int]:
        """The names under one of these marks; none if they are a crowd."""
        found = list(islice(self._each_under(marks, short=short), _CROWD + 1))
        return found if len(found) <= _CROWD else []

    def _each_under(self, marks: frozenset[int], *, short: bool) -> Iterator[int]:
        if not marks:
            return
        for key, name in self._connection.execute(
            "SELECT DISTINCT key, display FROM name_mark CROSS JOIN name ON key = name"
            " WHERE mark IN (SELECT value FROM json_each(?)) AND label = ?"
            f" AND {'rank = 0' if short else 'rank > 0'}",
            (json.dumps(list(marks)), self._label),
        ):
            self.names[key] = name
            yield key
