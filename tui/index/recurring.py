"""Documents to prepare again, because lines that they show turned out to recur in others.

The lines of a document that might be hidden if they recurred are said to waver. A wavering line is
met when another document arrives that has it too. Documents with such lines wait until no new ones
do. Then the stories are counted that have each line: copies of a document have all of its lines,
and say nothing about the site.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Collection, Mapping
from typing import NamedTuple

from tui.index import lines
from tui.index.contents import kept
from tui.index.files import Stat
from tui.index.schema import DONE, WAITING
from tui.lines import MANY, line_keys

#: The most documents whose lines are counted in one call, so that other work is not kept waiting.
_AT_ONCE = 20


class Memory(NamedTuple):
    """Keys of lines of a prepared document: those that might be hidden if they recurred, and those
    that were known to recur when it was prepared.
    """

    wavering: Collection[int] = ()
    known: Collection[int] = ()


class Recall(NamedTuple):
    """A document to prepare again: one of its files, and for the keys of its lines that stand in
    other stories in how many (:data:`tui.lines.MANY` means that or more).
    """

    path: str
    stat: Stat
    known: Mapping[int, int]


def note(connection: sqlite3.Connection, number: int, safe: str, memory: Memory) -> None:
    """Note which lines of a stored document waver, and which wavering lines of others it has.

    Lines that were known to recur were counted against it already, and do not waver.
    """
    connection.executemany(
        "UPDATE wavering SET met = 1 WHERE met = 0 AND line = ? AND number != ?",
        [(line, number) for line in line_keys(safe)],
    )
    connection.execute("DELETE FROM wavering WHERE number = ?", (number,))
    connection.executemany(
        "INSERT INTO wavering(number, line, met) VALUES (?, ?, ?)",
        [
            (number, line, lines.elsewhere(connection, line, number))
            for line in set(memory.wavering).difference(memory.known)
        ],
    )
    if memory.known:
        connection.execute("UPDATE prepared SET recalled = 1 WHERE number = ?", (number,))


def waiting(connection: sqlite3.Connection) -> int:
    """How many documents have a wavering line that was met."""
    (count,) = connection.execute(
        "SELECT count(DISTINCT number) FROM wavering WHERE met = 1"
    ).fetchone()
    return int(count)


def recalls(
    connection: sqlite3.Connection, limit: int, but: Collection[bytes]
) -> tuple[list[Recall], bool]:
    """Up to ``limit`` documents to prepare again, and whether there may be more.

    Documents whose file is in ``but`` are passed over. Lines that turn out not to recur are left
    until they are met again.
    """
    candidates = connection.execute(
        "SELECT DISTINCT number FROM wavering WHERE met = 1 ORDER BY number LIMIT ?",
        (len(but) + _AT_ONCE + 1,),
    ).fetchall()
    found: list[Recall] = []
    counted = 0
    for (number,) in candidates:
        path, stat = _file(connection, number)
        if path in but:
            continue
        if len(found) >= limit or counted >= _AT_ONCE:
            return found, True
        counted += 1
        if path and (known := _known(connection, number)):
            found.append(Recall(os.fsdecode(path), stat, known))
        else:
            _leave(connection, number)
    return found, False


def leave(connection: sqlite3.Connection, path: bytes) -> None:
    """Leave the document in the file ``path`` until a line of it is met again."""
    for (number,) in connection.execute("SELECT number FROM file WHERE path = ?", (path,)):
        _leave(connection, number)


def forget(connection: sqlite3.Connection) -> None:
    """Have all documents prepared again whose lines were counted as recurring."""
    connection.execute(
        "UPDATE file SET state = ? WHERE state = ? AND number IN"
        " (SELECT number FROM prepared WHERE recalled = 1)",
        (WAITING, DONE),
    )
    connection.execute("UPDATE prepared SET steps = '' WHERE recalled = 1")


def _leave(connection: sqlite3.Connection, number: int) -> None:
    connection.execute("UPDATE wavering SET met = 0 WHERE number = ? AND met = 1", (number,))


def _file(connection: sqlite3.Connection, number: int) -> tuple[bytes, Stat]:
    """A file that holds a document as it was prepared; an empty path if there is none."""
    found = connection.execute(
        "SELECT path, size, mtime_ns, inode FROM file"
        " WHERE number = ? AND state = ? AND missing = 0 ORDER BY path LIMIT 1",
        (number, DONE),
    ).fetchone()
    return (found[0], (found[1], found[2], found[3])) if found else (b"", (0, 0, 0))


def _known(connection: sqlite3.Connection, number: int) -> dict[int, int]:
    """In how many other stories lines of a document stand; empty if no wavering line does."""
    met = connection.execute("SELECT line FROM wavering WHERE number = ? AND met = 1", (number,))
    if not any(_stories(connection, line, number) for (line,) in met.fetchall()):
        return {}
    document = kept(connection, number)
    found = line_keys(document.safe.text) if document else ()
    counted = {line: _stories(connection, line, number) for line in found}
    return {line: count for line, count in counted.items() if count}


def _stories(connection: sqlite3.Connection, line: int, number: int) -> int:
    """In how many stories other than the document's a line stands, up to :data:`MANY`."""
    (count,) = connection.execute(
        "SELECT count(DISTINCT iif(other.story, other.story, other.number))"
        " FROM json_each(?) CROSS JOIN document AS other ON other.number = value"
        " JOIN document AS own ON own.number = ?"
        " WHERE other.number != own.number AND (other.story = 0 OR other.story != own.story)",
        (json.dumps(lines.holders(connection, line)), number),
    ).fetchone()
    return min(int(count), MANY)
