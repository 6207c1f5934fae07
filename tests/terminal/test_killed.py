"""However a desk ends: what its screen showed as saved is there, and nothing is left running."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from tests.terminal.conftest import Room
from tests.terminal.documents import fill, fill_prepared
from tests.terminal.listing import Seen, is_ready, seen
from tests.terminal.screen import PATIENCE, Screen

WORDS = {"+": "keep", "x": "discard", "?": "maybe"}
ROUNDS = 4
#: Decided on in a round, at most; and more documents than are decided on in all.
MOST, DOCUMENTS = 25, 110
#: High enough for every document to have its row in view.
SIZE = (120, DOCUMENTS + 10)


@pytest.fixture
def fast(room: Room) -> Room:
    """More documents than are decided on, before a reader whose keys are never too fast."""
    fill_prepared(room, DOCUMENTS)
    room.settings("guard = 0\n")
    return room


def decided(lines: Sequence[str], *, pending: bool) -> dict[str, str]:
    """The decisions that a screen shows, by the number of the report; saved ones, or all."""
    return {
        number(row): WORDS[row.glyph]
        for row in seen(lines)
        if row.glyph != "·" and (pending or not row.pending)
    }


def number(row: Seen) -> str:
    return row.title.split(":")[0]


def recorded(room: Room) -> dict[str, str]:
    """The decisions that the record holds, by the number of the report."""
    return {
        title.split(":")[0]: row["decision"]
        for title, row in room.rows().items()
        if row["decision"] != "none"
    }


def decide_fast(desk: Screen, chance: random.Random, keys: int) -> None:
    """Decide key after key, some milliseconds apart: so many keys, and on until two more decisions
    are seen to be saved, however slow the disk is."""
    before = len(decided(desk.lines, pending=True))
    saved, end = len(decided(desk.lines, pending=False)), time.monotonic() + PATIENCE
    while keys > 0 or len(decided(desk.lines, pending=False)) < saved + 2:
        assert time.monotonic() < end, f"nothing is saved:\n{desk.text}"
        if len(decided(desk.lines, pending=True)) < before + MOST:
            desk.press(chance.choice("axm"))
        desk.read(chance.uniform(0.001, 0.03))
        keys -= 1


@pytest.mark.slow
def test_killed_amid_fast_decisions_nothing_is_lost_that_the_screen_showed_as_saved(
    fast: Room,
) -> None:
    chance = random.Random(20261124)
    shown: dict[str, str] = {}
    for _ in range(ROUNDS):
        desk = fast.open("--no-follow", size=SIZE)
        missing = shown.items() - decided(desk.lines, pending=False).items()
        assert not missing, "not shown at the next start"
        decide_fast(desk, chance, chance.randrange(3, 25))
        desk.kill(signal.SIGKILL)
        desk.wait_exit()
        shown |= decided(desk.whole_frames(), pending=False)
        assert not shown.items() - recorded(fast).items()
        fast.wait_until_nothing_runs()
    assert 2 * ROUNDS <= len(shown) < DOCUMENTS


@pytest.mark.slow
def test_terminated_amid_fast_decisions_all_that_was_shown_is_saved(fast: Room) -> None:
    desk = fast.open("--no-follow", size=SIZE)
    decide_fast(desk, random.Random(1), 20)
    desk.kill(signal.SIGTERM)
    assert desk.wait_exit() == 128 + signal.SIGTERM
    shown = decided(desk.whole_frames(), pending=True)
    assert len(shown) >= 2
    assert not shown.items() - recorded(fast).items()
    assert desk.shows_cursor()
    assert desk.modes() == desk.modes_before
    fast.wait_until_nothing_runs()


@pytest.mark.slow
def test_a_dropped_line_loses_nothing_that_was_shown_and_leaves_nothing_running(
    fast: Room,
) -> None:
    desk = fast.open("--no-follow", size=SIZE)
    decide_fast(desk, random.Random(2), 20)
    shown = decided(desk.whole_frames(), pending=True)
    desk.hang_up()
    assert desk.wait_exit() == 128 + signal.SIGHUP
    assert len(shown) >= 2
    assert not shown.items() - recorded(fast).items()
    fast.wait_until_nothing_runs()


@pytest.mark.slow
def test_a_desk_whose_starter_keeps_the_signal_leaves_with_its_terminal_all_the_same(
    fast: Room,
) -> None:
    # As make does: the kernel tells only the first process of the terminal that it is gone.
    keeping = ("sh", "-c", 'trap : HUP; "$@"; exit $?', "sh")
    desk = fast.open("--no-follow", size=SIZE, prefix=keeping)
    desk.press("a")
    desk.wait_until(lambda: bool(decided(desk.lines, pending=True)), "not decided")
    shown = decided(desk.lines, pending=True)
    desk.hang_up()
    assert desk.wait_exit() == 128 + signal.SIGHUP
    assert not shown.items() - recorded(fast).items()
    fast.wait_until_nothing_runs()


def test_preparation_that_is_killed_is_begun_again_and_ends(room: Room) -> None:
    fill(room.inbox, 60)
    desk = room.start(size=(80, 24))
    desk.wait_for("preparing")
    desk.press("j")
    for pid in room.processes():
        # What it has started itself may have ended by now.
        with suppress(FileNotFoundError, ProcessLookupError):
            if b"--follow-parent" in Path(f"/proc/{pid}/cmdline").read_bytes():
                os.kill(pid, signal.SIGKILL)
    desk.wait_for("preparation was ended, and goes on")
    desk.wait_until(lambda: is_ready(desk.lines), "not all was prepared")
    room.put("late.txt", "The council met again in the evening.")
    desk.wait_for("1 new")
    room.leave(desk)
    room.wait_until_nothing_runs()
