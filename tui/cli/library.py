"""The documents of a case, as the screen is handed them: index, record and indexing together."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial

from tui.app.ports import Ruling, View
from tui.cases import Case, Reader
from tui.cli import naming
from tui.cli.case_index import open_index
from tui.cli.companion import Companion, start_beside
from tui.cli.failing import logged
from tui.cli.inheriting import inheritances
from tui.cli.mirroring import News, news
from tui.cli.preserving import Preserving
from tui.cli.recording import DeskRecord
from tui.cli.rounds import Rounds
from tui.cli.searching import Searching
from tui.cli.sought import sought
from tui.corrections import Corrections
from tui.decision import ON_THE_WHOLE, Anchor, Change, Decision, Note
from tui.document import Label, PreparedDocument, Span
from tui.index.index import Index
from tui.index.ringing import check
from tui.ingest.sanitise import sanitise_line, sanitise_name
from tui.row import Completion, Copy, Hit, Kin, Progress, Row, Standing
from tui.sentences import NameKey, Sentences
from tui.settings import Settings
from tui.triage.anchors import State, place
from tui.triage.drafts import Draft, Drafts
from tui.triage.owed import Owed
from tui.triage.readers import OtherReaders


class CaseLibrary:
    """Reads the index on the screen's thread, searches it on a thread of its own, and has a process
    beside the screen that keeps it up to date."""

    orders: Sequence[str] = ("arrival", "-date", "date", "title", "outlet", "-words")

    def __init__(self, case: Case, reader: Reader, settings: Settings, record: DeskRecord) -> None:
        self._case, self._reader, self._record = case, reader, record
        self._settings = settings
        self._beside = Companion(lambda: start_beside(case, reader))
        self._index = open_index(case, reader, settings)
        self._view = self._index.reader()
        self._searching = Searching(lambda: open_index(case, reader, settings), self._complain)
        self._rounds = Rounds(record, self._searching, self._latest)
        self._preserving = Preserving(
            *(record.folder, Owed(record.folder, reader.name, record.run), settings),
            *(self._index.reader, self._remark, self._complain),
        )
        if record.writable:
            self._preserving.resume()
        self._roots = tuple(path + os.sep for path in case.inbox if os.path.isdir(path))
        self.remark = self._index.remark
        self._listener: Callable[[Progress], None] = lambda _: None
        self._others = OtherReaders(record.folder, reader.name)
        self._drafts = Drafts(record.folder, reader.name)
        self._drafted = {draft.document: draft for draft in self._drafts.all()}

    @property
    def name(self) -> str:
        """The case's name, safe to show."""
        return sanitise_name(self._case.name)

    def ask(self, query: str, order: str, answer: Callable[[View], None], topic: str) -> None:
        """Apply a query on the search thread, to the record as it is saved by now."""
        self._searching.ask(query, order, answer, topic, self._latest)

    def counts(
        self, queries: Sequence[str], answer: Callable[[Sequence[int | None]], None]
    ) -> None:
        """Count what each query would leave, on the search thread."""
        self._searching.counts(queries, answer, self._latest)

    def keep_up(self) -> None:
        """Let the index know on the search thread what was recorded, before a search needs it.

        While a large step is worked out this rests: two threads at work leave keys no time, and the
        rest is told behind it.
        """
        self._searching.keep_up(self._latest, lambda: not self._record.busy)

    def hidden_hits(self, query: str, numbers: Sequence[int]) -> frozenset[int]:
        """Those of the documents that match a query only by what is hidden in them."""
        return self._view.hidden_hits(query, numbers)

    def sought(self, query: str) -> Sequence[str]:
        """The words and phrases that a query looks for in texts."""
        return sought(query)

    def complete(self, text: str, position: int) -> Completion:
        """How a query can go on from a position in it."""
        return self._view.complete(text, position)

    def standing(
        self, names: Sequence[NameKey], answer: Callable[[Sequence[Standing]], None]
    ) -> None:
        """How each of these names stands in the case, found on the search thread."""
        self._searching.in_steps(
            "standing", lambda index: naming.standing(index, names, answer), self._latest
        )

    def kin(self, names: Sequence[NameKey]) -> Mapping[NameKey, Sequence[Kin]]:
        """The names of the case that may be one with each of these."""
        return self._view.kin(names)

    def called(self, text: str) -> NameKey | None:
        """The name that is called so, else the most frequent one that has these words."""
        return self._view.called(text)

    def holding(self, label: Label, name: str) -> Sequence[int]:
        """The documents that mention a name in what is shown."""
        return self._view.holding(label, name)

    def sentences(
        self,
        names: tuple[NameKey, ...],
        numbers: Sequence[int],
        corrections: Corrections,
        answer: Callable[[Sentences], None],
    ) -> None:
        """The first sentences in which all of the names stand, found on the search thread."""
        self._searching.in_steps(
            "sentences",
            lambda index: naming.sentences(index, names, numbers, corrections, answer),
            self._latest,
        )

    def rows(self, numbers: Sequence[int]) -> Sequence[Row]:
        """The rows of these documents, every text in them safe to show on one line."""
        return [self._safe(row) for row in self._view.rows(numbers)]

    def document(self, number: int) -> PreparedDocument | None:
        """The prepared document, or ``None`` while it waits."""
        return self._view.prepared(number)

    def locate(self, document: str) -> int | None:
        """The number of the document with this id."""
        return self._view.numbers([document]).get(document)

    def numbers(self, documents: Iterable[str]) -> Mapping[str, int]:
        """The numbers of the documents with these ids, as far as they are here."""
        return self._view.numbers(documents)

    def identities(self, numbers: Iterable[int]) -> Mapping[int, str]:
        """The ids of these documents, in this order; what was never read is left out."""
        return self._view.identities(numbers)

    def look_up(self, numbers: Iterable[int]) -> Sequence[str]:
        """The ids of these documents, read on the thread that asks."""
        view = self._index.reader()
        try:
            return tuple(dict.fromkeys(view.identities(numbers).values()))
        finally:
            view.close()

    def copies(self, number: int) -> Sequence[Copy]:
        """The documents that share its story."""
        return [replace(copy, row=self._safe(copy.row)) for copy in self._view.copies(number)]

    def carried(self, number: int, document: PreparedDocument) -> Sequence[Note]:
        """Notes on other versions of a document, placed in this text."""
        versions = [copy.row.id for copy in self._view.copies(number) if copy.kind == "version"]
        return [
            _carried(note, document) for version in versions for note in self._record.notes(version)
        ]

    def inheritances(self) -> Sequence[Change]:
        """What is to be recorded of new versions of documents that were decided or read."""
        return inheritances(self._view, self._record)

    def rule(self, answer: Callable[[Ruling], None]) -> None:
        """Let the standing rules look at what is new to them, on the search thread."""
        self._rounds.begin(answer)

    def watch_hits(self, number: int) -> Sequence[Hit]:
        """What is watched for and rings in a document."""
        return [Hit(sanitise_line(text), shown) for text, shown in self._view.watch_hits(number)]

    def unwatchable(self, query: str) -> str:
        """Why a query cannot be watched for."""
        return check(query)

    def newest(self) -> int:
        """The number of the document that came in last."""
        return self._view.newest()

    def prefer(self, numbers: Sequence[int]) -> None:
        """Have these prepared before the others."""
        self._beside.tell(f"first {' '.join(map(str, numbers))}")

    def others(self, document: str) -> Mapping[str, Decision]:
        """What other readers of the record decided on a document."""
        held = self._others.judgements(document)
        return {
            reader: each.decision
            for reader, each in held.items()
            if each.decision is not Decision.NONE
        }

    def look_around(self) -> Sequence[str]:
        """Take in what other readers wrote since."""
        return tuple(self._others.refresh())

    def preserve(self, documents: Sequence[str]) -> None:
        """Copy the bytes of these documents into the record, on a thread of their own: of many
        that takes a while, and no search is to wait for it."""
        self._preserving.add(documents)

    def draft(self, document: str) -> Draft | None:
        """What was being noted on a document when the program last ended."""
        return self._drafted.get(document)

    def drafted(self) -> Sequence[str]:
        """The documents on which a note was not finished."""
        return tuple(self._drafted)

    def save_draft(self, document: str, text: str, anchor: Anchor | None) -> None:
        """Keep what is being noted."""
        draft = Draft(document, text, anchor)
        self._drafted[document] = draft
        if not text:
            del self._drafted[document]
        if self._record.writable:
            self._searching.carry_out(partial(self._drafts.save, draft))

    def rescan(self) -> None:
        """Have the inbox gone through again."""
        self._beside.tell("scan")

    def listen(self, listener: Callable[[Progress], None]) -> None:
        """Call ``listener`` for every line that the process beside the screen says."""
        self._listener = listener
        self._beside.listen(listener)

    @property
    def uncopied(self) -> int:
        """How many documents are still to be copied into the record; closing waits for them, unless
        it is interrupted from the keyboard."""
        return self._preserving.waiting

    @property
    def ruling(self) -> bool:
        """Whether standing rules are still looking at what is new; they begin there again."""
        return self._rounds.going

    def close(self) -> None:
        """End the process beside the screen and let go of the index."""
        self._preserving.close()
        self._searching.close()
        self._beside.close()
        self._others.close()
        self._index.mark_seen()
        self._view.close()
        self._index.close()

    def _latest(self, index: Index) -> News:
        """What was recorded that the index does not know; asked on the search thread, because a
        large step takes a while to be read. What it could not be told is told the next time."""
        self._record.flush(0.5)
        return news(self._record, index.watermark())

    def _remark(self, words: str) -> None:
        self._listener(Progress(remark=words))

    def _complain(self, finished: Future[None]) -> None:
        """Tell of an error of the search thread, which would otherwise stay in the future."""
        error = finished.exception()
        if isinstance(error, Exception):
            said = f"{type(error).__name__}: {sanitise_line(str(error))} ({logged(error)})"
            self._listener(Progress(remark=said))

    def _safe(self, row: Row) -> Row:
        path = row.path
        root = next((root for root in self._roots if path.startswith(root)), "")
        return replace(
            row,
            path=sanitise_name(path[len(root) :]),
            title=_title(row),
            outlet=sanitise_line(row.outlet),
            remark=sanitise_line(row.remark),
        )


def _title(row: Row) -> str:
    """The title, or the file's name, written so that two names never look the same."""
    name = os.path.basename(row.path)
    return sanitise_name(name) if row.title in ("", name) else sanitise_line(row.title)


def _carried(note: Note, document: PreparedDocument) -> Note:
    """A note of another version as it stands in this one; never without saying how sure that is."""
    if note.anchor is None:
        return replace(note, state=ON_THE_WHOLE)
    text = document.safe.text
    found = place(note.anchor, text)
    if found.state in (State.ORPHAN, State.AMBIGUOUS):
        gone = "its passage stands in several places" if found.state is State.AMBIGUOUS else ""
        quote = f"{gone or 'its passage is not here'}: “{note.anchor.quote[:60]}”"
        return replace(note, anchor=None, state=quote)
    span = document.safe.offsets.source_span(Span(found.start, found.end))
    quote = text[found.start : found.end]
    here = replace(note.anchor, start=span.start, end=span.end, quote=quote)
    return replace(note, anchor=here, state=str(found.state))
