"""What a reader does while things go wrong, and what he was told is saved."""

from __future__ import annotations

import errno
from collections.abc import Callable
from contextlib import suppress

from tests.crash.faults import Disk
from tests.crash.reader import change
from tui.decision import POSITIONS, Change
from tui.triage.record import Record, RecordError

Acknowledge = Callable[[int], object]
Story = Callable[["Teller"], None]


class Teller:
    """Decides number after number and tells which decisions were acknowledged.

    ``disk`` is the one that the record writes to, ``length`` how long each part of a story is.
    """

    def __init__(self, disk: Disk, state: str, acknowledge: Acknowledge, length: int = 1) -> None:
        self.disk = disk
        self.length = length
        self._state = state
        self._acknowledge = acknowledge
        self._number = 0

    def open(self) -> Record:
        """A session."""
        return Record.open(self._state, reader="ada", host="desk")

    def decide(self, record: Record, count: int = 1) -> None:
        """So many decisions for each unit of length, each waited for."""
        for _ in range(count * self.length):
            number, self._number = self._number, self._number + 1
            with suppress(RecordError):
                record.submit_and_wait([change(number)])
                self._acknowledge(number)

    def unsaved(self, record: Record) -> None:
        """A decision that cannot be saved now, and is once the disk is well again."""
        number, self._number = self._number, self._number + 1
        with suppress(RecordError):
            record.submit_and_wait([change(number)])
        self.disk.failing.clear()
        self.disk.short = None
        if record.flush(10) and record.writable:
            self._acknowledge(number)


def decisions(teller: Teller) -> None:
    """The first start, decisions, a position that is not synced, a second session."""
    with suppress(RecordError), teller.open() as record:
        teller.decide(record, 3)
        record.submit_and_wait([Change(POSITIONS, "doc1", {"offset": 7})])
        teller.decide(record)
        with teller.open() as second:
            teller.decide(second)
        teller.decide(record)


def compactions(teller: Teller) -> None:
    """Snapshots until segments go to the archive and snapshots are let go."""
    with suppress(RecordError), teller.open() as record:
        for _ in range(4):
            teller.decide(record, 2)
            with suppress(RecordError):
                record.compact(force=True)
        teller.decide(record)


def failing_disk(teller: Teller) -> None:
    """A sync fails and the journal goes on in a new file; the disk is full for a while."""
    with suppress(RecordError), teller.open() as record:
        teller.decide(record, 2)
        teller.disk.failing["fdatasync"] = errno.EIO
        teller.unsaved(record)
        teller.disk.short = 10
        teller.unsaved(record)
        teller.decide(record)


STORIES: tuple[Story, ...] = (decisions, compactions, failing_disk)
