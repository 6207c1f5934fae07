"""JSON Lines: everything that is known of a document, unchanged."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.export.entries import ID, entry
from tui.cli.output import json_line
from tui.decision import Decision
from tui.export.jsonl import fields
from tui.ingest.sanitise import sanitise

anything = st.text(st.characters(codec=None))


def there_and_back(value: dict[str, Any]) -> Any:
    return json.loads(json_line(value))


def test_a_line_has_the_document_and_what_the_reader_holds_of_it() -> None:
    found = fields(entry(notes=("who paid?",), quote="a study", url="https://harbour.example/1"))
    assert found["id"] == ID
    assert found["path"] == "/in/ferry.txt"
    assert found["title"] == "Ferry chosen over bridge"
    assert (found["decision"], found["reading"], found["priority"]) == ("keep", "unread", 2)
    assert (found["reasons"], found["tags"]) == (["local"], ["sea"])
    assert found["url"] == "https://harbour.example/1"
    (note,) = found["notes"]
    assert note["text"] == "who paid?"
    assert note["anchor"] == {
        "start": 10,
        "end": 17,
        "quote": "a study",
        "prefix": "",
        "suffix": "",
    }


def test_letters_of_all_scripts_are_written_as_they_are() -> None:
    assert "Паром" in json_line(fields(entry(title="Паром вместо моста")))


@given(anything, anything, anything)
@settings(max_examples=200, derandomize=True)
def test_nothing_is_lost_and_no_line_says_anything_to_a_terminal(
    title: str, path: str, note: str
) -> None:
    value = fields(entry(title=title, path=path, notes=(note,)))
    assert there_and_back(value) == value
    line = json_line(value)
    assert "\n" not in line
    assert sanitise(line).text == line


def test_what_other_readers_decided_is_named_by_reader() -> None:
    said = {"ben": Decision.DISCARD, "cleo": Decision.MAYBE}
    assert fields(entry(others=said))["others"] == {"ben": "discard", "cleo": "maybe"}


def test_text_and_names_come_only_when_asked_for() -> None:
    assert fields(entry()).keys().isdisjoint({"text", "names"})
    found = fields(entry(), text=True)
    assert (found["text"], found["names"]) == ("", [])
