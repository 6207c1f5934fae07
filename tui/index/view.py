"""Reading the index: the list, its counts, a document, names, and what is related to it."""

from __future__ import annotations

import json
import os
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tui.document import Label, PreparedDocument
from tui.index import completion, contents, meta, naming, ringing
from tui.index.errors import translated
from tui.index.expression import Every, Query, joined
from tui.index.folding import storable
from tui.index.query import parse
from tui.index.related import related, sharing_a_body
from tui.index.rows import find, rows
from tui.index.selection import matching, only_hidden, select
from tui.index.statement import Statement, Value
from tui.row import Completion, Copy, Hit, Kin, Row, Standing, Tally
from tui.watchlist import Watched

if TYPE_CHECKING:
    from tui.sentences import NameKey

# Rows that one statement asks for.
_PAGE = 500
# The most documents that one text may name for others to be near to; the beginning of an id may
# name thousands.
_NAMED = 8


class View:
    """A connection that only reads. It sees the last committed state and never waits for a writer.

    Used from one thread; only :meth:`interrupt` may be called from another. Any call may raise
    :class:`tui.row.Interrupted`, or ``OSError`` where the file is damaged; any that takes a query
    may raise :class:`tui.row.QueryError`. Documents are given by the number of their row.
    """

    def __init__(self, connection: sqlite3.Connection, path: str) -> None:
        self._connection = connection
        self._path = path
        self._version = self._data_version()

    def ids(self, query: str = "", sort: str = "arrival") -> array[int]:
        """The numbers of all documents that match, in order, as an array of type ``q``.

        ``sort`` is one of :data:`tui.index.fields.ORDERS`, rising, or with ``-`` before it falling
        (``-date``: the latest first); relevance has the best first. A ``sort:`` in the query
        overrides it.
        """
        # SQLite makes one string of them in one step, during which other threads can run.
        found = self._select(query, sort)
        sql = f"SELECT group_concat(number) FROM ({found.sql})"
        ((listed,),) = self._read(sql, found.values)
        return array("q", json.loads(f"[{listed or ''}]"))

    def count(self, query: str = "") -> int:
        """How many documents match."""
        found = self._select(query, "arrival")
        ((count,),) = self._read(f"SELECT count(*) FROM ({found.sql})", found.values)
        return int(count)

    def rows(self, numbers: Sequence[int]) -> list[Row]:
        """The rows of these numbers, in their order; those that no longer exist are left out.

        The number of a row whose file turned out to hold a known document stays valid: the row
        given for it shows that document.
        """
        found: dict[int, Row] = {}
        for at in range(0, len(numbers), _PAGE):
            page = numbers[at : at + _PAGE]
            where = f"number IN ({','.join('?' * len(page))})"
            found.update((row.number, row) for row in self._rows(where, page))
        return [row for number in numbers if (row := found.get(number) or self._successor(number))]

    def row(self, number: int) -> Row | None:
        """One row."""
        return next(iter(self.rows([number])), None)

    def find(self, doc: str) -> list[Row]:
        """The documents that ``doc`` names: a path, the end of one, or the beginning of an id.

        Several rows mean that it is ambiguous, none that it is unknown.
        """
        return find(doc, self._read)

    def numbers(self, documents: Iterable[str]) -> dict[str, int]:
        """The numbers of the documents with these ids; those that are not here are left out."""
        wanted = json.dumps(list(documents))
        return dict(
            self._read(
                "SELECT id, number FROM document WHERE id IN (SELECT value FROM json_each(?))",
                (wanted,),
            )
        )

    def identities(self, numbers: Iterable[int]) -> dict[int, str]:
        """The ids of these documents, in this order; what was never read is left out."""
        found = self._read(
            "SELECT wanted.value, document.id FROM json_each(?) AS wanted"
            " LEFT JOIN alias ON alias.number = wanted.value"
            " JOIN document ON document.number = ifnull(target, wanted.value)"
            " WHERE document.id IS NOT NULL ORDER BY wanted.key",
            (json.dumps(list(numbers)),),
        )
        return dict(found)

    def paths(self, number: int) -> list[str]:
        """All files that hold a document, those that are there before those that are missing."""
        found = self._read(
            "SELECT path FROM file WHERE number = ? ORDER BY missing, path",
            (self._settled(number),),
        )
        return [os.fsdecode(path) for (path,) in found]

    def waits(self, number: int) -> bool:
        """Whether a file of this document waits to be prepared."""
        return bool(
            self._read(
                "SELECT 1 FROM file WHERE number = ? AND state = 0 AND missing = 0 LIMIT 1",
                (self._settled(number),),
            )
        )

    def prepared(self, number: int) -> PreparedDocument | None:
        """All that was derived from a document, or ``None`` while it waits."""
        settled = self._settled(number)
        with translated(self._path):
            return contents.kept(self._connection, settled)

    def newest(self) -> int:
        """The number of the last row, 0 where there is none."""
        ((number,),) = self._read("SELECT ifnull(max(number), 0) FROM document")
        return int(number)

    def listed_after(self, number: int) -> list[int]:
        """The rows after ``number`` that are listed."""
        sql = "SELECT number FROM document WHERE number > ? AND +superseded = 0"
        return [found for (found,) in self._read(sql, (number,))]

    def merged(self, numbers: Iterable[int]) -> list[int]:
        """Those of these rows that are gone, for their files hold what another row has."""
        found = self._read(
            "SELECT number FROM alias WHERE number IN (SELECT value FROM json_each(?))",
            (json.dumps(list(numbers)),),
        )
        return [number for (number,) in found]

    def tally(self) -> Tally:
        """How many documents stand under each decision."""
        counts = dict(self._read("SELECT decision, documents FROM tally"))
        keep, maybe, discard = (counts[place] for place in (1, 2, 3))
        return Tally(
            documents=counts[0] + keep + maybe + discard,
            keep=keep,
            maybe=maybe,
            discard=discard,
            unprepared=counts[-1],
        )

    def copies(self, number: int) -> list[Copy]:
        """The documents that share a body with this one, the closest first, then its versions.

        The share of a version is 0 where none was measured.
        """
        found = sharing_a_body(self._settled(number), self._read)
        rows = {row.number: row for row in self.rows([other for other, _, _ in found])}
        return [Copy(rows[other], kind, share) for other, kind, share in found if other in rows]

    def hidden_hits(self, query: str, numbers: Sequence[int]) -> frozenset[int]:
        """Those of ``numbers`` that match ``query`` only by their hidden text."""
        found = only_hidden(parse(query), numbers, self._near) if numbers else None
        if found is None:
            return frozenset()
        return frozenset(number for (number,) in self._read(found.sql, found.values))

    def counts(self, query: str, filters: Sequence[str]) -> list[int]:
        """For each of ``filters``, queries too, how many documents match it and ``query``."""
        base = parse(query).expression
        found = []
        for one in filters:
            both = Query(joined(Every, (base, parse(one).expression)))
            counted = select(both, "arrival", self._near)
            ((count,),) = self._read(f"SELECT count(*) FROM ({counted.sql})", counted.values)
            found.append(int(count))
        return found

    def matching(self, query: str, numbers: Iterable[int]) -> list[int]:
        """Those of ``numbers`` that match a query, as a standing rule asks of new documents."""
        wanted = list(numbers)
        found: list[int] = []
        for at in range(0, len(wanted), _PAGE):
            page = wanted[at : at + _PAGE]
            among = matching(parse(query), page, self._near)
            found += [number for (number,) in self._read(among.sql, among.values)]
        return found

    def watch_hits(self, number: int) -> list[Hit]:
        """The watched texts that stand in a document."""
        found = self._read(
            "SELECT text, kind, shown FROM watch_hit JOIN watched USING (key) WHERE number = ?"
            " ORDER BY key",
            (self._settled(number),),
        )
        return [Hit(Watched(text, kind).said, bool(shown)) for text, kind, shown in found]

    def watch_counts(self) -> dict[str, int]:
        """In how many documents each entry of the watch list stands, by its key."""
        return dict(
            self._read(
                "SELECT key, (SELECT count(*) FROM watch_hit WHERE watch_hit.key = watched.key)"
                " FROM watched"
            )
        )

    def given_up(self, key: str) -> bool:
        """Whether a watched pattern, given by its key, took so long that it was given up."""
        with translated(self._path):
            return ringing.given_up(self._connection, key)

    def ruled(self, rule: str) -> int | None:
        """The row up to which a standing rule has seen all; ``None`` for one not known here."""
        found = self._remembered(storable(meta.of_rule(rule)))
        return int(found) if found else None

    def to_be_ruled(self, after: int, changed: float | None = None) -> tuple[list[int], int]:
        """Rows after ``after`` that are prepared, and the row up to which none waits any more.

        With ``changed``, seconds since the epoch, only rows whose file was written after that.
        """
        ((waiting,),) = self._read(
            "SELECT min(number) FROM file WHERE state = 0 AND missing = 0 AND number > ?", (after,)
        )
        through = self.newest() if waiting is None else waiting - 1
        sql = "SELECT number FROM document WHERE number > ? AND +superseded = 0 AND +state = 1"
        values: tuple[Value, ...] = (after,)
        if changed is not None:
            sql += " AND number IN (SELECT number FROM file WHERE mtime_ns > ?)"
            values += (int(changed * 1e9),)
        return [number for (number,) in self._read(sql, values)], max(after, through)

    def names(self, label: Label, begun: str = "", most: int = 100) -> list[tuple[str, int]]:
        """Up to ``most`` names of a kind with a word that begins so, the most frequent first.

        With each goes the number of documents that mention it in their shown text.
        """
        return completion.names(label, begun, most, self._read)

    def kin(self, names: Sequence[NameKey]) -> dict[NameKey, tuple[Kin, ...]]:
        """For each of these names that has kin all that may be the same, itself among them."""
        return naming.kin(names, self._read)

    def as_one(self, name: NameKey) -> tuple[Kin, ...]:
        """All names that count as the same as this one, the one that stands for all first.

        Empty where the name stands for itself alone.
        """
        return naming.as_one(*name, self._read)

    def standing(self, names: Sequence[NameKey]) -> list[Standing]:
        """How each of these names stands in the case, counted with its kin."""
        return naming.standing(names, self._read)

    def called(self, text: str) -> NameKey | None:
        """The name that reads so, else the most frequent one that has these words."""
        return naming.called(text, self._read)

    def holding(self, label: Label, name: str) -> array[int]:
        """The numbers of the documents whose shown text mentions this name or its kin, rising."""
        return naming.holding(label, name, self._read)

    def complete(self, text: str, position: int) -> Completion:
        """How the query ``text`` can go on at the cursor, which stands before ``position``."""
        return completion.complete(text, position, self._read)

    def watermark(self) -> str:
        """How far the record has been mirrored, as the last call of ``mirror`` said; else empty."""
        return self._remembered(meta.WATERMARK)

    def changed(self) -> bool:
        """Whether another connection has committed since the last call."""
        before, self._version = self._version, self._data_version()
        return self._version != before

    def interrupt(self) -> None:
        """Make a running call of this connection end with :class:`tui.row.Interrupted`."""
        self._connection.interrupt()

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def _select(self, query: str, sort: str) -> Statement:
        return select(parse(query), sort, self._near)

    def _near(self, doc: str) -> list[int]:
        """What is near the documents that ``doc`` names, the closest first.

        Raises ``LookupError`` where it names none, or too many.
        """
        rows = self.find(doc)
        if not 0 < len(rows) <= _NAMED:
            raise LookupError(f"{len(rows)} documents" if rows else "no document")
        with translated(self._path):
            found = [related(self._connection, row.number) for row in rows]
        return list(dict.fromkeys(number for numbers in found for number in numbers))

    def _rows(self, where: str, values: Iterable[Value]) -> Iterator[Row]:
        return rows(where, values, self._read)

    def _successor(self, number: int) -> Row | None:
        settled = self._settled(number)
        row = next(self._rows("number = ?", (settled,)), None) if settled != number else None
        return replace(row, number=number) if row else None

    def _settled(self, number: int) -> int:
        """The number of the row that shows the document of ``number`` now."""
        found = self._read("SELECT target FROM alias WHERE number = ?", (number,))
        return int(found[0][0]) if found else number

    def _remembered(self, name: str) -> str:
        with translated(self._path):
            return meta.value(self._connection, name)

    def _data_version(self) -> int:
        return int(self._read("PRAGMA data_version")[0][0])

    def _read(self, sql: str, values: Sequence[Value] = ()) -> list[Any]:
        with translated(self._path):
            return self._connection.execute(sql, values).fetchall()
