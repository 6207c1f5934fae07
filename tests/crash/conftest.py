"""How much of the crash matrix is run: a slice with the tests, all of it with ``make crash``."""

from __future__ import annotations

from pathlib import Path

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
def state(tmp_path: Path) -> str:
    """The path of a record folder that is not there yet."""
    return str(tmp_path / "state")
