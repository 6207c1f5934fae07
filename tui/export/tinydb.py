"""A record as the file of a TinyDB (4.x) with its stock ``JSONStorage``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def tables(entries: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> dict[str, Any]:
    """The object to write as JSON: of each table the documents by their number, from 1 on, in the
    order of their keys. Each has its ``key`` in the record beside its fields."""
    return {
        table: {
            str(number): {"key": key, **fields}
            for number, (key, fields) in enumerate(sorted(rows.items()), 1)
        }
        for table, rows in sorted(entries.items())
        if rows
    }
