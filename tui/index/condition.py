"""What an expression demands of a document, as SQL.

Nothing that was typed stands in a statement: words are quoted for the full-text index, everything
else is bound.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tui import watchlist
from tui.decision import Decision
from tui.index import fields
from tui.index.expression import (
    Either,
    Every,
    Expression,
    Limit,
    Not,
    Text,
    limits,
)
from tui.index.folding import as_path, key, quoted, words
from tui.index.others import DECISIONS
from tui.index.record import READINGS
from tui.row import QueryError

Value = str | int | bytes | float
#: Finds the numbers of the documents that a text names.
Resolve = Callable[[str], Sequence[int]]

_EVERYWHERE, SHOWN = "", "{title body} : "
_DATABASE_LAST = "\U0010ffff"

_IS = {
    "new": "number > ifnull((SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'seen'), 0)",
    "undecided": "decision = 0",
    "decided": "decision IN (1, 2, 3)",
    "waiting": "state = 0",
    "failed": "state = 2",
    "missing": "missing = 1",
    "superseded": "superseded != 0",
} | {reading.value: f"reading = {place}" for place, reading in enumerate(READINGS)}

_HAS = {
    "note": "notes > 0",
    "duplicate": "number IN (SELECT relation.number FROM relation JOIN document ON other ="
    " document.number WHERE superseded = 0)",
    "version": "number IN (SELECT superseded FROM document WHERE superseded > 0)",
    "doubt": "doubt = 1",
    "tag": "number IN (SELECT number FROM label WHERE kind = 'tag')",
    "reason": "number IN (SELECT number FROM label WHERE kind = 'reason')",
    "date": "published IS NOT NULL",
}

_NAMED = frozenset({"outlet", "author", "who", "place", "org"})


@dataclass(frozen=True, slots=True)
class Statement:
    """A select of one column of numbers, and the values bound to it."""

    sql: str
    values: tuple[Value, ...] = ()


def match(expression: Expression) -> str | None:
    """The expression as the full-text index takes it, if it is of words alone."""
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

    ``columns`` are those of the text that are searched; ``among`` are documents to which the search
    may confine itself, because the caller asks of no others.
    """

    def __init__(
        self, resolve: Resolve, columns: str = _EVERYWHERE, among: Sequence[int] = ()
    ) -> None:
        self._resolve = resolve
        self._columns = columns
        self._among = among
        self._today = datetime.now().astimezone().date()

    def of(self, expression: Expression | None) -> Statement:
        """The condition for the list; superseded documents are in it only if asked for."""
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
                return self._limit(expression)
            case Text():
                return self._text(quoted(expression.text, expression.prefix))

    def _every(self, parts: tuple[Expression, ...]) -> Statement:
        """All parts; those of words alone are one search."""
        rest = tuple(part for part in parts if not _is_hidden_hit(part))
        if len(rest) < len(parts):
            return self._hidden_hit(Every(rest))
        if readers := [part for part in parts if _is(part, "reader")]:
            return self._by_readers(readers, parts)
        if together := match(Every(parts)):
            return self._text(together)
        plain = tuple(part for part in parts if match(part))
        if len(plain) > 1:
            others = tuple(part for part in parts if not match(part))
            return self._joined(" AND ", (Every(plain), *others))
        return self._joined(" AND ", parts)

    def _by_readers(self, readers: list[Expression], parts: tuple[Expression, ...]) -> Statement:
        """``decision:`` beside ``reader:`` is what that reader decided."""
        decisions = [part for part in parts if _is(part, "decision") or _is_not(part, "decision")]
        if not decisions:
            return self._joined(" AND ", parts)
        rest = tuple(one for one in parts if one not in readers and one not in decisions)
        said = [_said(reader, part) for reader in readers for part in decisions]
        if rest:
            said.append(self.part(Every(rest)) if len(rest) > 1 else self.part(rest[0]))
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
        """What holds, but not when hidden text is left out."""
        everywhere = self.part(rest)
        shown = Condition(self._resolve, SHOWN, self._among).part(rest)
        return Statement(
            f"({everywhere.sql} AND NOT ({shown.sql}))", everywhere.values + shown.values
        )

    def _limit(self, limit: Limit) -> Statement:
        name, value = limit.field, limit.value
        if name == "is":
            return Statement(_IS[value])
        if name == "has":
            return Statement(_HAS.get(value, "0"))
        if name == "decision":
            places = [one.value for one in DECISIONS]
            return Statement(f"decision = {places.index(value)}")
        if name in ("priority", "words"):
            return Statement(f"{name} BETWEEN ? AND ?", fields.numbers(value))
        if name in ("date", "after", "before", "new"):
            return self._days(name, value)
        if name in _NAMED:
            return _searching("named", name, limit)
        if name == "title":
            return _searching("text", "title", limit)
        if name in ("tag", "reason"):
            return _labelled(name, key(value), limit.prefix)
        return self._other(limit)

    def _other(self, limit: Limit) -> Statement:
        if limit.field == "lang":
            return Statement("language = ?", (key(limit.value),))
        if limit.field == "path":
            part = as_path(limit.value)
            return Statement("number IN (SELECT number FROM file WHERE instr(path, ?))", (part,))
        if limit.field == "note":
            return _noted(limit)
        if limit.field == "watch":
            return self._watched(limit)
        if limit.field == "reader":
            return _said(limit, None)
        if limit.field == "assigned":
            return Statement(
                "number IN (SELECT number FROM assigned JOIN document ON id = document"
                " WHERE reader = ?)",
                (key(limit.value),),
            )
        return self._near(limit)

    def _near(self, limit: Limit) -> Statement:
        numbers = tuple(self._resolve(limit.value))
        if not numbers:
            raise QueryError(f"near: there is no document {limit.value}", limit.position)
        marks = ",".join("?" * len(numbers))
        return Statement(
            f"number IN (SELECT other FROM relation WHERE number IN ({marks}) UNION"
            f" SELECT number FROM document WHERE story > 0 AND story IN"
            f" (SELECT story FROM document WHERE number IN ({marks})))",
            numbers * 2,
        )

    def _watched(self, limit: Limit) -> Statement:
        """What holds the text, or any; where hidden text is left out, in what is shown."""
        least = 1 if self._columns == SHOWN else 0
        wanted = watchlist.key(limit.value)
        if wanted == "any":
            return Statement(f"watched > {least}")
        end = "" if limit.prefix else " "
        return Statement(
            f"number IN (SELECT number FROM watch_hit WHERE shown >= {least} AND key IN"
            f" (SELECT key FROM watched WHERE instr(' ' || key || ' ', ?)))",
            (f" {wanted}{end}",),
        )

    def _days(self, name: str, value: str) -> Statement:
        found = fields.appeared(name, value, self._today)
        if name == "new":
            bounds = (_seconds(found.start), _seconds(found.end))
            return Statement("arrived >= ? AND arrived < ?", bounds)
        return Statement(
            "(published IS NOT NULL AND published >= ? AND published < ?)",
            (_bound(found.start), _bound(found.end)),
        )


