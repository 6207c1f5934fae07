"""Recent cases: the next start need not name its folders."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Desk, written_on

RECENT = "xdg-state/copytaster/.recent.json"


def start(desk: Desk, answer: bytes, until: bytes) -> tuple[int | None, str]:
    """Start without a name on a terminal, give an answer when asked; what was seen, and how it
    left: None if it had to be ended because it had reached ``until``."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "tui"],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env=os.environ | desk.environment,
        cwd=desk.root,
        start_new_session=True,
    )
    os.close(follower)
    seen, answered = b"", False
    for chunk in written_on(leader):
        seen += chunk
        if not answered and b"leaves): " in seen:
            os.write(leader, answer)
            answered = True
        if until in seen:
            break
    reached = until in seen
    if reached:
        process.send_signal(signal.SIGKILL)
    os.close(leader)
    code = process.wait(300)
    return (None if reached else code), seen.decode("utf-8", "replace")


@pytest.fixture
def known(empty_desk: Desk) -> Desk:
    """Two cases that were opened, without anything in them."""
    for name in ("autumn", "spring"):
        (empty_desk.root / name).mkdir()
        empty_desk.bare("list", f"--inbox={empty_desk.root / name}", f"--case={name} term")
    return empty_desk


def test_what_was_opened_is_remembered_the_last_first_for_its_reader_alone(known: Desk) -> None:
    file = known.root / RECENT
    assert [one["name"] for one in json.loads(file.read_text())] == ["spring term", "autumn term"]
    assert file.stat().st_mode & 0o077 == 0
    known.bare("list", "--case", "autumn term")
    assert [one["name"] for one in json.loads(file.read_text())] == ["autumn term", "spring term"]


def test_a_case_that_is_named_goes_before_the_folder_one_stands_in(known: Desk) -> None:
    (known.root / "pyproject.toml").write_text('name = "copytaster"')
    (known.root / "seeds").mkdir()
    here = known.bare("list")
    assert here.err == f"copytaster: no documents in {known.root / 'seeds'}\n"
    named = known.bare("list", "--case", "spring term")
    assert named.err == f"copytaster: no documents in {known.root / 'spring'}\n"


def test_a_case_is_known_by_its_name_alone(known: Desk) -> None:
    (known.root / "autumn/a.txt").write_text("A title\n\nA sentence about the harbour board.\n")
    done = known.bare("list", "--case", "autumn term")
    assert (done.code, len(done.lines)) == (0, 1)
    assert known.bare("list", "--case", "winter term").code == 2


def test_an_unnamed_start_lists_recent_cases_and_opens_the_one_that_is_chosen(
    known: Desk,
) -> None:
    code, seen = start(known, b"2\n", b"\x1b[?25l")
    assert code is None
    lines = [line for line in seen.splitlines() if " term" in line]
    assert [line.split()[0] for line in lines[:2]] == ["1", "2"]
    assert str(known.root / "spring") in lines[0]
    assert " autumn term " in seen.split("leaves): ")[1]


def test_cases_of_one_name_and_inbox_are_told_apart_by_their_records(known: Desk) -> None:
    known.bare("list", f"--inbox={known.root / 'spring'}", "--case=spring term", "--state=other")
    _, seen = start(known, b"\n", b"\x1b[?1049h")
    first, second, third = (line for line in seen.splitlines() if " term" in line)
    assert f"record in {known.root / 'other'}" in first
    assert "record in" in second
    assert "record in" not in third


@pytest.mark.parametrize(("answer", "code"), [(b"\n", 0), (b"3\n", 2), (b"x\n", 2)])
def test_no_case_is_opened_for_an_answer_that_names_none(
    known: Desk, answer: bytes, code: int
) -> None:
    left, seen = start(known, answer, b"\x1b[?1049h")
    assert left == code
    assert "Traceback" not in seen


def test_without_a_terminal_or_a_recent_case_it_says_how_to_name_one(empty_desk: Desk) -> None:
    code, seen = start(empty_desk, b"", b"leaves): ")
    assert code == 2
    assert "--inbox FOLDER" in seen
    assert empty_desk.bare().code == 2


def test_a_damaged_list_is_an_empty_list(known: Desk) -> None:
    for text in ("{", "[{}]", '[{"name": "x", "inbox": [], "state": "y", "opened": ""}]', "\xff"):
        (known.root / RECENT).write_text(text, encoding="latin-1")
        assert known.bare("list", "--case", "spring term").code == 2


def test_a_folder_that_does_not_exist_is_not_remembered(empty_desk: Desk) -> None:
    assert empty_desk.bare("list", "--inbox=nowhere").code == 1
    assert not (empty_desk.root / RECENT).exists()


def test_a_name_says_nothing_to_the_terminal(known: Desk) -> None:
    Path(known.root / "evil").mkdir()
    known.bare("list", "--inbox=evil", "--case=\x1b]0;owned\x07")
    _, seen = start(known, b"\n", b"\x1b[?1049h")
    assert "\x1b]0" not in seen
    assert "owned" in seen
