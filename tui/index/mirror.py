"""A mirror of the reader's own record: what the list needs, in tables to sort and search by.

What the record says of a document that is not here is kept until the document arrives.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

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
from tui.index import meta, naming, readers, register, watching
from tui.index.folding import key, searched, storable
from tui.index.schema import DECISIONS, READINGS
from tui.standing import by_rule

_MIRRORED = (DOCUMENTS, NOTES, WATCH, ASSIGNMENTS, CORRECTIONS)


def take_in(
    connection: sqlite3.Connection, operations: Iterable[Operation], watermark: str
) -> set[str]:
    """Apply operations, which reach up to ``watermark``, inside the caller's transaction.

    Returns the ids of the documents concerned.
    """
    mirrored = [operation for operation in operations if operation.table in _MIRRORED]
    register.write(connection, mirrored)
    touched = dict.fromkeys((one.table, storable(one.key)) for one in mirrored)
    concerned = {name for area, name in touched if area == DOCUMENTS}
    for area, name in touched:
        if area == NOTES:
            concerned |= _mirror_note(connection, name)
        elif area == WATCH:
            watching.mirror(connection, name, register.entry(connection, WATCH, name))
        elif area == ASSIGNMENTS:
            readers.assign(connection, name)
    if any(area == CORRECTIONS for area, _ in touched):
        naming.mirror(connection)
    judge(connection, concerned)
    meta.remember(connection, meta.WATERMARK, watermark)
    return concerned


def belong_to(connection: sqlite3.Connection, reader: str) -> None:
    """Empty the mirror; from now on it is of this reader's record."""
    forget(connection)
    meta.forget(connection, meta.WATERMARK)
    meta.remember(connection, meta.READER, reader)


def forget(connection: sqlite3.Connection) -> None:
    """Empty the mirror."""
    for table in ("register", "label", "note"):
        connection.execute(f"DELETE FROM {table}")
    watching.forget(connection)
    naming.forget(connection)
    readers.forget(connection)
    connection.execute("INSERT INTO note_text(note_text) VALUES ('delete-all')")
    connection.execute(
        "UPDATE document SET decision = 0, reading = 0, priority = 0, notes = 0,"
        " reasons = '[]', tags = '[]'"
        " WHERE decision != 0 OR reading != 0 OR priority != 0 OR notes != 0"
        " OR reasons != '[]' OR tags != '[]'"
    )


def judge(connection: sqlite3.Connection, identities: Iterable[str]) -> None:
    """Bring the rows of these documents up to date with the record; others are passed over."""
    held: dict[tuple[int, str], list[tuple[str, str]]] = {}
    for number, identity, name, value in connection.execute(
        "SELECT number, document.id, register.field, register.value"
        " FROM json_each(?) AS wanted JOIN document ON document.id = wanted.value"
        " LEFT JOIN register ON register.reader = '' AND area = ? AND register.key = document.id"
        " AND field != '' ORDER BY number",
        (json.dumps(list(identities)), DOCUMENTS),
    ):
        held.setdefault((number, identity), []).extend([(name, value)] if name else [])
    # What was decided as one step reads the same of each document.
    read = {fields: _read(fields) for fields in set(map(tuple, held.values()))}
    rows = [(number, identity, read[tuple(fields)]) for (number, identity), fields in held.items()]
    connection.executemany(
        "UPDATE document SET decision = ?, reading = ?, priority = ?, reasons = ?, tags = ?,"
        " notes = (SELECT count(*) FROM note WHERE document = ?) WHERE number = ?",
        [(*held.columns, identity, number) for number, identity, held in rows],
    )
    connection.executemany(
        "DELETE FROM label WHERE number = ?", [(number,) for number, _, _ in rows]
    )
    connection.executemany(
        "INSERT OR IGNORE INTO label(kind, value, number) VALUES (?, ?, ?)",
        [(kind, value, number) for number, _, held in rows for kind, value in held.labels],
    )


class _Held(NamedTuple):
    """What the record holds of a document: the ``columns`` decision, reading, priority, reasons and
    tags as they are stored, and (kind, value) of its ``labels``.
    """

    columns: tuple[int, int, int, str, str]
    labels: tuple[tuple[str, str], ...]


def _read(registers: tuple[tuple[str, str], ...]) -> _Held:
    fields = {name: said for name, value in registers if (said := json.loads(value)) is not None}
    said, rule = judgement(fields), by_rule(fields)
    labels = [("tag", tag) for tag in said.tags] + [("reason", one) for one in said.reasons]
    labels += [("rule", rule)] if rule else []
    return _Held(
        (
            DECISIONS.index(said.decision),
            READINGS.index(said.reading),
            said.priority,
            json.dumps(said.reasons),
            json.dumps(said.tags),
        ),
        tuple((kind, key(value)) for kind, value in labels),
    )


def _mirror_note(connection: sqlite3.Connection, name: str) -> set[str]:
    """Bring one note up to date. Returns the documents whose number of notes may change."""
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
