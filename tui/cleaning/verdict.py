"""The words for what is said of the paragraphs of a page."""

from __future__ import annotations

from typing import NamedTuple

from tui.document import Role

#: The probability from which a paragraph counts as the document's when runs are judged.
SURE = 0.6


class Verdict(NamedTuple):
    """The role of a paragraph, and in words why it has it."""

    role: Role
    reason: str


class Zone(NamedTuple):
    """A run of paragraphs, ``first`` to ``end`` (half-open), judged as one."""

    first: int
    end: int
    role: Role
    reason: str
