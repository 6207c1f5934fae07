"""Records of every released format are read: the files in ``golden/`` never change."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

from tests.triage.operations import decide
from tui.decision import SETTINGS, Anchor, Decision
from tui.triage.journal import read_state
from tui.triage.record import Record
from tui.triage.verification import verify

GOLDEN = Path(__file__).parent / "golden"
DOCUMENT = "sha256:" + "a" * 64


def check(record: Record) -> None:
    """What the record of format 1 says."""
    held = record.judgement(DOCUMENT)
    assert (held.decision, held.tags, held.priority) == (Decision.DISCARD, ("паром",), 2)
    assert held.decided_at == record.operations()[0][4].at
    assert [note.text for note in record.notes()] == ["who paid?"] * 2
    assert record.notes()[0].anchor == Anchor(3, 9, "ferry!", "the ", " link")
    assert record.entries()[SETTINGS] == {"filter:mine": {"value": {"query": "is:kept"}}}
    assert [step.summary for step in record.steps()][-2:] == [
        "note deleted: who paid?",
        "filter mine",
    ]


def test_format_1_is_read_from_its_snapshot_and_from_its_operations(tmp_path: Path) -> None:
    state = tmp_path / "state"
    copytree(GOLDEN / "format1", state)
    with Record.open(str(state), reader="ada", host="desk") as record:
        check(record)
        assert verify(record.folder).findings == []
        assert len(record.operations()[0]) == 8
        record.submit_and_wait([decide(DOCUMENT, "keep")])
    for snapshot in (state / "snapshot").iterdir():
        snapshot.unlink()
    entries = read_state(str(state), "ada").entries
    assert entries["documents"][DOCUMENT]["decision"] == "keep"
    assert len(entries["notes"]) == 2


def test_a_record_in_a_read_only_tree_is_read_as_it_is() -> None:
    with Record.open(str(GOLDEN / "format1"), reader="ada", host="desk", read_only=True) as record:
        check(record)
