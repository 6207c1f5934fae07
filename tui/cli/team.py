"""What readers of one record do together: the tables that belong to nobody alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tui.decision import DOCUMENTS, Decision, Fold, judgement
from tui.triage.folder import Folder
from tui.triage.journal import read_state
from tui.triage.readers import readers

#: Document id -> ``decision``, ``reason``, ``by``, ``decided_at``: how a disagreement was resolved.
RESOLUTIONS = "resolutions"
#: Document id -> ``readers``: who is to read it.
ASSIGNMENTS = "assignments"


def shared_table(folder: Folder, table: str) -> Mapping[str, Mapping[str, Any]]:
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
