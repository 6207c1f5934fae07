"""A mirror of the reader's own record: what the list needs of it, in tables that can be sorted and
searched.

What was said of a document that is not here waits until it arrives.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from tui.decision import (
    ASSIGNMENTS,
    CORRECTIONS,
    DOCUMENTS,
    NOTES,
    WATCH,
    Operation,
    judgement,
    note,
)
from tui.index import naming, others, register, watching
from tui.index.folding import key, searched, storable
from tui.index.others import DECISIONS, READINGS
from tui.standing import by_rule

_MIRRORED = (DOCUMENTS, NOTES, WATCH, ASSIGNMENTS, CORRECTIONS)


def take_in(
    connection: sqlite3.Connection, operations: Iterable[Operation], watermark: str
) -> set[str]:
    """Apply operations, inside the caller's transaction; the ids of the documents they concern."""
    touched: dict[tuple[str, str], None] = {}
    for operation in operations:
        if operation.table in _MIRRORED:
            register.write(connection, operation)
            touched[(operation.table, storable(operation.key))] = None
    concerned = {name for area, name in touched if area == DOCUMENTS}
    for area, name in touched:
        if area == NOTES:
            concerned |= _mirror_note(connection, name)
        elif area == WATCH:
            watching.mirror(connection, name, register.entry(connection, WATCH, name))
        elif area == ASSIGNMENTS:
            others.assign(connection, name)
    if any(area == CORRECTIONS for area, _ in touched):
        naming.mirror(connection)
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
    watching.forget(connection)
    naming.forget(connection)
    others.forget(connection)
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
    fields = register.entry(connection, DOCUMENTS, identity)
    said, rule = judgement(fields), by_rule(fields)
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
    labels += [("rule", rule)] if rule else []
    connection.executemany(
        "INSERT OR IGNORE INTO label(kind, value, number) VALUES (?, ?, ?)",
        [(kind, key(value), number) for kind, value in labels],
    )


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
    said = note(name, register.entry(connection, NOTES, name))
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
