"""`decide`, `note`, `undo`, `history`: the record without a screen."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from tests.cli.conftest import Desk

FERRY_TITLE = "Ferry line to Sandholm opens in spring"


def ferry(desk: Desk) -> dict[str, Any]:
    return next(one for one in desk.run("list", "--json").records if one["title"] == FERRY_TITLE)


@pytest.mark.parametrize("decision", ["keep", "maybe", "discard"])
def test_a_decision_is_there_for_the_next_command(fresh_reader: Desk, decision: str) -> None:
    done = fresh_reader.run("decide", "inbox/ferry.txt", decision)
    assert (done.code, done.err) == (0, "")
    assert done.out == f"{decision}: {FERRY_TITLE}\n"
    assert ferry(fresh_reader)["decision"] == decision
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*Z", ferry(fresh_reader)["decided_at"])
    assert len(fresh_reader.run("list", f"decision:{decision}").lines) == 1


def test_reasons_tags_and_priority_come_with_a_decision(fresh_reader: Desk) -> None:
    fresh_reader.run(
        *("decide", "inbox/ferry.txt", "keep", "--reason", "local", "--reason", "money"),
        *("--tag", "sea", "--priority", "2"),
    )
    found = ferry(fresh_reader)
    assert (found["reasons"], found["tags"], found["priority"]) == (["local", "money"], ["sea"], 2)


def test_none_takes_the_decision_and_its_reasons_away_and_leaves_the_tags(
    fresh_reader: Desk,
) -> None:
    fresh_reader.run("decide", "inbox/ferry.txt", "keep", "--reason", "local", "--tag", "sea")
    fresh_reader.run("decide", "inbox/ferry.txt", "none")
    found = ferry(fresh_reader)
    assert (found["decision"], found["reasons"], found["tags"]) == ("none", [], ["sea"])
    assert found["decided_at"] == ""


def test_notes_are_listed_in_full_and_shown_below_the_text(fresh_reader: Desk) -> None:
    assert fresh_reader.run("note", "inbox/ferry.txt", "who", "paid?").code == 0
    fresh_reader.run("note", "inbox/ferry.txt", "ask Greta")
    notes = ferry(fresh_reader)["notes"]
    assert [note["text"] for note in notes] == ["who paid?", "ask Greta"]
    assert {note["by"] for note in notes} == {fresh_reader.reader}
    assert fresh_reader.run("show", "inbox/ferry.txt").out.rstrip().endswith("ask Greta")


def test_each_reader_has_a_record_of_their_own(fresh_reader: Desk) -> None:
    fresh_reader.run("decide", "inbox/ferry.txt", "keep")
    assert ferry(replace(fresh_reader, reader="ben"))["decision"] == "none"
    assert ferry(fresh_reader)["decision"] == "keep"


def test_undo_takes_back_the_last_step_and_then_the_one_before(fresh_reader: Desk) -> None:
    fresh_reader.run("decide", "inbox/ferry.txt", "keep")
    fresh_reader.run("decide", "inbox/ferry.txt", "discard")
    assert fresh_reader.run("undo").code == 0
    assert ferry(fresh_reader)["decision"] == "keep"
    assert fresh_reader.run("undo").code == 0
    assert ferry(fresh_reader)["decision"] == "none"
    done = fresh_reader.run("undo")
    assert (done.code, done.err) == (1, "copytaster: there is nothing to undo\n")


def test_history_tells_the_steps_in_order_and_which_are_undone(fresh_reader: Desk) -> None:
    fresh_reader.run("decide", "inbox/ferry.txt", "keep")
    fresh_reader.run("note", "inbox/minutes.txt", "dull")
    fresh_reader.run("undo")
    lines = fresh_reader.run("history").lines
    assert "  keep  " in lines[0]
    assert FERRY_TITLE in lines[0]
    assert "(undone)" in lines[1]
    assert "Harbour board" in lines[1]
    only = fresh_reader.run("history", "inbox/ferry.txt").lines
    assert only == lines[:1]


def test_a_decision_survives_that_the_cache_is_deleted(fresh_reader: Desk) -> None:
    fresh_reader.run("decide", "inbox/ferry.txt", "keep")
    for path in sorted((fresh_reader.root / "cache").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert ferry(fresh_reader)["decision"] == "keep"


def test_the_files_of_the_inbox_are_never_touched(fresh_reader: Desk) -> None:
    before = {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in fresh_reader.inbox.iterdir()
    }
    fresh_reader.run("decide", "inbox/ferry.txt", "discard")
    fresh_reader.run("note", "inbox/minutes.txt", "dull")
    after = {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in fresh_reader.inbox.iterdir()
    }
    assert after == before
