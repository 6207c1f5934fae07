"""Records on a real disk, each in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tui.triage.record import Record

Opener = Callable[..., Record]


@pytest.fixture
def state(tmp_path: Path) -> str:
    """The path of a record folder that is not there yet."""
    return str(tmp_path / "state")


@pytest.fixture
def opened(state: str) -> Iterator[Opener]:
    """Opens sessions on the same folder: ``opened()``, ``opened(reader="bob")``."""
    records = []

    def open_record(reader: str = "ada", host: str = "desk", *, read_only: bool = False) -> Record:
        records.append(Record.open(state, reader=reader, host=host, read_only=read_only))
        return records[-1]

    yield open_record
    for record in records:
        record.close()
