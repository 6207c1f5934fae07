"""Rows of the list, read from their table."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from tui.decision import Decision
from tui.index.folding import LAST, as_path, storable
from tui.index.schema import DECISIONS, DONE, READINGS
from tui.index.statement import Read, Value
from tui.row import Row

_COLUMNS = (
    "number, id, path, title, outlet, published, language, words, copies, notes, decision, reading,"
    " reasons, tags, priority, state, doubt, missing, remark, watched"
)


def rows(where: str, values: Iterable[Value], read: Read) -> Iterator[Row]:
    """The rows of documents for which the condition ``where`` holds."""
    sql = f"SELECT {_COLUMNS} FROM document WHERE {where}"
    found = [_row(row) for row in read(sql, tuple(values))]
    said = _others([row.id for row in found if row.id], read)
    for row in found:
        yield replace(row, others=tuple(said[row.id])) if row.id in said else row


def find(doc: str, read: Read) -> list[Row]:
    """The documents that ``doc`` names: a path, the end of one, or the beginning of an id."""
    if "\0" in doc:
        return []
    typed = as_path(doc)
    paths = [typed, os.path.abspath(typed), os.path.realpath(typed)]
    tail = b"/" + typed
    held = "number IN (SELECT number FROM file WHERE"
    for where, values in (
        (f"{held} path IN (?, ?, ?))", paths),
        # A row that no file holds any more has its last path still; it may have been superseded.
        ("superseded = 0 AND path IN (?, ?, ?)", paths),
        (f"{held} substr(path, ?) = ?)", (-len(tail), tail)),
    ):
        if found := list(rows(where, values, read)):
            return found
    digest = doc.casefold().removeprefix("sha256:")
    if not digest.isalnum():
        return []
    first = storable(f"sha256:{digest}")
    return list(rows("id >= ? AND id < ?", (first, first + LAST), read))


def _others(documents: Sequence[str], read: Read) -> dict[str, list[Decision]]:
    said: dict[str, list[Decision]] = {}
    if not documents:
        return said
    for document, decision in read(
        f"SELECT document, decision FROM opinion WHERE document IN"
        f" ({','.join('?' * len(documents))}) ORDER BY document, reader",
        documents,
    ):
        said.setdefault(document, []).append(DECISIONS[decision])
    return said


def _row(values: tuple[Any, ...]) -> Row:
    number, identity, path, title, outlet, published, language, words, copies, notes, *rest = values
    decision, reading, reasons, tags, priority, state, doubt, missing, remark, watched = rest
    return Row(
        number=number,
        id=identity or "",
        path=os.fsdecode(path),
        title=title,
        outlet=outlet or "",
        published=published or "",
        language=language,
        words=words,
        copies=copies,
        notes=notes,
        decision=DECISIONS[decision],
        reading=READINGS[reading],
        reasons=tuple(json.loads(reasons)) if reasons != "[]" else (),
        tags=tuple(json.loads(tags)) if tags != "[]" else (),
        priority=priority,
        ready=state == DONE,
        doubt=bool(doubt),
        watched=watched > 0,
        missing=bool(missing),
        remark=remark,
    )
