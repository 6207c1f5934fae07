"""What stands in the record and works by itself: saved filters, and rules for new documents.

Both are settings of the record, changed by operations like any other and undone like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tui.decision import DOCUMENTS, SETTINGS, Change, Decision, Judgement

_FILTER, _RULE = "filter:", "rule:"
#: Characters of a filter's key and of a rule's name, at most.
LONGEST_KEY, LONGEST_NAME = 20, 200

#: The fields by which an entry says that a rule decided, and when; see :func:`by_rule`.
BY_RULE, RULED_AT = "by_rule", "ruled_at"

_Settings = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A query and what is done to new documents that match it.

    ``field`` is ``decision``, ``tag`` or ``priority``, ``value`` what it is set to. ``since`` is
    the time from which documents are new to it, in seconds of the epoch.
    """

    name: str
    query: str
    field: str
    value: str
    since: float = 0.0

    @property
    def action(self) -> str:
        """What it does, as it is typed."""
        return f"{self.field}:{self.value}"


def filters(settings: _Settings) -> dict[str, str]:
    """Key -> query of all saved filters, in the order of the keys."""
    return {
        key.removeprefix(_FILTER): query
        for key, fields in sorted(settings.items())
        if key.startswith(_FILTER) and isinstance(query := fields.get("value"), str)
    }


def save_filter(key: str, query: str) -> Change:
    """What is to be recorded to save a query under a key.

    Raises ``ValueError`` for a key that is empty, too long, or has a space or control character.
    """
    if not key.isprintable() or key.split() != [key] or len(key) > LONGEST_KEY:
        raise ValueError(f"a filter's key is a word of at most {LONGEST_KEY} characters")
    return Change(SETTINGS, _FILTER + key, {"value": query})


def remove_filter(key: str) -> Change:
    """What is to be recorded to forget a filter."""
    return Change(SETTINGS, _FILTER + key, {"value": None})


def rules(settings: _Settings) -> tuple[Rule, ...]:
    """All standing rules, the oldest first; damaged ones are left out."""
    found = (
        _rule(key.removeprefix(_RULE), fields.get("value"))
        for key, fields in settings.items()
        if key.startswith(_RULE)
    )
    return tuple(sorted((rule for rule in found if rule), key=lambda one: (one.since, one.name)))


def rule(query: str, action: str, since: float, name: str = "") -> Rule:
    """A rule from what was typed: ``decision:discard``, ``tag:local`` or ``priority:2``.

    Raises ``ValueError`` for any other action, and for a name that is too long.
    """
    field, _, value = action.partition(":")
    value = value.strip()
    if not _means_something(field, value):
        raise ValueError(
            "a rule does decision:keep, maybe or discard, tag:WORD, or priority:1 to 3"
        )
    name = " ".join((name or query).split())
    if not name or len(name) > LONGEST_NAME:
        raise ValueError(f"a rule's name has 1 to {LONGEST_NAME} characters")
    return Rule(name, query, field, value, since)


def save_rule(one: Rule) -> Change:
    """What is to be recorded to have a rule stand."""
    value = {"query": one.query, "field": one.field, "value": one.value, "since": one.since}
    return Change(SETTINGS, _RULE + one.name, {"value": value})


def remove_rule(name: str) -> Change:
    """What is to be recorded to have a rule stand no more; what it did stays."""
    return Change(SETTINGS, _RULE + name, {"value": None})


def effect(one: Rule, document: str, judgement: Judgement, at: str) -> Change | None:
    """What a rule does to a document that matches; ``None`` where the reader has a decision or a
    priority already, or the tag is there. ``at`` is the time, as the record writes it."""
    fields: dict[str, Any] | None = None
    if one.field == "decision" and judgement.decision is Decision.NONE:
        fields = {"decision": one.value, "decided_at": at, RULED_AT: at}
    elif one.field == "tag" and one.value not in judgement.tags:
        fields = {"tags": [*judgement.tags, one.value]}
    elif one.field == "priority" and not judgement.priority:
        fields = {"priority": int(one.value)}
    return Change(DOCUMENTS, document, {**fields, BY_RULE: one.name}) if fields else None


def by_rule(fields: Mapping[str, Any]) -> str:
    """The name of the rule whose word the decision in an entry still is; empty for the reader's."""
    ruled_at = fields.get(RULED_AT)
    if not ruled_at or ruled_at != fields.get("decided_at"):
        return ""
    return str(fields.get(BY_RULE) or "")


def _means_something(field: str, value: str) -> bool:
    if field == "decision":
        return value in (Decision.KEEP, Decision.MAYBE, Decision.DISCARD)
    if field == "priority":
        return value in ("1", "2", "3")
    return field == "tag" and bool(value) and value.isprintable() and len(value) <= LONGEST_NAME


def _rule(name: str, value: object) -> Rule | None:
    if not isinstance(value, Mapping):
        return None
    query, since = value.get("query"), value.get("since")
    field, wanted = str(value.get("field")), str(value.get("value"))
    if not isinstance(query, str) or not _means_something(field, wanted):
        return None
    return Rule(name, query, field, wanted, since if isinstance(since, int | float) else 0.0)
