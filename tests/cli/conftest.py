"""A small inbox of its own for each test, and the command to run on it."""

from __future__ import annotations

import contextlib
import io
import itertools
import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from tui.cases import Case, Reader
from tui.cli.case_index import open_index
from tui.cli.main import run
from tui.index.index import Index
from tui.settings import Settings

READER = Reader("ada", "test")

FERRY = """\
Ferry line to Sandholm opens in spring

The town council of Marrow Bay voted on Tuesday to open a ferry line to the island of Sandholm.

The boats will sail six times a day from April, and the fare will be 4 crowns for islanders.

Council leader Greta Holmqvist said the line would end a decade of waiting for the islanders.

"People moved away because they could not get to a doctor," Holmqvist told reporters in Oslo.

The line will cost 12 million euros over five years. A bridge had been priced at ten times that.
"""

REPRINT = FERRY.replace(
    "Ferry line to Sandholm opens in spring", "Islanders get their boat at last"
)

MINUTES = """\
Harbour board: minutes of the autumn meeting

The board met on 12 October 2026 in the old customs house with nine members present.

The treasurer reported that dredging of the inner basin had been finished two weeks early.

The contractor, Nordlys Marine, had asked for the last third of the price that was agreed on.

Members agreed to repaint the fish hall and to ask the county about lights on the south mole.
"""


@dataclass(frozen=True)
class Result:
    """What a command said and how it left."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.lines]


@dataclass
class Desk:
    """An inbox, a record and a cache in a folder, and the command that works on them."""

    root: Path
    environment: dict[str, str] = field(default_factory=dict)
    reader: str = "ada"

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def state(self) -> Path:
        return self.root / "state"

    def put(self, name: str, text: str | bytes) -> Path:
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def bare(self, *arguments: str, stdin: bytes = b"", **environment: str) -> Result:
        """Carry out the command with just these arguments, as `copytaster` would."""
        out, err = io.TextIOWrapper(io.BytesIO()), io.TextIOWrapper(io.BytesIO())
        with (
            mock.patch.dict(os.environ, self.environment | environment),
            mock.patch("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin))),
            contextlib.chdir(self.root),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            code = run(arguments)
        return Result(code, _written(out), _written(err))

    def process(self, *arguments: str | bytes, **environment: str) -> Result:
        """Run `copytaster` with just these arguments in a process of its own."""
        done = subprocess.run(
            [sys.executable, "-m", "tui", *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=os.environ | self.environment | environment,
            cwd=self.root,
            timeout=300,
        )
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    def run(self, *arguments: str, **environment: str) -> Result:
        """Carry out a command on the inbox and record."""
        return self.bare(*self.where, *arguments, stdin=b"", **environment)

    @property
    def where(self) -> tuple[str, ...]:
        """The options that name the inbox, the record and the reader."""
        return (
            *(f"--inbox={self.inbox}", f"--state={self.state}"),
            *(f"--reader={self.reader}", "--host=test"),
        )


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()


def written_on(terminal: int) -> Iterator[bytes]:
    """What comes out of a terminal, by its leading side, until no program has it open any more."""
    while select.select([terminal], [], [], 300)[0]:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:
            # EIO is how Linux says so.
            return
        if not chunk:
            return
        yield chunk


def make_desk(root: Path) -> Desk:
    desk = Desk(root)
    desk.inbox.mkdir(parents=True)
    desk.environment = {
        "XDG_CACHE_HOME": str(root / "cache"),
        "XDG_CONFIG_HOME": str(root / "config"),
        "XDG_STATE_HOME": str(root / "xdg-state"),
        "COPYTASTER_INBOX": "",
        "COPYTASTER_STATE": "",
        "TERM": "xterm-256color",
        "TZ": "UTC",
    }
    settings = root / "config/copytaster/settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("workers = 1\n")
    return desk


def furnished(desk: Desk) -> Desk:
    """The desk, in its inbox a report, its reprint under another headline, and minutes."""
    desk.put("ferry.txt", FERRY)
    desk.put("minutes.txt", MINUTES)
    desk.put("reprint.txt", REPRINT)
    return desk


@pytest.fixture
def empty_desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


@pytest.fixture
def desk(empty_desk: Desk) -> Desk:
    """An inbox with three documents."""
    return furnished(empty_desk)


@pytest.fixture(scope="module")
def shared_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The same, for the tests of a module that leave the inbox as it is."""
    return furnished(make_desk(tmp_path_factory.mktemp("desk")))


@pytest.fixture
def fresh_reader(shared_desk: Desk) -> Desk:
    """The shared inbox, before a reader who has decided nothing yet."""
    return replace(shared_desk, reader=f"reader-{next(_READERS)}")


_READERS = itertools.count(1)


@pytest.fixture
def case(desk: Desk) -> Case:
    cache = str(desk.root / "cache/copytaster/here")
    return Case("test", (str(desk.inbox),), str(desk.state), cache)


@pytest.fixture
def index(case: Case) -> Iterator[Index]:
    opened = open_index(case, READER, Settings())
    yield opened
    opened.close()
