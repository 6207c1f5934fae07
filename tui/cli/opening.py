"""A case opened for a command: its index up to date, its record read, one mirrored in the other."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tui.cli.arguments import named_case, named_reader
from tui.cli.indexing import open_index, prepare_missing, scan_inbox
from tui.cli.output import Failure, complain
from tui.document import PreparedDocument
from tui.export.entry import Entry
from tui.index.index import Index
from tui.ingest.sanitise import sanitise_name
from tui.row import QueryError, Row
from tui.settings import Case, Settings, read_settings
from tui.triage.record import Record

#: Rows that are fetched from the index at a time.
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Opened:
    """A case with everything that a command may ask of it. Its inbox has been scanned."""

    case: Case
    settings: Settings
    index: Index
    record: Record

    def rows(self, query: str) -> Iterator[Row]:
        """The rows that match, in arrival order. A query that makes no sense is a failure."""
        self._prepare()
        try:
            numbers = self.index.ids(query)
        except QueryError as error:
            place = f"at character {error.position + 1}"
            raise Failure(f"query: {error.message} ({place})", 2) from error
        for start in range(0, len(numbers), _PAGE):
            yield from self.index.rows(numbers[start : start + _PAGE])

    def document(self, doc: str) -> Row:
        """The one document that ``doc`` names: a path, or the beginning of an id."""
        found = self.index.find(doc)
        if not found:
            self._prepare()
            found = self.index.find(doc)
        if not found:
            raise Failure(f"{sanitise_name(doc)}: no document of this case is called so")
        if len(found) > 1:
            some = ", ".join(f"{row.id[7:19]} ({_base(row)})" for row in found[:5])
            more = f" and {len(found) - 5} more" if len(found) > 5 else ""
            raise Failure(f"{sanitise_name(doc)} may be {some}{more}")
        if not found[0].ready:
            self._prepare(found[0].number)
        row = self.index.row(found[0].number)
        if row is None or not row.id:
            raise Failure(f"{_base(found[0])}: {row.remark if row else 'not there any more'}")
        return row

    def prepared(self, row: Row) -> PreparedDocument:
        """What was derived from a document; a failure where that is nothing."""
        document = self.index.prepared(row.number)
        if document is None:
            raise Failure(f"{_base(row)}: {row.remark or 'not prepared'}")
        return document

    def entry(self, row: Row, *, whole: bool = False) -> Entry:
        """What an export says of a row; ``whole`` adds the prepared document."""
        return Entry(
            row,
            self.record.judgement(row.id),
            self.record.notes(row.id),
            self.index.prepared(row.number) if whole else None,
        )

    def _prepare(self, number: int | None = None) -> None:
        prepare_missing(self.index, self.case, self.settings, number)


@contextmanager
def opened(options: Namespace, *, write: bool = False) -> Iterator[Opened]:
    """Open the case that the options name; to ``write`` opens the record for changes."""
    settings = read_settings()
    reader = named_reader(options)
    with named_case(options) as case:
        record = Record.open(case.state, reader=reader.name, host=reader.host, read_only=not write)
        with record:
            if write and not record.writable:
                raise Failure(
                    f"{sanitise_name(case.state)}: {record.trouble or 'cannot be written'}"
                )
            for remark in record.remarks():
                complain(remark)
            index = open_index(case, reader)
            try:
                if index.remark:
                    complain(index.remark)
                _say_what_is_locked(scan_inbox(index, case))
                operations, cursor = record.operations(index.watermark())
                index.mirror(operations, cursor)
                yield Opened(case, settings, index, record)
            finally:
                index.close()


def _say_what_is_locked(left_out: Iterable[str]) -> None:
    """What is left out by rule is counted and no news; a path is a folder that cannot be read."""
    for what in left_out:
        if what.startswith(os.sep):
            complain(f"left out: {what}")


def _base(row: Row) -> str:
    return sanitise_name(os.path.basename(row.path))
