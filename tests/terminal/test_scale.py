"""A large case is worked through like a small one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.terminal.conftest import Room, close, make_room
from tests.terminal.documents import EVERY, fill_prepared
from tests.terminal.listing import glyphs, is_saved, seen
from tests.terminal.screen import CTRL_L, ENTER, Screen

SMALL, LARGE = 100, 2_000


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    room = make_room(tmp_path_factory.mktemp("large"))
    fill_prepared(room, LARGE)
    yield room
    close(room)


def steps(screen: Screen) -> list[int]:
    """The bytes of each of the first steps down the list."""
    screen.bytes_of("jk")
    return [len(screen.bytes_of("j", 0.1)) for _ in range(5)]


@pytest.mark.slow
def test_a_line_down_sends_the_same_bytes_at_any_size(room: Room, large: Room) -> None:
    fill_prepared(room, SMALL)
    few = room.open("--no-follow", COLORTERM=None)
    many = large.open("--no-follow", COLORTERM=None)
    assert f"1 of {SMALL}" in few.lines[-1]
    assert f"1 of {LARGE}" in many.lines[-1]
    assert steps(few) == steps(many)
    large.leave(many)


@pytest.mark.slow
def test_a_range_of_a_large_case_is_one_step_while_files_come_in(large: Room) -> None:
    found = LARGE // EVERY
    desk = large.open("--no-follow")
    desk.press(f"lferry{ENTER}")
    desk.wait_for(f"1 of {found}")
    desk.press("v")
    desk.wait_for("1 marked")
    desk.press("GV")
    desk.wait_for(f"{found} marked")
    assert all(row.marked for row in seen(desk.lines))

    desk.press(";")
    desk.wait_for("which verb?")
    desk.press("x")
    desk.wait_for(f"{found} documents discarded")
    desk.wait_until(lambda: is_saved(desk.lines), "not saved")
    assert set(glyphs(desk.lines)) == {"x"}
    assert f"{LARGE - found} to decide" in desk.lines[0]
    assert not any(row.marked for row in seen(desk.lines))

    desk.press("u")
    desk.wait_for(f"discard on {found} documents")
    desk.press("u")
    desk.wait_for("undone: ")
    desk.wait_until(lambda: is_saved(desk.lines), "not saved")
    assert set(glyphs(desk.lines)) == {"·"}
    assert f"{LARGE} to decide" in desk.lines[0]

    desk.press("L")
    desk.wait_for("limit (none)")
    large.put("late.txt", "A late report\n\nThe night ferry was cancelled because of the wind.\n")
    desk.wait_for("1 new")
    assert f"{LARGE} documents" in desk.lines[0]
    desk.press(CTRL_L)
    desk.wait_for(f" of {LARGE + 1}")
    desk.press("G")
    desk.wait_for(f"{LARGE + 1} of {LARGE + 1}")
    assert "late" in seen(desk.lines)[-1].title.casefold()
    large.leave(desk)

    assert {row["decision"] for row in large.rows().values()} == {"none"}
    assert "discard" in large.run("history").stdout
