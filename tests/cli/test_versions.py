"""New bytes under a known path: the same body inherits the decision, another one is changed."""

from __future__ import annotations

from typing import Any

from tests.cli.conftest import FERRY, Desk

FRAMED = f"Share this\nFacebook\nPrint\n\n{FERRY}\n\nSubscribe\nLog in\n"
OTHER = FERRY.replace("six times a day", "nine times a day")


def ferry(desk: Desk) -> dict[str, Any]:
    (found,) = desk.run("list", "--json", "path:ferry").records
    return found


def test_a_path_means_what_its_file_holds_now(desk: Desk) -> None:
    desk.run("decide", "inbox/ferry.txt", "discard")
    desk.put("ferry.txt", OTHER)
    assert "nine times" in desk.run("show", "inbox/ferry.txt").out
    desk.run("decide", "inbox/ferry.txt", "keep")
    assert ferry(desk)["decision"] == "keep"
    assert "keep" in desk.run("list", "path:ferry").out


def test_the_same_body_inherits_what_was_decided_and_says_from_where(desk: Desk) -> None:
    desk.run("decide", "inbox/ferry.txt", "keep", "--reason", "local", "--tag", "sea")
    old = ferry(desk)
    desk.put("ferry.txt", FRAMED)
    new = ferry(desk)
    assert new["id"] != old["id"]
    told = ("decision", "reasons", "tags", "decided_at")
    assert [new[name] for name in told] == [old[name] for name in told]
    assert (
        f"keep · local · #sea · inherited from {old['id'][7:19]}"
        in desk.run("show", "inbox/ferry.txt").lines
    )
    assert len(desk.run("list", "decision:keep").lines) == 1
    assert len(list(desk.state.glob("evidence/*/*"))) == 2


def test_what_was_inherited_and_taken_back_is_not_inherited_again(desk: Desk) -> None:
    desk.run("decide", "inbox/ferry.txt", "discard")
    desk.put("ferry.txt", FRAMED)
    assert ferry(desk)["decision"] == "discard"
    assert desk.run("undo").code == 0
    assert ferry(desk)["decision"] == "none"
    assert ferry(desk)["decision"] == "none"


def test_another_body_is_changed_and_undecided_and_tells_what_was(desk: Desk) -> None:
    desk.run("decide", "inbox/ferry.txt", "discard", "--reason", "old")
    old = ferry(desk)
    desk.put("ferry.txt", OTHER)
    assert (ferry(desk)["decision"], ferry(desk)["reading"]) == ("none", "changed")
    assert len(desk.run("list", "is:changed").lines) == 1
    shown = desk.run("show", "inbox/ferry.txt").lines
    assert f"changed · was discard · old ({old['id'][7:19]})" in shown
    assert len(desk.run("history").lines) == 1


def test_a_file_that_says_again_what_it_said_is_decided_as_it_was(desk: Desk) -> None:
    desk.run("decide", "inbox/ferry.txt", "keep")
    desk.put("ferry.txt", OTHER)
    assert ferry(desk)["decision"] == "none"
    desk.put("ferry.txt", FRAMED)
    assert ferry(desk)["decision"] == "keep"
    desk.put("ferry.txt", FERRY)
    assert ferry(desk)["decision"] == "keep"


def test_nothing_is_inherited_where_nothing_may_be_written(desk: Desk) -> None:
    desk.run("decide", "inbox/ferry.txt", "keep")
    desk.put("ferry.txt", FRAMED)
    assert desk.run("list", "--read-only", "decision:keep").lines == []
    assert len(desk.run("history", "--json").records) == 1
    assert len(desk.run("list", "decision:keep").lines) == 1
