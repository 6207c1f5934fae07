"""The words of a query that can be shown where they stand in a text."""

from __future__ import annotations

from tui.index.expression import Either, Every, Expression, Not, Text
from tui.index.query import parse
from tui.row import QueryError


def sought(query: str) -> tuple[str, ...]:
    """The words and phrases that ``query`` wants in a text, a ``*`` behind the beginning of a word.

    What stands in fields or must be missing is left out; a wrong query wants nothing.
    """
    try:
        return tuple(dict.fromkeys(_wanted(parse(query).expression)))
    except QueryError:
        return ()


def _wanted(expression: Expression | None) -> list[str]:
    match expression:
        case Text(text, prefix):
            return [f"{text}*" if prefix else text]
        case Every(parts) | Either(parts):
            return [word for part in parts if not isinstance(part, Not) for word in _wanted(part)]
        case _:
            return []
