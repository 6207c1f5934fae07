"""Snapshots: the state after a journal's first segments, so that opening need not read them.

``snapshot/READER@HOST.G.jsonl`` covers the segments 1 to G of one reader on one host. Its lines are
sealed like the journal's: a head; a thousand rows of the fold's registers a line, or, for a table
that grows with the case, a page of a few rows in the order of their keys; and a foot with the
number of lines, the SHA-256 of everything before it, and the contents of the pages. A snapshot that
is not whole is not used: the one before it, or the operations, say the same. In an open record
pages are read when they are needed, each by its own checksum: what stood on one that is damaged
then is found in the same way. Snapshots of earlier versions have no pages.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from tui.decision import DOCUMENTS, MARKS, POSITIONS, Fold
from tui.triage import pages
from tui.triage.files import OpenFile, make_folder, read_inside, replace_file
from tui.triage.folder import NAME, Folder, open_folder_inside
from tui.triage.lines import compact_json, seal, unseal
from tui.triage.pages import (
    LONGEST,
    Contents,
    Otherwise,
    Paged,
    Pages,
    Read,
    Registers,
    registers,
)

SNAPSHOT = "snapshot"

# Generations that are kept.
_KEPT = 2

# Tables that grow with the case: they are written in pages.
_LONG = (DOCUMENTS, MARKS, POSITIONS)
# Rows on a line of the other tables.
_ROWS = 1000
#: Bytes at the end of a snapshot that are looked through for its foot first.
_FOOT = 1 << 16
_FILE = re.compile(rf"({NAME})@({NAME})\.([1-9][0-9]{{0,5}})\.jsonl")
_VERSION = 1


class Generation(NamedTuple):
    """A snapshot by its name: whose it is, from which host, and the last segment it covers."""

    reader: str
    host: str
    covers: int

    @property
    def name(self) -> str:
        """The file name."""
        return f"{self.reader}@{self.host}.{self.covers}.jsonl"


class Found(NamedTuple):
    """The state from the newest whole snapshots of a reader.

    ``at`` is the time of the latest operation in them, ``covered`` gives for each host the number
    of segments they cover, ``damaged`` names the snapshots that are not whole.
    """

    fold: Fold
    at: str
    covered: dict[str, int]
    damaged: list[str]


def generations(inside: int) -> list[Generation]:
    """The snapshots in the folder ``inside``, oldest first for each reader and host."""
    found = (_FILE.fullmatch(name) for name in os.listdir(inside))
    return sorted(Generation(one[1], one[2], int(one[3])) for one in found if one)


def generations_of(folder: Folder, reader: str) -> list[Generation]:
    """The snapshots of ``reader``, each host's oldest first; none where the folder has none."""
    inside = open_folder_inside(SNAPSHOT, folder)
    if inside < 0:
        return []
    try:
        return [one for one in generations(inside) if one.reader == reader]
    finally:
        os.close(inside)


def write_snapshot(folder: Folder, generation: Generation, state: Fold, at: str) -> None:
    """Write a snapshot durably, and delete those older than the one before it.

    ``at`` is the time of the latest operation in ``state``. Raises ``OSError``.
    """
    make_folder(SNAPSHOT, folder.descriptor)
    inside = open_folder_inside(SNAPSHOT, folder)
    try:
        replace_file(generation.name, encode_snapshot(generation, state, at), inside)
        mine = [one for one in generations(inside) if one[:2] == generation[:2]]
        for old in mine[:-_KEPT]:
            os.unlink(old.name, dir_fd=inside)
    finally:
        os.close(inside)


def read_snapshot(inside: int, generation: Generation) -> tuple[Fold, str] | None:
    """The state in a snapshot and the time of its latest operation.

    ``None`` if it is not whole or cannot be read.
    """
    try:
        data = read_inside(generation.name, inside)
    except OSError:
        return None
    return decode_snapshot(generation, data)


def encode_snapshot(generation: Generation, state: Fold, at: str) -> bytes:
    """The bytes of a snapshot. ``at`` is the time of the latest operation in ``state``."""
    from hashlib import sha256

    lines = [_line({"snapshot": generation.name, "at": at})]
    lines += map(_line, _parts(state))
    found = [_add_pages(lines, state, table) for table in _LONG]
    foot = {"lines": len(lines), "sha256": sha256(b"".join(lines)).hexdigest()}
    lines.append(_line({**foot, "pages": [one.written() for one in found if one.first]}))
    return b"".join(lines)


def decode_snapshot(generation: Generation, data: bytes) -> tuple[Fold, str] | None:
    """The reverse of :func:`encode_snapshot`; ``None`` for what is no whole snapshot."""
    from hashlib import sha256

    end = data.rfind(b"\n", 0, -1) + 1
    foot = unseal(data[end:-1], LONGEST)
    # That stands for the number of lines, which would take half as long to count.
    if not foot or foot.get("sha256") != sha256(memoryview(data)[:end]).hexdigest():
        return None
    return _laid_out(generation, lambda start, stop: data[start:stop], end, foot, Fold)


