"""`decide`, `note`, `undo`, `history`: the record without a screen."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.cli.conftest import Desk

FERRY_TITLE = "Ferry line to Sandholm opens in spring"


def ferry(desk: Desk) -> dict[str, Any]:
    return next(one for one in desk.run("list", "--json").records if one["title"] == FERRY_TITLE)


@pytest.mark.parametrize("decision", ["keep", "maybe", "discard"])
def test_a_decision_is_there_for_the_next_command(desk: Desk, decision: str) -> None:
    done = desk.run("decide", "inbox/ferry.txt", decision)
    assert (done.code, done.err) == (0, "")
    assert done.out == f"{decision}: {FERRY_TITLE}\n"
    assert ferry(desk)["decision"] == decision
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*Z", ferry(desk)["decided_at"])
    assert len(desk.run("list", f"decision:{decision}").lines) == 1


def test_reasons_tags_and_priority_come_with_a_decision(desk: Desk) -> None:
    desk.run(
        *("decide", "inbox/ferry.txt", "keep", "--reason", "local", "--reason", "money"),
        *("--tag", "sea", "--priority", "2"),
    )
    found = ferry(desk)
    assert (found["reasons"], found["tags"], found["priority"]) == (["local", "money"], ["sea"], 2)


def test_none_takes_the_decision_and_its_reasons_away_and_leaves_the_tags(desk: Desk) -> None:
    desk.run("decide", "inbox/ferry.txt", "keep", "--reason", "local", "--tag", "sea")
    desk.run("decide", "inbox/ferry.txt", "none")
    found = ferry(desk)
    assert (found["decision"], found["reasons"], found["tags"]) == ("none", [], ["sea"])
    assert found["decided_at"] == ""


def test_notes_are_listed_in_full_and_shown_below_the_text(desk: Desk) -> None:
    assert desk.run("note", "inbox/ferry.txt", "who", "paid?").code == 0
    desk.run("note", "inbox/ferry.txt", "ask Greta")
    notes = ferry(desk)["notes"]
    assert [note["text"] for note in notes] == ["who paid?", "ask Greta"]
    assert {note["by"] for note in notes} == {"ada"}
    assert desk.run("show", "inbox/ferry.txt").out.rstrip().endswith("ask Greta")


def test_each_reader_has_a_record_of_their_own(desk: Desk) -> None:
    desk.run("decide", "inbox/ferry.txt", "keep")
    where = (f"--inbox={desk.inbox}", f"--state={desk.state}", "--host=test")
    (other,) = desk.bare("list", "--json", "Sandholm", "opens", "--reader=ben", *where).records[:1]
    assert other["decision"] == "none"
    assert ferry(desk)["decision"] == "keep"


def test_undo_takes_back_the_last_step_and_then_the_one_before(desk: Desk) -> None:
    desk.run("decide", "inbox/ferry.txt", "keep")
    desk.run("decide", "inbox/ferry.txt", "discard")
    assert desk.run("undo").code == 0
    assert ferry(desk)["decision"] == "keep"
    assert desk.run("undo").code == 0
    assert ferry(desk)["decision"] == "none"
    done = desk.run("undo")
    assert (done.code, done.err) == (1, "copytaster: there is nothing to undo\n")


def test_history_tells_the_steps_in_order_and_which_are_undone(desk: Desk) -> None:
    desk.run("decide", "inbox/ferry.txt", "keep")
    desk.run("note", "inbox/minutes.txt", "dull")
    desk.run("undo")
    lines = desk.run("history").lines
    assert "ada  keep" in lines[0]
    assert FERRY_TITLE in lines[0]
    assert "(undone)" in lines[1]
    assert "Harbour board" in lines[1]
    only = desk.run("history", "inbox/ferry.txt").lines
    assert only == lines[:1]


def test_a_decision_survives_that_the_cache_is_deleted(desk: Desk) -> None:
    desk.run("decide", "inbox/ferry.txt", "keep")
    for path in sorted((desk.root / "cache").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert ferry(desk)["decision"] == "keep"


def test_the_files_of_the_inbox_are_never_touched(desk: Desk) -> None:
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in desk.inbox.iterdir()}
    desk.run("decide", "inbox/ferry.txt", "discard")
    desk.run("note", "inbox/minutes.txt", "dull")
    after = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in desk.inbox.iterdir()}
    assert after == before
