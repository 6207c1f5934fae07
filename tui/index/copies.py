"""Documents that share a body: candidates by their fingerprints, relations, and stories."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from tui.index.contents import kept_fingerprints, samples

#: A fingerprint that more documents have than this is of a set phrase, and says nothing ...
_COMMON = 50
#: ... unless the first of them belong to no more stories than this: then a text was copied often.
_STORIES = 10
# A candidate must share this part of the smaller of the two, before its fingerprints of set phrases
# are taken out: with less, no threshold on containment can be met, and they need not be counted.
_WORTH_COUNTING = 0.3
_FEWEST = 4
_CANDIDATES = 100


class Sharing(NamedTuple):
    """Another document, how many fingerprints it ``shared``, how many it has (``size``), and how
    many the document has that was asked about (``own_size``).

    Fingerprints of set phrases, which more than 50 documents of many stories have, do not count.
    """

    number: int
    shared: int
    size: int
    own_size: int


def sharing(
    connection: sqlite3.Connection, fingerprints: Iterable[int], besides: int
) -> list[Sharing]:
    """Which documents have enough of these fingerprints to be copies, most shared first."""
    stories = _Stories(connection)
    held = {sample: _holders(connection, sample) for sample in samples(fingerprints)}
    counts = {sample: stories.few(holders) for sample, holders in held.items()}
    shared = Counter(chain.from_iterable(held[one] for one, counted in counts.items() if counted))
    shared.pop(besides, None)
    own_size = sum(counts.values())
    found = []
    for number, count in shared.most_common(_CANDIDATES):
        if count < _FEWEST:
            break
        theirs = samples(kept_fingerprints(connection, number))
        if count < _WORTH_COUNTING * min(own_size, len(theirs)):
            continue
        for sample in theirs:
            if sample not in counts:
                counts[sample] = stories.few(_holders(connection, sample))
        size = sum(counts[sample] for sample in theirs)
        found.append(Sharing(number, count, size, own_size))
    return found


def relate(
    connection: sqlite3.Connection, number: int, other: int, kind: str, share: float
) -> None:
    """Store a relation, from both sides."""
    turned = {"contains": "is contained in", "is contained in": "contains"}.get(kind, kind)
    connection.executemany(
        "INSERT OR REPLACE INTO relation(number, other, kind, share) VALUES (?, ?, ?, ?)",
        [(number, other, kind, share), (other, number, turned, share)],
    )


def join_stories(connection: sqlite3.Connection, number: int, other: int) -> None:
    """Make the stories of two documents one, under the head that was there first."""
    known = connection.execute(
        "SELECT story, number FROM document WHERE number IN (?, ?)", (number, other)
    ).fetchall()
    stories = {story or alone for story, alone in known}
    if len(stories) == 1:
        return
    head = min(stories)
    for story in stories:
        connection.execute("UPDATE document SET story = ? WHERE story = ?", (head, story))
    connection.execute(
        "UPDATE document SET story = ? WHERE number IN (?, ?)", (head, number, other)
    )
    recount(connection, head)


def recount(connection: sqlite3.Connection, story: int) -> None:
    """Bring up to date how many other documents each row of a story shows."""
    if story:
        connection.execute(
            "UPDATE document SET copies ="
            " (SELECT count(*) FROM document WHERE story = ? AND superseded = 0) - 1"
            " WHERE story = ?",
            (story, story),
        )


class _Stories:
    """The story of each document, remembered once it was asked for."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[int, int] = {}

    def few(self, holders: list[int]) -> bool:
        """Whether the documents with a fingerprint are few, or belong to few stories."""
        return len(holders) <= _COMMON or len({*map(self._of, holders)}) <= _STORIES

    def _of(self, number: int) -> int:
        if number not in self._known:
            found = self._connection.execute(
                "SELECT story FROM document WHERE number = ?", (number,)
            ).fetchone()
            self._known[number] = (found and found[0]) or number
        return self._known[number]


def _holders(connection: sqlite3.Connection, sample: str) -> list[int]:
    rows = connection.execute(
        "SELECT rowid FROM fingerprint WHERE fingerprint MATCH ? LIMIT ?",
        (f'"{sample}"', _COMMON + 1),
    )
    return [number for (number,) in rows]
