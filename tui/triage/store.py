"""TinyDB over the journal: the only place where TinyDB is imported.

Stock TinyDB reads and writes the whole database for each change. Here ``Storage.read`` gives the
tables that are in memory, and a table turns what was done to it into operations, so that a change
costs one line. This differs from the documented behaviour of TinyDB:

- document ids are strings, and new ones are ULIDs;
- queries are not cached, because other processes write too;
- a field set to ``None`` is removed, and a document without fields does not exist;
- the order of insertion is not kept by the tables of documents, marks and positions: what was read
  from a snapshot comes page by page (:mod:`tui.triage.pages`), nearly in the order of the ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from tui.decision import Change, Operation
from tui.triage.appender import Appender
from tui.triage.folder import RecordError, checked_name, open_folder
from tui.triage.ledger import Ledger, Stamp, new_run
from tui.triage.lines import encode
from tui.triage.sink import DirectSink, QueueSink, Sink
from tui.triage.update import TableUpdate, copied, difference
from tui.triage.writer import Operations, Writer


@dataclass(slots=True)
class OpenStep:
    """Operations that become one batch, and the future that resolves when they are saved."""

    stamp: Stamp
    operations: list[Operation] = field(default_factory=list)
    lines: list[bytes] = field(default_factory=list)
    saved: Future[Operations] | None = None


class JournalStorage(Storage):
    """A TinyDB storage that keeps its tables in the folder of a record.

    ``Database(state, storage=JournalStorage, reader="ada", host="desk")`` opens the folder itself,
    and saves each change before it returns; it raises :class:`~tui.triage.folder.RecordError` for a
    folder that cannot be written. A :class:`~tui.triage.record.Record` hands over its own
    ``ledger`` and ``sink`` instead.
    """

    def __init__(
        self,
        state: str = "",
        *,
        reader: str = "",
        host: str = "",
        ledger: Ledger | None = None,
        sink: Sink | None = None,
    ) -> None:
        super().__init__()
        self._close: Callable[[], None] = lambda: None
        if ledger is None or sink is None:
            ledger, sink = self._alone(state, reader, host)
        self.ledger = ledger
        self.sink = sink
        self._step: OpenStep | None = None

    def read(self) -> dict[str, Any]:
        """The tables as they are now: table -> entry -> fields. Not to be written into."""
        self.ledger.refresh()
        return dict(self.ledger.fold.entries)

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Bring the tables to the state ``data`` by operations on what differs.

        TinyDB calls this to drop tables; changes of entries go through :meth:`record`.
        """
        with self.sink.exclusive():
            known = self.ledger.fold.entries
            for name in sorted(known.keys() | data.keys()):
                wanted = data.get(name, {})
                if wanted is not known.get(name):
                    self.record(name, difference(known.get(name, {}), wanted))

    def close(self) -> None:
        """Let go of the files, if this storage opened them."""
        self._close()

    @contextmanager
    def step(self, *, undoes: str = "", redoes: str = "") -> Iterator[OpenStep]:
        """Make all changes inside the block one batch, saved when it ends without an error.

        Each change must be of another entry, because none sees the effect of the others.
        """
        with self.sink.exclusive():
            step = self._step = OpenStep(self.ledger.stamp(undoes=undoes, redoes=redoes))
            try:
                yield step
            finally:
                self._step = None
            self._commit(step)

    def record(self, table: str, changes: Mapping[str, Mapping[str, Any] | None]) -> None:
        """Turn changes of ``table`` (entry -> fields, ``None`` to remove it) into operations.

        Outside of :meth:`step` they are a batch of their own, saved at once.
        """
        step = self._step or OpenStep(self.ledger.stamp())
        for key, fields in changes.items():
            change = self.ledger.dated(Change(table, key, fields), step.stamp)
            operation = self.ledger.operation(change, step.stamp, first=not step.operations)
            step.lines.append(encode(operation))
            step.operations.append(operation)
        if not self._step:
            self._commit(step)

    def _commit(self, step: OpenStep) -> None:
        if step.operations:
            step.saved = self.sink.commit(tuple(step.operations), b"".join(step.lines))

    def _alone(self, state: str, reader: str, host: str) -> tuple[Ledger, Sink]:
        checked_name(reader, "reader")
        checked_name(host, "host")
        folder = open_folder(state)
        if folder.trouble:
            folder.close()
            raise RecordError(f"{state}: {folder.trouble}")
        ledger = Ledger(folder, reader, new_run())
        appender = Appender(folder, reader, host)

        def close() -> None:
            appender.close()
            ledger.follower.close()
            folder.close()

        self._close = close
        return ledger, DirectSink(ledger, appender)


