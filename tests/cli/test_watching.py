"""`copytaster watch`: a list of names and strings, and what rings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import MINUTES, Desk


def test_documents_with_a_watched_name_are_found(desk: Desk) -> None:
    done = desk.run("watch", "add", "greta  holmqvist", "Nordlys Marine")
    assert (done.code, done.out, done.err) == (0, "2 texts added, 0 known before\n", "")
    assert len(desk.run("list", "watch:any").lines) == 3
    assert len(desk.run("list", "watch:holmqvist").lines) == 2
    assert desk.run("watch").lines == [
        "name\tgreta holmqvist\t2\t",
        "name\tNordlys Marine\t1\t",
    ]


def test_the_same_text_is_added_once_and_a_new_spelling_changes_it(desk: Desk) -> None:
    desk.run("watch", "add", "Holmqvist")
    assert desk.run("watch", "add", "HOLMQVIST").out.startswith("1 text added")
    assert desk.run("watch", "add", "HOLMQVIST").out == "0 texts added, 1 known before\n"
    desk.run("watch", "add", "Holmqvist", "--spelling", "Sandholm", "--string")
    (one,) = desk.run("watch", "list", "--json").records
    assert one == {
        "text": "Holmqvist",
        "kind": "string",
        "spellings": ["Sandholm"],
        "documents": 0,
    }


def test_a_watched_text_is_removed_and_that_is_undone(desk: Desk) -> None:
    desk.run("watch", "add", "Holmqvist")
    assert desk.run("watch", "remove", "holmqvist").out == "1 text watched for no more\n"
    assert desk.run("list", "watch:any").lines == []
    assert "watch holmqvist no more" in desk.run("undo").out
    assert len(desk.run("list", "watch:any").lines) == 2
    assert desk.run("history").lines[0].endswith("watch holmqvist")
    assert desk.run("watch", "remove", "nobody").code == 1


@pytest.mark.parametrize(
    ("name", "content", "listed"),
    [
        ("a.txt", "Holmqvist\n\n  Oslo  \nOSLO\n", ["name Holmqvist", "name Oslo OSLO"]),
        ("a.csv", "Holmqvist,G. Holmqvist|Greta\nOslo\n", ["name Holmqvist 2", "name Oslo"]),
        (
            "b.csv",
            "kind,Name,spellings\nstring,Oslo,\nname,Holmqvist,Greta\n",
            ["name Holmqvist Greta", "string Oslo"],
        ),
    ],
)
def test_a_list_comes_from_a_file(
    fresh_reader: Desk, tmp_path: Path, name: str, content: str, listed: list[str]
) -> None:
    file = tmp_path / name
    file.write_text(content)
    assert fresh_reader.run("watch", "import", str(file)).out == "2 texts added, 0 known before\n"
    found = fresh_reader.run("watch", "--json").records
    assert [(one["kind"], one["text"]) for one in found] == [
        tuple(line.split()[:2]) for line in listed
    ]
    assert fresh_reader.run("undo", "--yes").code == 0
    assert fresh_reader.run("watch").lines == []


def test_a_list_comes_through_a_pipe(fresh_reader: Desk) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tui", *fresh_reader.where, "watch", "import", "-"],
        input=b"Holmqvist\nOslo\n",
        capture_output=True,
        env=os.environ | fresh_reader.environment,
        timeout=300,
    )
    assert (done.stdout, done.stderr) == (b"2 texts added, 0 known before\n", b"")


@pytest.mark.parametrize("text", ["--!", "x" * 201])
def test_what_cannot_be_looked_for_is_refused_and_nothing_is_added(
    fresh_reader: Desk, text: str
) -> None:
    done = fresh_reader.run("watch", "add", "Oslo", "--", text)
    assert (done.code, done.out) == (1, "")
    assert fresh_reader.run("watch").lines == []


def test_a_file_that_is_no_list_is_refused(fresh_reader: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xff\xfe")
    assert fresh_reader.run("watch", "import", str(tmp_path / "a.csv")).code == 1
    assert fresh_reader.run("watch", "import", str(tmp_path / "none.txt")).code == 1
    assert fresh_reader.run("watch", "import").code == 2


def test_what_is_listed_reaches_no_terminal_unsanitised(fresh_reader: Desk) -> None:
    fresh_reader.run("watch", "add", "a\x1b]52;c;x\x07b")
    assert "\x1b" not in fresh_reader.run("watch").out


def test_patterns_and_queries_are_watched_for(desk: Desk) -> None:
    desk.run("index")
    assert desk.run("watch", "add", "--pattern", r"\d+ million", "Nord(lys|kap)").code == 0
    assert desk.run("watch", "add", "--query", "ferry -boat").code == 0
    assert desk.run("watch").lines == [
        "pattern\tNord(lys|kap)\t1\t",
        "pattern\t\\d+ million\t2\t",
        "query\tferry -boat\t1\t",
    ]
    assert len(desk.run("list", "watch:any").lines) == 3
    assert desk.run("watch", "remove", r"\d+ million", "?ferry -boat").code == 0
    assert len(desk.run("list", "watch:any").lines) == 1
    desk.put("late.txt", MINUTES.replace("Nordlys", "Nordkap"))
    assert len(desk.run("list", "watch:any").lines) == 2


def test_a_table_says_the_kind_of_each_line(fresh_reader: Desk, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("text,kind\nOslo,string\na+b,pattern\nlang:fr,query\nx,who\nGreta,\n")
    done = fresh_reader.run("watch", "import", str(table))
    assert done.out == "4 texts added, 0 known before\n"
    assert done.err.endswith("a.csv:5: no kind who\n")
    found = fresh_reader.run("watch", "--json").records
    assert {(one["kind"], one["text"]) for one in found} == {
        ("string", "Oslo"),
        ("pattern", "a+b"),
        ("query", "lang:fr"),
        ("name", "Greta"),
    }


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--pattern", "("), 1),
        (("--pattern", "a*"), 1),
        (("--query", "decision:keep"), 1),
        (("--query", "toll ("), 1),
        (("--pattern", "a", "--query", "b"), 2),
        (("--pattern", "a", "--spelling", "b"), 2),
    ],
)
def test_what_is_no_pattern_or_query_is_refused_in_one_line(
    fresh_reader: Desk, arguments: tuple[str, ...], code: int
) -> None:
    done = fresh_reader.run("watch", "add", *arguments)
    assert (done.code, done.out, done.err.count("\n")) == (code, "", 1)
    assert fresh_reader.run("watch").lines == []


def test_a_pattern_that_never_ends_is_given_up_and_said(desk: Desk) -> None:
    for number in range(6):
        desk.put(f"long-{number}.txt", f"Report {number}\n\n{'a' * 3000}b\n")
    desk.run("index")
    assert desk.run("watch", "add", "--pattern", r"(a+)+$").code == 0
    assert desk.run("watch").lines == ["pattern\t(a+)+$\t0\ttakes too long: given up"]
