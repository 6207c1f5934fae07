"""A query as SQL: the numbers of the documents that match, in the order asked for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache

from tui.index import fields
from tui.index.clause import Near
from tui.index.condition import SHOWN, Condition, match
from tui.index.expression import Every, Expression, Limit, Query, Text, leaves, limits
from tui.index.statement import Statement, Value
from tui.row import QueryError

_ORDER = {
    "arrival": "number",
    "-arrival": "number DESC",
    "date": "published NULLS LAST, number",
    "-date": "published DESC NULLS LAST, number",
    "title": "title_key, number",
    "-title": "title_key DESC, number",
    "outlet": "outlet NULLS LAST, number",
    "-outlet": "outlet DESC NULLS LAST, number",
    "words": "words, number",
    "-words": "words DESC, number",
    "priority": "priority, number",
    "-priority": "priority DESC, number",
    "decision": "iif(decision, decision, 2.5), number",
    "-decision": "iif(decision, decision, 2.5) DESC, number",
}
# A hit in the title weighs as much as ten in the text, one in hidden text a fifth.
_RANK = "bm25(text, 10.0, 1.0, 0.2)"


def select(query: Query, sort: str, near: Near) -> Statement:
    """The numbers of all documents that match, by ``sort`` unless the query has its own order.

    With ``near:`` the closest come first, unless another order is asked for. Raises
    :class:`tui.row.QueryError` for an order that does not exist.
    """
    order = query.sort or sort
    if order.removeprefix("-") not in fields.ORDERS:
        raise QueryError(f"sort: {', '.join(fields.ORDERS)}", 0)
    expression = query.expression
    plain = match(expression) if expression else None
    if order.removeprefix("-") == "relevance":
        return _ranked(query, order, near)
    if not query.sort and order == "arrival" and (one := _near_one(expression)):
        return _closest_first(expression, one, near)
    if plain and order.removeprefix("-") == "arrival":
        turned = " DESC" if order.startswith("-") else ""
        return Statement(
            f"SELECT rowid AS number FROM text WHERE text MATCH ? ORDER BY rowid{turned}", (plain,)
        )
    where = Condition(near).of(expression)
    chosen = where.sql
    if expression and order not in ("arrival", "-arrival"):
        # What matches is found first, by its own indexes; the order is then read from another.
        chosen = f"number IN (SELECT number FROM document WHERE {where.sql})"
        if not limits(expression, "is", "superseded"):
            chosen = f"superseded = 0 AND {chosen}"
    return Statement(
        f"SELECT number FROM document WHERE {chosen} ORDER BY {_ORDER[order]}", where.values
    )


def matching(query: Query, numbers: Sequence[int], near: Near) -> Statement:
    """Those of ``numbers`` that match, rising."""
    where = Condition(near, among=numbers).of(query.expression)
    among = f"number IN ({','.join('?' * len(numbers))})"
    return Statement(
        f"SELECT number FROM document WHERE {among} AND ({where.sql}) ORDER BY number",
        (*numbers, *where.values),
    )


def only_hidden(query: Query, numbers: Sequence[int], near: Near) -> Statement | None:
    """Those of ``numbers`` that match only by hidden text; ``None`` if the query asks for none."""
    if not any(
        isinstance(leaf, Text) or leaf.field == "watch" for leaf in leaves(query.expression)
    ):
        return None
    allowed = f"number IN ({','.join('?' * len(numbers))})"
    everywhere = Condition(near, among=numbers).of(query.expression)
    shown = Condition(near, SHOWN, numbers).of(query.expression)
    return Statement(
        f"SELECT number FROM document WHERE {allowed} AND ({everywhere.sql}) AND NOT ({shown.sql})",
        (*numbers, *everywhere.values, *shown.values),
    )


def _near_one(expression: Expression | None) -> str:
    """The value of the only ``near:`` that all matching documents meet; empty if there is none."""
    parts = expression.parts if isinstance(expression, Every) else (expression,)
    found = [part.value for part in parts if isinstance(part, Limit) and part.field == "near"]
    return found[0] if len(found) == 1 else ""


def _closest_first(expression: Expression | None, document: str, near: Near) -> Statement:
    near = cache(near)  # it is asked twice
    where = Condition(near).of(expression)
    return Statement(
        f"SELECT number FROM document WHERE {where.sql}"
        " ORDER BY (SELECT key FROM json_each(?) WHERE value = number)",
        (*where.values, json.dumps(list(near(document)))),
    )


def _ranked(query: Query, order: str, near: Near) -> Statement:
    """By rank: words that must match are searched for, and the whole query filters the hits."""
    ranking = _ranking(query.expression)
    if not ranking:
        return select(Query(query.expression), "arrival", near)
    turned = " DESC" if order.startswith("-") else ""
    sql = "SELECT rowid AS number FROM text WHERE text MATCH ?"
    values: tuple[Value, ...] = (ranking,)
    if query.expression and match(query.expression) != ranking:
        where = Condition(near).of(query.expression)
        sql += f" AND +rowid IN (SELECT number FROM document WHERE {where.sql})"
        values += where.values
    return Statement(f"{sql} ORDER BY {_RANK}{turned}, rowid", values)


def _ranking(expression: Expression | None) -> str | None:
    """The words to rank by, as the full-text index takes them; ``None`` if none must match."""
    if expression is None:
        return None
    if found := match(expression):
        return found
    if isinstance(expression, Every):
        plain = tuple(part for part in expression.parts if match(part))
        return match(Every(plain)) if plain else None
    return None
