"""Reading a record without TinyDB: a reader's state, and operations from a cursor on.

The state does not depend on the order in which journals are read: two hosts are merged by copying
their files into one folder.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from typing import NamedTuple
from zlib import crc32

from tui.decision import Fold, Operation
from tui.triage.files import open_inside, read_inside
from tui.triage.folder import Folder, checked_name, open_folder
from tui.triage.follower import Follower, Tail
from tui.triage.lines import scan
from tui.triage.segments import (
    Segment,
    all_segments,
    archived,
    open_journal,
    read_archived,
    sealed_with,
    segments,
)
from tui.triage.snapshot import latest

_BATCH = re.compile(rb'"batch":"([^"]{1,64})"')

#: How many bytes before an offset are checksummed, to know the file again.
_KNOWN = 64


class Place(NamedTuple):
    """How far a file has been read.

    ``check`` is the CRC-32 of the 64 bytes before ``offset``. ``whole`` is the CRC-32 of the whole
    file if it is archived, and then read to its end; otherwise 0.
    """

    offset: int = 0
    check: int = 0
    whole: int = 0


def read_state(state: str, reader: str) -> Fold:
    """The state of ``reader`` in the record at ``state``. Empty where there is none.

    Raises :class:`~tui.triage.folder.RecordError` for a folder that may not be read, or a bad name.
    """
    folder = open_folder(state, read_only=True)
    try:
        return held(folder, checked_name(reader, "reader"))
    finally:
        folder.close()


def held(folder: Folder, reader: str) -> Fold:
    """The state of ``reader``, read without anything that is damaged."""
    found = latest(folder, reader)
    follower = Follower(folder, reader, found.covered)
    for operation in follower.poll():
        found.fold.apply(operation)
    follower.close()
    return found.fold


def operations_since(folder: Folder, reader: str, cursor: str) -> tuple[tuple[Operation, ...], str]:
    """The operations of ``reader`` after ``cursor``, in their order, and the next cursor.

    A cursor holds a :class:`Place` for each file. Files that it does not fit or does not name are
    read whole. Raises ``OSError``.
    """
    found: list[Operation] = []
    for piece, reached in pieces_since(folder, reader, cursor):
        found.extend(piece)
        cursor = reached
    found.sort(key=lambda one: one.order)
    return tuple(found), cursor


def pieces_since(folder: Folder, reader: str, cursor: str) -> Iterator[tuple[list[Operation], str]]:
    """As :func:`operations_since`, in pieces of some thousand operations and in no order.

    With each piece comes the cursor after it, so that the caller can stop there and go on later.
    """
    inside = open_journal(folder)
    if inside < 0:
        return
    known = _places(cursor)
    reached = cursor
    try:
        there = set(segments(inside, reader))
        parts = sorted({*there, *archived(folder, reader)})
        # The places of files that are not read yet, without those of files that are gone.
        places = {part.name: known[part.name] for part in parts if part.name in known}
        for part in parts:
            place = known.get(part.name, Place())
            read = (
                _read_file(folder, inside, part, place)
                if part in there
                else _read_archive(folder, part, place)
            )
            for news, places[part.name] in read:
                reached = json.dumps(places, separators=(",", ":"))
                if news:
                    yield news, reached
                    cursor = reached
        if reached != cursor:
            yield [], reached
    finally:
        os.close(inside)


def reaches(folder: Folder, reader: str, cursor: str) -> bool:
    """Whether everything read up to ``cursor`` is still in the record.

    If not (the record was deleted, restored or purged), a mirror has to begin anew.
    """
    known = _places(cursor)
    inside = open_journal(folder)
    if inside < 0:
        return not known
    try:
        parts = {part.name: part for part in all_segments(folder, inside, reader)}
        return all(
            name in parts
            and (_fits(name, place, inside) or _fits_archive(folder, parts[name], place))
            for name, place in known.items()
        )
    finally:
        os.close(inside)


def unread(folder: Folder, reader: str, cursor: str) -> int:
    """How many bytes the journals have after ``cursor``, except for what was archived since."""
    inside = open_journal(folder)
    if inside < 0:
        return 0
    known = _places(cursor)
    try:
        names = [one.name for one in segments(inside, reader)]
        return sum(max(0, _size(each, inside) - known.get(each, Place()).offset) for each in names)
    finally:
        os.close(inside)


def operations_about(folder: Folder, reader: str, document: str) -> tuple[Operation, ...]:
    """The operations of all batches that touch ``document``, and of all that undo or redo.

    Lines that name neither the document nor such a batch are not parsed. Raises ``OSError``.
    """
    name = json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass")
    escaped = json.dumps(document).encode()
    lines = _lines(folder, reader)
    marks = (name, escaped, b'"undoes":', b'"redoes":')
    batches = {_batch(line) for line in lines if any(mark in line for mark in marks)} - {b""}
    wanted = [line for line in lines if _batch(line) in batches]
    return tuple(sorted(_operations(wanted, reader), key=lambda one: one.order))


def operations_on(folder: Folder, reader: str, table: str) -> tuple[Operation, ...]:
    """The operations on entries of ``table``, in no order; no other lines are parsed.

    Raises ``OSError``.
    """
    mark = f'"t":{json.dumps(table)}'.encode()
    wanted = [line for line in _lines(folder, reader) if mark in line]
    return tuple(one for one in _operations(wanted, reader) if one.table == table)


def _lines(folder: Folder, reader: str) -> list[bytes]:
    """All lines of a reader's journals."""
    inside = open_journal(folder)
    if inside < 0:
        return []
    try:
        texts = [_bytes(folder, inside, part) for part in all_segments(folder, inside, reader)]
    finally:
        os.close(inside)
    return [line for text in texts for line in text.split(b"\n")]


