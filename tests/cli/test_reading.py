"""`list` and `show`: the documents of a case without a screen."""

from __future__ import annotations

import itertools
import os
import pty
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.conftest import Desk, written_on


def on_a_terminal(desk: Desk, *arguments: str, columns: int = 100) -> str:
    """What a command prints when its standard output is a terminal."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", *arguments, f"--inbox={desk.inbox}", f"--state={desk.state}"],
        stdout=follower,
        env=os.environ | desk.environment | {"COLUMNS": str(columns)},
    )
    os.close(follower)
    seen = b"".join(written_on(leader))
    os.close(leader)
    assert process.wait(300) == 0
    return seen.decode()


def id_of(desk: Desk, name: str) -> str:
    records = desk.run("list", "--json").records
    return next(str(one["id"]) for one in records if Path(one["path"]).name == name)


def test_a_listing_into_a_pipe_has_one_tab_separated_line_for_each_document(
    shared_desk: Desk,
) -> None:
    done = shared_desk.run("list")
    assert (done.code, done.err) == (0, "")
    rows = [line.split("\t") for line in done.lines]
    assert [len(row) for row in rows] == [10, 10, 10]
    assert [row[2] for row in rows] == [
        "Ferry line to Sandholm opens in spring",
        "Harbour board: minutes of the autumn meeting",
        "Islanders get their boat at last",
    ]
    assert {row[0] for row in rows} == {"none"}
    assert [Path(row[8]).name for row in rows] == ["ferry.txt", "minutes.txt", "reprint.txt"]


def test_a_listing_on_a_terminal_fits_it(shared_desk: Desk) -> None:
    shown = on_a_terminal(shared_desk, "list", columns=60).splitlines()
    assert len(shown) == 3
    assert all(len(line) <= 60 for line in shown)
    assert "Ferry line" in shown[0]
    assert not any("\t" in line for line in shown)


def test_a_reprint_counts_as_a_copy(shared_desk: Desk) -> None:
    copies = {
        Path(one["path"]).name: one["copies"] for one in shared_desk.run("list", "--json").records
    }
    assert copies == {"ferry.txt": 1, "reprint.txt": 1, "minutes.txt": 0}


def test_json_lines_have_the_promised_fields(shared_desk: Desk) -> None:
    (record,) = shared_desk.run("list", "--json", "minutes").records
    promised = "id path title decision reading reasons tags priority notes"
    assert set(promised.split()) <= set(record)
    assert record["id"].startswith("sha256:")
    assert record["path"] == str(shared_desk.inbox / "minutes.txt")
    assert (record["decision"], record["reading"]) == ("none", "unread")
    assert (record["reasons"], record["tags"], record["priority"], record["notes"]) == (
        [],
        [],
        0,
        [],
    )


def test_a_query_limits_the_list(shared_desk: Desk) -> None:
    assert len(shared_desk.run("list", "dredging").lines) == 1
    assert len(shared_desk.run("list", "Sandholm", "Holmqvist").lines) == 2
    assert shared_desk.run("list", "zeppelin").lines == []
    assert len(shared_desk.run("list", "decision:none").lines) == 3


@pytest.mark.parametrize("query", ["decision:burn", "is:tired"])
def test_a_query_that_makes_no_sense_is_told_with_its_place(shared_desk: Desk, query: str) -> None:
    done = shared_desk.run("list", query)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("copytaster: query: ")
    assert "character" in done.err


def test_a_new_file_is_in_the_next_listing_and_a_deleted_one_is_marked(desk: Desk) -> None:
    assert len(desk.run("list").lines) == 3
    desk.put(
        "late.txt", "Late news\n\nThe lighthouse keeper of Marrow Bay retires after forty years.\n"
    )
    (desk.inbox / "minutes.txt").unlink()
    found = {Path(one["path"]).name: one for one in desk.run("list", "--json").records}
    assert found["late.txt"]["missing"] is False
    assert found["minutes.txt"]["missing"] is True


def test_a_document_is_named_by_its_path_its_name_or_the_beginning_of_its_id(
    shared_desk: Desk,
) -> None:
    identity = id_of(shared_desk, "minutes.txt")
    wanted = shared_desk.run("show", str(shared_desk.inbox / "minutes.txt"))
    assert wanted.code == 0
    for doc in ("inbox/minutes.txt", identity, identity[:17], identity[7:17]):
        assert shared_desk.run("show", doc).out == wanted.out


def test_a_document_can_be_shown_before_anything_was_listed(desk: Desk) -> None:
    done = desk.run("show", "inbox/reprint.txt")
    assert (done.code, done.err) == (0, "")
    assert done.lines[0] == "Islanders get their boat at last"


def test_an_unknown_document_is_said_to_be_unknown(shared_desk: Desk) -> None:
    done = shared_desk.run("show", "nothing.txt")
    assert (done.code, done.out) == (1, "")
    assert done.err == "copytaster: nothing.txt: no document of this case is called so\n"


def test_what_names_several_documents_lists_them(desk: Desk) -> None:
    ferry, minutes = (desk.inbox / name for name in ("ferry.txt", "minutes.txt"))
    wanted = sha256(ferry.read_bytes()).hexdigest()[0]
    tries = (f"{minutes.read_text()}{number}\n".encode() for number in itertools.count())
    twin = next(text for text in tries if sha256(text).hexdigest()[0] == wanted)
    desk.put("minutes.txt", twin)
    desk.put("other/ferry.txt", twin + b"!")
    for doc, names in ((wanted, ("ferry.txt", "minutes.txt")), ("ferry.txt", ("ferry.txt",) * 2)):
        done = desk.run("show", doc)
        assert (done.code, done.out) == (1, "")
        assert done.err.count("\n") == 1
        assert done.err.startswith(f"copytaster: {doc} may be ")
        assert all(name in done.err for name in names)


def test_show_prints_the_clean_text(shared_desk: Desk) -> None:
    done = shared_desk.run("show", "inbox/ferry.txt")
    assert done.lines[0] == "Ferry line to Sandholm opens in spring"
    assert '"People moved away because they could not get to a doctor,"' in done.out


def test_show_raw_prints_the_text_as_it_is(shared_desk: Desk) -> None:
    done = shared_desk.run("show", "inbox/ferry.txt", "--raw")
    assert done.out.strip() == (shared_desk.inbox / "ferry.txt").read_text().strip()


def test_show_hidden_has_everything_in_its_place(desk: Desk) -> None:
    text = (desk.inbox / "ferry.txt").read_text()
    desk.put(
        "page.txt",
        f"Skip to content\nSubscribe\nLog in\n\n{text}\n\nShare this:\nFacebook\nPrint\n",
    )
    done = desk.run("show", "inbox/page.txt", "--hidden")
    for line in ("Skip to content", "Log in", "Facebook"):
        assert f"| {line}" in done.out
        assert line not in desk.run("show", "inbox/page.txt").out
    assert (
        done.out.index("| Log in")
        < done.out.index("The town council")
        < done.out.index("| Facebook")
    )


def test_show_names_lists_names_and_amounts(shared_desk: Desk) -> None:
    rows = [
        line.split("\t") for line in shared_desk.run("show", "inbox/ferry.txt", "--names").lines
    ]
    named = {(row[0], row[1]) for row in rows}
    assert ("PERSON", "Greta Holmqvist") in named
    assert any(kind == "MONEY" for kind, _ in named)
    person = next(row for row in rows if row[1] == "Greta Holmqvist")
    assert int(person[2]) == 2
