"""One line of the list, and what goes with a list: copies, tallies, names, progress."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from tui.decision import Decision, Reading


@dataclass(frozen=True, slots=True)
class Row:
    """What the list shows of a document.

    ``number`` is its place in arrival order and the handle by which the index knows it; ``id`` its
    ``sha256:`` name, empty until its bytes were read; ``path`` the first of its paths, as the
    system gave it (sanitise before showing); ``published`` an ISO date, possibly shortened;
    ``copies`` how many other documents share its story; ``ready`` whether it has been prepared;
    ``watched`` whether it holds
    what the reader watches for, ``watched_hidden`` whether that stands in hidden text only;
    ``missing`` whether no file holds it any more; ``remark`` what is wrong with it; ``others`` what
    other readers decided, in the order of their names.
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
    watched_hidden: bool = False
    missing: bool = False
    remark: str = ""
    others: tuple[Decision, ...] = ()

    @property
    def trouble(self) -> str:
        """What is wrong with it or its files, in a few words; empty if nothing."""
        return self.remark or ("the file is gone" if self.missing else "")


@dataclass(frozen=True, slots=True)
class Copy:
    """A document beside the one that was asked about.

    ``kind`` says what the asked one is to it: "contains", "is contained in" or "same" body, or
    "version" (a state of the same file). ``share`` is the part of the smaller body that the other
    has too, 0 to 1.
    """

    row: Row
    kind: str
    share: float


class Hit(NamedTuple):
    """What is watched for and rings in a document, as it is said; not ``shown`` where it stands in
    hidden text only."""

    text: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How many documents a case has, and how many stand under each decision."""

    documents: int = 0
    keep: int = 0
    maybe: int = 0
    discard: int = 0
    unprepared: int = 0

    @property
    def undecided(self) -> int:
        """How many wait for a decision."""
        return self.documents - self.keep - self.maybe - self.discard


class Kin(NamedTuple):
    """A name of the case that may be one with others: how full it is (0: a surname alone, or an
    acronym), in how many documents, and ``why`` it was joined to the fullest."""

    name: str
    rank: int
    documents: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """In how many documents of a case a name is mentioned, the number of the first, and all names
    that count as this one, it among them; none where it is called the same everywhere."""

    documents: int = 0
    first: int = 0
    kin: tuple[Kin, ...] = ()


class QueryError(ValueError):
    """A query that cannot be understood: what was expected, and at which character of it."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


class Interrupted(Exception):  # noqa: N818 - nothing went wrong
    """A search was called off for something more urgent."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A way to go on with a query: what to write, what it means, and how many documents have it."""

    text: str
    help: str = ""
    documents: int = 0


@dataclass(frozen=True, slots=True)
class Completion:
    """Candidates for the characters from ``start`` to ``end`` of a query."""

    start: int
    end: int
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """What preparation did since it last said something.

    ``changed`` are the documents whose rows read differently now; ``arrived`` counts new ones;
    ``merged`` are the rows that are gone, for their files hold what another row has;
    ``waiting`` those still unprepared; ``again`` those that may be cleaned once more because lines
    that they show were met elsewhere; ``scanned`` that the inbox has been gone through.
    ``elsewhere`` means that another process prepares, so that any row may read differently.
    """

    changed: tuple[int, ...] = ()
    arrived: int = 0
    merged: tuple[int, ...] = ()
    waiting: int = 0
    again: int = 0
    scanned: bool = False
    elsewhere: bool = False
    remark: str = ""