def _operations(lines: list[bytes], reader: str) -> Iterator[Operation]:
    return (one for one in scan(b"\n".join(lines), 0, reader) if isinstance(one, Operation))


def _batch(line: bytes) -> bytes:
    found = _BATCH.search(line)
    return found[1] if found else b""


def _bytes(folder: Folder, inside: int, part: Segment) -> bytes:
    try:
        return read_inside(part.name, inside)
    except FileNotFoundError:
        return read_archived(folder, part) or b""


def _read_file(
    folder: Folder, inside: int, part: Segment, known: Place
) -> Iterator[tuple[list[Operation], Place]]:
    tail = Tail(part)
    try:
        if known.offset and _fits(part.name, known, inside):
            inode = os.stat(part.name, dir_fd=inside, follow_symlinks=False).st_ino
            tail.offset, tail.inode = known.offset, inode
        found: list[Operation] = []
        start = tail.offset
        for operation in tail.poll(inside):
            if tail.offset != start:
                yield found, Place(tail.offset, _check(part.name, tail.offset, inside))
                found, start = [], tail.offset
            found.append(operation)
        yield found, Place(tail.offset, _check(part.name, tail.offset, inside))
    except FileNotFoundError:
        yield from _read_archive(folder, part, known)


def _read_archive(
    folder: Folder, part: Segment, known: Place
) -> Iterator[tuple[list[Operation], Place]]:
    if known.whole and _fits_archive(folder, part, known):
        yield [], known
        return
    data = read_archived(folder, part) or b""
    start = known.offset if not known.whole and _matches(data, known) else 0
    found = list(Tail(part).take(data[start:], start))
    yield found, Place(len(data), crc32(data[-_KNOWN:]), crc32(data))


def _fits(name: str, known: Place, inside: int) -> bool:
    try:
        return (
            known.offset <= _size(name, inside)
            and _check(name, known.offset, inside) == known.check
        )
    except FileNotFoundError:
        return False


def _size(name: str, inside: int) -> int:
    """The bytes of a file; 0 for one that was archived since it was listed."""
    try:
        return os.stat(name, dir_fd=inside, follow_symlinks=False).st_size
    except FileNotFoundError:
        return 0


def _fits_archive(folder: Folder, part: Segment, known: Place) -> bool:
    if known.whole:
        # Unpacking all that was ever recorded would take a second for 300 MB, at each start.
        return sealed_with(folder, part) == (known.whole, known.offset)
    return _matches(read_archived(folder, part) or b"", known)


def _matches(data: bytes, known: Place) -> bool:
    return crc32(data[max(0, known.offset - _KNOWN) : known.offset]) == known.check


def _places(cursor: str) -> dict[str, Place]:
    try:
        return {name: Place(*map(int, at[:3])) for name, at in json.loads(cursor or "{}").items()}
    except (ValueError, TypeError, IndexError, AttributeError):
        return {}


def _check(name: str, offset: int, inside: int) -> int:
    descriptor = open_inside(name, os.O_RDONLY, inside)
    try:
        start = max(0, offset - _KNOWN)
        return crc32(os.pread(descriptor, offset - start, start))
    finally:
        os.close(descriptor)
