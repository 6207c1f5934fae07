"""What the README shows must work: its commands are run, its keys compared with the table."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tui.commands import COMMANDS

_ROOT = Path(__file__).parent.parent
_README = (_ROOT / "README.md").read_text(encoding="utf-8")


def _commands() -> list[str]:
    blocks = re.findall(r"```console\n(.*?)```", _README, re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


@pytest.mark.slow
def test_every_command_of_the_readme_does_what_it_is_there_for(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_STATE_HOME": str(tmp_path / "xdg-state"),
    }
    assert len(_commands()) >= 20
    repository = tmp_path / "repository"
    shutil.copytree(_ROOT / "seeds", repository / "seeds")
    shutil.copy(_ROOT / "pyproject.toml", repository)
    for command in _commands():
        words = [sys.executable, "-m", "tui", *shlex.split(command)[1:]]
        done = subprocess.run(
            words, cwd=repository, env=environment, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, (command, done.stderr)
        assert done.stdout or done.stderr or " note " in command, command


def test_the_ten_keys_are_keys_of_the_program() -> None:
    table = re.search(r"## Ten keys\n\n(.*?)\n\n", _README, re.DOTALL)
    assert table is not None
    rows = table.group(1).splitlines()[2:]
    assert len(rows) == 10
    known = {key for command in COMMANDS for key in command.keys}
    for row in rows:
        for key in re.findall(r"`([^`]+)`", row.split("|")[1]):
            assert key in known or key.lower() in known, key


def test_the_readme_names_both_set_up_commands() -> None:
    makefile = (_ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("run", "test"):
        assert f"make {target}" in _README
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_every_path_that_the_readme_names_is_there() -> None:
    paths = re.findall(r"`((?:tests|seeds|state|tui|\.ci)/[\w./-]*|[A-Z]+\.md)`", _README)
    assert len(paths) >= 3
    for path in paths:
        assert (_ROOT / path).exists(), path
