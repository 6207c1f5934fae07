"""Steps of the record, and how they are taken back and brought again. Pure, over operations.

Linear undo and redo with compensating operations: nothing is ever removed from the history, a step
that takes back another one says so in ``undoes``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.decision import Operation


@dataclass(frozen=True, slots=True)
class Step:
    """What one key or command did: the operations of one batch, in order.

    ``documents`` are those it touched, ``fields`` the names of what it set, ``summary`` one line in
    words ("keep", "discard 3 documents", "note added"). ``undone`` says that it is taken back.
    """

    batch: str
    at: str
    by: str
    run: str
    operations: tuple[Operation, ...]
    documents: tuple[str, ...]
    fields: tuple[str, ...]
    summary: str
    undoes: str = ""
    redoes: str = ""
    undone: bool = False
