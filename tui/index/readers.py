"""What other readers decided, and who is to read what, apart from the reader's own decisions.

Both are kept by the document's id, so that they are there when a document arrives.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace

from tui.decision import ASSIGNMENTS, DOCUMENTS, Decision, Operation, judgement
from tui.index import meta, register
from tui.index.folding import storable
from tui.index.schema import DECISIONS


def take_in(
    connection: sqlite3.Connection, reader: str, operations: Iterable[Operation], cursor: str
) -> set[str]:
    """Apply operations of another reader, which reach up to ``cursor``, empty if unknown.

    Returns the ids of the documents concerned.
    """
    decisions, assignments = [], []
    for operation in operations:
        if operation.table == DOCUMENTS and _decides(operation):
            decisions.append(_decision_of(operation))
        elif operation.table == ASSIGNMENTS:
            assignments.append(operation)
    register.write(connection, decisions, reader)
    register.write(connection, assignments)
    decided = {storable(operation.key) for operation in decisions}
    assigned = {storable(operation.key) for operation in assignments}
    for name in decided:
        _judge(connection, reader, name)
    for name in assigned:
        assign(connection, name)
    if cursor:
        _keep_cursors(connection, {**cursors(connection), reader: cursor})
    return decided | assigned


def cursors(connection: sqlite3.Connection) -> Mapping[str, str]:
    """How far the record of each other reader has been mirrored."""
    found = json.loads(meta.value(connection, meta.OTHERS) or "{}")
    return {str(name): str(cursor) for name, cursor in found.items()}


def assign(connection: sqlite3.Connection, name: str) -> None:
    """Bring up to date who is to read a document, as any reader said last."""
    connection.execute("DELETE FROM assigned WHERE document = ?", (name,))
    readers = register.entry(connection, ASSIGNMENTS, name).get("readers")
    if isinstance(readers, list):
        connection.executemany(
            "INSERT OR IGNORE INTO assigned(reader, document) VALUES (?, ?)",
            [(storable(str(reader)), name) for reader in readers],
        )


def forget_reader(connection: sqlite3.Connection, reader: str) -> None:
    """Forget what another reader decided. Assignments stay: they are shared by all readers."""
    for table in ("register", "opinion"):
        connection.execute(f"DELETE FROM {table} WHERE reader = ?", (reader,))
    rest = {name: cursor for name, cursor in cursors(connection).items() if name != reader}
    _keep_cursors(connection, rest)


def forget(connection: sqlite3.Connection) -> None:
    """Forget all other readers, and all assignments."""
    for table in ("opinion", "assigned"):
        connection.execute(f"DELETE FROM {table}")
    meta.forget(connection, meta.OTHERS)


def _decides(operation: Operation) -> bool:
    return operation.set is None or "decision" in operation.set


def _decision_of(operation: Operation) -> Operation:
    """The operation with what it says of the decision alone: nothing else of others is shown."""
    if operation.set is None:
        return operation
    return replace(operation, set={"decision": operation.set["decision"]}, was=None)


def _judge(connection: sqlite3.Connection, reader: str, name: str) -> None:
    decision = judgement(register.entry(connection, DOCUMENTS, name, reader)).decision
    if decision is Decision.NONE:
        connection.execute("DELETE FROM opinion WHERE document = ? AND reader = ?", (name, reader))
        return
    connection.execute(
        "INSERT OR REPLACE INTO opinion(document, reader, decision) VALUES (?, ?, ?)",
        (name, reader, DECISIONS.index(decision)),
    )


def _keep_cursors(connection: sqlite3.Connection, known: Mapping[str, str]) -> None:
    meta.remember(connection, meta.OTHERS, json.dumps(dict(known)))
