"""What the screen is handed: the library it reads from and the record it writes to.

The screen knows these protocols and nothing behind them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from tui.corrections import Corrections
from tui.decision import Anchor, Change, Decision, Judgement, Note, Operation
from tui.document import Label, PreparedDocument
from tui.row import Completion, Copy, Hit, Kin, Progress, Row, Standing, Tally
from tui.sentences import NameKey, Sentences

_Done = TypeVar("_Done")


@dataclass(frozen=True, slots=True)
class View:
    """The documents that a query lets through, in order.

    When the query is wrong, ``problem`` says so in one line, ``position`` where, and ``numbers`` is
    to be ignored.
    """

    query: str
    order: str
    numbers: Sequence[int]
    tally: Tally = Tally()
    problem: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a standing rule is to be done with: the documents that are new to it and match it.

    ``changes`` works out what is to be recorded on them, by what is held of them then; ``keeps``
    says that this may keep them. ``over`` is to be told, from any thread, whether that is on the
    disk: only then has the rule seen them. Without documents ``problem`` says in one line why.
    """

    name: str
    action: str
    documents: Sequence[str]
    changes: Callable[[Sequence[str]], Sequence[Change]]
    over: Callable[[bool], None]
    keeps: bool = False
    problem: str = ""


class Draft(Protocol):
    """A note that was not finished."""

    @property
    def text(self) -> str:
        """Its words."""

    @property
    def anchor(self) -> Anchor | None:
        """The passage that it is on, if it is on one."""


class Library(Protocol):
    """The documents of a case."""

    @property
    def name(self) -> str:
        """The case's name, safe to show."""

    @property
    def orders(self) -> Sequence[str]:
        """The orders the list can take, the first by default."""

    def ask(self, query: str, order: str, answer: Callable[[View], None], topic: str) -> None:
        """Apply a query; ``answer`` is called from another thread when that is done.

        A question on the same topic that is still open is dropped, its answer never called.
        """

    def counts(
        self, queries: Sequence[str], answer: Callable[[Sequence[int | None]], None]
    ) -> None:
        """Count what each query would leave; ``answer`` is called from another thread.

        ``None`` stands for a query that is wrong. Counting gives way to :meth:`ask`, and is dropped
        when it is asked for again.
        """

    def keep_up(self) -> None:
        """Have searches know what was recorded before one is asked for: much of it takes time."""

    def hidden_hits(self, query: str, numbers: Sequence[int]) -> frozenset[int]:
        """Those of the documents that match a query only by what is hidden in them."""

    def sought(self, query: str) -> Sequence[str]:
        """The words and phrases that a query looks for in texts, a ``*`` behind the beginning of a
        word."""

    def complete(self, text: str, position: int) -> Completion:
        """How a query can go on from a position in it."""

    def standing(
        self, names: Sequence[NameKey], answer: Callable[[Sequence[Standing]], None]
    ) -> None:
        """How each of these names stands in the case; ``answer`` is called from another thread, and
        not at all if that is asked for again before."""

    def kin(self, names: Sequence[NameKey]) -> Mapping[NameKey, Sequence[Kin]]:
        """The names of the case that may be one with each of these, the name itself among them;
        those that stand alone are left out."""

    def called(self, text: str) -> NameKey | None:
        """The name of the case that is called so, else the most frequent one that has these
        words."""

    def holding(self, label: Label, name: str) -> Sequence[int]:
        """The documents that mention a name in what is shown."""

    def sentences(
        self,
        names: tuple[NameKey, ...],
        numbers: Sequence[int],
        corrections: Corrections,
        answer: Callable[[Sentences], None],
    ) -> None:
        """The first sentences in which all of the names stand: those of the documents ``numbers``
        in their order, then those of others. ``answer`` is called from another thread, and not at
        all if that is asked for again before."""

    def rows(self, numbers: Sequence[int]) -> Sequence[Row]:
        """The rows of a page of the list."""

    def document(self, number: int) -> PreparedDocument | None:
        """The prepared document; ``None`` while it waits for preparation."""

    def locate(self, document: str) -> int | None:
        """The number of the document with this id."""

    def numbers(self, documents: Iterable[str]) -> Mapping[str, int]:
        """The numbers of the documents with these ids, as far as they are here."""

    def identities(self, numbers: Iterable[int]) -> Mapping[int, str]:
        """The ids of these documents, in this order; what was never read is left out. Two numbers
        may turn out to be of one document."""

    def look_up(self, numbers: Iterable[int]) -> Sequence[str]:
        """The ids of these documents, each once, in any order; may be asked on any thread."""

    def copies(self, number: int) -> Sequence[Copy]:
        """The documents that share its story, the closest first."""

    def carried(self, number: int, document: PreparedDocument) -> Sequence[Note]:
        """Notes on other versions of a document, each with its passage in this one and how that
        was found; without an anchor where it is not there any more."""

    def inheritances(self) -> Sequence[Change]:
        """What is to be recorded of new versions of documents that were decided or read."""

    def rule(self, answer: Callable[[Ruling], None]) -> None:
        """Let each standing rule in its turn look at what is new to it; ``answer`` is called from
        another thread for one that has something to do, or cannot do it. The next one is looked at
        when that is over."""

    def watch_hits(self, number: int) -> Sequence[Hit]:
        """What is watched for and rings in a document."""

    def unwatchable(self, query: str) -> str:
        """Why a query cannot be watched for, in a few words; empty where it can."""

    def newest(self) -> int:
        """The number of the document that came in last."""

    def prefer(self, numbers: Sequence[int]) -> None:
        """Ask for these to be prepared before the others."""

    def others(self, document: str) -> Mapping[str, Decision]:
        """What other readers of the record decided on a document, by reader."""

    def look_around(self) -> Sequence[str]:
        """Take in what other readers wrote since; the documents that they wrote on."""

    def preserve(self, documents: Sequence[str]) -> None:
        """Copy the bytes of these documents into the record, behind the screen's back."""

    def draft(self, document: str) -> Draft | None:
        """What was being noted on a document when the program last ended."""

    def drafted(self) -> Sequence[str]:
        """The documents on which a note was not finished."""

    def save_draft(self, document: str, text: str, anchor: Anchor | None) -> None:
        """Keep what is being noted, in case the program ends; an empty text forgets it."""

    def rescan(self) -> None:
        """Have the inbox gone through again; progress tells what came of it."""

    def listen(self, listener: Callable[[Progress], None]) -> None:
        """Have ``listener`` called, from a thread of its own, as preparation goes on."""

    def close(self) -> None:
        """Let go of everything."""


