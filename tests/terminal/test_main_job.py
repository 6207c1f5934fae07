"""The main job on a real terminal: open, read, decide, note, undo, search, limit, come back."""

from __future__ import annotations

import shutil

import pytest

from tests.terminal.conftest import ROOT, Room
from tests.terminal.listing import cursor, glyphs, is_saved, seen
from tests.terminal.screen import CTRL_R, ENTER, SPACE, Screen

TITLES = (
    "How Often Does the Wind Close a",
    "Ferry Link Chosen Over Bridge",
    "Boats, Not Steel",
    "Auditors Open Inquiry",
)
NOTE = "who paid for the study?"


@pytest.mark.parametrize(
    "size",
    [
        (80, 24),
        pytest.param((160, 50), marks=pytest.mark.slow),
        pytest.param((200, 60), marks=pytest.mark.slow),
    ],
    ids=lambda size: f"{size[0]}x{size[1]}",
)
def test_a_reader_finds_everything_again_the_next_day(room: Room, size: tuple[int, int]) -> None:
    shutil.copytree(ROOT / "seeds", room.inbox, dirs_exist_ok=True)
    desk = room.open(size=size)
    for title in TITLES:
        desk.wait_for(title)
    titles = [row.title for row in seen(desk.lines)]

    press(desk, "a", "kept")
    press(desk, "x", "discarded")
    press(desk, "m", "maybe")
    assert glyphs(desk.lines).startswith("+x?·")
    press(desk, "u", "undone")
    assert glyphs(desk.lines).startswith("+x··")
    press(desk, CTRL_R, "done again")
    press(desk, f"i{NOTE}{ENTER}", "noted")
    noted = cursor(desk.lines)

    read_a_document(desk)
    press(desk, f"/auditors{ENTER}", "match “auditors”")
    assert cursor(desk.lines) != noted

    press(desk, f"ldecision:keep{ENTER}", "1 of 1 · saved")
    assert [row.title for row in seen(desk.lines)] == titles[:1]
    assert "limit decision:keep" in desk.lines[0]
    press(desk, "L", f"of {len(titles)}")
    desk.wait_until(
        lambda: [row.title for row in seen(desk.lines)] == titles, f"not {titles} again"
    )
    assert is_saved(desk.lines)
    room.leave(desk)

    desk = room.open(size=size)
    assert [row.title for row in seen(desk.lines)] == titles
    assert glyphs(desk.lines) == "+x?" + "·" * (len(titles) - 3)
    press(desk, "j" * noted + "I", NOTE)
    room.leave(desk_without_panel(desk))

    rows = list(room.rows().values())
    assert [row["decision"] for row in rows[:4]] == ["keep", "discard", "maybe", "none"]
    assert [note["text"] for note in rows[noted]["notes"]] == [NOTE]


def press(desk: Screen, keys: str, said: str) -> None:
    """Press keys, and wait for what the screen says to them."""
    desk.press(keys)
    desk.wait_for(said)
    # The next document cannot be decided on before it has been in view for a quarter of a second.
    desk.settle(0.3 if keys in "axm" else 0.1)


def read_a_document(desk: Screen) -> None:
    """Go into the text of the first document, a page down, and back."""
    press(desk, "g" + ENTER, "The most important number in the Orlay affair")
    top = desk.lines[1]
    desk.press(SPACE)
    desk.wait_until(lambda: desk.lines[1] != top, "the page was not turned")
    press(desk, "q", TITLES[1])


def desk_without_panel(desk: Screen) -> Screen:
    """The same desk, its panel closed."""
    desk.press("I")
    desk.settle()
    return desk
