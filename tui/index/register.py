"""The state that operations lead to, field by field, as far as the index mirrors it.

Each field of each entry is a last-writer-wins register, as in :class:`tui.decision.Fold`, so that
operations may come in any order and any number of times.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from tui.decision import Operation
from tui.index.folding import LAST, storable

#: The field under which an entry's removal is written.
_REMOVED = ""
#: The reader to whom the index belongs; also stands for registers that all readers share.
OWN = ""

#: Area, key and field.
_Place = tuple[str, str, str]
_Order = tuple[str, str]
_Row = tuple[tuple[str, str, str, str], str | None, _Order]


def write(
    connection: sqlite3.Connection, operations: Iterable[Operation], reader: str = OWN
) -> None:
    """Apply operations of a reader. Of several on one field only the last is written."""
    said: dict[_Place, tuple[_Order, str | None]] = {}
    for operation in operations:
        order = (operation.at, operation.id)
        entry = (operation.table, storable(operation.key))
        words = (
            [(_REMOVED, None)]
            if operation.set is None
            else [
                (storable(name), json.dumps(value))
                for name, value in operation.set.items()
                if name != _REMOVED
            ]
        )
        for name, value in words:
            place = (*entry, name)
            if place not in said or said[place][0] < order:
                said[place] = (order, value)
    rows = [((reader, *place), value, order) for place, (order, value) in said.items()]
    removed = [row for row in rows if row[0][-1] == _REMOVED]
    _set(connection, removed)
    connection.executemany(
        "DELETE FROM register WHERE reader = ? AND area = ? AND key = ? AND field != ''"
        " AND (at, operation) < (?, ?)",
        [(*place[:-1], *order) for place, _, order in removed],
    )
    _set(connection, [row for row in rows if row[0][-1] != _REMOVED])


def entry(
    connection: sqlite3.Connection, area: str, name: str, reader: str = OWN
) -> Mapping[str, Any]:
    """The fields of an entry as they are now."""
    fields = connection.execute(
        "SELECT field, value FROM register WHERE reader = ? AND area = ? AND key = ?"
        " AND field != ''",
        (reader, area, name),
    )
    return {field: held for field, value in fields if (held := json.loads(value)) is not None}


def entries(
    connection: sqlite3.Connection, area: str, begun: str, reader: str = OWN
) -> Mapping[str, Mapping[str, Any]]:
    """The entries of an area whose keys begin with ``begun``; none without fields."""
    found: dict[str, dict[str, Any]] = {}
    for name, field, value in connection.execute(
        "SELECT key, field, value FROM register WHERE reader = ? AND area = ?"
        " AND key >= ? AND key < ? AND field != ''",
        (reader, area, begun, begun + LAST),
    ):
        if (held := json.loads(value)) is not None:
            found.setdefault(name, {})[field] = held
    return found


def _set(connection: sqlite3.Connection, rows: Iterable[_Row]) -> None:
    connection.executemany(
        "INSERT INTO register(reader, area, key, field, value, at, operation)"
        " SELECT ?, ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM register"
        " WHERE reader = ? AND area = ? AND key = ? AND field = '' AND (at, operation) >= (?, ?))"
        " ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at,"
        " operation = excluded.operation"
        " WHERE (at, operation) < (excluded.at, excluded.operation)",
        [(*place, value, *order, *place[:-1], *order) for place, value, order in rows],
    )
