"""A step says in a few words what it did."""

from __future__ import annotations

from tests.triage.conftest import Opener
from tui.decision import ASSIGNMENTS, CORRECTIONS, DOCUMENTS, RESOLUTIONS, Change
from tui.standing import remove_filter, remove_rule, rule, save_filter, save_rule


def test_a_step_is_named_by_what_it_did(opened: Opener) -> None:
    record = opened()
    line = {"line": "Support us today", "hidden": True}
    kestrie = {"spelling": "Kestrie"}
    for change in (
        Change(CORRECTIONS, "line:1", line),
        Change(CORRECTIONS, "name:1", {**kestrie, "same_as": "Port Kestrie"}),
        Change(CORRECTIONS, "name:2", {**kestrie, "label": ""}),
        Change(CORRECTIONS, "name:3", {**kestrie, "label": "PLACE"}),
        Change(RESOLUTIONS, "a", {"decision": "keep", "reason": "names the donor", "by": "ada"}),
        Change(ASSIGNMENTS, "a", {"readers": ["ada", "ben"]}),
        Change(CORRECTIONS, "line:1", None),
    ):
        record.submit([change])
    assert [(step.summary, step.documents) for step in record.steps()] == [
        ("hide line: Support us today", ()),
        ("“Kestrie” same as Port Kestrie", ()),
        ("“Kestrie” no name", ()),
        ("“Kestrie” a place", ()),
        ("resolved keep: names the donor", ("a",)),
        ("assigned", ("a",)),
        ("line as found: Support us today", ()),
    ]


def test_what_a_rule_does_is_said_in_words(opened: Opener) -> None:
    record = opened()
    stamps = {"decided_at": "2026-01-02", "ruled_at": "2026-01-02"}
    for change in (
        save_rule(rule("ferry", "decision:discard", 0.0, "boats")),
        Change(DOCUMENTS, "a", {"decision": "discard", **stamps, "by_rule": "boats"}),
        Change(DOCUMENTS, "a", {"decision": "none", **stamps, "by_rule": ""}),
        save_filter("f", "ferry"),
        remove_filter("f"),
        remove_rule("boats"),
    ):
        record.submit([change])
    assert [step.summary for step in record.steps()] == [
        "rule boats",
        "discard, by rule boats",
        "decision cleared",
        "filter f",
        "filter f no more",
        "rule boats no more",
    ]