def open_snapshot(
    inside: int, generation: Generation, otherwise: Otherwise
) -> tuple[Fold, str] | None:
    """The same from a file of which the pages are not read: each is, by its own checksum, when it
    is turned, and what stood on a damaged one is taken from ``otherwise``."""
    try:
        file = OpenFile(generation.name, inside)
        end, line = _last_line(file)
        foot = unseal(line, LONGEST)
        return _laid_out(generation, file.read, end, foot, otherwise) if foot else None
    except OSError:
        return None


def _last_line(file: OpenFile) -> tuple[int, bytes]:
    """Where the last line of a file begins, and what it says."""
    length = _FOOT
    while True:
        tail = file.read(max(0, file.size - length), file.size)
        start = tail.rfind(b"\n", 0, -1) + 1
        if start or length >= file.size:
            return file.size - len(tail) + start, tail[start:-1]
        length *= 8


def _laid_out(
    generation: Generation, read: Read, end: int, foot: Mapping[str, Any], otherwise: Otherwise
) -> tuple[Fold, str] | None:
    """What ``read`` gives of a snapshot whose ``foot`` begins at the offset ``end``."""
    listed = foot.get("pages", [])
    found = [pages.contents(one) for one in (listed if isinstance(listed, list) else [listed])]
    start = end - sum(sum(one.length) for one in found if one)
    if None in found or start <= 0:
        return None
    *lines, rest = read(0, start).split(b"\n")
    about = unseal(lines[0]) if lines and not rest else None
    if not about or (about.get("v"), about.get("snapshot")) != (_VERSION, generation.name):
        return None
    state = _read_parts(lines[1:])
    if state is None:
        return None
    for one in filter(None, found):
        made = Pages(read, start, one, otherwise)
        registered = (Paged(made, number) for number in range(len(Registers._fields)))
        state.entries[one.table], state.written[one.table], state.removed[one.table] = registered
        start += sum(one.length)
    return state, str(about.get("at", ""))


def latest(folder: Folder, reader: str, otherwise: Otherwise | None = None) -> Found:
    """The newest whole snapshot of ``reader`` on each host, merged.

    With ``otherwise``, which gives what is recorded without what is damaged, pages stay in the
    files until they are turned: ``damaged`` grows where one turns out to be.
    """
    found = Found(Fold(), "", {}, [])
    inside = open_folder_inside(SNAPSHOT, folder)
    if inside < 0:
        return found
    at = ""
    try:
        for generation in reversed(generations(inside)):
            if generation.reader != reader or generation.host in found.covered:
                continue
            if otherwise is None:
                read = read_snapshot(inside, generation)
            else:
                mended = _mended(otherwise, found.damaged, generation.name)
                read = open_snapshot(inside, generation, mended)
            if read is None:
                found.damaged.append(generation.name)
                continue
            found.fold.merge(read[0])
            at = max(at, read[1])
            found.covered[generation.host] = generation.covers
    finally:
        os.close(inside)
    return found._replace(at=at)


def _mended(otherwise: Otherwise, damaged: list[str], name: str) -> Otherwise:
    """``otherwise``, asked once for all pages of the snapshot ``name``, which is damaged then."""

    @cache
    def state() -> Fold:
        damaged.append(name)
        return otherwise()

    return state


def _read_parts(lines: Sequence[bytes]) -> Fold | None:
    """The tables that are not in pages; ``None`` where a line of them is damaged."""
    state = Fold()
    for line in lines:
        part = unseal(line, LONGEST)
        if part is None:
            return None
        table = part.get("t")
        if not isinstance(table, str):
            continue
        held: tuple[Any, ...] = (state.entries, state.written, state.removed)
        for register, rows in zip(held, registers(part, table), strict=True):
            register.setdefault(table, {}).update(rows)
    return state


def _parts(state: Fold) -> Iterator[dict[str, Any]]:
    """The tables that are not in pages, a thousand rows a line."""
    for table, written in state.written.items():
        if table in _LONG:
            continue
        entries = state.entries.get(table, {})
        rows = iter(written.items())
        while chunk := dict(islice(rows, _ROWS)):
            yield {"t": table, "entries": _chosen(entries, chunk), "written": chunk}
    for table, removed in state.removed.items():
        gone = iter(() if table in _LONG else removed.items())
        while taken := dict(islice(gone, _ROWS)):
            yield {"t": table, "removed": taken}


def _add_pages(lines: list[bytes], state: Fold, table: str) -> Contents:
    """Add a table to the lines, page by page. Returns its contents."""
    held = [register.get(table, {}) for register in (state.entries, state.written, state.removed)]
    keys = iter(sorted(held[1].keys() | held[2].keys()))
    made = Contents(table, [], [], ([], [], []))
    while page := list(islice(keys, pages.ROWS)):
        rows = [_chosen(register, page) for register in held]
        lines.append(_line({"t": table, **dict(zip(Registers._fields, rows, strict=True))}))
        made.first.append(page[0])
        made.length.append(len(lines[-1]))
        for count, some in zip(made.counts, rows, strict=True):
            count.append(len(some))
    return made


def _chosen(rows: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    return {key: rows[key] for key in keys if key in rows}


def _line(part: Mapping[str, Any]) -> bytes:
    return seal(compact_json({"v": _VERSION, **part}), longest=LONGEST)
