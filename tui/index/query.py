"""The words that limit a list: what a reader types, as a tree."""

from __future__ import annotations


class QueryError(ValueError):
    """A query that cannot be understood: what was expected, and at which character of it."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position
