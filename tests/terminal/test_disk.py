"""A record on a disk that is full or read-only: the screen says so, and shows nothing as saved."""

from __future__ import annotations

import errno
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.terminal.conftest import Room
from tests.terminal.documents import fill
from tests.terminal.listing import glyphs, is_saved, seen
from tests.terminal.screen import Screen


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of a few pages in memory, mounted on ``folder``."""
    if shutil.which("mount") is None:
        pytest.skip("there is no mount command")
    folder.mkdir()
    options = "size=64k,mode=700"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("only root can mount a small disk, and not everywhere")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill_up(disk: Path) -> Path:
    """Take the last byte of a disk; the file that holds it."""
    ballast = disk / "ballast"
    with open(ballast, "wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 512)
        except OSError as error:
            assert error.errno == errno.ENOSPC
    return ballast


@pytest.mark.slow
def test_on_a_full_disk_decisions_wait_visibly_and_are_saved_when_there_is_room(
    room: Room,
) -> None:
    fill(room.inbox, 6)
    with small_disk(room.state) as disk:
        desk = room.open()
        ballast = fill_up(disk)
        for key in "ax":
            desk.press(key)
            desk.wait_until(lambda: desk.lines[-1].endswith("NOT SAVED"), "said to be saved")
            desk.settle()
        assert glyphs(desk.lines) == "+x····"
        assert [row.pending for row in seen(desk.lines)] == [True, True, *[False] * 4]
        desk.press("q")
        desk.wait_for("q again leaves and loses 2 that are NOT SAVED")
        ballast.unlink()
        desk.wait_until(lambda: is_saved(desk.lines), "still not saved")
        assert glyphs(desk.lines) == "+x····"
        room.leave(desk)
        decisions = [row["decision"] for row in room.rows().values()]
        assert decisions == ["keep", "discard", *["none"] * 4]


@pytest.mark.slow
def test_a_read_only_disk_is_said_at_the_start_and_no_decision_is_taken_there(room: Room) -> None:
    fill(room.inbox, 3)
    with small_disk(room.state) as disk:
        decide_and_leave(room)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        desk = room.open()
        assert glyphs(desk.lines) == "+··"
        assert desk.lines[-1].endswith("read-only")
        desk.wait_for("read-only disk")
        desk.press("j")
        desk.settle()
        desk.press("x")
        desk.settle()
        assert glyphs(desk.lines) == "+··"
        assert desk.lines[-1].endswith("read-only")
        room.leave(desk)


@pytest.mark.slow
def test_a_record_that_cannot_be_made_on_a_read_only_disk_is_reported(room: Room) -> None:
    fill(room.inbox, 3)
    with small_disk(room.folder / "disk") as disk:
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        room.state = disk / "record"
        desk = room.open()
        assert desk.lines[-1].endswith("read-only")
        desk.press("j")
        desk.wait_for("read-only disk")
        desk.settle()
        desk.press("a")
        desk.settle()
        assert desk.lines[-1].endswith("read-only")
        assert all(row.pending for row in seen(desk.lines) if row.glyph != "·")


def decide_and_leave(room: Room) -> None:
    """Keep the first document."""
    desk: Screen = room.open()
    desk.press("a")
    desk.wait_until(lambda: is_saved(desk.lines) and "kept" in desk.text, "not kept")
    room.leave(desk)
