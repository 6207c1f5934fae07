"""A disk that is really full: nothing acknowledged is lost, and what waited is saved later."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.crash.reader import change, problems
from tui.triage.record import Record, RecordError


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of 3 MB."""
    place = tmp_path / "small"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m,mode=755", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk, and not everywhere")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.slow
def test_a_disk_that_fills_up_and_is_emptied_again(small: Path) -> None:
    state = str(small / "state")
    filler = small / "filler"
    acknowledged: list[int] = []
    refused = 0
    with Record.open(state, reader="ada", host="desk") as record:
        for number in range(600):
            if number == 50:
                with suppress(OSError), filler.open("wb") as file:
                    while True:
                        file.write(bytes(4096))
                        file.flush()
            try:
                record.submit_and_wait([change(number)])
                acknowledged.append(number)
            except RecordError as error:
                assert "disk full" in str(error)
                refused += 1
            if number == 400:
                assert record.trouble
                filler.unlink()
        assert record.flush(10)
        acknowledged = list(range(600))
        assert record.trouble == ""
    print(f"full disk: 600 decisions, {refused} refused at first")
    assert problems(state, acknowledged) == []


@pytest.mark.slow
def test_the_reserve_carries_a_reader_over_a_full_disk(small: Path) -> None:
    state = str(small / "state")
    with Record.open(state, reader="ada", host="desk") as record:
        record.submit_and_wait([change(0)])
        descriptor = os.open(small / "state/.reserve", os.O_WRONLY | os.O_CREAT)
        os.posix_fallocate(descriptor, 0, 1 << 20)
        os.close(descriptor)
        with suppress(OSError), (small / "filler").open("wb") as file:
            while True:
                file.write(bytes(4096))
                file.flush()
        for number in range(1, 200):
            record.submit_and_wait([change(number)])
        assert record.trouble.startswith("DISK FULL")
    assert problems(state, range(200)) == []


def test_a_file_that_may_not_grow_is_followed_by_another(tmp_path: Path) -> None:
    state = str(tmp_path / "state")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Record.open(state, reader="ada", host="desk") as record:
        record.submit_and_wait([change(0)])
        resource.setrlimit(resource.RLIMIT_FSIZE, (4000, before[1]))
        try:
            for number in range(1, 60):
                record.submit_and_wait([change(number)])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert len(list(Path(state, "journal").iterdir())) > 2
    assert problems(state, range(60)) == []
