"""What a command loads: each dependency by its one door, and only what the command needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = "Council meets\n\nThe council met on Monday and agreed on a ferry to the island.\n"


def loaded(tmp_path: Path, *arguments: str, first: bool = True) -> set[str]:
    """The names of all modules that a process has loaded when the command is done."""
    script = (
        "import sys\n"
        "from tui.cli.main import run\n"
        "code = run(sys.argv[1:]) if sys.argv[1:] else 0\n"
        "print('loaded', *sys.modules, file=sys.stderr)\n"
        "sys.exit(code)\n"
    )
    environment = os.environ | {
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "COPYTASTER_INBOX": str(tmp_path / "inbox"),
    }
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        input=TEXT,
        env=environment,
        cwd=tmp_path,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    modules = done.stderr.rsplit("loaded ", 1)[1].split()
    return set(modules) | {name.split(".")[0] for name in modules}


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """An inbox that has been listed once."""
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox/a.txt").write_text(TEXT)
    loaded(tmp_path, "list")
    return tmp_path


def test_the_command_line_itself_loads_nothing_heavy(tmp_path: Path) -> None:
    found = loaded(tmp_path)
    assert "tui.cli.main" in found
    assert not found & {
        *("textual", "rich", "tinydb", "sqlite3", "lark", "argparse", "json", "asyncio"),
        *("tui.ingest", "tui.cleaning", "tui.entities", "tui.index", "tui.triage", "tui.app"),
    }


def test_the_version_is_said_without_the_program(tmp_path: Path) -> None:
    found = loaded(tmp_path, "--version")
    assert not found & {"textual", "rich", "tinydb", "sqlite3", "argparse", "dataclasses"}


@pytest.mark.parametrize("arguments", [["list"], ["list", "--json"], ["show", "inbox/a.txt"]])
def test_listing_and_showing_need_neither_screen_nor_tinydb_nor_the_steps(
    prepared: Path, arguments: list[str]
) -> None:
    found = loaded(prepared, *arguments)
    assert "sqlite3" in found
    assert not found & {
        *("textual", "rich", "tinydb", "asyncio", "multiprocessing", "tui.app"),
        *("tui.cleaning.clean", "tui.entities.find", "tui.spelling.kin", "tui.triage.store"),
    }


def test_a_decision_is_written_through_tinydb(prepared: Path) -> None:
    found = loaded(prepared, "decide", "inbox/a.txt", "keep")
    assert "tinydb" in found
    assert not found & {"textual", "rich", "tui.app"}


def test_clean_needs_no_names_no_index_and_no_record(tmp_path: Path) -> None:
    found = loaded(tmp_path, "clean")
    assert "tui.cleaning.clean" in found
    assert not found & {"textual", "rich", "tinydb", "sqlite3", "tui.entities", "tui.triage"}


def test_names_need_no_index_and_no_record(tmp_path: Path) -> None:
    found = loaded(tmp_path, "names")
    assert "tui.entities.find" in found
    assert not found & {"textual", "rich", "tinydb", "sqlite3", "tui.triage"}


@pytest.mark.parametrize(
    ("part", "unneeded"),
    [
        # The first picture is drawn by it, before anything else of the desk is there.
        ("tui.cli.desk", ("textual", "rich", "sqlite3", "tui.document", "tui.decision", "tui.app")),
        # What prepares is loaded by the process beside the screen.
        ("tui.cli.library", ("tinydb", "lark", "tui.workers", "tui.ingest.scan", "tui.cleaning")),
    ],
)
def test_the_desk_opens_without_what_it_does_not_need_yet(
    part: str, unneeded: tuple[str, ...]
) -> None:
    code = f"import sys, {part}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()).intersection(unneeded)
