"""An expression as a condition in SQL.

Nothing that was typed stands in a statement: words are quoted for the full-text index, everything
else is bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tui.index.clause import Circumstances, Near, by_readers, clause, names_field
from tui.index.expression import (
    Either,
    Every,
    Expression,
    Limit,
    Not,
    Text,
    joined,
    limits,
)
from tui.index.folding import quoted
from tui.index.statement import Statement

_EVERYWHERE, SHOWN = "", "{title body} : "


def match(expression: Expression) -> str | None:
    """The expression in the syntax of the full-text index; ``None`` if it is not of words alone."""
    match expression:
        case Text(text, prefix):
            return quoted(text, prefix)
        case Either(parts):
            inner = [match(part) for part in parts]
            return f"({' OR '.join(map(str, inner))})" if all(inner) else None
        case Every(parts):
            wanted = [match(part) for part in parts if not isinstance(part, Not)]
            unwanted = [match(part.part) for part in parts if isinstance(part, Not)]
            if not wanted or not all(wanted) or not all(unwanted):
                return None
            found = f"({' AND '.join(map(str, wanted))})"
            return f"({found} NOT ({' OR '.join(map(str, unwanted))}))" if unwanted else found
    return None


class Condition:
    """Turns expressions into conditions on the table ``document``.

    ``columns`` are the columns of the full-text index that words are looked for in; ``among`` are
    documents to which a search may confine itself, because the caller asks about no others.
    """

    def __init__(self, near: Near, columns: str = _EVERYWHERE, among: Sequence[int] = ()) -> None:
        self._near = near
        self._columns = columns
        self._among = among
        today = datetime.now().astimezone().date()
        self._circumstances = Circumstances(near, today, shown=columns == SHOWN)

    def of(self, expression: Expression | None) -> Statement:
        """The condition for the list, which has superseded documents only if they are asked for."""
        listed = "1" if limits(expression, "is", "superseded") else "superseded = 0"
        if expression is None:
            return Statement(listed)
        found = self.part(expression)
        return Statement(f"{listed} AND {found.sql}", found.values)

    def part(self, expression: Expression) -> Statement:
        """The condition for an expression by itself."""
        match expression:
            case Not(part):
                inner = self.part(part)
                return Statement(f"NOT ({inner.sql})", inner.values)
            case Either(parts):
                return self._joined(" OR ", parts)
            case Every(parts):
                return self._every(parts)
            case Limit():
                return clause(expression, self._circumstances)
            case Text():
                return self._text(quoted(expression.text, expression.prefix))

    def _every(self, parts: tuple[Expression, ...]) -> Statement:
        """All parts; those of words alone are one search."""
        rest = tuple(part for part in parts if not _is_hidden_hit(part))
        if len(rest) < len(parts):
            return self._hidden_hit(Every(rest))
        if any(names_field(part, "reader") for part in parts):
            return self._by_readers(parts)
        if together := match(Every(parts)):
            return self._text(together)
        plain = tuple(part for part in parts if match(part))
        if len(plain) > 1:
            others = tuple(part for part in parts if not match(part))
            return self._joined(" AND ", (Every(plain), *others))
        return self._joined(" AND ", parts)

    def _by_readers(self, parts: tuple[Expression, ...]) -> Statement:
        said, rest = by_readers(parts)
        if rest:
            said.append(self.part(joined(Every, tuple(rest)) or Every(())))
        return Statement(
            " AND ".join(f"({one.sql})" for one in said),
            tuple(value for one in said for value in one.values),
        )

    def _joined(self, word: str, parts: tuple[Expression, ...]) -> Statement:
        inner = [self.part(part) for part in parts]
        return Statement(
            "(" + word.join(part.sql for part in inner) + ")",
            tuple(value for part in inner for value in part.values),
        )

    def _text(self, found: str) -> Statement:
        sql, values = "SELECT rowid FROM text WHERE text MATCH ?", (self._columns + found,)
        if self._among:
            bounds = (min(self._among), max(self._among))
            return Statement(f"number IN ({sql} AND rowid BETWEEN ? AND ?)", (*values, *bounds))
        return Statement(f"number IN ({sql})", values)

    def _hidden_hit(self, rest: Expression) -> Statement:
        """What holds of a document, but not of its shown text alone."""
        everywhere = self.part(rest)
        shown = Condition(self._near, SHOWN, self._among).part(rest)
        return Statement(
            f"({everywhere.sql} AND NOT ({shown.sql}))", everywhere.values + shown.values
        )


def _is_hidden_hit(part: Expression) -> bool:
    return isinstance(part, Limit) and (part.field, part.value) == ("has", "hidden-hit")
