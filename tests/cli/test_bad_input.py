"""Bad input: each kind gets a clear line or a marked row, never a traceback."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import FERRY, Desk, Result
from tests.cli.ordinary_user import run_as_ordinary_user

HOSTILE = "a\x1b]0;owned\x07\x9b31m\u202e\n\x7f.txt"


def rows(done: Result) -> dict[str, dict[str, Any]]:
    assert done.code == 0, done.err
    return {os.path.basename(record["path"]): record for record in done.records}


def one_line(done: Result, code: int = 1) -> str:
    """What a failed command says: one safe line, and nothing else."""
    assert (done.code, done.out) == (code, ""), done
    assert done.err.count("\n") == 1
    assert done.err.startswith("copytaster: ")
    assert done.err.rstrip("\n").isprintable()
    return done.err


def test_an_empty_folder_has_no_rows_and_says_so(empty_desk: Desk) -> None:
    done = empty_desk.run("list")
    assert (done.code, done.out) == (0, "")
    assert done.err == f"copytaster: no documents in {empty_desk.inbox}\n"


@pytest.mark.parametrize("command", [["list"], ["show", "x"], ["export"], ["decide", "x", "keep"]])
def test_a_missing_inbox_is_named(empty_desk: Desk, command: list[str]) -> None:
    empty_desk.inbox.rmdir()
    assert f"{empty_desk.inbox}: no such file or folder" in one_line(empty_desk.run(*command))


def test_a_single_file_is_an_inbox(desk: Desk) -> None:
    done = desk.bare("list", "--inbox", str(desk.inbox / "ferry.txt"), "--state", str(desk.state))
    assert len(done.lines) == 1


def test_what_is_no_readable_file_is_a_row_that_says_why(desk: Desk) -> None:
    os.mkfifo(desk.inbox / "pipe.txt")
    (desk.inbox / "nowhere.txt").symlink_to("gone.txt")
    (desk.inbox / "outside.txt").symlink_to("/etc/passwd")
    desk.put("empty.txt", "")
    desk.put("binary.txt", bytes(range(256)) * 64)
    found = rows(desk.run("list", "--json"))
    assert "pipe" in found["pipe.txt"]["remark"]
    assert "nowhere" in found["nowhere.txt"]["remark"]
    assert "out of the inbox" in found["outside.txt"]["remark"]
    assert "empty" in found["empty.txt"]["remark"]
    assert "binary" in found["binary.txt"]["remark"]
    assert found["ferry.txt"]["remark"] == ""
    for name in ("pipe.txt", "nowhere.txt", "outside.txt"):
        assert name in one_line(desk.run("show", f"inbox/{name}"))
        assert name in one_line(desk.run("decide", f"inbox/{name}", "keep"))


def test_a_file_without_permission_is_a_row_that_says_so(desk: Desk) -> None:
    (desk.inbox / "minutes.txt").chmod(0)
    locked = desk.inbox / "locked"
    locked.mkdir(mode=0)
    done = run_as_ordinary_user(desk, "list", "--json")
    assert "no permission" in rows(done)["minutes.txt"]["remark"]
    assert rows(done)["ferry.txt"]["remark"] == ""
    assert done.err == f"copytaster: left out: {locked}: no permission to read\n"
    locked.chmod(0o700)


def test_an_inbox_without_permission_is_named(desk: Desk) -> None:
    desk.inbox.chmod(0)
    assert "inbox: no permission to read" in one_line(run_as_ordinary_user(desk, "list"))
    desk.inbox.chmod(0o700)


@pytest.mark.parametrize("name", [HOSTILE.encode(), b"caf\xe9.txt"])
def test_no_file_name_says_anything_to_the_terminal_and_every_one_can_be_opened(
    empty_desk: Desk, name: bytes
) -> None:
    path = os.path.join(os.fsencode(empty_desk.inbox), name)
    with open(path, "wb") as file:
        file.write(b"untitled words\n")
    for command in (["list"], ["list", "--json"], ["export", "--format", "csv"]):
        done = empty_desk.process(*empty_desk.where, *command)
        assert (done.code, done.err) == (0, "")
        assert all(line.replace("\t", "").isprintable() for line in done.out.splitlines())
    (record,) = empty_desk.run("list", "--json").records
    assert os.fsencode(record["path"]) == path
    shown = empty_desk.process(*empty_desk.where, "show", path)
    assert (shown.code, shown.err) == (0, "")
    assert "untitled words" in shown.out
    missing = empty_desk.process(*empty_desk.where, "show", path + b"x")
    one_line(missing)


def test_a_text_says_nothing_to_the_terminal_however_it_is_shown(empty_desk: Desk) -> None:
    hostile = f"\x1b]52;c;b3duZWQ=\x07{FERRY}\x1b[2J\x9b31m\u202e\u200b [red]x[/red] \x07\x7f"
    empty_desk.put("ferry.txt", hostile.replace("Ferry line", "Ferry\x1b]0;owned\x07 line"))
    empty_desk.run("note", "inbox/ferry.txt", "\x1b]0;owned\x07 by hand")
    for command in (
        *(["list"], ["list", "--json"], ["history"]),
        *(["show", "inbox/ferry.txt", *how] for how in ([], ["--raw"], ["--hidden"], ["--names"])),
        *(["export", "--format", form] for form in ("jsonl", "csv", "markdown")),
    ):
        done = empty_desk.run(*command)
        assert done.code == 0
        assert not set(done.out + done.err) & set("\x1b\x07\x7f\x9b\u202e\u200b"), command


def test_a_large_document_is_shown_uncleaned_and_says_so(empty_desk: Desk) -> None:
    empty_desk.put("large.txt", "The board met again and agreed on nothing.\n\n" * 50_000)
    (record,) = empty_desk.run("list", "--json").records
    assert record["remark"] == "2.2 MB: shown uncleaned"


def test_a_record_that_is_read_only_is_read_and_not_written(desk: Desk) -> None:
    desk.run("decide", "inbox/ferry.txt", "keep")
    for path in (desk.state, *desk.state.rglob("*")):
        path.chmod(0o500 if path.is_dir() else 0o400)
    refused = one_line(run_as_ordinary_user(desk, "decide", "inbox/minutes.txt", "keep"))
    assert f"{desk.state}: " in refused
    assert "read-only" in refused
    found = rows(run_as_ordinary_user(desk, "list", "--json"))
    assert found["ferry.txt"]["decision"] == "keep"
    assert found["minutes.txt"]["decision"] == "none"
    for path in (desk.state, *desk.state.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)


def test_a_record_that_is_a_file_is_named(desk: Desk) -> None:
    desk.state.write_text("not a folder")
    assert str(desk.state) in one_line(desk.run("decide", "inbox/ferry.txt", "keep"))
    assert desk.state.read_text() == "not a folder"


def test_a_record_that_others_could_write_is_made_private(desk: Desk) -> None:
    desk.state.mkdir()
    desk.state.chmod(0o775)
    assert desk.run("decide", "inbox/ferry.txt", "keep").code == 0
    assert desk.state.stat().st_mode & 0o077 == 0


def test_a_damaged_line_of_the_record_costs_one_decision_and_is_told(desk: Desk) -> None:
    for name in ("ferry.txt", "minutes.txt", "reprint.txt"):
        desk.run("decide", f"inbox/{name}", "keep")
    (journal,) = desk.state.glob("journal/*.jsonl")
    lines = journal.read_bytes().splitlines(keepends=True)
    place = next(at for at, line in enumerate(lines) if b"keep" in line)
    lines[place] = lines[place].replace(b"keep", b"kelp")
    journal.write_bytes(b"".join(lines))
    done = desk.run("list", "--json")
    decisions = {name: row["decision"] for name, row in rows(done).items()}
    assert decisions == {"ferry.txt": "none", "minutes.txt": "keep", "reprint.txt": "keep"}
    assert done.err.startswith("copytaster: ")
    assert "journal" in done.err
    assert done.err.count("\n") == 1


@pytest.fixture
def small_disk(desk: Desk) -> Iterator[Path]:
    """A disk of 64 KiB where the record is to be, already full."""
    desk.state.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k,mode=700", "none", desk.state],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("needs the right to mount a small disk")
    filler = desk.state / "filler"
    with open(filler, "wb", buffering=0) as file:
        try:
            while file.write(b"\0" * 4096):
                pass
        except OSError:
            file.flush()
    yield filler
    subprocess.run(["umount", desk.state], check=True)


def test_a_full_disk_refuses_the_decision_loudly_and_the_next_one_works_when_there_is_room(
    desk: Desk, small_disk: Path
) -> None:
    told = one_line(desk.run("decide", "inbox/ferry.txt", "keep"))
    assert "full" in told
    assert rows(desk.run("list", "--json"))["ferry.txt"]["decision"] == "none"
    small_disk.unlink()
    assert desk.run("decide", "inbox/ferry.txt", "keep").code == 0
    assert rows(desk.run("list", "--json"))["ferry.txt"]["decision"] == "keep"


def test_without_a_place_for_the_cache_the_documents_are_listed_all_the_same(desk: Desk) -> None:
    cache = desk.root / "cache"
    cache.mkdir()
    cache.chmod(0o500)
    done = run_as_ordinary_user(desk, "list", "--json")
    assert len(rows(done)) == 3
    assert done.err.count("\n") == 1
    cache.chmod(0o700)


def test_a_cache_that_is_damaged_is_made_anew(desk: Desk) -> None:
    before = desk.run("list").out
    for path in (desk.root / "cache").rglob("index.sqlite*"):
        path.write_bytes(b"\0\xff" * 5000)
    assert desk.run("list").out == before
