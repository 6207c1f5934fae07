"""Standard input as the inbox: one document, or a list of the files to read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import FERRY, MINUTES, Desk, Result

READER = ("--reader=ada", "--host=test")


def piped(desk: Desk, data: bytes, *arguments: str) -> Result:
    """The command with ``data`` on its standard input."""
    return desk.bare(*arguments, *READER, stdin=data)


def test_a_document_is_listed_and_shown_from_standard_input(empty_desk: Desk) -> None:
    listed = piped(empty_desk, FERRY.encode(), "list", "-")
    assert (listed.code, listed.err) == (0, "")
    assert "Ferry line to Sandholm opens in spring" in listed.out
    assert piped(empty_desk, FERRY.encode(), "list", "-", "zeppelin").out == ""
    shown = piped(empty_desk, FERRY.encode(), "show", "-")
    assert shown.out.startswith("Ferry line to Sandholm opens in spring\n")
    names = piped(empty_desk, FERRY.encode(), "show", "-", "--names")
    assert "PERSON\tGreta Holmqvist" in names.out


def test_filters_read_standard_input_by_its_name_too(empty_desk: Desk) -> None:
    assert "sail six times" in piped(empty_desk, FERRY.encode(), "clean", "-").out
    assert "PERSON\tGreta Holmqvist" in piped(empty_desk, FERRY.encode(), "names", "-").out


def test_what_is_decided_of_a_piped_document_is_there_when_it_comes_again(empty_desk: Desk) -> None:
    done = piped(empty_desk, FERRY.encode(), "decide", "-", "keep", "--reason", "local")
    assert (done.code, done.err) == (0, "")
    assert piped(empty_desk, FERRY.encode(), "list", "-").out.startswith("keep\t")
    assert piped(empty_desk, MINUTES.encode(), "list", "-").out.startswith("none\t")
    identity = piped(empty_desk, FERRY.encode(), "list", "-").out.split("\t")[1]
    kept = empty_desk.bare("show", identity, "--case", "standard-input", "--kept", *READER)
    assert "sail six times" in kept.out


def test_the_bytes_of_a_piped_document_stay(empty_desk: Desk) -> None:
    data = "Ферри\r\n".encode("cp1251")
    piped(empty_desk, data, "list", "-")
    piped(empty_desk, data, "list", "-")
    kept = [path for path in (empty_desk.root / "xdg-state").rglob("*") if path.is_file()]
    spooled = [path for path in kept if ".piped" in str(path)]
    assert [path.read_bytes() for path in spooled] == [data]
    assert spooled[0].stat().st_mode & 0o077 == 0


def test_a_piped_document_joins_a_folder_in_that_folders_record(desk: Desk) -> None:
    desk.run("decide", str(desk.inbox / "ferry.txt"), "keep")
    other = MINUTES.replace("Harbour", "School").encode()
    lines = piped(desk, other, *desk.where[:2], "list", "-").lines
    assert len(lines) == 4
    assert sum(line.startswith("keep\t") for line in lines) == 1


def test_a_document_is_piped_in_beside_a_list_of_files(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "to-read").write_text("inbox/ferry.txt\n")
    listed = piped(desk, MINUTES.encode(), "list", "-", "--files-from", "to-read")
    assert (listed.err, len(listed.lines)) == ("", 2)
    shown = piped(desk, MINUTES.encode(), "show", "-", "--files-from", "to-read")
    assert shown.out.startswith("Harbour board")


@pytest.mark.parametrize("separator", ["\n", "\r\n", "\0"])
def test_a_list_of_files_is_read_from_standard_input_or_a_file(
    desk: Desk, tmp_path: Path, separator: str
) -> None:
    paths = [str(desk.inbox / "ferry.txt"), "inbox/minutes.txt", "inbox/minutes.txt"]
    given = separator.join(paths).encode()
    from_input = piped(desk, given, "list", "--files-from", "-")
    assert (from_input.code, from_input.err, len(from_input.lines)) == (0, "", 2)
    (tmp_path / "to-read").write_bytes(given)
    from_file = desk.bare("list", "--files-from", str(tmp_path / "to-read"), *READER)
    assert from_file.lines == from_input.lines


def test_filters_take_a_list_of_files_too(desk: Desk) -> None:
    done = piped(desk, b"inbox/ferry.txt\ninbox/minutes.txt\n", "clean", "--files-from", "-")
    assert "sail six times" in done.out
    assert "repaint the fish hall" in done.out
    names = piped(desk, b"inbox/minutes.txt", "names", "--files-from", "-")
    assert "12 October 2026" in names.out


def test_names_that_are_no_text_can_be_listed(desk: Desk) -> None:
    odd = os.fsencode(desk.inbox) + b"/od\xffd.txt"
    with open(odd, "wb") as file:
        file.write(MINUTES.encode())
    done = piped(desk, odd + b"\0", "list", "--files-from", "-")
    assert (done.code, len(done.lines)) == (0, 1)


def test_files_of_a_list_that_are_not_there_are_named_and_the_others_read(desk: Desk) -> None:
    given = "\n".join([str(desk.inbox / "ferry.txt"), *(f"gone-{n}" for n in range(5))])
    done = piped(desk, given.encode(), "list", "--files-from", "-")
    assert (done.code, len(done.lines)) == (0, 1)
    assert done.err == "copytaster: left out, not there: gone-0, gone-1, gone-2 and 2 more\n"


@pytest.mark.parametrize(
    ("arguments", "data", "words"),
    [
        (("list", "-"), b"", "standard input is empty"),
        (("show", "-"), b"", "standard input is empty"),
        (("list", "--files-from", "-"), b"", "standard input is empty"),
        (("list", "--files-from", "-"), b"\n\n", "0 paths"),
        (("list", "--files-from", "-"), b"nothing/here\n", "no file there"),
        (("list", "--files-from", "no-such-list"), b"", "No such file"),
    ],
)
def test_what_cannot_be_read_is_one_line(
    empty_desk: Desk, arguments: tuple[str, ...], data: bytes, words: str
) -> None:
    done = piped(empty_desk, data, *arguments)
    assert (done.code, done.out) == (1, "")
    assert words in done.err.splitlines()[-1]


def test_a_document_that_is_too_large_is_refused_without_being_stored(
    empty_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.ingest.load.LIMIT", 1000)
    done = piped(empty_desk, b"x" * 1001, "list", "-")
    assert (done.code, done.err) == (1, "copytaster: standard input is larger than 1 kB\n")
    assert not (empty_desk.root / "xdg-state/copytaster/.piped").exists()


def test_what_is_piped_is_not_among_the_recent_cases(empty_desk: Desk) -> None:
    piped(empty_desk, FERRY.encode(), "list", "-")
    assert not (empty_desk.root / "xdg-state/copytaster/.recent.json").exists()


def test_without_a_terminal_the_desk_says_what_it_needs(empty_desk: Desk) -> None:
    environment = os.environ | empty_desk.environment
    for arguments, words in (((), "the screen needs a terminal"), (("-",), "keys need a terminal")):
        done = subprocess.run(
            [sys.executable, "-m", "tui", *arguments],
            input=FERRY.encode(),
            capture_output=True,
            env=environment,
            cwd=empty_desk.root,
            start_new_session=True,
            timeout=300,
        )
        assert (done.returncode, done.stdout) == (2, b"")
        assert words in done.stderr.decode()
