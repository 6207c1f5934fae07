"""How much of the crash matrix is run: a slice with the tests, all of it with ``make crash``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--crash", action="store_true", help="the whole crash matrix")


@pytest.fixture
def whole(request: pytest.FixtureRequest) -> bool:
    """Whether everything is wanted."""
    return bool(request.config.getoption("--crash", default=False))


@pytest.fixture
def crash_rounds(whole: bool) -> int:
    """How often a process is killed at random."""
    return 200 if whole else 10


@pytest.fixture
def length(whole: bool) -> int:
    """How long the stories are."""
    return 3 if whole else 1


@pytest.fixture
def fast(tmp_path: Path) -> Iterator[Path]:
    """A folder for very many small files: in memory, where the system has a place for that."""
    shared = Path("/dev/shm")
    if not os.access(shared, os.W_OK):
        yield tmp_path
        return
    with TemporaryDirectory(prefix="copytaster-", dir=shared) as name:
        yield Path(name)


@pytest.fixture
def state(tmp_path: Path) -> str:
    """The path of a record folder that is not there yet."""
    return str(tmp_path / "state")
