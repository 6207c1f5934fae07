"""One name across the documents of a case, without a screen: two have Greta Holmqvist in full."""

from __future__ import annotations

from tests.cli.conftest import Desk
from tui.corrections import name_key
from tui.decision import CORRECTIONS, Change
from tui.triage.record import Record

SHORT = """\
Boats are late again this week

The boats to the island were late again on Monday, and the passengers waited for two hours.

President Holmqvist said the delay was known. "We will look into it", Holmqvist told reporters.
"""


def people(desk: Desk, name: str) -> list[list[str]]:
    lines = (line.split("\t") for line in desk.run("show", f"inbox/{name}", "--names").lines)
    return [line[1:] for line in lines if line[0] == "PERSON"]


def test_a_surname_alone_is_shown_and_found_as_its_only_bearers(desk: Desk) -> None:
    desk.put("short.txt", SHORT)
    assert len(desk.run("list", 'who:"greta holmqvist"').lines) == 3
    assert people(desk, "short.txt") == [["Greta Holmqvist", "2", "0", "Holmqvist"]]


def test_what_the_reader_set_apart_is_shown_and_found_apart(desk: Desk) -> None:
    desk.put("short.txt", SHORT)
    rule = Change(CORRECTIONS, name_key("Holmqvist"), {"spelling": "Holmqvist", "alone": True})
    with Record.open(str(desk.state), reader=desk.reader, host="test") as record:
        record.submit_and_wait([rule])
    assert len(desk.run("list", 'who:"greta holmqvist"').lines) == 2
    assert people(desk, "short.txt") == [["Holmqvist", "2", "0", ""]]
    assert people(desk, "ferry.txt")[0][:2] == ["Greta Holmqvist", "2"]
    assert "alone" in desk.run("export", "--format", "names").out
