"""The command as a whole: its words, its exit codes, its help."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.cli.conftest import FERRY, Desk
from tui import __version__
from tui.cli import main
from tui.cli.arguments import parser

COMMANDS = sorted(main.COMMANDS)


def test_the_version_is_one_line(empty_desk: Desk) -> None:
    for done in (
        empty_desk.bare("--version"),
        empty_desk.process("--version"),
        empty_desk.run("-V"),
    ):
        assert (done.code, done.out, done.err) == (0, f"copytaster {__version__}\n", "")


def test_help_names_every_command_and_shows_examples(empty_desk: Desk) -> None:
    done = empty_desk.bare("--help")
    assert done.code == 0
    for name in COMMANDS:
        assert re.search(rf"^  {name} ", done.out, re.MULTILINE)
    assert "examples:" in done.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_and_takes_the_common_options(name: str) -> None:
    command = main.command(name)
    text = parser(name, command).format_help()
    assert command.help.split()[0] in text
    assert f"  copytaster {name}" in text or "| copytaster" in text
    for option in ("--inbox", "--state", "--case", "--reader", "--host", "--demo"):
        assert option in text


@pytest.mark.parametrize(
    ("arguments", "name", "rest"),
    [
        (["list", "ferry"], "list", ["ferry"]),
        (["--inbox", "list", "list"], "list", ["--inbox", "list"]),
        (["--inbox=x", "--demo", "show", "3f"], "show", ["--inbox=x", "--demo", "3f"]),
        (["incoming/"], "", ["incoming/"]),
        (["incoming/", "list"], "", ["incoming/", "list"]),
        (["./list"], "", ["./list"]),
        (["--", "list"], "", ["--", "list"]),
        (["--state", "s"], "", ["--state", "s"]),
        ([], "", []),
    ],
)
def test_the_first_word_that_is_no_option_is_the_command(
    arguments: list[str], name: str, rest: list[str]
) -> None:
    assert main.split(arguments) == (name, rest)


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "--no-such-option"],
        ["decide"],
        ["decide", "3f", "burn"],
        ["decide", "3f", "keep", "--priority", "9"],
        ["decide", "3f", "none", "--reason", "x"],
        ["export", "--format", "tiff"],
        ["show", "3f", "--raw", "--names"],
        ["note", "3f", "  "],
        ["decide", "3f", "keep", "--reason", ""],
        ["watch", "add"],
        ["watch", "remove"],
        ["filter", "remove"],
        ["filter", "list", "f"],
        ["rule", "remove"],
        ["rule", "list", "digest"],
        ["list", "--reader", "///"],
    ],
)
def test_a_call_that_makes_no_sense_is_one_line_and_exit_code_2(
    shared_desk: Desk, arguments: list[str]
) -> None:
    done = shared_desk.run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert re.fullmatch(r"copytaster: [^\n]+\n", done.err)


def test_a_start_without_an_inbox_says_how_to_name_one(empty_desk: Desk) -> None:
    done = empty_desk.bare("list")
    assert done.code == 2
    assert "--inbox FOLDER" in done.err
    assert done.err.count("\n") == 1


def test_a_case_or_record_that_nobody_knows_is_named_and_how_to_name_it(empty_desk: Desk) -> None:
    unknown = empty_desk.bare("list", "--case", "spring")
    assert (unknown.code, unknown.out) == (2, "")
    assert "'spring'" in unknown.err and "--inbox" in unknown.err
    nothing = empty_desk.bare("verify")
    assert (nothing.code, nothing.out) == (2, "")
    assert "--state" in nothing.err


def test_options_and_environment_name_the_inbox_alike(desk: Desk) -> None:
    by_option = desk.bare("list", "--inbox", str(desk.inbox), "--state", str(desk.state))
    by_environment = desk.bare(
        "list", COPYTASTER_INBOX=str(desk.inbox), COPYTASTER_STATE=str(desk.state)
    )
    assert by_option.out == by_environment.out
    assert len(by_option.lines) == 3


def test_an_option_may_stand_before_the_command(desk: Desk) -> None:
    done = desk.bare("--inbox", str(desk.inbox), "list")
    assert len(done.lines) == 3


@pytest.mark.parametrize(
    "words", [["-dredging"], ["--", "-dredging"], ["ferry", "--json", "-dredging"]]
)
def test_a_word_of_a_query_may_begin_with_a_minus(shared_desk: Desk, words: list[str]) -> None:
    done = shared_desk.run("list", *words)
    assert (done.code, done.err) == (0, "")
    assert len(done.lines) == 2
    assert "minutes.txt" not in done.out


def test_behind_two_dashes_everything_is_a_word(desk: Desk) -> None:
    desk.put("-x.txt", "Untitled words\n")
    assert "Untitled words" in desk.bare("show", "--inbox=inbox", "--", "inbox/-x.txt").out
    assert desk.run("note", "inbox/-x.txt", "--", "-x", "marks").code == 0
    assert "-x marks" in desk.run("show", "inbox/-x.txt").out
    refused = desk.run("show", "one", "--", "-two")
    assert (refused.code, refused.err.count("-two")) == (2, 1)
    assert refused.err.startswith("copytaster: unrecognized arguments: -two ")


@pytest.mark.parametrize("terminal", ["dumb", ""])
def test_the_screen_needs_a_terminal_and_says_so(empty_desk: Desk, terminal: str) -> None:
    done = empty_desk.run(TERM=terminal)
    assert (done.code, done.out) == (2, "")
    assert re.fullmatch(r"copytaster: the screen [^\n]+\n", done.err)


def test_a_word_that_is_neither_command_nor_path_is_named(empty_desk: Desk) -> None:
    done = empty_desk.bare("lisst")
    assert (done.code, done.err) == (
        1,
        "copytaster: lisst: neither a command nor a file or folder\n",
    )


def test_the_screen_is_not_drawn_on_a_terminal_that_says_it_is_dumb(empty_desk: Desk) -> None:
    leader, follower = os.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "tui", "--inbox", str(empty_desk.inbox)],
        stdin=follower,
        stdout=follower,
        stderr=subprocess.PIPE,
        env=os.environ | empty_desk.environment | {"TERM": "dumb"},
        timeout=300,
        text=True,
    )
    os.close(follower)
    os.close(leader)
    assert done.returncode == 2
    assert re.fullmatch(r"copytaster: the screen [^\n]+TERM=dumb[^\n]*\n", done.stderr)


def test_a_reader_of_the_pipe_who_has_seen_enough_is_no_error(desk: Desk) -> None:
    for number in range(40):
        desk.put(f"more-{number}.txt", FERRY.replace("Sandholm", f"Sandholm {number}"))
    environment = os.environ | desk.environment
    command = [sys.executable, "-m", "tui", "list", "--json", f"--inbox={desk.inbox}"]
    subprocess.run(command, env=environment, capture_output=True, timeout=300, check=True)
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    with process.stderr:
        assert process.stderr.read() == b""
    assert process.wait(300) == 0


@pytest.mark.parametrize("arguments", [["list"], ["--version"]])
def test_output_that_cannot_be_written_is_one_line(shared_desk: Desk, arguments: list[str]) -> None:
    shared_desk.run("list")
    where = shared_desk.where if arguments == ["list"] else ()
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tui", *where, *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            env=os.environ | shared_desk.environment,
            text=True,
            timeout=300,
        )
    assert done.returncode == 1
    assert done.stderr == "copytaster: No space left on device\n"


@pytest.mark.parametrize("stream", [">&-", "2>&-", "<&-"])
def test_a_closed_stream_is_no_error(shared_desk: Desk, stream: str) -> None:
    shared_desk.run("list")
    done = subprocess.run(
        [
            "/bin/sh",
            "-c",
            f'"$@" {stream}',
            "sh",
            sys.executable,
            "-m",
            "tui",
            *shared_desk.where,
            "list",
        ],
        capture_output=True,
        text=True,
        timeout=300,
        env=os.environ | shared_desk.environment,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == (0 if stream == ">&-" else 3)


def test_what_should_not_happen_is_one_line_with_the_details_in_a_log(
    empty_desk: Desk,
) -> None:
    script = (
        "import sys\n"
        "from tui.cli import failing\n"
        "def defect(): raise LookupError('\\x1b]0;owned\\x07 said the document')\n"
        "sys.exit(failing.guarded(defect))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        env=os.environ | empty_desk.environment,
    )
    log = empty_desk.root / "xdg-state/copytaster/errors.log"
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("copytaster: LookupError: ")
    assert str(log) in done.stderr
    assert "\x1b" not in done.stderr
    text = log.read_text()
    assert "Traceback" in text
    assert "defect" in text
    assert text.isascii()
    assert "\x1b" not in text
    assert log.stat().st_mode & 0o077 == 0
