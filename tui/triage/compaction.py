"""Keeping the journal short: a snapshot of its state, and old segments into the archive.

Nothing is rewritten. The journal goes on in its next segment, so that the one before cannot change
any more, and the state up to there is written as a snapshot. Only segments covered by the older of
the last two snapshots are moved to the archive. If the process is killed at any point, each
operation is still in a journal or in the archive.
"""

from __future__ import annotations

import fcntl
import os

from tui.decision import Fold
from tui.triage.appender import Appender
from tui.triage.files import make_folder
from tui.triage.folder import Folder, open_folder_inside
from tui.triage.follower import Tail
from tui.triage.segments import Segment, archive, open_journal, read_archived, segments
from tui.triage.snapshot import (
    SNAPSHOT,
    Generation,
    generations_of,
    read_snapshot,
    write_snapshot,
)

#: Bytes of journal after the last snapshot that make a new one worth its cost.
DUE = 8 << 20


def due(folder: Folder, reader: str, host: str) -> bool:
    """Whether so much follows the last snapshot that opening the record has become slow."""
    inside = open_journal(folder)
    if inside < 0:
        return False
    try:
        covered = max((one.covers for one in _mine(folder, reader, host)), default=0)
        return (
            sum(
                os.stat(part.name, dir_fd=inside, follow_symlinks=False).st_size
                for part in segments(inside, reader)
                if part.host == host and part.number > covered
            )
            > DUE
        )
    finally:
        os.close(inside)


def compact(folder: Folder, reader: str, host: str) -> bool:
    """Snapshot the journal of ``reader`` on ``host``; false if another process is doing so.

    Safe while other sessions read and write. Raises ``OSError``.
    """
    make_folder(SNAPSHOT, folder.descriptor)
    inside = open_folder_inside(SNAPSHOT, folder)
    try:
        fcntl.flock(inside, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(inside)
        return False
    appender = Appender(folder, reader, host)
    try:
        with appender.lock():
            sealed = appender.seal()
        state, at = _fold(folder, inside, reader, host, sealed.number)
        write_snapshot(folder, Generation(reader, host, sealed.number), state, at)
        _archive_old(folder, reader, host)
    finally:
        appender.close()
        os.close(inside)
    return True


def _fold(folder: Folder, inside: int, reader: str, host: str, last: int) -> tuple[Fold, str]:
    """The state after the segments up to ``last``, and the time of their latest operation."""
    state, at, covered = Fold(), "", 0
    for generation in reversed(_mine(folder, reader, host)):
        if read := read_snapshot(inside, generation):
            (state, at), covered = read, generation.covers
            break
    journal = open_journal(folder)
    try:
        there = {part for part in segments(journal, reader) if part.host == host}
        for number in range(covered + 1, last + 1):
            part = Segment(reader, host, number)
            tail = Tail(part)
            found = (
                tail.poll(journal)
                if part in there
                else tail.take(read_archived(folder, part) or b"", 0)
            )
            for operation in found:
                state.apply(operation)
                at = max(at, operation.at)
    finally:
        os.close(journal)
    return state, at


def _archive_old(folder: Folder, reader: str, host: str) -> None:
    """Move the segments that the last snapshot but one covers into the archive."""
    kept = _mine(folder, reader, host)
    if len(kept) < 2:
        return
    journal = open_journal(folder)
    try:
        old = [part for part in segments(journal, reader) if part.host == host]
    finally:
        os.close(journal)
    for part in old:
        if part.number <= kept[-2].covers:
            archive(folder, part)


def _mine(folder: Folder, reader: str, host: str) -> list[Generation]:
    """The snapshots of ``reader`` on ``host``, oldest first."""
    return [one for one in generations_of(folder, reader) if one.host == host]
