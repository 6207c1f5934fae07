"""A mirror of the record: what the list needs of it, in tables that can be sorted and searched.

Each field of each entry is a register that the operation with the highest order has written, as
in :class:`tui.decision.Fold`; so operations may come in any order and any number of times, and what
was said of a document that is not here waits until it arrives.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from tui.decision import DOCUMENTS, NOTES, Decision, Operation, Reading, judgement, note
from tui.index.folding import key, searched, storable

DECISIONS = (Decision.NONE, Decision.KEEP, Decision.MAYBE, Decision.DISCARD)
READINGS = (Reading.UNREAD, Reading.OPENED, Reading.READ, Reading.CHANGED)

#: The field under which an entry's removal is written.
_REMOVED = ""


def take_in(
    connection: sqlite3.Connection, operations: Iterable[Operation], watermark: str
) -> set[str]:
    """Apply operations, inside the caller's transaction; the ids of the documents they concern."""
    touched: dict[tuple[str, str], None] = {}
    for operation in operations:
        if operation.table in (DOCUMENTS, NOTES):
            _write(connection, operation)
            touched[(operation.table, storable(operation.key))] = None
    concerned = {name for area, name in touched if area == DOCUMENTS}
    for area, name in touched:
        if area == NOTES:
            concerned |= _mirror_note(connection, name)
    for name in concerned:
        judge(connection, name)
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('watermark', ?)", (watermark,))
    return concerned


def belong_to(connection: sqlite3.Connection, reader: str) -> None:
    """Forget the mirror of another reader's record, to begin with this one's."""
    forget(connection)
    connection.execute("DELETE FROM meta WHERE name = 'watermark'")
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('reader', ?)", (reader,))


def forget(connection: sqlite3.Connection) -> None:
    """Empty the mirror."""
    for table in ("register", "label", "note"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("INSERT INTO note_text(note_text) VALUES ('delete-all')")
    connection.execute(
        "UPDATE document SET decision = 0, reading = 0, priority = 0, notes = 0,"
        " reasons = '[]', tags = '[]'"
        " WHERE decision != 0 OR reading != 0 OR priority != 0 OR notes != 0"
        " OR reasons != '[]' OR tags != '[]'"
    )


def judge(connection: sqlite3.Connection, identity: str) -> None:
    """Write into a document's row what the record says of it, if the document is here."""
    found = connection.execute("SELECT number FROM document WHERE id = ?", (identity,)).fetchone()
    if not found:
        return
    (number,) = found
    said = judgement(_entry(connection, DOCUMENTS, identity))
    connection.execute(
        "UPDATE document SET decision = ?, reading = ?, priority = ?, reasons = ?, tags = ?,"
        " notes = (SELECT count(*) FROM note WHERE document = ?) WHERE number = ?",
        (
            DECISIONS.index(said.decision),
            READINGS.index(said.reading),
            said.priority,
            json.dumps(said.reasons),
            json.dumps(said.tags),
            identity,
            number,
        ),
    )
    connection.execute("DELETE FROM label WHERE number = ?", (number,))
    labels = [("tag", tag) for tag in said.tags] + [("reason", one) for one in said.reasons]
    connection.executemany(
        "INSERT OR IGNORE INTO label(kind, value, number) VALUES (?, ?, ?)",
        [(kind, key(value), number) for kind, value in labels],
    )


def _write(connection: sqlite3.Connection, operation: Operation) -> None:
    place = (operation.table, storable(operation.key))
    order = (operation.at, operation.id)
    if operation.set is None:
        _set(connection, place, _REMOVED, None, order)
        connection.execute(
            "DELETE FROM register WHERE area = ? AND key = ? AND field != ''"
            " AND (at, operation) < (?, ?)",
            (*place, *order),
        )
        return
    for name, value in operation.set.items():
        if name != _REMOVED:
            _set(connection, place, storable(name), json.dumps(value), order)


def _set(
    connection: sqlite3.Connection,
    place: tuple[str, str],
    name: str,
    value: str | None,
    order: tuple[str, str],
) -> None:
    connection.execute(
        "INSERT INTO register(area, key, field, value, at, operation)"
        " SELECT ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM register"
        " WHERE area = ? AND key = ? AND field = '' AND (at, operation) >= (?, ?))"
        " ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at,"
        " operation = excluded.operation"
        " WHERE (at, operation) < (excluded.at, excluded.operation)",
        (*place, name, value, *order, *place, *order),
    )


def _entry(connection: sqlite3.Connection, area: str, name: str) -> Mapping[str, Any]:
    fields = connection.execute(
        "SELECT field, value FROM register WHERE area = ? AND key = ? AND field != ''",
        (area, name),
    )
    return {field: held for field, value in fields if (held := json.loads(value)) is not None}


def _mirror_note(connection: sqlite3.Connection, name: str) -> set[str]:
    """Bring one note up to date; the documents whose number of notes that may change."""
    concerned = set()
    old = connection.execute(
        "SELECT key, document, text FROM note WHERE id = ?", (name,)
    ).fetchone()
    if old:
        concerned.add(old[1])
        connection.execute("DELETE FROM note WHERE key = ?", (old[0],))
        connection.execute(
            "INSERT INTO note_text(note_text, rowid, text) VALUES ('delete', ?, ?)",
            (old[0], searched(old[2])),
        )
    said = note(name, _entry(connection, NOTES, name))
    if said:
        document, text = storable(said.document), storable(said.text)
        number = connection.execute(
            "INSERT INTO note(id, document, text) VALUES (?, ?, ?)", (name, document, text)
        ).lastrowid
        connection.execute(
            "INSERT INTO note_text(rowid, text) VALUES (?, ?)", (number, searched(text))
        )
        concerned.add(document)
    return concerned
