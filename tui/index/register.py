"""What operations come to, field by field, as far as the index mirrors them.

Each field of each entry is a register that the operation with the highest order has written, as in
:class:`tui.decision.Fold`; so operations may come in any order and any number of times.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from tui.decision import Operation
from tui.index.folding import storable

#: The field under which an entry's removal is written.
_REMOVED = ""
#: Whose the registers are that this index belongs to, and those of all readers together.
OWN = ""

_Place = tuple[str, str, str]


def write(connection: sqlite3.Connection, operation: Operation, reader: str = OWN) -> None:
    """Take in one operation of a reader."""
    place = (reader, operation.table, storable(operation.key))
    order = (operation.at, operation.id)
    if operation.set is None:
        _set(connection, place, _REMOVED, None, order)
        connection.execute(
            "DELETE FROM register WHERE reader = ? AND area = ? AND key = ? AND field != ''"
            " AND (at, operation) < (?, ?)",
            (*place, *order),
        )
        return
    for name, value in operation.set.items():
        if name != _REMOVED:
            _set(connection, place, storable(name), json.dumps(value), order)


def entry(
    connection: sqlite3.Connection, area: str, name: str, reader: str = OWN
) -> Mapping[str, Any]:
    """The fields of an entry as they stand."""
    fields = connection.execute(
        "SELECT field, value FROM register WHERE reader = ? AND area = ? AND key = ?"
        " AND field != ''",
        (reader, area, name),
    )
    return {field: held for field, value in fields if (held := json.loads(value)) is not None}


def entries(
    connection: sqlite3.Connection, area: str, begun: str, reader: str = OWN
) -> Mapping[str, Mapping[str, Any]]:
    """The entries of an area whose keys begin so, as they stand; those without fields left out."""
    found: dict[str, dict[str, Any]] = {}
    for name, field, value in connection.execute(
        "SELECT key, field, value FROM register WHERE reader = ? AND area = ?"
        " AND key >= ? AND key < ? AND field != ''",
        (reader, area, begun, begun + "\U0010ffff"),
    ):
        if (held := json.loads(value)) is not None:
            found.setdefault(name, {})[field] = held
    return found


def _set(
    connection: sqlite3.Connection,
    place: _Place,
    name: str,
    value: str | None,
    order: tuple[str, str],
) -> None:
    connection.execute(
        "INSERT INTO register(reader, area, key, field, value, at, operation)"
        " SELECT ?, ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM register"
        " WHERE reader = ? AND area = ? AND key = ? AND field = '' AND (at, operation) >= (?, ?))"
        " ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at,"
        " operation = excluded.operation"
        " WHERE (at, operation) < (excluded.at, excluded.operation)",
        (*place, name, value, *order, *place, *order),
    )