class UndoStep(Protocol):
    """A step that can be taken back or brought again."""

    @property
    def batch(self) -> str:
        """What the operations of the step have in common."""

    @property
    def run(self) -> str:
        """The run of the program that made it."""

    @property
    def at(self) -> str:
        """When it was made, in RFC 3339 UTC."""

    @property
    def undone(self) -> bool:
        """Whether it is taken back."""

    @property
    def fields(self) -> Sequence[str]:
        """The names of what it set."""

    @property
    def undoes(self) -> str:
        """The batch that it takes back; empty for a step of its own."""

    @property
    def redoes(self) -> str:
        """The batch that it brings again; empty for a step of its own."""

    @property
    def documents(self) -> Sequence[str]:
        """The documents it touched."""

    @property
    def summary(self) -> str:
        """The step in words, for the status line."""


class Record(Protocol):
    """What the reader holds of the documents, kept durably."""

    reader: str
    run: str

    @property
    def writable(self) -> bool:
        """Whether anything can be saved."""

    @property
    def trouble(self) -> str:
        """What keeps operations from being saved; empty when all is well."""

    @property
    def busy(self) -> bool:
        """Whether a large step is still being worked out: what it changes is not seen yet."""

    def judgement(self, document: str) -> Judgement:
        """What the reader holds of a document, unsaved operations included."""

    def notes(self, document: str | None = None) -> Sequence[Note]:
        """The reader's notes, on one document or all."""

    def entries(self) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
        """All tables as they stand, to be read only: table, key, fields."""

    def marks(self) -> frozenset[str]:
        """The documents that are marked."""

    def position(self, document: str) -> int:
        """Where the reader left a document: a code point of its decoded text."""

    def submit(
        self, changes: Sequence[Change], *, undoes: str = "", redoes: str = ""
    ) -> Future[tuple[Operation, ...]]:
        """Queue one step; the future is done once it is on the disk."""

    def steps(
        self, document: str | None = None, *, newest: int | None = None
    ) -> Sequence[UndoStep]:
        """The history, oldest first; the ``newest`` steps only, if a number is given."""

    def later(self, work: Callable[[], _Done]) -> Future[_Done]:
        """Carry ``work`` out on the thread on which large steps are worked out, behind those."""

    def aside(self, work: Callable[[], _Done]) -> Future[_Done]:
        """Carry ``work``, which only reads, out on a thread for which nothing waits."""

    def undo_candidate(self) -> UndoStep | None:
        """The step that undo would take back."""

    def redo_candidate(self) -> UndoStep | None:
        """The step that redo would bring again."""

    def undo(self, step: Any) -> Future[tuple[Operation, ...]]:
        """Take a step back."""

    def redo(self, step: Any) -> Future[tuple[Operation, ...]]:
        """Bring a step again."""

    def unsaved(self) -> Sequence[Operation]:
        """Operations that are not yet on the disk."""

    def refresh(self) -> Sequence[Operation]:
        """What other runs have recorded meanwhile."""

    def flush(self, timeout: float | None = None) -> bool:
        """Wait until the queue is on the disk; false if it is not by then."""

    def close(self) -> None:
        """Flush and let go."""


@dataclass(frozen=True, slots=True)
class Options:
    """How the desk behaves: see the settings file.

    ``blind`` leaves other readers' decisions out until one's own is made; ``evidence`` copies the
    bytes of what is kept or noted into the record; ``bell`` rings the terminal's bell for what is
    watched for and comes in.
    """

    follow: bool = True
    guard: float = 0.25
    rest: float = 0.3
    over_ssh: bool = False
    blind: bool = False
    evidence: bool = True
    bell: bool = False
    remark: str = ""
