"""Steps of the record, and how they are undone and redone. Pure functions over operations.

Linear undo and redo with compensating operations: nothing is ever removed from the history, and a
step that undoes another one names it in ``undoes``. Operations that only follow the reader
(positions, marks, how far a document was read, settings of the view) make no step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tui.decision import (
    ASSIGNMENTS,
    DOCUMENTS,
    MARKS,
    NOTES,
    POSITIONS,
    RESOLUTIONS,
    SETTINGS,
    VIEW,
    Change,
    Fold,
    Operation,
)
from tui.triage.summary import FOLLOWING, summary

#: Tables whose keys are documents.
_ON_DOCUMENTS = frozenset({DOCUMENTS, MARKS, POSITIONS, ASSIGNMENTS, RESOLUTIONS})


@dataclass(frozen=True, slots=True)
class Step:
    """What one key or command did: the operations of one batch, in order.

    ``documents`` are those it touched, ``fields`` the names of the fields it set, ``summary`` is
    one line of words ("keep", "discard on 3 documents", "note: who paid?"). ``undone`` says that it
    is undone at present.
    """

    batch: str
    at: str
    by: str
    run: str
    operations: Sequence[Operation]
    documents: tuple[str, ...]
    fields: tuple[str, ...]
    summary: str
    undoes: str = ""
    redoes: str = ""
    undone: bool = False


def steps(operations: Iterable[Operation], by: str, about: str | None = None) -> tuple[Step, ...]:
    """The steps of the reader ``by``, oldest first, undone ones marked.

    Steps that undo or redo others stand in their place among them. With ``about`` only the steps
    that touch this document are given.
    """
    return in_order(made(filter(counts, operations), by), about)


def made(operations: Iterable[Operation], by: str) -> tuple[Step, ...]:
    """The steps made of these operations, as far as they are by ``by``: unordered, unmarked."""
    batches: dict[str, dict[str, Operation]] = {}
    for operation in operations:
        if operation.by == by:
            batches.setdefault(operation.batch, {})[operation.id] = operation
    return tuple(_step(sorted(batch.values(), key=_order)) for batch in batches.values())


def in_order(steps: Iterable[Step], about: str | None = None) -> tuple[Step, ...]:
    """Steps of one reader, oldest first, undone ones marked.

    Of a step that is given twice the one with more operations counts. With ``about`` only the steps
    that touch this document are given.
    """
    known: dict[str, Step] = {}
    for step in steps:
        twin = known.get(step.batch)
        if twin is None or len(twin.operations) < len(step.operations):
            known[step.batch] = step
    ordered = sorted(known.values(), key=lambda step: (step.at, step.batch))
    undone: set[str] = set()
    for step in ordered:
        undone.discard(step.redoes)
        if step.undoes:
            undone.add(step.undoes)
    return tuple(
        replace(step, undone=not step.undone) if (step.batch in undone) != step.undone else step
        for step in ordered
        if about is None or about in step.documents
    )


def undo_candidate(history: Sequence[Step]) -> Step | None:
    """The step that undo would take: the newest that is not undone."""
    return next((step for step in reversed(history) if _plain(step) and not step.undone), None)


def begins_anew(history: Sequence[Step]) -> bool:
    """Whether these last steps are enough to tell what redo would take.

    That is so if they hold a step that neither undoes nor redoes, and no later one undoes or redoes
    a step from before them.
    """
    known = {step.batch for step in history}
    for step in reversed(history):
        if _plain(step):
            return True
        if (step.undoes or step.redoes) not in known:
            return False
    return False


def redo_candidate(history: Sequence[Step]) -> Step | None:
    """The step that redo would take: the one undone last, unless something new was done since."""
    known = {step.batch: step for step in history}
    for step in reversed(history):
        if _plain(step):
            return None
        undone = known.get(step.undoes)
        if undone and undone.undone:
            return undone
    return None


def undo_changes(step: Step, fold: Fold) -> tuple[Change, ...]:
    """What undoes ``step``: each field that still has its value gets the value from before it."""
    return _changes(step, fold, back=True)


def redo_changes(step: Step, fold: Fold) -> tuple[Change, ...]:
    """What redoes ``step``: each field that has the value from before it gets its value again."""
    return _changes(step, fold, back=False)


def counts(operation: Operation) -> bool:
    """Whether an operation belongs to a step, rather than only following the reader."""
    if operation.undoes or operation.redoes:
        return True
    if operation.table in (MARKS, POSITIONS):
        return False
    if operation.table == SETTINGS and operation.key.startswith(VIEW):
        return False
    if operation.table != DOCUMENTS or operation.set is None:
        return True
    return not FOLLOWING.issuperset(operation.set)


def _order(operation: Operation) -> tuple[str, str]:
    return operation.order


def _plain(step: Step) -> bool:
    return not step.undoes and not step.redoes


def _step(operations: Sequence[Operation]) -> Step:
    first = operations[0]
    documents = dict.fromkeys(doc for operation in operations if (doc := document(operation)))
    fields = dict.fromkeys(name for operation in operations for name in operation.set or ())
    return Step(
        batch=first.batch,
        at=first.at,
        by=first.by,
        run=first.run,
        operations=tuple(operations),
        documents=tuple(documents),
        fields=tuple(fields),
        summary=summary(operations, len(documents)),
        undoes=first.undoes,
        redoes=first.redoes,
    )


def document(operation: Operation) -> str:
    """The document that an operation is about; empty for a setting or a rule."""
    if operation.table == NOTES:
        for fields in (operation.set, operation.was):
            if fields and fields.get("document"):
                return str(fields["document"])
        return ""
    return operation.key if operation.table in _ON_DOCUMENTS else ""


def _changes(step: Step, fold: Fold, *, back: bool) -> tuple[Change, ...]:
    values: dict[tuple[str, str], tuple[dict[str, Any], dict[str, Any]]] = {}
    for operation in step.operations:
        old = dict(operation.was or {})
        new = dict.fromkeys(old) if operation.set is None else dict(operation.set)
        before, after = values.get((operation.table, operation.key), ({}, {}))
        values[operation.table, operation.key] = (
            {**dict.fromkeys(new), **old, **before},
            {**after, **new},
        )
    changes = []
    for table, key in tuple(values):
        # Freed one by one: freeing a large step at once would keep other threads waiting.
        before, after = values.pop((table, key))
        held, wanted = (after, before) if back else (before, after)
        fields = _reset(fold.entries.get(table, {}).get(key, {}), held, wanted)
        if fields:
            changes.append(Change(table, key, fields))
    return tuple(changes)


def _reset(
    entry: Mapping[str, Any], held: Mapping[str, Any], wanted: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        name: wanted.get(name)
        for name, value in held.items()
        if entry.get(name) == value and wanted.get(name) != value
    }
