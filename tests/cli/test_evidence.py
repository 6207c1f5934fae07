"""The bytes of what was kept or noted are in the record, whatever becomes of the inbox."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.conftest import FERRY, Desk


def stored(desk: Desk) -> list[bytes]:
    return [path.read_bytes() for path in desk.state.rglob("evidence/*/*") if path.is_file()]


def with_settings(desk: Desk, line: str) -> None:
    settings = Path(desk.environment["XDG_CONFIG_HOME"], "copytaster/settings.toml")
    settings.write_text(f"{settings.read_text()}{line}\n")


@pytest.mark.parametrize(
    "command", [["decide", "inbox/ferry.txt", "keep"], ["note", "inbox/ferry.txt", "x"]]
)
def test_what_is_kept_or_noted_is_copied_byte_for_byte(desk: Desk, command: list[str]) -> None:
    assert desk.run(*command).err == ""
    assert stored(desk) == [FERRY.encode()]


@pytest.mark.parametrize("decision", ["maybe", "discard", "none"])
def test_no_other_decision_copies_anything(desk: Desk, decision: str) -> None:
    desk.run("decide", "inbox/ferry.txt", decision)
    assert stored(desk) == []


def test_copies_can_be_turned_off(desk: Desk) -> None:
    with_settings(desk, "evidence = false")
    assert desk.run("decide", "inbox/ferry.txt", "keep").err == ""
    assert stored(desk) == []


def test_what_is_over_the_limit_is_decided_and_said_in_one_line(desk: Desk) -> None:
    with_settings(desk, "evidence_limit_mb = 1")
    desk.put("long.txt", FERRY + "x" * (1 << 20))
    done = desk.run("decide", "inbox/long.txt", "keep")
    assert (done.code, done.out.split(":")[0]) == (0, "keep")
    assert done.err.startswith("copytaster: no copy of Ferry line")
    assert done.err.count("\n") == 1
    assert stored(desk) == []


def test_a_copy_can_be_read_when_file_inbox_and_cache_are_gone(desk: Desk) -> None:
    desk.run("decide", "inbox/ferry.txt", "keep")
    wanted = desk.run("show", "inbox/ferry.txt").lines
    (desk.inbox / "ferry.txt").unlink()
    assert desk.run("show", "ferry.txt", "--kept").lines == wanted
    shutil.rmtree(desk.inbox)
    shutil.rmtree(desk.root / "cache")
    identity = sha256(FERRY.encode()).hexdigest()
    kept = desk.run("show", identity[:12], "--kept")
    assert (kept.code, kept.err) == (0, "")
    assert kept.lines[2:] == wanted[2:]
    assert desk.run("show", identity, "--kept", "--raw").out == f"{FERRY}\n"
    missing = desk.run("show", "ffff", "--kept")
    assert (missing.code, missing.err) == (1, "copytaster: ffff: no copy in the record\n")


def test_of_several_versions_the_one_that_was_kept_is_shown(desk: Desk) -> None:
    desk.run("decide", "inbox/ferry.txt", "keep")
    desk.put("ferry.txt", FERRY.replace("six times", "nine times"))
    assert "nine times" in desk.run("show", "inbox/ferry.txt").out
    assert "six times" in desk.run("show", "inbox/ferry.txt", "--kept").out
    desk.run("decide", "inbox/ferry.txt", "keep")
    several = desk.run("show", "inbox/ferry.txt", "--kept")
    assert (several.code, several.out) == (1, "")
    assert sha256(FERRY.encode()).hexdigest()[:12] in several.err
