"""One field of a query as a condition in SQL. Whatever was typed is bound, or quoted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tui import watchlist
from tui.decision import Decision
from tui.index import fields, meta, naming
from tui.index.expression import Expression, Limit, Not
from tui.index.folding import LAST, as_path, key, quoted, words
from tui.index.schema import DECISIONS, READINGS
from tui.index.statement import Statement
from tui.row import QueryError

#: The documents near those that a text names, the closest first. Raises ``LookupError`` with how
#: many it names, in words, where that is none or too many.
Near = Callable[[str], Sequence[int]]

_IS = {
    "new": "number >"
    f" ifnull((SELECT CAST(value AS INTEGER) FROM meta WHERE name = '{meta.SEEN}'), 0)",
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

_NAMED = frozenset({"outlet", "author"})


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a clause depends on besides its field.

    ``near`` finds what is near a document, ``today`` is the reader's day, and ``shown`` says that
    hidden text does not count.
    """

    near: Near
    today: date
    shown: bool = False


def clause(limit: Limit, circumstances: Circumstances) -> Statement:
    """The condition that a field sets. Raises :class:`tui.row.QueryError`."""
    name, value = limit.field, limit.value
    if name == "is":
        return Statement(_IS[value])
    if name == "has":
        return Statement(_HAS.get(value, "0"))
    if name == "decision":
        return Statement(f"decision = {DECISIONS.index(Decision(value))}")
    if name in ("priority", "words"):
        return Statement(f"{name} BETWEEN ? AND ?", fields.numbers(value))
    if name in ("date", "after", "before", "new"):
        return _days(name, value, circumstances.today)
    if name in naming.LABELS:
        return naming.named(limit, _quoted_value(limit))
    if name in _NAMED:
        return _searching("named", name, limit)
    if name == "title":
        return _searching("text", "title", limit)
    if name == "rule" and key(value) == "any":
        return Statement("number IN (SELECT number FROM label WHERE kind = 'rule')")
    if name in ("tag", "reason", "rule"):
        return _labelled(name, key(value), limit.prefix)
    return _other(limit, circumstances)


def _other(limit: Limit, circumstances: Circumstances) -> Statement:
    if limit.field == "lang":
        return Statement("language = ?", (key(limit.value),))
    if limit.field == "path":
        part = as_path(limit.value)
        return Statement("number IN (SELECT number FROM file WHERE instr(path, ?))", (part,))
    if limit.field == "note":
        return _noted(limit)
    if limit.field == "watch":
        return _watched(limit, shown=circumstances.shown)
    if limit.field == "reader":
        return _said(limit, None)
    if limit.field == "assigned":
        return Statement(
            "number IN (SELECT number FROM assigned JOIN document ON id = document"
            " WHERE reader = ?)",
            (key(limit.value),),
        )
    return _related(limit, circumstances.near)


def _related(limit: Limit, near: Near) -> Statement:
    try:
        numbers = near(limit.value)
    except LookupError as error:
        words = f"near: {error.args[0]} called {limit.value[:20]}"
        raise QueryError(words, limit.position) from error
    return Statement(f"number IN ({','.join('?' * len(numbers))})", tuple(numbers))


def _watched(limit: Limit, *, shown: bool) -> Statement:
    """Documents that hold the watched text, by any of its spellings, or any watched text.

    With ``shown`` only what stands in shown text counts.
    """
    least = int(shown)
    wanted = watchlist.key(limit.value)
    if wanted == "any":
        return Statement(f"watched > {least}")
    end = "" if limit.prefix else " "
    return Statement(
        f"number IN (SELECT number FROM watch_hit WHERE shown >= {least} AND key IN"
        " (SELECT key FROM watched WHERE key = ? OR instr(' ' || key || ' ', ?) UNION"
        " SELECT key FROM watch_phrase WHERE instr(' ' || folded || ' ', ?)))",
        (limit.value, f" {wanted}{end}", f" {wanted}{end}"),
    )


def _days(name: str, value: str, today: date) -> Statement:
    found = fields.appeared(name, value, today)
    if name == "new":
        bounds = (_seconds(found.start), _seconds(found.end))
        return Statement("arrived >= ? AND arrived < ?", bounds)
    return Statement(
        "(published IS NOT NULL AND published >= ? AND published < ?)",
        (_bound(found.start), _bound(found.end)),
    )


def by_readers(parts: Sequence[Expression]) -> tuple[list[Statement], list[Expression]]:
    """What other readers are said to have decided, and the remaining parts.

    ``decision:`` after ``reader:`` means that reader's decision, anywhere else the reader's own.
    """
    groups: list[tuple[Expression, list[Expression | None]]] = []
    rest: list[Expression] = []
    for part in parts:
        if names_field(part, "reader"):
            groups.append((part, []))
        elif groups and names_field(part.part if isinstance(part, Not) else part, "decision"):
            groups[-1][1].append(part)
        else:
            rest.append(part)
    said = [_said(reader, one) for reader, decisions in groups for one in decisions or [None]]
    return said, rest


def names_field(part: Expression, field: str) -> bool:
    """Whether a part of an expression is a limit on this field."""
    return isinstance(part, Limit) and part.field == field


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
        bounds = (kind, value, value + LAST)
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
    """What a reader decided: anything, or what ``part`` says. The index's own reader may be named
    like any other.
    """
    name = key(reader.value) if isinstance(reader, Limit) else ""
    own = f"SELECT value FROM meta WHERE name = '{meta.READER}'"
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
        f" WHERE reader = ? AND opinion.decision IN ({decisions}) UNION ALL"
        f" SELECT number FROM document WHERE ? = ({own}) AND superseded = 0"
        f" AND decision IN ({decisions})))",
        (name, name),
    )
