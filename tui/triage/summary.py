"""A step of the record as one line of words, for history and undo. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tui.decision import (
    ASSIGNMENTS,
    CORRECTIONS,
    NOTES,
    RESOLUTIONS,
    SETTINGS,
    WATCH,
    Operation,
)

#: Fields that only follow the reader. Alone they make no step; next to others they go unnamed.
FOLLOWING = frozenset({"reading", "path", "title"})
_STAMPS = frozenset({"decided_at", "ruled_at"})
_RULE = "by_rule"
# Characters of a text that are quoted in a summary.
_OPENING = 48


def summary(operations: Sequence[Operation], documents: int) -> str:
    """What a step did: "discard on 3 documents". ``documents`` is how many it touched."""
    words = ", ".join(dict.fromkeys(word for one in operations for word in _words(one)))
    return f"{words} on {documents} documents" if documents > 1 else words


def _words(operation: Operation) -> list[str]:
    special = _SPECIAL.get(operation.table)
    if special:
        return [special(operation)]
    if operation.set is None:
        return ["everything cleared"]
    fields = operation.set
    named = [
        _field(name, value)
        for name, value in fields.items()
        if name not in _STAMPS and (name not in FOLLOWING or len(fields) == 1)
        if name != _RULE or value
    ]
    return named or ["nothing changed"]


def _field(name: str, value: object) -> str:
    if name == "decision":
        return "decision cleared" if value in (None, "none") else str(value)
    if name == _RULE:
        return f"by rule {value}"
    if value in (None, "", [], 0):
        return f"{name} cleared"
    shown = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return f"{name} {shown}"


def _note(operation: Operation) -> str:
    fields, was = operation.set, operation.was or {}
    if fields is None or fields.get("deleted") or not fields.get("text", True):
        return _opened("note deleted", was.get("text"))
    return _opened("note changed" if was.get("text") else "note", fields.get("text"))


def _watch(operation: Operation) -> str:
    on = bool(operation.set and operation.set.get("text"))
    return f"watch {operation.key}" if on else f"watch {operation.key} no more"


def _correction(operation: Operation) -> str:
    fields = operation.set or {}
    known = {**(operation.was or {}), **fields}
    if "line" in known:
        rule = fields.get("hidden")
        verb = "line as found" if rule is None else "hide line" if rule else "show line"
        return _opened(verb, known["line"])
    return f"“{known.get('spelling', operation.key)}” {_name_rule(fields)}"


def _name_rule(fields: Mapping[str, Any]) -> str:
    if fields.get("same_as"):
        return f"same as {fields['same_as']}"
    if fields.get("apart"):
        return "a name apart"
    if fields.get("alone"):
        return "not one with names elsewhere"
    label = fields.get("label")
    if label is None:
        return "as found"
    return f"a {label.lower()}" if label else "no name"


def _assignment(operation: Operation) -> str:
    readers = (operation.set or {}).get("readers")
    return "assigned" if readers else "assigned to nobody"


def _resolution(operation: Operation) -> str:
    fields = operation.set or {}
    if not fields.get("decision"):
        return "resolution cleared"
    return _opened(f"resolved {fields['decision']}", fields.get("reason"))


def _setting(operation: Operation) -> str:
    kind, named, name = operation.key.partition(":")
    on = operation.set is not None and operation.set.get("value") is not None
    return f"{kind} {name}{'' if on else ' no more'}" if named else f"setting {kind}"


def _opened(verb: str, text: object) -> str:
    """A verb and the beginning of the text that it is about."""
    words = " ".join(str(text or "").split())
    if not words:
        return verb
    short = words if len(words) <= _OPENING else f"{words[: _OPENING - 1].rstrip()}…"
    return f"{verb}: {short}"


_SPECIAL: Mapping[str, Callable[[Operation], str]] = {
    ASSIGNMENTS: _assignment,
    CORRECTIONS: _correction,
    NOTES: _note,
    RESOLUTIONS: _resolution,
    SETTINGS: _setting,
    WATCH: _watch,
}
