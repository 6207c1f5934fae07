"""Patterns and queries on the watch list: in which documents they ring.

A query is run over all documents when it is new, and over each that arrives. A pattern has to be
searched for in every text: :func:`seek` does so a little at a time, with a time limit for each
document, and gives up a pattern that reaches the limit too often.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Sequence
from re import Pattern
from typing import NamedTuple

from tui.document import PreparedDocument
from tui.index import contents, fields, meta
from tui.index.condition import SHOWN, Condition
from tui.index.expression import Limit, leaves
from tui.index.query import parse
from tui.index.statement import Statement
from tui.pattern import SlowPatternError, compiled, sieve, spans
from tui.row import QueryError
from tui.watchlist import PATTERN, QUERY, Watched

#: The fields of a query that say what a document is, and not what readers did with it.
_WATCHABLE = frozenset(
    {"title", "outlet", "author", "who", "place", "org", "lang", "words", "path"}
    | {name for name, field in fields.FIELDS.items() if field.kind is fields.Kind.DATE} - {"new"}
)
#: After so many documents on which it took too long, a pattern is given up.
_GIVEN_UP = 5
#: Documents whose numbers are read at once by :func:`seek`.
_PAGE = 50


class Sought(NamedTuple):
    """What :func:`seek` did: the rows that ring now, whether more is left, and the patterns given
    up, as they are shown.
    """

    changed: tuple[int, ...] = ()
    more: bool = False
    given_up: tuple[str, ...] = ()


class _Places(NamedTuple):
    """Whether a pattern stands in a document's title, and where in its text."""

    title: bool
    text: tuple[tuple[int, int], ...]


def check(query: str) -> str:
    """Why a query cannot be on the watch list; empty if it can."""
    try:
        found = parse(query)
    except QueryError as error:
        return error.message
    for leaf in leaves(found.expression):
        if isinstance(leaf, Limit) and leaf.field not in _WATCHABLE:
            return f"{leaf.field}: is nothing to watch for"
    if found.sort or found.expression is None:
        return "nothing to watch for"
    return ""


def ask(connection: sqlite3.Connection, place: str, query: str, number: int = 0) -> None:
    """Store which documents a watched query matches, among all or as to ``number`` alone."""
    if check(query):
        return
    expression = parse(query).expression
    for columns, sql in (
        ("", "INSERT OR IGNORE INTO watch_hit(key, number, shown) SELECT ?, number, 0 FROM"),
        (SHOWN, "UPDATE watch_hit SET shown = 1 WHERE key = ? AND shown = 0 AND number IN"),
    ):
        where = Condition(_nothing_near, columns, (number,) if number else ()).of(expression)
        found = _of(where, number)
        connection.execute(f"{sql} ({found.sql})", (place, *found.values))


def look(connection: sqlite3.Connection, number: int, document: PreparedDocument) -> None:
    """Look for all watched patterns and queries in a document that has arrived."""
    for place, text, kind in connection.execute(
        "SELECT key, text, kind FROM watched WHERE kind IN (?, ?)", (PATTERN, QUERY)
    ).fetchall():
        if kind == QUERY:
            ask(connection, place, text, number)
        elif not given_up(connection, place) and (pattern := _compiled(text)):
            texts = document.title, document.safe.text
            if found := _places(connection, place, pattern, *texts):
                _ring(connection, place, number, found, document)


def waits(connection: sqlite3.Connection) -> bool:
    """Whether a pattern has documents left to be searched. Reads only."""
    patterns = connection.execute("SELECT key FROM watched WHERE kind = ?", (PATTERN,)).fetchall()
    return any(
        not given_up(connection, place) and _next(connection, place)[1] for (place,) in patterns
    )


