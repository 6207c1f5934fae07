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
    """A field and the value it must have. ``position`` is where that stands in the query; with
    ``prefix`` the value is only the beginning.
    """

    field: str
    value: str
    position: int
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """A part that must not hold."""

    part: Expression


@dataclass(frozen=True, slots=True)
class Every:
    """Parts that must all hold."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Parts of which at least one must hold."""

    parts: tuple[Expression, ...]


Expression = Text | Limit | Not | Every | Either


@dataclass(frozen=True, slots=True)
class Query:
    """An expression, ``None`` for all documents, and the order asked for, empty for none."""

    expression: Expression | None = None
    sort: str = ""


def joined(
    kind: type[Every] | type[Either], parts: tuple[Expression | None, ...]
) -> Expression | None:
    """The parts as one expression, nested ones of the same kind flattened, ``None`` left out."""
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
    """All words, phrases and fields of the tree, those of negated parts among them."""
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
