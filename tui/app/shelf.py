"""Documents and rows as they stand to the reader: the library's, with what the record holds now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tui.app.lots import Lots
from tui.app.ports import Library, Record
from tui.corrections import corrected, read, spoken_of
from tui.decision import CORRECTIONS, DOCUMENTS, Decision, Note
from tui.document import PreparedDocument
from tui.kinship import names_of, under_one_name
from tui.row import Row

#: Places of a view that are looked at together for what is decided.
_STRETCH = 256

_DECIDED = frozenset(map(str, Decision)) - {str(Decision.NONE)}
_EMPTY: Mapping[str, Any] = {}


class Shelf:
    """Lays the record over what the library says; saved or worked out or not, a decision shows at
    once.

    ``blind`` leaves other readers' decisions out until one's own is made.
    """

    def __init__(self, library: Library, record: Record, lots: Lots, *, blind: bool) -> None:
        self._library = library
        self._record = record
        self._lots = lots
        self._blind = blind

    def rows(self, numbers: Sequence[int]) -> Sequence[Row]:
        """The rows of a page of the list."""
        return [self._row(row) for row in self._library.rows(numbers)]

    def waiting(self, numbers: Sequence[int]) -> Callable[[int], bool]:
        """Whether the document at a place of ``numbers`` waits for a decision, asked of many places
        one after another: what is decided is looked up for a stretch at a time."""
        stretches: dict[int, frozenset[int]] = {}

        def waits(place: int) -> bool:
            start = place - place % _STRETCH
            if start not in stretches:
                stretches[start] = self._decided(numbers[start : start + _STRETCH])
            return numbers[place] not in stretches[start]

        return waits

    def document(self, number: int) -> PreparedDocument | None:
        """A document as the reader corrected it."""
        document = self._library.document(number)
        return self.corrected(document) if document else None

    def corrected(self, document: PreparedDocument) -> PreparedDocument:
        """The document with the corrections as they stand, its names called as in the case."""
        rules = read(self.rules())
        document = corrected(document, rules)
        alike = self._library.kin(names_of(document))
        return under_one_name(document, alike, spoken_of(rules)) if alike else document

    def notes(self, number: int, document: PreparedDocument) -> tuple[Note, ...]:
        """The notes on a document, and those carried over from its other versions."""
        carried = self._library.carried(number, document)
        return (*self._record.notes(document.id), *carried)

    def title(self, document: str) -> str:
        """What to call a document."""
        number = self._library.locate(document)
        rows = [] if number is None else self._library.rows([number])
        return rows[0].title if rows else f"{document[:19]} (not in this inbox)"

    def rules(self) -> dict[str, dict[str, Any]]:
        """The corrections as they stand, apart from the record."""
        entries = self._record.entries().get(CORRECTIONS, {})
        # A copy first: a large step, and what is behind it, is written by another thread.
        return {key: dict(fields) for key, fields in dict(entries).items()}

    def _decided(self, numbers: Sequence[int]) -> frozenset[int]:
        # Asked of all documents below, where none waits any more: no judgement is made of each.
        rows = self._record.entries().get(DOCUMENTS, {})
        foreseen = self._lots.foreseen if self._lots.waiting else _nothing
        return frozenset(
            number
            for number, document in self._library.identities(numbers).items()
            if str(foreseen(number, document) or rows.get(document, _EMPTY).get("decision"))
            in _DECIDED
        )

    def _decision(self, number: int, document: str) -> Decision:
        foreseen = self._lots.foreseen(number, document)
        return self._record.judgement(document).decision if foreseen is None else foreseen

    def _row(self, row: Row) -> Row:
        held = self._record.judgement(row.id)
        return replace(
            row,
            decision=self._decision(row.number, row.id),
            reading=held.reading,
            reasons=held.reasons,
            tags=held.tags,
            priority=held.priority,
            notes=len(self._record.notes(row.id)),
            others=self._others(row.id, held.decision),
        )

    def _others(self, document: str, own: Decision) -> tuple[Decision, ...]:
        if self._blind and own is Decision.NONE:
            return ()
        said = self._library.others(document)
        return tuple(said[reader] for reader in sorted(said))


def _nothing(_number: int, _document: str) -> None:
    """What is foreseen while no step is being worked out."""
