"""The table of verbs: no clashes, nothing missing, and the screen says what it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.desk_parts import desk
from tui.app.panels import help_panel, key_line, key_name
from tui.commands import COMMANDS, Command, KeyClashError, Layout, Place, keymap


@pytest.mark.parametrize("place", [Place.LIST, Place.TEXT, Place.PANEL])
def test_no_key_means_two_things(place: Place) -> None:
    assert keymap(place)


def test_a_clash_is_an_error() -> None:
    twice = (Command("one", ("a",), "one"), Command("two", ("a",), "two"))
    with pytest.raises(KeyClashError, match="'a' means 'one' and 'two'"):
        keymap(Place.LIST, twice)


def test_no_verb_takes_a_key_that_terminals_eat() -> None:
    eaten = {"ctrl+s", "ctrl+q", "ctrl+z", "ctrl+h", "ctrl+i", "ctrl+m", "ctrl+a", "ctrl+b", "f1"}
    assert not eaten & {key for command in COMMANDS for key in command.keys}


async def test_every_verb_is_carried_out_by_something(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        assert {command.action for command in COMMANDS} == set(it.screen.keyboard.actions)


async def test_every_key_can_be_pressed_anywhere_without_a_mishap(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        for entry in ("escape", "enter"):
            for command in COMMANDS:
                if command.action != "back":
                    await it.press(entry, command.keys[0], "escape")
        assert it.screen.app.is_running


@pytest.mark.parametrize("place", [Place.LIST, Place.TEXT, Place.PANEL])
def test_the_help_names_every_key_that_works_there(place: Place) -> None:
    said = "\n".join("".join(text for text, _ in row) for row in help_panel(place))
    for key in keymap(place):
        assert key_name(key) in said


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_the_status_line_always_says_how_to_see_the_keys(width: int) -> None:
    line = key_line(Place.LIST, width)
    assert len(line) <= width
    assert line.endswith("? keys")


def test_signs_are_read_by_the_layout_of_the_letter_before() -> None:
    layout = Layout()
    assert layout.key(".") == "."
    assert layout.key("о") == "j"
    assert layout.key(".") == "/"
    assert layout.key("j") == "j"
    assert layout.key(".") == "."


def test_the_sign_that_goes_back_in_a_name_is_found_under_a_cyrillic_layout() -> None:
    assert Layout().key("№") == "#"
