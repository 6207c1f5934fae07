"""Parsing the query language: what a reader types to limit a list, as a tree.

All plain words must stand in a document; ``"a phrase"``, ``begin*``, ``-without``, ``this or that``
and parentheses work as in other search boxes, and so do fields such as ``decision:keep``.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from tui.index import fields
from tui.index.expression import Either, Every, Expression, Limit, Not, Query, Text, joined
from tui.index.folding import words
from tui.row import QueryError

if TYPE_CHECKING:
    from lark import Lark, Token, Transformer, UnexpectedInput

#: The most characters of a query: more than anybody types.
_LONGEST = 1_000
# The deepest nesting: recursion carries a query out, and SQLite's parser has a limited stack.
_DEEPEST = 40

# What needs no grammar: words and fields of a word each, without the words that join others. To
# make the grammar takes longer than any search.
_PLAIN = re.compile(r"(?:\s*+(?:[a-zA-Z]++:)?+[^\W_]++(?!\S))++\s*+")
_PART = re.compile(r"(?:([a-zA-Z]+):)?([^\W_]+)")
_JOINING = frozenset({"or", "and", "not"})


def parse(text: str) -> Query:
    """What ``text`` asks for. Raises :class:`QueryError` with the place and what was expected."""
    if not text.strip():
        return Query()
    if len(text) > _LONGEST:
        raise QueryError(f"a query has at most {_LONGEST} characters", _LONGEST)
    expression, sort = _split_order(_plain(text) or _parsed(text))
    _check(expression, 0)
    if expression is None and not sort:
        raise QueryError("there is no letter or digit to look for", 0)
    return Query(expression, sort)


def _plain(text: str) -> Expression | None:
    """What a text asks for that needs no grammar; ``None`` for any other."""
    if not _PLAIN.fullmatch(text):
        return None
    parts: list[Expression] = []
    for part in _PART.finditer(text):
        field, word = part.groups()
        if field is None and word.casefold() in _JOINING:
            return None
        parts.append(Limit(field.casefold(), word, part.start(2)) if field else Text(word))
    return joined(Every, tuple(parts))


def _parsed(text: str) -> Expression | None:
    from lark import UnexpectedInput

    try:
        # The parser returns what its callbacks made, which its type does not know.
        built: Any = _grammar().parse(text.replace("\0", " "))
    except UnexpectedInput as error:
        raise _explained(error, text) from error
    found: Expression | None = built
    return found


@cache
def _grammar() -> Lark:
    from importlib import resources

    from lark import Lark

    grammar = resources.files("tui.index").joinpath("query.lark").read_text("utf-8")
    return Lark(grammar, parser="lalr", transformer=_builder(), maybe_placeholders=True)


def _builder() -> Transformer[Token, Expression | None]:
    """Builds the tree as the parser goes; words without a letter or digit are left out."""
    from lark import Transformer, v_args

    @v_args(inline=True)
    class Builder(Transformer):  # type: ignore[type-arg]
        def start(self, part: Expression | None) -> Expression | None:
            return part

        def either(self, *parts: Expression | None) -> Expression | None:
            return joined(Either, parts)

        def all(self, *parts: Expression | None) -> Expression | None:
            return joined(Every, parts)

        def negation(self, part: Expression | None) -> Expression | None:
            if part is None:
                return None
            return part.part if isinstance(part, Not) else Not(part)

        def limit(self, name: Token, value: Token) -> Limit:
            text, prefix = _unquoted(value)
            field = str(name).removesuffix(":").casefold()
            return Limit(field, text, value.start_pos or 0, prefix)

        def text(self, value: Token) -> Text | None:
            text, prefix = _unquoted(value)
            return Text(text, prefix) if words(text) else None

    return Builder()


def _unquoted(value: Token) -> tuple[str, bool]:
    """A word or phrase without its quotes, and whether a star ends it."""
    text = str(value)
    prefix = len(text) > 1 and text.endswith("*")
    if value.type == "PHRASE":
        return text.removesuffix("*")[1:].rstrip('"”»').strip(), prefix
    return text.rstrip("*") if prefix else text, prefix


def _split_order(built: Expression | None) -> tuple[Expression | None, str]:
    """The expression without ``sort:``, and the order that it asks for."""
    parts = built.parts if isinstance(built, Every) else (built,)
    sort = ""
    rest: list[Expression | None] = []
    for part in parts:
        if isinstance(part, Limit) and part.field == "sort":
            _check(part, 0)
            sort = part.value
        else:
            rest.append(part)
    return joined(Every, tuple(rest)), sort


def _check(expression: Expression | None, depth: int) -> None:
    """Raise :class:`QueryError` for a field that is unknown, or whose value means nothing."""
    if depth > _DEEPEST:
        raise QueryError("too many parentheses within each other", 0)
    match expression:
        case Not(part):
            _check(part, depth + 1)
        case Every(parts) | Either(parts):
            for part in parts:
                _check(part, depth + 1)
        case Limit(name, value, position) if depth and name == "sort":
            raise QueryError("sort: stands outside of parentheses, - and or", position)
        case Limit(name, value, position, _):
            if wrong := fields.check(name, value, datetime.now().astimezone().date()):
                raise QueryError(wrong, position)


def _explained(error: UnexpectedInput, text: str) -> QueryError:
    """The parser's error as words for the reader."""
    from lark import UnexpectedToken

    if not isinstance(error, UnexpectedToken):
        return QueryError("this sign has no meaning here", error.pos_in_stream or 0)
    at_end = error.token.type == "$END"
    position = len(text) if at_end else error.token.start_pos or 0
    if error.expected == {"RPAR"}:
        return QueryError("a ) is missing", position)
    if error.expected == {"$END"}:
        return QueryError("there is no ( to this )", position)
    if "FIELD" not in error.expected:
        return QueryError("a value is expected after the colon", position)
    return QueryError("a word is expected here", position)
