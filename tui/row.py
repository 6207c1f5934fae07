"""A row of the list, and what goes with a list: copies, tallies, names, completions, progress."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from tui.decision import Decision, Reading


@dataclass(frozen=True, slots=True)
class Row:
    """What the list shows of a document.

    ``number`` is its place in arrival order, by which the index knows it; ``id`` is ``sha256:`` and
    the hash of its bytes, empty until they were read. ``path`` is one of its paths, as the system
    gave it: sanitise it before showing. ``published`` is an ISO date, possibly shortened;
    ``copies`` counts the other documents of its story. ``ready`` says that it has been prepared,
    ``watched`` that a watched text stands in it, and ``missing`` that no file has it any more.
    ``remark`` says what is wrong with it; ``others`` are the decisions of other readers, in the
    order of their names.
    """

    number: int
    id: str
    path: str
    title: str = ""
    outlet: str = ""
    published: str = ""
    language: str = ""
    words: int = 0
    copies: int = 0
    notes: int = 0
    decision: Decision = Decision.NONE
    reading: Reading = Reading.UNREAD
    reasons: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    priority: int = 0
    ready: bool = False
    doubt: bool = False
    watched: bool = False
    missing: bool = False
    remark: str = ""
    others: tuple[Decision, ...] = ()

    @property
    def trouble(self) -> str:
        """What is wrong with it or its files, in a few words; empty if nothing."""
        return self.remark or ("the file is gone" if self.missing else "")


@dataclass(frozen=True, slots=True)
class Copy:
    """A document that is related to the one that was asked about.

    ``kind`` says how the one asked about is related to this one: its body "contains", "is contained
    in" or is the "same" as this one's, or the two are a "version" of the same file. ``share`` is
    the part of the smaller body that the other has, too, 0 to 1.
    """

    row: Row
    kind: str
    share: float


class Hit(NamedTuple):
    """A watched text that stands in a document, as it is called; ``shown`` unless only in hidden
    text.
    """

    text: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How many documents a case has, and how many of them were decided in which way.

    ``unprepared`` counts the files that wait to be prepared.
    """

    documents: int = 0
    keep: int = 0
    maybe: int = 0
    discard: int = 0
    unprepared: int = 0

    @property
    def undecided(self) -> int:
        """How many documents have no decision."""
        return self.documents - self.keep - self.maybe - self.discard


class Kin(NamedTuple):
    """A name of the case that may be the same as others.

    ``rank`` says how full it is, 0 for a surname alone or an acronym; ``documents`` in how many it
    is mentioned; and ``why`` it was joined to the fullest of them.
    """

    name: str
    rank: int
    documents: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a name stands in a case.

    ``documents`` counts those that mention it, ``first`` is the number of the first of them, 0 for
    none. ``kin`` are all names that count as the same, itself among them; empty if there is no
    other.
    """

    documents: int = 0
    first: int = 0
    kin: tuple[Kin, ...] = ()


class QueryError(ValueError):
    """A query that cannot be understood: ``message`` says why, ``position`` is the code point."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


class Interrupted(Exception):  # noqa: N818 - nothing went wrong
    """A search was called off for something more urgent."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A way to continue a query: what to write, what it means, and how many documents match it."""

    text: str
    help: str = ""
    documents: int = 0


@dataclass(frozen=True, slots=True)
class Completion:
    """Candidates to replace the code points ``start`` to ``end`` of a query."""

    start: int
    end: int
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """What preparation has done since the last report.

    ``changed`` are the numbers of rows that read differently now, ``merged`` those of rows that are
    gone because their files hold the document of another row. ``arrived`` counts new documents,
    ``waiting`` those still unprepared, and ``again`` those that may be cleaned once more because
    lines that they show were met elsewhere. ``scanned`` says that the whole inbox was scanned,
    ``elsewhere`` that another process prepares, so that any row may read differently; ``remark`` is
    for the reader, empty if there is none.
    """

    changed: tuple[int, ...] = ()
    arrived: int = 0
    merged: tuple[int, ...] = ()
    waiting: int = 0
    again: int = 0
    scanned: bool = False
    elsewhere: bool = False
    remark: str = ""
