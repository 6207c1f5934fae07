"""A library in memory, which answers as the case's does: at once, or a little later."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence

from tui.app.ports import Ruling, View
from tui.corrections import Corrections, corrected
from tui.decision import Anchor, Change, Decision, Note
from tui.document import (
    Label,
    PreparedDocument,
)
from tui.row import Candidate, Completion, Copy, Hit, Kin, Progress, Row, Standing, Tally
from tui.sentences import NameKey, Sentence, Sentences, passages
from tui.triage.drafts import Draft


class MemoryLibrary:
    """Documents in memory; a query lets through those whose text has all of its words."""

    name = "harbour"
    orders: Sequence[str] = ("arrival", "title")

    def __init__(self, documents: Sequence[PreparedDocument]) -> None:
        self.documents = list(documents)
        self.unready: set[int] = set()
        self.gone: set[int] = set()
        self.alike: dict[NameKey, Sequence[Kin]] = {}
        self.hits: dict[int, Sequence[Hit]] = {}
        self.carried_notes: list[Note] = []
        self.inherited: list[Change] = []
        self.rulings: list[Ruling] = []
        self.preferred: list[int] = []
        self.preserved: list[str] = []
        self.drafts: dict[str, Draft] = {}
        self.said_by_others: dict[str, dict[str, Decision]] = {}
        self.tell: Callable[[Progress], None] = lambda _: None

    def ask(self, query: str, order: str, answer: Callable[[View], None], topic: str) -> None:
        """Answer at once, from the event loop, as a thread would: a little later."""
        if query.endswith(":"):
            view = View(query, order, (), problem="a value is missing", position=len(query))
        else:
            found = [
                number
                for number, each in enumerate(self.documents, 1)
                if all(word in each.safe.text.casefold() for word in query.casefold().split())
            ]
            if order == "title":
                found.sort(key=lambda number: self.documents[number - 1].title)
            view = View(query, order, found, Tally(len(self.documents)))
        asyncio.get_running_loop().call_soon(answer, view)

    def counts(
        self, queries: Sequence[str], answer: Callable[[Sequence[int | None]], None]
    ) -> None:
        """Count as :meth:`ask` finds, a little later; fields are not known here."""
        found = [
            None
            if ":" in query
            else sum(
                all(word in each.safe.text.casefold() for word in query.casefold().split())
                for each in self.documents
            )
            for query in queries
        ]
        asyncio.get_running_loop().call_soon(answer, found)

    def keep_up(self) -> None:
        """It is searched as it stands."""

    def hidden_hits(self, query: str, numbers: Sequence[int]) -> frozenset[int]:
        """Those that have the words in hidden text alone."""
        return frozenset(
            number
            for number in numbers
            if all(
                query.casefold() not in block.text(self.documents[number - 1].safe.text).casefold()
                for block in self.documents[number - 1].shown
            )
        )

    def sought(self, query: str) -> Sequence[str]:
        """All of its words; a field has none."""
        return [word for word in query.split() if ":" not in word]

    def complete(self, text: str, position: int) -> Completion:
        """Two ways to go on from the last word."""
        start = text.rfind(" ", 0, position) + 1
        offers = (Candidate("fire", documents=1), Candidate("first", "a word"))
        return Completion(start, position, offers)

    def standing(
        self, names: Sequence[NameKey], answer: Callable[[Sequence[Standing]], None]
    ) -> None:
        """Count by going through all documents, a little later."""
        held = [list(self.holding(*name)) for name in names]
        found = [Standing(len(numbers), min(numbers, default=0)) for numbers in held]
        asyncio.get_running_loop().call_soon(answer, found)

    def kin(self, names: Sequence[NameKey]) -> Mapping[NameKey, Sequence[Kin]]:
        """What the test says."""
        return {name: self.alike[name] for name in names if name in self.alike}

    def called(self, text: str) -> NameKey | None:
        """The first that has the words."""
        keys = [(each.label, each.name) for one in self.documents for each in one.mentions]
        return next((key for key in keys if text.casefold() in key[1].casefold()), None)

    def holding(self, label: Label, name: str) -> Sequence[int]:
        """Those that mention it, or what is one with it, in what is shown."""
        names = {name, *(one.name for one in self.alike.get((label, name), ()))}
        return [
            number
            for number, each in enumerate(self.documents, 1)
            if any(m.label is label and m.name in names and not m.hidden for m in each.mentions)
        ]

    def sentences(
        self,
        names: tuple[NameKey, ...],
        numbers: Sequence[int],
        corrections: Corrections,
        answer: Callable[[Sentences], None],
    ) -> None:
        """Those of the documents ``numbers``, a little later."""
        found = [
            Sentence(number, passage)
            for number in numbers
            for passage in passages(corrected(self.documents[number - 1], corrections), names)
        ]
        documents = set.intersection(*({*self.holding(*name)} for name in names))
        said = Sentences(names, tuple(found), len(documents))
        asyncio.get_running_loop().call_soon(answer, said)

    def rows(self, numbers: Sequence[int]) -> Sequence[Row]:
        """Rows as an index would give them."""
        return [
            Row(
                number=number,
                id=self.documents[number - 1].id,
                path=f"{number}.txt",
                title=self.documents[number - 1].title,
                words=self.documents[number - 1].words,
                ready=number not in self.unready,
                watched=number in self.hits,
                missing=number in self.gone,
            )
            for number in numbers
        ]

    def document(self, number: int) -> PreparedDocument | None:
        """The document, unless it is said to wait."""
        return None if number in self.unready else self.documents[number - 1]

    def locate(self, document: str) -> int | None:
        """Its number."""
        ids = [each.id for each in self.documents]
        return ids.index(document) + 1 if document in ids else None

    def numbers(self, documents: Iterable[str]) -> Mapping[str, int]:
        """Their numbers."""
        return {each: number for each in documents if (number := self.locate(each)) is not None}

    def identities(self, numbers: Iterable[int]) -> Mapping[int, str]:
        """Their ids."""
        return {number: self.documents[number - 1].id for number in numbers}

    def look_up(self, numbers: Iterable[int]) -> Sequence[str]:
        """Their ids, each once."""
        return tuple(dict.fromkeys(self.identities(numbers).values()))

    def copies(self, number: int) -> Sequence[Copy]:
        """None has any."""
        return ()

    def carried(self, number: int, document: PreparedDocument) -> Sequence[Note]:
        """What the test says."""
        return self.carried_notes

    def inheritances(self) -> Sequence[Change]:
        """What the test says."""
        return self.inherited

    def rule(self, answer: Callable[[Ruling], None]) -> None:
        """What the test says, once, a little later."""
        found, self.rulings = self.rulings, []
        for ruling in found:
            asyncio.get_running_loop().call_soon(answer, ruling)

    def watch_hits(self, number: int) -> Sequence[Hit]:
        """What the test says."""
        return self.hits.get(number, ())

    def unwatchable(self, query: str) -> str:
        """Whatever has a decision in it."""
        return "decision: is nothing to watch for" if "decision:" in query else ""

    def newest(self) -> int:
        """The last document."""
        return len(self.documents)

    def prefer(self, numbers: Sequence[int]) -> None:
        """Remember what was asked for."""
        self.preferred.extend(numbers)

    def others(self, document: str) -> Mapping[str, Decision]:
        """What the test says."""
        return self.said_by_others.get(document, {})

    def look_around(self) -> Sequence[str]:
        """Everything that others said."""
        return tuple(self.said_by_others)

    def preserve(self, documents: Sequence[str]) -> None:
        """Remember what was asked for."""
        self.preserved.extend(documents)

    def draft(self, document: str) -> Draft | None:
        """What was being written."""
        return self.drafts.get(document)

    def drafted(self) -> Sequence[str]:
        """On which documents."""
        return tuple(self.drafts)

    def save_draft(self, document: str, text: str, anchor: Anchor | None) -> None:
        """Remember what is being written."""
        self.drafts[document] = Draft(document, text, anchor)
        if not text:
            del self.drafts[document]

    def rescan(self) -> None:
        """Nothing has changed."""
        self.tell(Progress(scanned=True))

    def listen(self, listener: Callable[[Progress], None]) -> None:
        """The inbox has been gone through."""
        self.tell = listener
        listener(Progress(scanned=True))

    def close(self) -> None:
        """Nothing to let go of."""
