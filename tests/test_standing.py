"""Saved filters and standing rules, as they stand in the record."""

from __future__ import annotations

import pytest

from tui.decision import DOCUMENTS, SETTINGS, Change, Decision, Judgement
from tui.standing import (
    Rule,
    by_rule,
    effect,
    filters,
    remove_filter,
    remove_rule,
    rule,
    rules,
    save_filter,
    save_rule,
)


def settings(*changes: Change) -> dict[str, dict[str, object]]:
    """The record's table of settings after these changes."""
    table: dict[str, dict[str, object]] = {}
    for change in changes:
        assert change.table == SETTINGS
        assert change.set is not None
        if change.set["value"] is None:
            table.pop(change.key, None)
        else:
            table[change.key] = dict(change.set)
    return table


def test_filters_are_read_back_by_key() -> None:
    saved = settings(save_filter("z", "ferry"), save_filter("a", "tolls"), save_filter("z", "x"))
    assert list(filters(saved).items()) == [("a", "tolls"), ("z", "x")]
    assert filters(saved | settings(save_rule(rule("q", "tag:x", 1.0)))) == filters(saved)
    assert filters(settings(save_filter("a", "x"), remove_filter("a"))) == {}


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 21, "\x1b"])
def test_a_key_is_a_short_word(key: str) -> None:
    with pytest.raises(ValueError, match="key"):
        save_filter(key, "x")


def test_rules_are_read_back_the_oldest_first() -> None:
    late = rule("ferry", "decision:discard", 20.0)
    early = rule("tolls", "priority:2", 10.0, name="ranked")
    assert rules(settings(save_rule(late), save_rule(early))) == (early, late)
    assert rules(settings(save_rule(late), remove_rule("ferry"))) == ()


@pytest.mark.parametrize(
    "value",
    [None, 3, {}, {"query": 1, "field": "tag", "value": "x"}, {"query": "x", "field": "decision"}],
)
def test_damaged_rules_are_left_out(value: object) -> None:
    assert rules({"rule:x": {"value": value}}) == ()


NOW = "2026-10-01T00:00:00.000000Z"


@pytest.mark.parametrize(
    ("action", "judgement", "fields"),
    [
        ("decision:discard", Judgement(), {"decision": "discard", "decided_at": NOW}),
        ("decision:discard", Judgement(Decision.KEEP), None),
        ("tag:local", Judgement(tags=("own",)), {"tags": ["own", "local"]}),
        ("tag:local", Judgement(tags=("local",)), None),
        ("priority:2", Judgement(), {"priority": 2}),
        ("priority:2", Judgement(priority=1), None),
    ],
)
def test_a_rule_adds_to_what_the_reader_holds_and_never_replaces_it(
    action: str, judgement: Judgement, fields: dict[str, object] | None
) -> None:
    change = effect(rule("q", action, 0.0, name="n"), "sha256:x", judgement, NOW)
    if fields is None:
        assert change is None
    else:
        assert change is not None
        assert (change.table, change.key) == (DOCUMENTS, "sha256:x")
        assert change.set is not None
        assert change.set.items() >= fields.items()
        assert change.set["by_rule"] == "n"


def test_a_decision_is_the_rules_until_the_reader_decides() -> None:
    change = effect(Rule("n", "q", "decision", "keep"), "x", Judgement(), NOW)
    assert change is not None
    assert change.set is not None
    assert by_rule(change.set) == "n"
    assert by_rule({**change.set, "decided_at": "2026-10-02T00:00:00.000000Z"}) == ""
    assert by_rule({"by_rule": "n"}) == ""