def _noted(limit: Limit) -> Statement:
    return Statement(
        "number IN (SELECT number FROM document JOIN note ON note.document = document.id"
        " WHERE note.key IN (SELECT rowid FROM note_text WHERE note_text MATCH ?))",
        (_quoted_value(limit),),
    )


def _searching(table: str, column: str, limit: Limit) -> Statement:
    return Statement(
        f"number IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)",
        (f"{{{column}}} : {_quoted_value(limit)}",),
    )


def _quoted_value(limit: Limit) -> str:
    if not words(limit.value):
        raise QueryError(f"{limit.field}: takes letters or digits", limit.position)
    return quoted(limit.value, limit.prefix)


def _labelled(kind: str, value: str, prefix: bool) -> Statement:
    if prefix:
        bounds = (kind, value, value + _DATABASE_LAST)
        return Statement(
            "number IN (SELECT number FROM label WHERE kind = ? AND value >= ? AND value < ?)",
            bounds,
        )
    return Statement(
        "number IN (SELECT number FROM label WHERE kind = ? AND value = ?)", (kind, value)
    )


def _seconds(day: date) -> int:
    if day in (date.min, date.max):
        return 0 if day == date.min else 1 << 40
    return int(datetime(day.year, day.month, day.day).astimezone().timestamp())


def _bound(day: date) -> str:
    """A day as a bound for dates that may be shortened: the first of a month is the month."""
    return day.isoformat().removesuffix("-01").removesuffix("-01")


def _said(reader: Expression, part: Expression | None) -> Statement:
    """What a reader decided: anything, or what ``part`` says. The index's own reader is known by
    name too."""
    name = key(reader.value) if isinstance(reader, Limit) else ""
    own = "SELECT value FROM meta WHERE name = 'reader'"
    if isinstance(part, Not):
        inner = _said(reader, part.part)
        return Statement(f"NOT ({inner.sql})", inner.values)
    decisions = "1, 2, 3"
    if isinstance(part, Limit):
        if part.value == Decision.NONE:
            inner = _said(reader, None)
            return Statement(f"NOT ({inner.sql})", inner.values)
        decisions = str(DECISIONS.index(Decision(part.value)))
    return Statement(
        "(number IN (SELECT number FROM opinion JOIN document ON id = document"
        f" WHERE reader = ? AND opinion.decision IN ({decisions})) OR"
        f" (? = ({own}) AND decision IN ({decisions})))",
        (name, name),
    )


def _is(part: Expression, field: str) -> bool:
    return isinstance(part, Limit) and part.field == field


def _is_not(part: Expression, field: str) -> bool:
    return isinstance(part, Not) and _is(part.part, field)


def _is_hidden_hit(part: Expression) -> bool:
    return isinstance(part, Limit) and (part.field, part.value) == ("has", "hidden-hit")