def seek(connection: sqlite3.Connection, seconds: float) -> Sought:
    """Search documents that were here before a pattern for it, for about so many ``seconds``."""
    until = time.monotonic() + seconds
    changed: list[int] = []
    lost = []
    for place, text in connection.execute(
        "SELECT key, text FROM watched WHERE kind = ?", (PATTERN,)
    ).fetchall():
        pattern, worth = _compiled(text), sieve(text)
        while pattern and not given_up(connection, place):
            through, page = _next(connection, place)
            if not page:
                break
            for number in page:
                if _ring_stored(connection, place, pattern, worth, number):
                    changed.append(number)
                through = number
                if given_up(connection, place):
                    lost.append(Watched(text, PATTERN).said)
                    break
                if time.monotonic() >= until:
                    _remember(connection, place, "through", through)
                    return Sought(tuple(changed), True, tuple(lost))
            _remember(connection, place, "through", through)
    return Sought(tuple(changed), False, tuple(lost))


def forget(connection: sqlite3.Connection, place: str) -> None:
    """Forget how far a pattern was searched for: it is new, or gone."""
    meta.forget(connection, meta.of_pattern(place))


def given_up(connection: sqlite3.Connection, place: str) -> bool:
    """Whether a pattern took too long too often."""
    return _state(connection, place).get("slow", 0) >= _GIVEN_UP


def _ring_stored(
    connection: sqlite3.Connection,
    place: str,
    pattern: Pattern[str],
    worth: Callable[[str], bool],
    number: int,
) -> bool:
    """Look for one pattern in one stored document, and store the hit. Whether there is one."""
    texts = contents.kept_texts(connection, number, worth)
    found = texts and _places(connection, place, pattern, *texts)
    # The whole of a document takes several times as long to read as its texts.
    document = contents.kept(connection, number) if found else None
    if not found or not document:
        return False
    _ring(connection, place, number, found, document)
    return True


def _places(
    connection: sqlite3.Connection, place: str, pattern: Pattern[str], title: str, text: str
) -> _Places | None:
    """Where one pattern stands in one document; ``None`` for nowhere, or if it takes too long."""
    try:
        found = _Places(bool(spans(pattern, title)), tuple(spans(pattern, text)))
    except SlowPatternError:
        _remember(connection, place, "slow", _state(connection, place).get("slow", 0) + 1)
        return None
    return found if any(found) else None


def _ring(
    connection: sqlite3.Connection,
    place: str,
    number: int,
    found: _Places,
    document: PreparedDocument,
) -> None:
    """Store that a pattern stands in a document, and whether in its shown text."""
    blocks = [(block.span.start, block.span.end) for block in document.shown]
    shown = found.title or any(
        start < last and end > first for start, end in found.text for first, last in blocks
    )
    connection.execute(
        "INSERT INTO watch_hit(key, number, shown) VALUES (?, ?, ?)"
        " ON CONFLICT(key, number) DO UPDATE SET shown = max(shown, excluded.shown)",
        (place, number, shown or not document.blocks),
    )


def _next(connection: sqlite3.Connection, place: str) -> tuple[int, list[int]]:
    """How far a pattern has been looked for, and the next documents."""
    through = _state(connection, place).get("through", 0)
    found = connection.execute(
        "SELECT number FROM document WHERE number > ? AND +superseded = 0 AND +state = 1"
        " ORDER BY number LIMIT ?",
        (through, _PAGE),
    )
    return through, [number for (number,) in found]


def _nothing_near(_document: str) -> Sequence[int]:
    raise LookupError("no document")


def _of(where: Statement, number: int) -> Statement:
    one, this = (" AND number = ?", (number,)) if number else ("", ())
    return Statement(f"SELECT number FROM document WHERE {where.sql}{one}", (*where.values, *this))


def _compiled(text: str) -> Pattern[str] | None:
    try:
        return compiled(text)
    except ValueError:
        return None


def _state(connection: sqlite3.Connection, place: str) -> dict[str, int]:
    return dict(json.loads(meta.value(connection, meta.of_pattern(place)) or "{}"))


def _remember(connection: sqlite3.Connection, place: str, what: str, value: int) -> None:
    state = {**_state(connection, place), what: value}
    meta.remember(connection, meta.of_pattern(place), json.dumps(state))
