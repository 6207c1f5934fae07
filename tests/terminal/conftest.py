"""A case of its own for each test, opened in a terminal of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.terminal.listing import is_ready
from tests.terminal.processes import marked_with
from tests.terminal.screen import PATIENCE, Screen

ROOT = Path(__file__).parents[2]


@dataclass
class Room:
    """An inbox, a record and a home, in a folder; and the terminals in which they are opened."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    screens: list[Screen] = field(default_factory=list)
    state: Path = Path()

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    @property
    def command(self) -> tuple[str, ...]:
        """The program on this inbox and record."""
        return (
            *(sys.executable, "-m", "tui", f"--inbox={self.inbox}", f"--state={self.state}"),
            *("--reader=ada", "--host=test"),
        )

    def put(self, name: str, text: str | bytes) -> Path:
        path = self.inbox / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def settings(self, text: str) -> None:
        """Write the settings file."""
        path = self.folder / "config/copytaster/settings.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def start(
        self,
        *arguments: str,
        size: tuple[int, int] = (120, 40),
        prefix: tuple[str, ...] = (),
        **environment: str | None,
    ) -> Screen:
        """Open the case in a terminal; a variable set to ``None`` is not there.

        ``prefix`` is a program that starts the command given to it.
        """
        variables = self.environment | environment
        screen = Screen(
            (*prefix, *self.command, *arguments),
            {name: value for name, value in variables.items() if value is not None},
            size,
            self.folder,
        )
        self.screens.append(screen)
        return screen

    def open(
        self,
        *arguments: str,
        size: tuple[int, int] = (120, 40),
        prefix: tuple[str, ...] = (),
        **environment: str | None,
    ) -> Screen:
        """The same, until the whole inbox is prepared and all has come to rest."""
        screen = self.start(*arguments, size=size, prefix=prefix, **environment)
        until_ready(screen)
        return screen

    def leave(self, screen: Screen) -> None:
        """Leave by ``q``, from the list; of a slow disk the desk tells, and wants another ``q``."""
        screen.press("q")
        screen.wait_until(
            lambda: screen.process.poll() is not None or "q again leaves" in screen.text,
            "not left",
        )
        if screen.process.poll() is None:
            screen.settle()
            screen.press("q")
        assert screen.wait_exit() == 0

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command on the case, without a screen."""
        return subprocess.run(
            [*self.command, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env=self.environment,
            cwd=self.folder,
            timeout=300,
        )

    def rows(self) -> dict[str, dict[str, Any]]:
        """What `copytaster list --json` says, by title."""
        done = self.run("list", "--json")
        assert done.returncode == 0, done.stderr
        found = [json.loads(line) for line in done.stdout.splitlines()]
        return {row["title"]: row for row in found}

    def processes(self) -> list[int]:
        """All that was started for this case and is still there."""
        return marked_with(f"COPYTASTER_TEST={self.folder}")

    def wait_until_nothing_runs(self, timeout: float = PATIENCE) -> None:
        """Until the last process of this case has ended; fails if one stays."""
        deadline = time.monotonic() + timeout
        while left := self.processes():
            assert time.monotonic() < deadline, f"still there: {left}"
            time.sleep(0.05)


def until_ready(screen: Screen, rows: slice = slice(None)) -> None:
    """Until the whole inbox is prepared and all has come to rest; ``rows`` are the desk's."""
    ready = False
    while not ready:
        screen.wait_until(lambda: is_ready(screen.lines[rows]), "not ready")
        screen.settle()
        # Before it knows that its terminal shows frames whole, the desk sends the first ones bare.
        ready = is_ready(screen.lines[rows])


def make_room(folder: Path) -> Room:
    """An empty case in ``folder``."""
    made = Room(folder, state=folder / "state")
    made.inbox.mkdir(parents=True, exist_ok=True)
    made.environment = {
        "HOME": str(folder / "home"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_STATE_HOME": str(folder / "xdg-state"),
        "COPYTASTER_TEST": str(folder),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
    }
    made.settings("workers = 1\n")
    return made


def close(room: Room) -> None:
    """End what a test has left running."""
    for screen in room.screens:
        screen.close()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """An empty inbox, and a record that is not there yet."""
    made = make_room(tmp_path)
    yield made
    close(made)
