"""What the README shows must work: its commands are run, its keys compared with the table."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from dataclasses import fields, replace
from pathlib import Path

import pytest

from tui.commands import COMMANDS
from tui.settings import Settings, read_settings

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
            words, cwd=repository, env=environment, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, (command, done.stderr)
        assert done.stdout or done.stderr or " note " in command, command


def _rows(heading: str) -> list[str]:
    """The rows of the first table below a heading."""
    table = re.search(rf"## {heading}\n.*?(\| key .*?)\n\n", _README, re.DOTALL)
    assert table is not None
    return table.group(1).splitlines()[2:]


@pytest.mark.parametrize(("heading", "count"), [("Ten keys", 10), ("Names", 7)])
def test_the_keys_of_the_readme_are_keys_of_the_program(heading: str, count: int) -> None:
    rows = _rows(heading)
    assert len(rows) == count
    known = {key for command in COMMANDS for key in command.keys}
    for row in rows:
        for key in re.findall(r"`([^`]+)`", row.split("|")[1]):
            assert key in known or key.lower() in known, key


def test_the_settings_of_the_readme_are_all_there_are_with_their_values(tmp_path: Path) -> None:
    block = re.search(r"```toml\n(.*?)```", _README, re.DOTALL)
    assert block is not None
    given = tomllib.loads(block.group(1))
    assert set(given) == {one.name for one in fields(Settings)}
    (tmp_path / "copytaster").mkdir()
    (tmp_path / "copytaster/settings.toml").write_text(block.group(1))
    found = read_settings({"XDG_CONFIG_HOME": str(tmp_path)})
    assert replace(found, names={}, file_names={}) == Settings()


def test_the_readme_names_both_set_up_commands() -> None:
    makefile = (_ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("run", "test"):
        assert f"make {target}" in _README
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_the_house_has_every_room_in_its_table() -> None:
    house = (_ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for room in (_ROOT / "tui").iterdir():
        if not room.name.startswith("__"):
            assert re.search(rf"^\| .*`tui/{re.escape(room.name)}/?`.* \|", house, re.MULTILINE), (
                room
            )


def test_every_path_that_the_readme_names_is_there() -> None:
    paths = re.findall(r"`((?:tests|seeds|state|tui|\.ci)/[\w./-]*|[A-Z]+\.md)`", _README)
    assert len(paths) >= 3
    for path in paths:
        assert (_ROOT / path).exists(), path
