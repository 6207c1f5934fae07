"""`copytaster filter` and `rule`: queries that are kept, and what is done by them."""

from __future__ import annotations

import os
import shutil

import pytest

from tests.cli.conftest import MINUTES, Desk

SCHOOL = MINUTES.replace("Harbour", "School")
LIFEBOAT = MINUTES.replace("Harbour", "Lifeboat")


def decided(desk: Desk, query: str = "is:decided") -> list[str]:
    return [os.path.basename(one["path"]) for one in desk.run("list", "--json", query).records]


def test_filters_are_saved_listed_and_removed(desk: Desk) -> None:
    desk.run("index")
    assert desk.run("filter", "save", "f", "ferry", "is:undecided").out == "f: 2 documents\n"
    desk.run("filter", "save", "m", "minutes")
    assert desk.run("filter").lines == ["f\t2\tferry is:undecided", "m\t1\tminutes"]
    assert desk.run("filter", "list", "--json").records[1] == {
        "key": "m",
        "query": "minutes",
        "documents": 1,
    }
    assert desk.run("filter", "remove", "f").code == 0
    assert desk.run("filter").lines == ["m\t1\tminutes"]
    desk.run("undo")
    assert len(desk.run("filter").lines) == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [(("f", "date:never"), 2), (("two words", "x"), 2), (("x" * 21, "x"), 2), (("f",), 2)],
)
def test_what_is_no_filter_is_refused(
    fresh_reader: Desk, words: tuple[str, ...], code: int
) -> None:
    assert fresh_reader.run("filter", "save", *words).code == code
    assert fresh_reader.run("filter").lines == []
    assert fresh_reader.run("filter", "remove", "f").code == 1


def test_a_rule_is_for_what_comes_from_now_on(desk: Desk) -> None:
    desk.run("index")
    done = desk.run("rule", "add", "minutes", "decision:discard")
    assert done.lines == [
        "minutes: decision:discard, from now on",
        "1 document here already: `copytaster rule run --all` takes them",
    ]
    assert desk.run("rule", "run").out == "minutes: decision:discard on 0 documents\n"
    desk.put("school.txt", SCHOOL)
    assert desk.run("rule", "run").out == "minutes: decision:discard on 1 document\n"
    assert decided(desk) == ["school.txt"]
    assert decided(desk, "rule:any") == ["school.txt"]
    assert desk.run("rule", "run", "--all").out == "minutes: decision:discard on 1 document\n"
    assert decided(desk, "rule:minutes decision:discard") == ["minutes.txt", "school.txt"]


def test_a_run_is_one_step_and_what_was_taken_back_is_not_done_again(desk: Desk) -> None:
    desk.run("rule", "add", "minutes", "decision:discard", "--name", "boards")
    desk.put("school.txt", SCHOOL)
    desk.put("lifeboat.txt", LIFEBOAT)
    for name in ("school.txt", "lifeboat.txt"):
        os.utime(desk.inbox / name)
    desk.run("rule", "run", "--all")
    assert len(decided(desk, "rule:boards")) == 3
    assert desk.run("undo", "--yes").code == 0
    assert decided(desk) == []
    desk.run("rule", "run")
    desk.run("rule", "run", "--all")
    assert decided(desk) == []


def test_the_reader_has_the_last_word(desk: Desk) -> None:
    desk.run("index")
    desk.run("rule", "add", "ferry or minutes", "decision:discard", "--name", "x")
    desk.run("decide", "minutes.txt", "keep")
    desk.run("rule", "run", "--all")
    assert decided(desk, "decision:keep") == ["minutes.txt"]
    desk.run("decide", "ferry.txt", "maybe")
    assert decided(desk, "rule:any") == ["reprint.txt"]
    assert decided(desk, "decision:maybe") == ["ferry.txt"]


def test_an_index_that_was_deleted_makes_old_documents_no_new_ones(desk: Desk) -> None:
    for path in desk.inbox.iterdir():
        os.utime(path, (1_000_000_000, 1_000_000_000))
    desk.run("rule", "add", "minutes", "decision:discard")
    desk.put("school.txt", SCHOOL)
    shutil.rmtree(desk.root / "cache")
    desk.run("rule", "run")
    assert decided(desk) == ["school.txt"]


def test_rules_tag_and_rank_beside_what_is_there(desk: Desk) -> None:
    desk.run("index")
    desk.run("decide", "ferry.txt", "keep", "--tag", "own")
    desk.run("rule", "add", "ferry", "tag:boats", "--name", "t")
    desk.run("rule", "add", "ferry", "priority:2", "--name", "p")
    desk.run("rule", "run", "--all")
    assert desk.run("rule", "run", "--all").lines == [
        "t: tag:boats on 0 documents",
        "p: priority:2 on 0 documents",
    ]
    ferry, reprint = desk.run("list", "--json", "tag:boats priority:2").records
    assert (ferry["tags"], ferry["decision"]) == (["own", "boats"], "keep")
    assert (reprint["tags"], reprint["decision"]) == (["boats"], "none")


def test_rules_are_listed_and_removed_and_what_they_did_stays(desk: Desk) -> None:
    desk.run("rule", "add", "minutes", "decision:discard")
    desk.run("rule", "run", "--all")
    assert desk.run("rule").lines == ["minutes\tdecision:discard\tminutes"]
    assert desk.run("rule", "add", "minutes", "tag:x").code == 1
    assert desk.run("rule", "run", "nothing").code == 1
    assert desk.run("rule", "remove", "minutes").code == 0
    assert desk.run("rule", "list", "--json").records == []
    assert decided(desk) == ["minutes.txt"]


@pytest.mark.parametrize(
    "action", ["decision:none", "decision:x", "tag:", "priority:4", "watch:x", "x"]
)
def test_what_a_rule_cannot_do_is_refused(fresh_reader: Desk, action: str) -> None:
    assert fresh_reader.run("rule", "add", "ferry", action).code == 2
    assert fresh_reader.run("rule").lines == []


def test_two_actions_are_not_taken_for_a_query_and_one(fresh_reader: Desk) -> None:
    done = fresh_reader.run("rule", "add", "ferry", "decision:discard", "tag:boats")
    assert done.code == 2
    assert "not decision:discard and tag:boats" in done.err
    asked = fresh_reader.run("rule", "add", "ferry decision:discard", "tag:boats", "--name", "b")
    assert asked.lines[0] == "b: tag:boats, from now on, where ferry decision:discard"


def test_a_document_kept_by_a_rule_is_copied_into_the_record(desk: Desk) -> None:
    desk.run("rule", "add", "minutes", "decision:keep")
    desk.run("rule", "run", "--all")
    (desk.inbox / "minutes.txt").unlink()
    assert "customs house" in desk.run("show", "--kept", "minutes.txt").out


def test_a_later_rule_sees_what_an_earlier_one_did(desk: Desk) -> None:
    desk.run("rule", "add", "minutes", "decision:keep", "--name", "first")
    desk.run("rule", "add", "minutes", "decision:discard", "--name", "second")
    assert desk.run("rule", "run", "--all").lines == [
        "first: decision:keep on 1 document",
        "second: decision:discard on 0 documents",
    ]
