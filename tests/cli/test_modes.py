"""`--read-only` and `--shared`: a record that is only looked at, and a team's."""

from __future__ import annotations

import stat
from dataclasses import replace

import pytest

from tests.cli.conftest import Desk


@pytest.mark.parametrize(
    "command",
    [
        ["decide", "inbox/ferry.txt", "keep"],
        ["note", "inbox/ferry.txt", "x"],
        ["undo"],
        ["redo"],
        ["assign", "ada"],
        ["agree", "--resolve", "inbox/ferry.txt", "keep", "--reason", "x"],
        ["purge", "xx", "--yes"],
        ["restore", "x.tar.gz"],
        ["verify", "--set-aside"],
    ],
)
def test_read_only_refuses_whatever_would_write(fresh_reader: Desk, command: list[str]) -> None:
    done = fresh_reader.run(*command, "--read-only")
    assert (done.code, done.out) == (2, "")
    assert "--read-only" in done.err


def test_read_only_lists_what_is_there_and_makes_no_record(desk: Desk) -> None:
    assert len(desk.run("list", "--read-only").lines) == 3
    assert not desk.state.exists()


def test_a_shared_record_is_the_groups_to_read_and_each_writes_his_own(desk: Desk) -> None:
    assert desk.run("decide", "inbox/ferry.txt", "keep", "--shared").code == 0
    assert stat.S_IMODE(desk.state.stat().st_mode) == 0o3770
    journal = desk.state / "journal/ada@test.jsonl"
    assert stat.S_IMODE(journal.stat().st_mode) == 0o640
    ben = replace(desk, reader="ben")
    alone = ben.run("decide", "inbox/ferry.txt", "discard")
    assert (alone.code, alone.out) == (1, "")
    assert "--shared" in alone.err
    assert ben.run("decide", "inbox/ferry.txt", "discard", "--shared").code == 0
    assert desk.run("list", "--json", "path:ferry").records[0]["others"] == {"ben": "discard"}
