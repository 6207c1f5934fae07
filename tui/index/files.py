"""The files of the inbox as the index knows them, and what a scan changed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from tui.document import FileEntry
from tui.index import meta
from tui.index.folding import key, storable
from tui.index.schema import FAILED, UNREADABLE, WAITING

#: Size, time of change (ns) and inode of a file.
Stat = tuple[int, int, int]
_Known = tuple[bytes, int, int, int, int, int, int]
_COLUMNS = "path, number, state, missing, size, mtime_ns, inode"

# New files are written in parts, so that the first are seen at once and no other process waits.
_FIRST_PAGE, _PAGE = 500, 5_000


@dataclass(frozen=True, slots=True)
class Changes:
    """What a scan found: numbers of rows, in arrival order, and how many files are as before.

    A file that was moved counts as unchanged.
    """

    new: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()
    unchanged: int = 0


@dataclass(slots=True)
class Scan:
    """A scan compared with the known files: which have ``arrived``, ``changed``, and so on.

    Files are given by path; with known ones goes the number of their row.
    """

    arrived: dict[bytes, FileEntry]
    changed: list[tuple[bytes, int, FileEntry]] = field(default_factory=list)
    found_again: list[tuple[bytes, int]] = field(default_factory=list)
    gone: list[tuple[bytes, int, Stat]] = field(default_factory=list)
    unchanged: int = 0

    def pages(self) -> Iterator[list[tuple[bytes, FileEntry]]]:
        """The new files in parts: a small one to show at once, then larger ones."""
        rest = iter(self.arrived.items())
        size = _FIRST_PAGE
        while page := list(islice(rest, size)):
            yield page
            size = _PAGE


def compare(
    connection: sqlite3.Connection, entries: Sequence[FileEntry], whole: bool, gone: Iterable[str]
) -> Scan:
    """What a scan would change. Files that it does not name are gone only if it is ``whole``."""
    scan = Scan({os.fsencode(entry.path): entry for entry in entries})
    for path, number, state, missing, *stat in _known(connection, scan.arrived, whole):
        entry = scan.arrived.pop(path, None)
        if entry is None:
            if whole and not missing:
                scan.gone.append((path, number, (stat[0], stat[1], stat[2])))
        elif stat != [entry.size, entry.mtime_ns, entry.inode] or (
            bool(entry.problem) != (state == UNREADABLE)
        ):
            scan.changed.append((path, number, entry))
        elif missing:
            scan.found_again.append((path, number))
        else:
            scan.unchanged += 1
    for path in map(os.fsencode, gone):
        scan.gone += [
            (path, number, (size, mtime_ns, inode))
            for _, number, _, missing, size, mtime_ns, inode in _at(connection, path)
            if not missing
        ]
    return scan


def settle(connection: sqlite3.Connection, scan: Scan) -> Changes:
    """Store what a scan found of known files; what stays in ``scan.arrived`` is still to be added.

    A moved file is taken from ``scan.arrived`` and ``scan.gone``.
    """
    _follow_moves(connection, scan)
    for path, number in scan.found_again:
        connection.execute("UPDATE file SET missing = 0 WHERE path = ?", (path,))
        connection.execute("UPDATE document SET missing = 0 WHERE number = ?", (number,))
    for path, number, entry in scan.changed:
        _change(connection, path, number, entry)
    missing = [_lose(connection, path, number) for path, number, _ in scan.gone]
    return Changes(
        changed=tuple(sorted({number for _, number, _ in scan.changed})),
        missing=tuple(sorted(number for number in missing if number)),
        unchanged=scan.unchanged,
    )


def prepare_again(connection: sqlite3.Connection, steps: str) -> None:
    """Have all files prepared again by the steps of this version."""
    connection.execute("UPDATE file SET state = 0 WHERE state IN (1, 2)")
    # Which names are one is found out anew as the documents come back.
    connection.execute("UPDATE name SET rank = NULL, kin = NULL, why = NULL")
    connection.execute("DELETE FROM name_mark")
    meta.remember(connection, meta.STEPS, steps)


def doubt(connection: sqlite3.Connection, path: bytes) -> int:
    """Have one prepared file prepared again. Returns the number of its row, or 0."""
    found = connection.execute(
        "UPDATE file SET state = 0 WHERE path = ? AND state = 1 RETURNING number", (path,)
    ).fetchone()
    if not found:
        return 0
    connection.execute("UPDATE prepared SET steps = '' WHERE number = ?", found)
    return int(found[0])


def waiting(
    connection: sqlite3.Connection, first: Sequence[int], limit: int, but: Collection[bytes]
) -> list[tuple[int, bytes, int, int, int]]:
    """Up to ``limit`` files that wait and are not in ``but``: of the rows ``first``, then by
    arrival. Each as its row's number, its path, size, time of change (ns) and inode.
    """
    select = "SELECT number, path, size, mtime_ns, inode FROM file WHERE state = 0 AND missing = 0"
    found = [
        row
        for number in first
        for row in connection.execute(f"{select} AND number = ?", (number,))
        if row[1] not in but
    ]
    taken = {row[1] for row in found}
    if len(found) < limit:
        for row in connection.execute(f"{select} ORDER BY number"):
            if row[1] not in but and row[1] not in taken:
                found.append(row)
                if len(found) >= limit:
                    break
    return found[:limit]


def wait_if_changed(connection: sqlite3.Connection, path: bytes, stat: Stat) -> None:
    """Have a file prepared again if it changed since it was handed out as ``stat``."""
    connection.execute(
        "UPDATE file SET state = 0 WHERE path = ? AND (size, mtime_ns, inode) != (?, ?, ?)",
        (path, *stat),
    )


def add(connection: sqlite3.Connection, path: bytes, entry: FileEntry, now: int) -> int:
    """Give a new file a row at the end of the list. Returns the number of the row.

    ``now`` is when it arrived, in seconds since the epoch. A file that another process has added
    meanwhile keeps its row.
    """
    if known := _at(connection, path):
        return known[0][1]
    title = _name(path)
    state = UNREADABLE if entry.problem else WAITING
    number = connection.execute(
        "INSERT INTO document(path, title, title_key, arrived, remark, state)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (path, title, key(title), now, storable(entry.problem), FAILED if entry.problem else 0),
    ).lastrowid
    connection.execute(
        "INSERT INTO file(path, number, state, size, mtime_ns, inode) VALUES (?, ?, ?, ?, ?, ?)",
        (path, number, state, *_stat(entry)),
    )
    return number or 0


def _known(
    connection: sqlite3.Connection, arrived: dict[bytes, FileEntry], whole: bool
) -> Iterable[_Known]:
    if whole:
        return connection.execute(f"SELECT {_COLUMNS} FROM file")
    return [known for path in list(arrived) for known in _at(connection, path)]


def _at(connection: sqlite3.Connection, path: bytes) -> list[_Known]:
    return connection.execute(f"SELECT {_COLUMNS} FROM file WHERE path = ?", (path,)).fetchall()


def _follow_moves(connection: sqlite3.Connection, scan: Scan) -> None:
    """Recognise a file under its new name: the same inode, size and time of change."""
    if not scan.gone or not scan.arrived:
        return
    homeless = {stat: (path, number) for path, number, stat in scan.gone if stat[2]}
    moved = set()
    for path, entry in list(scan.arrived.items()):
        was = None if entry.problem else homeless.pop(_stat(entry), None)
        if was is None:
            continue
        connection.execute("UPDATE file SET path = ? WHERE path = ?", (path, was[0]))
        connection.execute(
            "UPDATE document SET path = ? WHERE number = ? AND path = ?", (path, was[1], was[0])
        )
        before, name = _name(was[0]), _name(path)
        connection.execute(
            "UPDATE document SET title = ?, title_key = ? WHERE number = ? AND title = ?",
            (name, key(name), was[1], before),
        )
        moved.add(was[0])
        del scan.arrived[path]
    scan.unchanged += len(moved)
    scan.gone = [lost for lost in scan.gone if lost[0] not in moved]


def _change(connection: sqlite3.Connection, path: bytes, number: int, entry: FileEntry) -> None:
    state = UNREADABLE if entry.problem else WAITING
    connection.execute(
        "UPDATE file SET state = ?, missing = 0, size = ?, mtime_ns = ?, inode = ? WHERE path = ?",
        (state, *_stat(entry), path),
    )
    connection.execute("UPDATE document SET missing = 0 WHERE number = ?", (number,))
    connection.execute(
        "UPDATE document SET remark = ?, state = ? WHERE number = ? AND state != 1",
        (storable(entry.problem), FAILED if entry.problem else WAITING, number),
    )


def _lose(connection: sqlite3.Connection, path: bytes, number: int) -> int:
    """Mark a file as gone; the number of its document if no other file holds it, else 0."""
    connection.execute("UPDATE file SET missing = 1 WHERE path = ?", (path,))
    held = connection.execute(
        "SELECT path FROM file WHERE number = ? AND missing = 0 ORDER BY path LIMIT 1", (number,)
    ).fetchone()
    if held:
        connection.execute("UPDATE document SET path = ? WHERE number = ?", (*held, number))
        return 0
    connection.execute("UPDATE document SET missing = 1 WHERE number = ?", (number,))
    return number


def _name(path: bytes) -> str:
    """What a document without a title is called."""
    return storable(os.path.basename(os.fsdecode(path)))


def _stat(entry: FileEntry) -> Stat:
    return (entry.size, entry.mtime_ns, entry.inode)
