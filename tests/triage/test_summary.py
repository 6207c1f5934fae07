"""A step says in a few words what it did."""

from __future__ import annotations

from tests.triage.conftest import Opener
from tui.decision import ASSIGNMENTS, CORRECTIONS, RESOLUTIONS, Change


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
