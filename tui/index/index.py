"""The index of one case: what was derived from its documents, and a mirror of the record.

Nothing in it is the only copy of anything: the file may be deleted at any moment.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Self

from tui.decision import Operation
from tui.document import FileEntry, PreparedDocument
from tui.index import (
    arrivals,
    copies,
    descriptions,
    files,
    meta,
    mirror,
    readers,
    recurring,
    ringing,
)
from tui.index.claim import Claim
from tui.index.copies import Sharing
from tui.index.descriptions import Description
from tui.index.errors import translated
from tui.index.files import Changes, Stat
from tui.index.folding import storable
from tui.index.opening import Opened, open_index, open_reading
from tui.index.recurring import Memory, Recall
from tui.index.ringing import Sought
from tui.index.tidying import Tidying
from tui.index.view import View


class Index(View):
    """The connection that writes. Used from one thread; :meth:`reader` gives others their own.

    ``remark`` says in one line what was unusual about opening it (it was made anew, it is not
    kept); empty when all is well. Methods that write may raise ``OSError``, as :meth:`batch` does.
    """

    def __init__(self, opened: Opened, steps: str) -> None:
        super().__init__(opened.connection, opened.path)
        self.remark = opened.remark
        self._folder = opened.folder
        self._steps = steps
        self._claim = Claim(opened.path)
        self._handed_out: dict[bytes, Stat] = {}
        self._doubted: set[bytes] = set()
        self._tidying = Tidying(self._connection, self.batch)

    @classmethod
    def open(
        cls, path: str, *, steps: str = "", reader: str = "", site_memory: bool = True
    ) -> Self:
        """The index in the file ``path``, made if it is absent, of another version, or damaged.

        ``steps`` names the version of preparation (:func:`tui.pipeline.version`): what another
        version prepared is prepared again, and shown as it was until then. ``reader`` is whose
        record the index mirrors; the mirror of another's is forgotten. Without ``site_memory``,
        documents with lines that are hidden because they recur are prepared again. Where ``path``
        cannot be written, the index lives in a temporary folder, and ``remark`` says so. Raises
        ``OSError`` where it can live nowhere.
        """
        with translated(path):
            index = cls(open_index(path), steps)
        if meta.value(index._connection, meta.STEPS) != steps:
            with index.batch():
                files.prepare_again(index._connection, steps)
        if meta.value(index._connection, meta.READER) != reader:
            with index.batch():
                mirror.belong_to(index._connection, reader)
        if not site_memory:
            with index.batch():
                recurring.forget(index._connection)
        return index

    def reader(self) -> View:
        """Another connection to the same index, for another thread."""
        with translated(self._path):
            return View(open_reading(self._path), self._path)

    def claim(self) -> bool:
        """Whether this process is the one that prepares documents; asked again, it tries again."""
        return self._claim.take()

    def close(self) -> None:
        """Give back the connection, and the claim."""
        super().close()
        self._claim.give_back()
        if self._folder:
            self._folder.cleanup()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """One transaction for everything written inside; undone by an exception.

        Raises ``OSError`` where the disk is full, or another process writes for ten seconds.
        """
        if self._connection.in_transaction:
            yield
            return
        with translated(self._path), _transaction(self._connection):
            yield

    def sync_files(
        self, entries: Sequence[FileEntry], *, whole: bool = True, gone: Iterable[str] = ()
    ) -> Changes:
        """Take in a scan. New files get a row at once, at the end of the list, in the order given.

        A ``whole`` scan marks as missing what it does not name; after a partial one that is what is
        named in ``gone``. A file under a new name with its old inode, size and time keeps its row.
        """
        with self.batch():
            scan = files.compare(self._connection, entries, whole, gone)
            changes = files.settle(self._connection, scan)
        now = int(time.time())
        new: list[int] = []
        for page in scan.pages():
            with self.batch():
                new += [files.add(self._connection, path, entry, now) for path, entry in page]
        return replace(changes, new=tuple(new))

    def prepare_again(self, paths: Iterable[str]) -> tuple[int, ...]:
        """Have documents prepared again although their bytes are known: a file that describes them
        has changed.

        Returns the numbers of their rows, which stay as they are until then.
        """
        known = [os.fsencode(path) for path in paths]
        self._doubted.update(path for path in known if path in self._handed_out)
        with self.batch():
            found = [files.doubt(self._connection, path) for path in known]
        return tuple(sorted({number for number in found if number}))

    def changed_descriptions(
        self, entries: Sequence[FileEntry]
    ) -> tuple[list[Description], list[Description]]:
        """Which files that describe documents are new or changed, and which are gone.

        Each comes with what it said before.
        """
        with translated(self._path):
            return descriptions.changed(self._connection, entries)

    def note_descriptions(
        self,
        entries: Iterable[tuple[FileEntry, Mapping[str, int]]],
        gone: Iterable[str] = (),
    ) -> None:
        """Remember files that describe documents as they are now, and forget those ``gone``.

        With each entry goes a stamp of what it says of each document (:class:`Description`).
        """
        with self.batch():
            descriptions.note(self._connection, entries, gone)

    def pending(self, limit: int, first: Sequence[int] = ()) -> list[tuple[int, str]]:
        """Up to ``limit`` rows and files that wait for preparation: those of the numbers ``first``,
        then by arrival.

        Each is handed out once, until it comes back through :meth:`put`, :meth:`put_failed` or
        :meth:`adopt`, or the program starts again.
        """
        found: dict[bytes, int] = {}
        for number, path, *stat in files.waiting(self._connection, first, limit, self._handed_out):
            self._handed_out[path] = (stat[0], stat[1], stat[2])
            found[path] = number
        return [(number, os.fsdecode(path)) for path, number in found.items()]

    def adopt(self, path: str, identity: str) -> bool:
        """Whether ``path`` holds what is prepared already; then it is one more of its paths."""
        raw = os.fsencode(path)
        with self.batch():
            adopted = arrivals.adopt(self._connection, raw, identity, self._steps)
            if adopted:
                self._came_back(raw)
        return adopted

    def put(
        self,
        path: str,
        document: PreparedDocument,
        wavering: Collection[int] = (),
        known: Collection[int] = (),
    ) -> int:
        """Store what was prepared from the file ``path``. Returns the number of its row.

        A document that has a row already keeps it: the file becomes one more of its paths. Other
        bytes under a known path get a new row, which supersedes the old one. ``wavering`` are the
        keys of lines that might be hidden if they recurred, ``known`` those of lines that were
        known to recur (:meth:`recalls`).
        """
        raw = os.fsencode(path)
        with self.batch():
            memory = Memory(wavering, known)
            number = arrivals.put(self._connection, raw, document, self._steps, memory)
            self._came_back(raw)
        return number

    @property
    def to_recall(self) -> int:
        """How many documents have a line that might be hidden and was met in another document."""
        return recurring.waiting(self._connection)

    def recalls(self, limit: int) -> tuple[list[Recall], bool]:
        """Documents to prepare again because of lines that recur, and whether there may be more.

        Each is handed out once, as by :meth:`pending`; one that cannot be prepared comes back
        through :meth:`put_aside`. A kill costs no more than the work on those handed out.
        """
        with self.batch():
            found, more = recurring.recalls(self._connection, limit, self._handed_out)
        self._handed_out.update((os.fsencode(one.path), one.stat) for one in found)
        return found, more

    def put_aside(self, path: str) -> None:
        """Leave a document of :meth:`recalls` as it is."""
        raw = os.fsencode(path)
        with self.batch():
            recurring.leave(self._connection, raw)
            self._came_back(raw)

    def put_failed(self, path: str, remark: str) -> int:
        """Note that ``path`` could not be prepared, and why. Returns the number of its row."""
        raw = os.fsencode(path)
        with self.batch():
            number = arrivals.fail(self._connection, raw, remark)
            self._came_back(raw)
        return number

    def sharing(self, fingerprints: Iterable[int], besides: int = 0) -> list[Sharing]:
        """Which documents, other than ``besides``, share many of these fingerprints, best first."""
        return copies.sharing(self._connection, fingerprints, besides)

    def relate(
        self, number: int, other: int, kind: str, share: float, *, same_story: bool = True
    ) -> None:
        """Note that ``number`` "contains", "is contained in" or is the "same" as ``other``.

        ``share`` (0 to 1) is the part of the smaller body that the other has too. ``same_story``
        joins the stories of the two.
        """
        with self.batch():
            copies.relate(self._connection, number, other, kind, share)
            if same_story:
                copies.join_stories(self._connection, number, other)

    def mirror(self, operations: Iterable[Operation], watermark: str) -> None:
        """Apply operations of the reader to the mirror; ``watermark`` is how far they reach.

        They may come in any order and any number of times.
        """
        with self.batch():
            mirror.take_in(self._connection, operations, watermark)

    def mirror_all(self, operations: Iterable[Operation], watermark: str) -> None:
        """Build the mirror anew from the whole record."""
        with self.batch():
            mirror.forget(self._connection)
            mirror.take_in(self._connection, operations, watermark)

    def mirror_others(
        self, reader: str, operations: Iterable[Operation], cursor: str, *, anew: bool = False
    ) -> tuple[int, ...]:
        """Apply operations of another reader, kept apart from the reader's own; ``cursor`` is how
        far they reach.

        ``anew`` forgets first what was known of that reader. Returns the numbers of the documents
        concerned.
        """
        with self.batch():
            if anew:
                readers.forget_reader(self._connection, reader)
            concerned = readers.take_in(self._connection, reader, operations, cursor)
        found = self._read(
            "SELECT number FROM json_each(?) JOIN document ON document.id = value ORDER BY number",
            (json.dumps(sorted(concerned)),),
        )
        return tuple(number for (number,) in found)

    def others_cursors(self) -> Mapping[str, str]:
        """Other readers, and how far what each did has been mirrored."""
        return readers.cursors(self._connection)

    def note_ruled(self, rule: str, through: int) -> None:
        """Remember that a standing rule has seen every row up to ``through``."""
        with self.batch():
            meta.remember(self._connection, storable(meta.of_rule(rule)), through)

    def seek_patterns(self, seconds: float) -> Sought:
        """Look for watched patterns in documents that were here before them, for ``seconds``.

        One transaction; call it again while there is more to do. To be called on the main thread,
        because the time limit of a pattern needs a signal.
        """
        if not ringing.waits(self._connection):
            return Sought()
        with self.batch():
            return ringing.seek(self._connection, seconds)

    def mark_seen(self) -> None:
        """Make ``is:new`` mean what arrives after this call."""
        with self.batch():
            meta.remember(self._connection, meta.SEEN, self.newest())

    def tidy(self, pages: int = 250) -> bool:
        """Merge a little of the full-text tables; whether more is left to merge.

        To be called when idle: searches get faster by it. Each call is a short transaction that
        writes about ``pages`` of 4 KB.
        """
        return self._tidying.go_on(pages)

    def _came_back(self, path: bytes) -> None:
        """Have a file prepared once more if it, or its description, changed in the meantime."""
        handed_out = self._handed_out.pop(path, None)
        if handed_out:
            files.wait_if_changed(self._connection, path, handed_out)
        if path in self._doubted:
            self._doubted.discard(path)
            files.doubt(self._connection, path)


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # SQLite has taken back by itself what a full disk cut short.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
