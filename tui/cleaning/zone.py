"""The word for a run of paragraphs that is judged as one."""

from __future__ import annotations

from typing import NamedTuple

from tui.document import Role

#: How likely a paragraph must be to count as one of the document's when runs are judged.
SURE = 0.6


class Zone(NamedTuple):
    """The paragraphs from ``first`` up to ``end``, what they are, and why."""

    first: int
    end: int
    role: Role
    reason: str
