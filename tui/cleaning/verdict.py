"""The word for what is said of one paragraph."""

from __future__ import annotations

from typing import NamedTuple

from tui.document import Role


class Verdict(NamedTuple):
    """A paragraph's role and why it has it."""

    role: Role
    reason: str
