"""A case opened for a command: its index up to date, its record read, one mirrored in the other."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from tui import corrections
from tui.cases import Case, Reader
from tui.cli.arguments import named_case, named_reader, named_record
from tui.cli.case_index import open_index
from tui.cli.indexing import prepare_missing, scan_inbox
from tui.cli.inheriting import inheritances
from tui.cli.mirroring import news
from tui.cli.output import Failure, complain, title_of
from tui.cli.preserving import preserve
from tui.cli.team import mirror_others
from tui.corrections import Corrections, corrected, spoken_of
from tui.decision import CORRECTIONS, Decision, Judgement
from tui.document import PreparedDocument
from tui.export.entry import Entry
from tui.index.index import Index
from tui.ingest.sanitise import sanitise_name
from tui.kinship import names_of, under_one_name
from tui.row import QueryError, Row
from tui.settings import Settings, read_settings
from tui.triage.readers import OtherReaders, readers
from tui.triage.record import Record, RecordError

#: Rows that are fetched from the index at a time.
_PAGE = 500
#: Seconds for which the index is kept from others, at most.
_A_WHILE = 1.0


@dataclass(slots=True)
class Opened:
    """A case with everything that a command may ask of it. Its inbox has been scanned.

    ``blind`` leaves out what others decided of a document that the reader has not decided.
    """

    case: Case
    reader: Reader
    settings: Settings
    index: Index
    record: Record
    corrections: Corrections
    blind: bool = False
    _others: OtherReaders | None = None

    def rows(self, query: str) -> Iterator[Row]:
        """The rows that match, in arrival order. A query that makes no sense is a failure."""
        self.settle()
        try:
            numbers = self.index.ids(query)
        except QueryError as error:
            place = f"at character {error.position + 1}"
            raise Failure(f"query: {error.message} ({place})", 2) from error
        for start in range(0, len(numbers), _PAGE):
            yield from self.index.rows(numbers[start : start + _PAGE])

    def document(self, doc: str) -> Row:
        """The one document that ``doc`` names: a path, or the beginning of an id."""
        found = self._find(doc)
        if not found:
            self._prepare()
            found = self._find(doc)
        if not found:
            raise Failure(f"{sanitise_name(doc)}: no document of this case is called so")
        if len(found) > 1:
            some = ", ".join(f"{row.id[7:19]} ({_base(row)})" for row in found[:5])
            more = f" and {len(found) - 5} more" if len(found) > 5 else ""
            raise Failure(f"{sanitise_name(doc)} may be {some}{more}")
        # A known file with other bytes holds another document once it is prepared.
        self._prepare(found[0].number)
        self._carry_over()
        row = next(iter(self._find(doc)), None)
        if row is None or not row.id:
            raise Failure(f"{_base(found[0])}: {row.remark if row else 'not there any more'}")
        return row

    def _find(self, doc: str) -> list[Row]:
        """What ``doc`` may mean; of several only those that a file holds, not their old states."""
        found = self.index.find(doc)
        if len(found) < 2:
            return found
        return [row for row in found if self.index.paths(row.number)] or found

    def prepared(self, row: Row) -> PreparedDocument:
        """What was derived from a document, as the reader corrected it, its names called as across
        the case; a failure where that is nothing."""
        document = self.index.prepared(row.number)
        if document is None:
            raise Failure(f"{_base(row)}: {row.remark or 'not prepared'}")
        return self._read(document)

    def entry(self, row: Row, *, whole: bool = False) -> Entry:
        """What an export says of a row; ``whole`` adds the prepared document."""
        document = self.index.prepared(row.number) if whole else None
        return Entry(
            row,
            self.record.judgement(row.id),
            self.record.notes(row.id),
            document and self._read(document),
            self.others(row.id),
        )

    def _read(self, document: PreparedDocument) -> PreparedDocument:
        """A document as the reader corrected it, its names called as across the case."""
        found = corrected(document, self.corrections)
        alike = self.index.kin(names_of(found))
        return under_one_name(found, alike, spoken_of(self.corrections)) if alike else found

    def others(self, document: str) -> Mapping[str, Judgement]:
        """What other readers decided of a document, in the order of their names."""
        if self.blind and self.record.judgement(document).decision is Decision.NONE:
            return {}
        if self._others is None:
            self._others = OtherReaders(self.record.folder, self.record.reader)
            self._others.refresh()
        said = self._others.judgements(document)
        return {
            reader: said[reader]
            for reader in sorted(said)
            if said[reader].decision is not Decision.NONE
        }

    def readers(self) -> tuple[str, ...]:
        """The other readers of the record."""
        return tuple(name for name in readers(self.record.folder) if name != self.record.reader)

    def preserve(self, row: Row) -> None:
        """Copy the document's bytes into the record, or say why they are not there."""
        refused = preserve(self.record.folder, row.id, self.index.paths(row.number), self.settings)
        if refused:
            complain(f"no copy of {title_of(row)} in the record: {refused}")

    def close(self) -> None:
        """Let go of the index and of other readers' journals."""
        self.index.close()
        if self._others is not None:
            self._others.close()

    def settle(self) -> None:
        """Prepare what waits, and record what new versions inherit."""
        self._prepare()
        self._carry_over()

    def mirror(self) -> None:
        """Let the index know what was recorded since it was last told."""
        self.record.refresh()
        news(self.record, self.index.watermark()).tell(self.index)
        mirror_others(self.record.folder, self.record.reader, self.index)
        while self.index.seek_patterns(_A_WHILE).more:
            continue

    def _prepare(self, number: int | None = None) -> None:
        prepare_missing(self.index, self.case, self.settings, number)

    def _carry_over(self) -> None:
        """Record what new versions inherit, unless nothing may be written."""
        if self.case.read_only:
            return
        changes = inheritances(self.index, self.record)
        if not changes:
            return
        try:
            if self.record.writable:
                self.record.submit_and_wait(changes)
            else:
                with _record(self.case, self.reader) as record:
                    record.submit_and_wait(changes)
        except RecordError as error:
            complain(f"decisions are not carried over to new versions: {error}")
            return
        self.mirror()
        for change in changes:
            if self.record.judgement(change.key).decision is Decision.KEEP:
                self.preserve(self.index.find(change.key)[0])


