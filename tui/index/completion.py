"""Completion of a query: fields, their keywords, and the values that the documents have."""

from __future__ import annotations

import re
from typing import NamedTuple

from tui.document import Label
from tui.index import dates
from tui.index.fields import FIELDS, Kind
from tui.index.folding import key
from tui.index.naming import LABELS, as_one, holding, kin
from tui.index.statement import Read
from tui.row import Candidate, Completion

_MOST = 50
# The word under the cursor: a field and the beginning of its value, which may have been quoted.
_WORD = re.compile(r'-?(?:([a-zA-Z]{1,12}):)?("[^"]{0,200}|[^\s()"|]{0,200})$')

_COUNTED = "SELECT {0}, count(*) FROM document WHERE superseded = 0 AND {0} != '' GROUP BY {0}"
_LABELLED = "SELECT value, count(*) FROM label WHERE kind = ? GROUP BY value"
_LISTED = {
    "watch": (
        "SELECT text, (SELECT count(*) FROM watch_hit WHERE watch_hit.key = watched.key)"
        " FROM watched UNION ALL SELECT 'any', count(*) FROM document"
        " WHERE superseded = 0 AND watched > 0"
    ),
    "reader": "SELECT reader, count(*) FROM opinion GROUP BY reader",
    "assigned": "SELECT reader, count(*) FROM assigned GROUP BY reader",
}
_NAMED = (
    "SELECT display, documents FROM name WHERE label = ? AND documents > 0"
    " AND instr(' ' || folded, ' ' || ?) ORDER BY documents DESC, display LIMIT ?"
)


class _Typed(NamedTuple):
    """What stands before the cursor: perhaps a field, and the beginning of a word."""

    field: str
    begun: str
    start: int


def complete(text: str, position: int, read: Read) -> Completion:
    """What may stand at the cursor, a code point of ``text``; the most frequent values first.

    Candidates replace the word that was begun, with its quotation mark.
    """
    typed = _typed(text, position)
    if not typed.field:
        found = [
            Candidate(f"{name}:", field.help)
            for name, field in FIELDS.items()
            if name.startswith(typed.begun.casefold())
        ]
    else:
        found = _values(typed.field, typed.begun, read)
    return Completion(typed.start, position, tuple(found))


def names(label: Label, begun: str, most: int, read: Read) -> list[tuple[str, int]]:
    """Names with a word that begins so, and in how many documents each is mentioned.

    Names that count as one in the case are given once, under the name that stands for all.
    """
    found = read(_NAMED, (label.value, key(begun), most))
    counted: dict[str, int] = {}
    alike = kin([(label, name) for name, _ in found], read)
    for name, documents in found:
        known = (label, name) in alike
        found_as = as_one(label, name, read) if known else ()
        called = found_as[0].name if found_as else name
        if called not in counted:
            counted[called] = len(holding(label, name, read)) if known else documents
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))


def _typed(text: str, position: int) -> _Typed:
    before = text[:position]
    found = _WORD.search(before)
    if found is None:
        return _Typed("", "", position)
    field, begun = (found[1] or "").casefold(), found[2]
    start = found.start(2)
    if not field and begun.startswith("-"):
        begun, start = begun[1:], start + 1
    return _Typed(field, begun.lstrip('"'), start)


def _values(name: str, begun: str, read: Read) -> list[Candidate]:
    field = FIELDS.get(name)
    if field is None:
        return []
    if field.kind in (Kind.CHOICE, Kind.ORDER, Kind.DATE):
        words = dates.WORDS if field.kind is Kind.DATE else field.choices
        falling = "-" if field.kind is Kind.ORDER and begun.startswith("-") else ""
        wanted = begun.casefold().removeprefix(falling)
        # What begins none of them is a slip: then all are offered in its place.
        fitting = [word for word in words if word.startswith(wanted)] or words
        return [Candidate(falling + word) for word in fitting]
    return [Candidate(_quoted(value), "", count) for value, count in _known(name, begun, read)]


def _known(name: str, begun: str, read: Read) -> list[tuple[str, int]]:
    """The values that documents have, the most frequent first."""
    if name in LABELS:
        return names(LABELS[name], begun, _MOST, read)
    if name in ("tag", "reason", "rule"):
        found = read(_LABELLED, (name,))
    elif name in _LISTED:
        found = read(_LISTED[name], ())
    elif name == "outlet":
        found = read(_COUNTED.format("outlet"), ())
    elif name == "lang":
        found = read(_COUNTED.format("language"), ())
    else:
        return []
    matching = [one for one in found if f" {key(one[0])}".find(f" {key(begun)}") >= 0]
    return sorted(matching, key=lambda one: (-one[1], one[0]))[:_MOST]


def _quoted(value: str) -> str:
    return value if value.isalnum() else '"' + value.replace('"', " ") + '"'
