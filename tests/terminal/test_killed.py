"""However a desk ends: what its screen showed as saved is there, and nothing is left running."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.terminal.conftest import Room
from tests.terminal.documents import fill, fill_prepared
from tests.terminal.listing import Seen, is_ready, seen
from tests.terminal.screen import Screen

WORDS = {"+": "keep", "x": "discard", "?": "maybe"}
ROUNDS = 4
#: More than are decided on.
DOCUMENTS = 110
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


def decide_fast(desk: Screen, chance: random.Random, seconds: float) -> None:
    """Decide key after key, some milliseconds apart, for about so long."""
    left = seconds
    while left > 0:
        pause = chance.uniform(0.001, 0.03)
        desk.press(chance.choice("axm"))
        desk.read(pause)
        left -= pause


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
        decide_fast(desk, chance, chance.uniform(0.05, 0.4))
        desk.kill(signal.SIGKILL)
        desk.wait_exit()
        shown |= decided(desk.whole_frames(), pending=False)
        assert not shown.items() - recorded(fast).items()
        fast.wait_until_nothing_runs()
    assert ROUNDS < len(shown) < DOCUMENTS


@pytest.mark.slow
def test_terminated_amid_fast_decisions_all_that_was_shown_is_saved(fast: Room) -> None:
    desk = fast.open("--no-follow", size=SIZE)
    decide_fast(desk, random.Random(1), 0.3)
    desk.kill(signal.SIGTERM)
    assert desk.wait_exit() == 128 + signal.SIGTERM
    shown = decided(desk.whole_frames(), pending=True)
    assert shown
    assert not shown.items() - recorded(fast).items()
    assert desk.shows_cursor()
    assert desk.modes() == desk.modes_before
    fast.wait_until_nothing_runs()


@pytest.mark.slow
def test_a_dropped_line_loses_nothing_that_was_shown_and_leaves_nothing_running(
    fast: Room,
) -> None:
    desk = fast.open("--no-follow", size=SIZE)
    decide_fast(desk, random.Random(2), 0.3)
    shown = decided(desk.whole_frames(), pending=True)
    desk.hang_up()
    assert desk.wait_exit() == 128 + signal.SIGHUP
    assert shown
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
        if b"--follow-parent" in Path(f"/proc/{pid}/cmdline").read_bytes():
            os.kill(pid, signal.SIGKILL)
    desk.wait_for("preparation was ended, and goes on")
    desk.wait_until(lambda: is_ready(desk.lines), "not all was prepared")
    room.put("late.txt", "The council met again in the evening.")
    desk.wait_for("1 new")
    room.leave(desk)
    room.wait_until_nothing_runs()