@contextmanager
def opened(options: Namespace, *, write: bool = False, look: bool = True) -> Iterator[Opened]:
    """Open the case that the options name; to ``write`` opens the record for changes.

    Unless asked to ``look``, the inbox is not gone through, and need not be there any more.
    """
    settings = read_settings()
    reader = named_reader(options)
    named = named_case if look else named_record
    with named(options) as case, opened_record(case, reader, write=write) as record:
        index = open_index(case, reader, settings)
        rules = corrections.read(record.entries().get(CORRECTIONS, {}))
        blind = settings.blind if options.blind is None else options.blind
        made = Opened(case, reader, settings, index, record, rules, blind)
        try:
            if index.remark:
                complain(index.remark)
            if look:
                for locked in scan_inbox(index, case).locked:
                    complain(f"left out: {locked}")
            made.mirror()
            yield made
        finally:
            made.close()


@contextmanager
def opened_record(case: Case, reader: Reader, *, write: bool = False) -> Iterator[Record]:
    """Open the record of a case; what is damaged in it is said. One that cannot be written where it
    must be is a failure."""
    if write and case.read_only:
        raise Failure("--read-only leaves the record as it is", 2)
    with _record(case, reader, read_only=not write) as record:
        if write and not record.writable:
            raise Failure(f"{sanitise_name(case.state)}: {record.trouble or 'cannot be written'}")
        for remark in record.remarks():
            complain(remark)
        yield record


def _record(case: Case, reader: Reader, *, read_only: bool = False) -> Record:
    return Record.open(
        case.state, reader=reader.name, host=reader.host, read_only=read_only, shared=case.shared
    )


def _base(row: Row) -> str:
    return sanitise_name(os.path.basename(row.path))
