"""An index kept up to date with its inbox: scan, prepare what is new, find its copies."""

from __future__ import annotations

import hashlib
import itertools
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tui.cases import Case
from tui.cleaning.memory import wavering
from tui.cli.describing import follow
from tui.index.index import Index
from tui.ingest.load import LIMIT
from tui.ingest.look import look
from tui.ingest.read import ReadError, read_bytes
from tui.ingest.scan import Inbox, scan
from tui.row import Progress
from tui.stories.relation import relation
from tui.workers import Outcome, Workers


class _Begun(NamedTuple):
    """A file that a worker has, the row that waits for it, and which of its lines are known to
    recur if it is looked at again for them."""

    path: str
    row: int = 0
    known: Mapping[int, int] = {}


@dataclass(slots=True)
class Indexing:
    """Keeps one index up to date with its case.

    ``first`` are the rows that are prepared before the others; with ``site_memory`` documents are
    prepared once more when lines that they show turn out to recur, after all others.
    """

    index: Index
    case: Case
    workers: Workers
    first: tuple[int, ...] = ()
    site_memory: bool = True
    # Tasks have numbers of their own: a row may have several files that wait.
    _begun: dict[int, _Begun] = field(default_factory=dict)
    _tasks: Iterator[int] = field(default_factory=itertools.count)
    _exhausted: bool = False
    _recalls_left: bool = True
    _inbox: Inbox = field(default_factory=lambda: Inbox(()))
    _newest: int = 0
    # Rows that other processes have added, as long as something waits.
    _added: set[int] = field(default_factory=set)
    _told: int = 0

    def __post_init__(self) -> None:
        self._newest = self.index.newest()

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders in which the last scan found, or would have found, files."""
        single = (os.path.dirname(path) for path in self._inbox.single)
        return tuple(dict.fromkeys((*self._inbox.folders, *single)))

    def scan(self) -> Progress:
        """Go through the inbox; raises :class:`tui.ingest.scan.InboxError`."""
        self._inbox = inbox = scan(self.case.inbox, leave_out=(self.case.state, self.case.cache))
        changes = self.index.sync_files(inbox.entries)
        described = follow(self.index, inbox)
        self.look_again()
        self._newest = self.index.newest()
        return Progress(
            changed=(*changes.changed, *changes.missing, *described),
            arrived=len(changes.new),
            waiting=self.waiting,
            scanned=True,
            remark=_left_out(inbox),
        )

    def look(self, paths: Iterable[str]) -> Progress | None:
        """Take in what became of single files; ``None`` where they are as before.

        Raises :class:`tui.ingest.look.TooMuchError` where only a scan can tell.
        """
        found = look(paths, self._inbox)
        changes = self.index.sync_files(found.entries, whole=False, gone=found.gone)
        described = self.index.prepare_again(found.described)
        kept = {entry.path for entry in found.metadata}
        gone = [path for path in found.gone if path not in kept]
        self.index.note_descriptions([(entry, {}) for entry in found.metadata], gone)
        changed = (*changes.changed, *changes.missing, *described)
        if not changes.new and not changed:
            return None
        self.look_again()
        self._newest = self.index.newest()
        return Progress(changed=changed, arrived=len(changes.new), waiting=self.waiting)

    def arrivals(self) -> int:
        """How many rows other processes have added since the last time."""
        before, self._newest = self._newest, self.index.newest()
        found = self.index.listed_after(before) if self._newest > before else []
        self._added.update(found)
        return len(found)

    def merged(self) -> tuple[int, ...]:
        """Which rows that other processes had added are gone, for their files hold what another
        row has."""
        found = self.index.merged(self._added)
        # Where nothing waits any more none of them can go.
        self._added = self._added.difference(found) if self.waiting else set()
        return tuple(found)

    @property
    def waiting(self) -> int:
        """How many documents are not prepared."""
        return self.index.tally().unprepared

    @property
    def again(self) -> int:
        """How many documents may be prepared once more because of lines that recur."""
        return self.index.to_recall if self.site_memory else 0

    @property
    def done(self) -> bool:
        """Whether there is nothing to prepare, as far as this process knows."""
        return self._exhausted and not self._begun and not self.pressing

    @property
    def pressing(self) -> bool:
        """Whether there is something to do that no worker is at."""
        return self._recalls_left and self.site_memory and not self._begun

    def look_again(self) -> None:
        """There may be something to prepare that was not there before."""
        self._exhausted = False
        self._recalls_left = True

    def begin(self) -> tuple[int, ...]:
        """Give the workers what they have room for; the rows that turned out to be known."""
        known: list[int] = []
        while (room := self.workers.room) and not self._exhausted:
            pending = self.index.pending(room, self.first)
            self._exhausted = not pending
            for number, path in pending:
                if self._known(path):
                    known.append(number)
                else:
                    self._submit(_Begun(path, number))
        self._recall()
        return tuple(known)

    def _recall(self) -> None:
        """Once nothing else waits, have documents looked at again for lines that recur.

        A worker has one of these at a time, so that what comes in meanwhile is soon begun.
        """
        if not self._exhausted or not self._recalls_left or not self.site_memory:
            return
        if (room := self.workers.room) and all(one.known for one in self._begun.values()):
            found, self._recalls_left = self.index.recalls(room)
            for one in found:
                self._submit(_Begun(one.path, known=one.known))

    def _submit(self, begun: _Begun) -> None:
        task = next(self._tasks)
        self._begun[task] = begun
        self.workers.submit(task, begun.path, begun.known)

    def _known(self, path: str) -> bool:
        """Whether the file holds what is prepared already, under another path or time."""
        try:
            data = read_bytes(path, LIMIT)
        except ReadError:
            return False
        return self.index.adopt(path, f"sha256:{hashlib.sha256(data).hexdigest()}")

    def step(self, timeout: float = 0.0) -> Progress | None:
        """Take in what the workers have finished within ``timeout`` seconds, if anything."""
        changed = set(self.begin())
        outcomes = self.workers.poll(0.0 if changed or self.pressing else timeout)
        # The worker is at its next document while the one that it has finished is taken in.
        changed.update(self.begin())
        with self.index.batch():
            for outcome in outcomes:
                changed.update(self._take(outcome, self._begun.pop(outcome.task)))
        changed.update(self.begin())
        before, self._told = self._told, self.again
        if not changed and self._told == before:
            return None
        self._newest = self.index.newest()
        merged = tuple(self.index.merged(changed)) if changed else ()
        return Progress(
            tuple(sorted(changed)), merged=merged, waiting=self.waiting, again=self._told
        )

    def _take(self, outcome: Outcome, begun: _Begun) -> Iterator[int]:
        """Put one outcome into the index; the numbers of all rows that read differently now."""
        document = outcome.document
        if document is None and begun.known:
            self.index.put_aside(begun.path)
        elif document is None:
            yield self.index.put_failed(begun.path, outcome.failure)
        else:
            unsure = wavering(document.safe.text, document.blocks)
            number = self.index.put(begun.path, document, unsure, begun.known)
            self._recalls_left = True
            yield number
            if begun.row and begun.row != number:
                # Its bytes had come in under another path while the worker had it.
                yield begun.row
            yield from relate(self.index, number, document.fingerprints)


def relate(index: Index, number: int, fingerprints: Sequence[int]) -> Iterator[int]:
    """Note which documents share a body with ``number``; their numbers."""
    for other in index.sharing(fingerprints, besides=number):
        found = relation(other.shared, other.own_size, other.size)
        if found:
            index.relate(number, other.number, found.kind, found.share, same_story=found.same_story)
            yield other.number


def _left_out(inbox: Inbox) -> str:
    """What a scan passed over and a reader would not expect; metadata files are no documents."""
    parts = (*inbox.left_out, *inbox.locked)
    strange = [part for part in parts if "metadata file" not in part]
    return f"left out: {'; '.join(strange)}" if strange else ""
