"""What an export says of one document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tui.decision import Judgement, Note
from tui.document import PreparedDocument
from tui.row import Row


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the list with the reader's judgement and notes in full.

    ``document`` is what was prepared, where the export needs more than the row; ``others`` what
    other readers decided, by their names.
    """

    row: Row
    judgement: Judgement
    notes: tuple[Note, ...] = ()
    document: PreparedDocument | None = None
    others: Mapping[str, Judgement] = field(default_factory=dict)

    def fact(self, name: str) -> str:
        """A value of the document's metadata, or an empty string."""
        fact = getattr(self.document.metadata, name) if self.document else None
        return fact.value if fact else ""
