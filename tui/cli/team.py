"""What readers of one record do together: the tables that belong to nobody alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from tui.decision import ASSIGNMENTS, DOCUMENTS, RESOLUTIONS, Decision, Fold, judgement
from tui.index.index import Index
from tui.triage.folder import Folder
from tui.triage.journal import operations_since, reaches, read_state
from tui.triage.readers import readers


class Resolution(NamedTuple):
    """How a disagreement was resolved: the decision, why, by whom, and when (RFC 3339 UTC)."""

    decision: str
    reason: str
    by: str
    decided_at: str


def resolutions(folder: Folder) -> dict[str, Resolution]:
    """Document -> the last resolution of any reader."""
    return {
        document: Resolution(*(str(fields.get(name, "")) for name in Resolution._fields))
        for document, fields in _shared_table(folder, RESOLUTIONS).items()
    }


def assignments(folder: Folder) -> dict[str, tuple[str, ...]]:
    """Document -> who is to read it."""
    return {
        document: tuple(map(str, names))
        for document, fields in _shared_table(folder, ASSIGNMENTS).items()
        if isinstance(names := fields.get("readers"), list)
    }


def decisions(folder: Folder) -> dict[str, dict[str, Decision]]:
    """Reader -> document -> decision, of all readers and of what they decided."""
    return {
        reader: {
            document: word
            for document, fields in read_state(folder.path, reader)
            .entries.get(DOCUMENTS, {})
            .items()
            if (word := judgement(fields).decision) is not Decision.NONE
        }
        for reader in readers(folder)
    }


def mirror_others(folder: Folder, own: str, index: Index) -> tuple[int, ...]:
    """Let the index know what all readers but ``own`` recorded since it was last told.

    The numbers of the documents concerned. Raises ``OSError``.
    """
    known = index.others_cursors()
    there = [reader for reader in readers(folder) if reader != own]
    concerned: set[int] = set()
    for reader in there:
        before = known.get(reader, "")
        anew = bool(before) and not reaches(folder, reader, before)
        operations, cursor = operations_since(folder, reader, "" if anew else before)
        if operations or cursor != before:
            concerned.update(index.mirror_others(reader, operations, cursor, anew=anew))
    for reader in known.keys() - set(there):
        index.mirror_others(reader, (), "", anew=True)
    return tuple(sorted(concerned))


def _shared_table(folder: Folder, table: str) -> Mapping[str, Mapping[str, Any]]:
    """A table as all readers together have written it: of each field the last word counts."""
    merged = Fold()
    for reader in readers(folder):
        state = read_state(folder.path, reader)
        merged.merge(
            Fold(
                entries={table: state.entries.get(table, {})},
                written={table: state.written.get(table, {})},
                removed={table: state.removed.get(table, {})},
            )
        )
    return merged.entries.get(table, {})
