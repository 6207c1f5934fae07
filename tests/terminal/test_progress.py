"""While documents are prepared, it is said how far that is; afterwards nothing of it stays."""

from __future__ import annotations

from tests.terminal.conftest import Room
from tests.terminal.documents import fill
from tests.terminal.listing import is_ready


def test_the_desk_says_how_far_preparation_is_and_then_no_more(room: Room) -> None:
    fill(room.inbox, 60)
    screen = room.start(size=(80, 24))
    screen.wait_until(lambda: "preparing" in screen.lines[0], "no progress was shown")
    assert " · preparing " in screen.lines[0]
    assert " % " in screen.lines[0]
    screen.wait_for("1 of 60 · saved")
    screen.wait_until(lambda: is_ready(screen.lines), "not ready")
    assert "preparing" not in "\n".join(screen.lines)


def test_a_wide_desk_says_it_in_full(room: Room) -> None:
    fill(room.inbox, 60)
    screen = room.start(size=(160, 50))
    screen.wait_until(lambda: " of 60 · " in screen.lines[-1], "no progress was shown")
    assert "preparing " in screen.lines[-1]


def test_index_shows_a_bar_and_leaves_its_result_alone(room: Room) -> None:
    fill(room.inbox, 60)
    screen = room.start("index", size=(80, 24))
    assert screen.wait_exit() == 0
    assert b" of 60" in screen.caught, "no bar was shown"
    assert [line for line in screen.lines if line] == ["60 documents, 0 not prepared"]
