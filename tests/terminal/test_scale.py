"""A large case is worked through like a small one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.index.documents import document
from tests.terminal.conftest import Room, close, make_room
from tests.terminal.listing import glyphs, is_saved, seen
from tests.terminal.screen import CTRL_L, ENTER, Screen
from tui.cli.indexing import open_index
from tui.ingest.scan import scan
from tui.settings import Reader, Settings, find_case

SMALL, LARGE = 100, 2_000
#: One document in so many is about the ferry.
EVERY = 10


def fill_prepared(room: Room, count: int) -> None:
    """An inbox of ``count`` documents that stand in the index already."""
    for number in range(count):
        room.put(f"{number:04}.txt", f"Report {number:04}\n")
    case = find_case([str(room.inbox)], str(room.state), environment=room.environment)
    index = open_index(case, Reader("ada", "test"), Settings())
    index.sync_files(scan([str(room.inbox)]).entries)
    with index.batch():
        for number in range(count):
            words = "the ferry leaves" if number % EVERY == 0 else "the tower stands"
            made = document(f"{words}: {number}", title=f"Report {number:04}: {words}")
            index.put(str(room.inbox / f"{number:04}.txt"), made)
    index.close()


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
    desk.wait_for(f" of {LARGE}")
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