class Entry(Document):
    """A document with copies of all values, so that changing it changes no database."""

    def __init__(self, value: Mapping[str, Any], doc_id: str) -> None:
        super().__init__(copied(value), doc_id)  # type: ignore[arg-type]


def _own(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """A stock document that has an id as an :class:`Entry`: TinyDB keeps ids of those only."""
    if isinstance(document, Document) and not isinstance(document, Entry):
        return Entry(document, str(document.doc_id))
    return document


class JournalTable(Table):
    """A TinyDB table that appends what was changed instead of writing everything again."""

    document_class = Entry  # type: ignore[assignment]
    document_id_class = str  # type: ignore[assignment]
    _storage: JournalStorage

    def __init__(self, storage: JournalStorage, name: str, **_options: Any) -> None:
        # No cached results: other processes write. No empty table: it has no operations.
        super().__init__(storage, name, cache_size=0)

    def insert(self, document: Mapping[str, Any]) -> str:  # type: ignore[override]
        """Insert a document under its own id or a new ULID, and return that."""
        with self._storage.sink.exclusive():
            return super().insert(_own(document))  # type: ignore[return-value]

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[str]:  # type: ignore[override]
        """Insert many documents as one step, and return their ids."""
        return super().insert_multiple(map(_own, documents))  # type: ignore[return-value]

    def upsert(self, document: Mapping[str, Any], cond: Any = None) -> list[str]:  # type: ignore[override]
        """Update the documents that match, or insert this one, while nobody else can write.

        Returns the ids of the documents. A ``Document`` is put under its own id.
        """
        with self._storage.sink.exclusive():
            if isinstance(document, Document):
                return [self._put(str(document.doc_id), document)]
            return super().upsert(document, cond)  # type: ignore[return-value]

    def _put(self, key: str, fields: Mapping[str, Any]) -> str:
        """Set fields of one entry, as every decision does: no :class:`TableUpdate` is needed."""
        known = self._storage.ledger.fold.entries.get(self.name, {}).get(key, {})
        changes = difference({key: known}, {key: {**known, **fields}})
        if changes:
            self._storage.record(self.name, changes)
        return key

    def __iter__(self) -> Iterator[Document]:
        for key, fields in list(self._read_table().items()):
            yield self.document_class(fields, key)

    def _get_next_id(self) -> str:
        return self._storage.ledger.stamp().batch

    def _update_table(self, updater: Callable[[dict[Any, Any]], None]) -> None:
        with self._storage.sink.exclusive():
            update = TableUpdate(self._storage.ledger.fold.entries.get(self.name, {}))
            updater(update)  # type: ignore[arg-type]
            self._storage.record(self.name, update.changes())


class Database(TinyDB):
    """TinyDB with tables that append: to be opened with :class:`JournalStorage`."""

    table_class = JournalTable  # type: ignore[assignment]


class Tables:
    """The record's tables, written through TinyDB and saved by the writer's thread."""

    def __init__(self, ledger: Ledger, writer: Writer) -> None:
        self._ledger = ledger
        self._storage = JournalStorage(ledger=ledger, sink=QueueSink(ledger, writer))
        self._database = Database(storage=lambda: self._storage)

    def submit(
        self, changes: Sequence[Change], *, undoes: str = "", redoes: str = ""
    ) -> Future[Operations]:
        """Record ``changes`` as one step. The future resolves when it is saved.

        It has resolved, to no operations, where the changes change nothing.
        """
        with self._ledger.lock, self._storage.step(undoes=undoes, redoes=redoes) as step:
            for change in _merged(changes, self._ledger):
                table = self._database.table(change.table)
                if change.set is not None:
                    table.upsert(Document(change.set, change.key))  # type: ignore[arg-type]
                elif change.key in self._ledger.fold.entries.get(change.table, {}):
                    table.remove(doc_ids=[change.key])  # type: ignore[list-item]
            if (undoes or redoes) and not step.operations:
                # Nothing was left to take back or bring again, but the history has to say so.
                self._storage.record(changes[0].table, {changes[0].key: {}})
        return step.saved or _nothing()


def _nothing() -> Future[Operations]:
    future: Future[Operations] = Future()
    future.set_result(())
    return future


def _merged(changes: Sequence[Change], ledger: Ledger) -> Iterator[Change]:
    """One change for each entry, with the effect of all changes of it in their order."""
    merged: dict[tuple[str, str], Mapping[str, Any] | None] = {}
    for change in changes:
        place = (change.table, change.key)
        fields: Mapping[str, Any] = {}
        if place in merged:
            known = ledger.fold.entries.get(change.table, {}).get(change.key, {})
            earlier = merged[place]
            fields = dict.fromkeys(known) if earlier is None else earlier
        merged[place] = None if change.set is None else {**fields, **change.set}
    return (Change(table, key, fields) for (table, key), fields in merged.items())
