"""SQL with the values bound to it, and how a select is run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

#: What may be bound to a statement.
Value = str | int | bytes | float
#: Runs a select, and gives all of its rows.
Read = Callable[[str, Sequence[Value]], list[Any]]


@dataclass(frozen=True, slots=True)
class Statement:
    """A select of document numbers, or a condition on the table ``document``, and its values."""

    sql: str
    values: tuple[Value, ...] = ()
