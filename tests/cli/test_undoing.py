"""`undo`, `redo` and `history`: every step can be named, taken back and brought again."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.cli.conftest import Desk
from tui.app.page import clock
from tui.cli.output import local_time


def ferry(desk: Desk) -> dict[str, Any]:
    return desk.run("list", "--json", "Holmqvist", "path:ferry").records[0]


def steps(desk: Desk) -> list[dict[str, Any]]:
    return desk.run("history", "--json").records


def test_what_was_undone_last_is_redone_until_something_new_is_done(fresh_reader: Desk) -> None:
    fresh_reader.run("decide", "inbox/ferry.txt", "keep")
    fresh_reader.run("decide", "inbox/ferry.txt", "discard")
    fresh_reader.run("undo")
    fresh_reader.run("undo")
    done = fresh_reader.run("redo")
    assert (done.code, done.out) == (0, "redone: keep  Ferry line to Sandholm opens in spring\n")
    assert fresh_reader.run("redo").code == 0
    assert ferry(fresh_reader)["decision"] == "discard"
    nothing = fresh_reader.run("redo")
    assert (nothing.code, nothing.err) == (1, "copytaster: there is nothing to redo\n")
    fresh_reader.run("undo")
    fresh_reader.run("note", "inbox/ferry.txt", "new")
    assert fresh_reader.run("redo").code == 1


def test_one_step_of_the_history_is_taken_back_by_the_end_of_its_id(fresh_reader: Desk) -> None:
    fresh_reader.run("decide", "inbox/ferry.txt", "keep", "--tag", "sea")
    fresh_reader.run("decide", "inbox/minutes.txt", "discard")
    fresh_reader.run("decide", "inbox/ferry.txt", "maybe")
    shown = fresh_reader.run("history").lines[0]
    named = re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC  ([0-9a-z]{8})  \S+  keep.*", shown)
    assert named
    done = fresh_reader.run("undo", "--step", named[1])
    assert done.code == 0
    assert done.out.startswith("undone: keep, tags sea")
    found = ferry(fresh_reader)
    assert (found["decision"], found["tags"]) == ("maybe", [])
    again = fresh_reader.run("undo", "--step", named[1])
    assert (again.code, again.err) == (1, f"copytaster: {named[1]} is taken back already\n")


def test_a_step_of_which_nothing_is_left_says_so(fresh_reader: Desk) -> None:
    fresh_reader.run("decide", "inbox/ferry.txt", "keep")
    fresh_reader.run("decide", "inbox/ferry.txt", "discard")
    done = fresh_reader.run("undo", "--step", steps(fresh_reader)[0]["id"])
    assert done.out.endswith("of which later steps have left nothing\n")
    assert ferry(fresh_reader)["decision"] == "discard"


def test_a_step_that_took_another_back_is_not_undone_but_redone(fresh_reader: Desk) -> None:
    fresh_reader.run("decide", "inbox/ferry.txt", "keep")
    fresh_reader.run("undo")
    done = fresh_reader.run("undo", "--step", steps(fresh_reader)[1]["id"])
    assert done.code == 1
    assert "took back" in done.err


def test_a_step_that_is_not_there_or_not_named_enough_is_refused(fresh_reader: Desk) -> None:
    fresh_reader.run("decide", "inbox/ferry.txt", "keep")
    assert fresh_reader.run("undo", "--step", "zz").code == 2
    done = fresh_reader.run("undo", "--step", "zzzzzzzz")
    assert (done.code, done.out) == (1, "")
    assert "copytaster history" in done.err


def test_history_as_json_lines_links_what_undoes_to_what_it_undid(fresh_reader: Desk) -> None:
    fresh_reader.run("decide", "inbox/ferry.txt", "keep")
    fresh_reader.run("undo")
    first, second = steps(fresh_reader)
    assert (first["undone"], first["undoes"]) == (True, "")
    assert second["undoes"] == first["id"]
    assert first["documents"] == [ferry(fresh_reader)["id"]]


@pytest.fixture(params=["Asia/Tokyo", "America/New_York"])
def elsewhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Far from Greenwich."""
    with monkeypatch.context() as there:
        there.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "soon", ""])
def test_a_time_that_the_calendar_here_does_not_have_is_shown_as_it_was_written(
    elsewhere: None, at: str
) -> None:
    for shown in (local_time(at), clock(at)):
        assert shown == at or re.search("[0-9]:[0-9]{2} [A-Z]{3}$", shown)
