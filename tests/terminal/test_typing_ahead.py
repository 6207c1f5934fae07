"""Keys that arrive faster than the screen: each counts, in order, and none decides blindly."""

from __future__ import annotations

import os
import signal

from tests.terminal.conftest import Room
from tests.terminal.documents import fill, fill_prepared
from tests.terminal.listing import cursor, glyphs, is_saved
from tests.terminal.screen import ENTER


def test_keys_in_one_write_are_taken_one_by_one(room: Room) -> None:
    titles = fill_prepared(room, 205)
    desk = room.open("--no-follow")

    desk.press("j" * 200)
    desk.wait_for("201 of 205")
    desk.settle()
    assert "201 of 205" in desk.lines[-1]

    desk.press("a" * 200)
    desk.wait_for("not decided: this document had only just come up")
    desk.settle()
    assert desk.lines[-1].startswith(" not decided")
    assert "204 to decide · 1 kept" in desk.lines[0]
    assert glyphs(desk.lines).count("+") == 1
    assert is_saved(desk.lines)

    desk.press(f"l{titles[7][:11]}{ENTER}jjj")
    desk.wait_for("1 of 1")
    desk.settle()
    assert cursor(desk.lines) == 0
    assert titles[7][:30] in desk.lines[1]
    assert f"limit {titles[7][:11]}" in desk.lines[0]

    room.leave(desk)
    kept = [title for title, row in room.rows().items() if row["decision"] == "keep"]
    assert kept == [titles[200]]


def test_typing_that_nobody_took_does_not_reach_the_shell(room: Room) -> None:
    fill(room.inbox, 1)
    desk = room.open()
    # Leaving waits for the process beside it; so it is not over before the typing.
    beside = desk.family()[1]
    os.kill(beside, signal.SIGSTOP)
    desk.press("q")
    desk.wait_until(lambda: b"\x1b[?1049l" in desk.caught, "the alternate screen was not left")
    desk.press("echo leaked\n")
    desk.wait_until(lambda: desk.typed_ahead() > 0, "the typing went elsewhere")
    os.kill(beside, signal.SIGCONT)
    assert desk.wait_exit() == 0
    assert desk.typed_ahead() == 0


def test_leaving_gives_the_terminal_back_as_it_was(room: Room) -> None:
    fill(room.inbox, 1)
    desk = room.open()
    assert not desk.shows_cursor()
    room.leave(desk)
    left = bytes(desk.caught).rpartition(b"\x1b[?1049l")
    assert left[1], "the alternate screen was never left"
    assert b"\x1b[?1049h" not in left[2]
    assert desk.shows_cursor()
    assert desk.modes() == desk.modes_before
