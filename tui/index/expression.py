"""A query as a tree, and what is asked of such trees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A word, or several in a row; ``prefix`` says that the last is only the beginning of one."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """A field and what it must be. ``position`` is where the value stands in the query."""

    field: str
    value: str
    position: int
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """What must not hold."""

    part: Expression


@dataclass(frozen=True, slots=True)
class Every:
    """What must all hold."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """What must hold in one part at least."""

    parts: tuple[Expression, ...]


Expression = Text | Limit | Not | Every | Either


@dataclass(frozen=True, slots=True)
class Query:
    """An expression, or ``None`` for all documents, and the order asked for, or an empty string."""

    expression: Expression | None = None
    sort: str = ""


def joined(
    kind: type[Every] | type[Either], parts: tuple[Expression | None, ...]
) -> Expression | None:
    """The parts as one expression, without those that say nothing, nested ones of a kind joined."""
    flat: list[Expression] = []
    for part in parts:
        if isinstance(part, kind):
            flat += part.parts
        elif part is not None:
            flat.append(part)
    if not flat:
        return None
    return flat[0] if len(flat) == 1 else kind(tuple(flat))


def leaves(expression: Expression | None) -> Iterator[Text | Limit]:
    """All words, phrases and fields of the tree, also of those parts that must not hold."""
    match expression:
        case Text() | Limit():
            yield expression
        case Not(part):
            yield from leaves(part)
        case Every(parts) | Either(parts):
            for part in parts:
                yield from leaves(part)


def limits(expression: Expression | None, field: str, value: str) -> bool:
    """Whether ``field:value`` stands anywhere in the tree."""
    return any(
        isinstance(leaf, Limit) and (leaf.field, leaf.value) == (field, value)
        for leaf in leaves(expression)
    )
