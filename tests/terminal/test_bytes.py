"""What a key costs on a slow line: bytes at 120x40 in 256 colours, the text waiting for Enter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.terminal.conftest import close, make_room
from tests.terminal.documents import fill
from tests.terminal.listing import cursor, is_saved
from tests.terminal.screen import PAGE_DOWN, Screen


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """Seventy documents, more than fit; the notice of the start has gone."""
    room = make_room(tmp_path_factory.mktemp("bytes"))
    fill(room.inbox, 70)
    screen = room.open("--no-follow", COLORTERM=None)
    screen.press("jk")
    screen.settle()
    yield screen
    close(room)


def test_a_line_down_in_view_sends_at_most_300_bytes(desk: Screen) -> None:
    before = cursor(desk.lines)
    sent = [len(desk.bytes_of("j")) for _ in range(3)]
    assert cursor(desk.lines) == before + 3
    assert max(sent) <= 300, sent


def test_going_down_past_the_edge_sends_at_most_600_bytes_a_line(desk: Screen) -> None:
    desk.bytes_of("g")
    desk.bytes_of("j" * 37)
    assert cursor(desk.lines) == 37
    sent = sum(len(desk.bytes_of("j", quiet=0.05)) for _ in range(19))
    assert "57 of 70" in desk.lines[-1]
    assert sent / 19 <= 600


def test_a_decision_that_moves_on_sends_at_most_700_bytes(desk: Screen) -> None:
    desk.bytes_of("g")
    sent = []
    for key in "axm":
        before = len(desk.caught)
        desk.bytes_of(key)
        # Of a slow disk it is said first that it is saving.
        desk.wait_until(lambda: is_saved(desk.lines), "not saved")
        desk.settle()
        sent.append(len(desk.caught) - before)
    assert cursor(desk.lines) == 3
    assert max(sent) <= 700, sent


def test_a_page_of_the_list_sends_at_most_4500_bytes(desk: Screen) -> None:
    desk.bytes_of("g")
    desk.bytes_of(PAGE_DOWN)
    top = desk.lines[1]
    assert len(desk.bytes_of(PAGE_DOWN)) <= 4500
    assert desk.lines[1] != top


@pytest.mark.slow
def test_a_desk_that_is_left_alone_sends_nothing(desk: Screen) -> None:
    assert desk.idle(5.0) == b""
