"""A key press, with what it means."""

from __future__ import annotations

from dataclasses import dataclass

from tui.app.lots import Documents
from tui.decision import Decision


@dataclass(frozen=True, slots=True)
class Press:
    """The documents that a verb is about, and the decision it stands for.

    ``documents`` are the one under the cursor, or after ``;`` all that are marked; ``at`` is the
    time of the key press on the monotonic clock; ``key`` is which of the verb's keys it was.
    """

    documents: Documents
    decision: Decision
    at: float
    key: str = ""
