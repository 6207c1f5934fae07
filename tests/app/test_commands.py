"""The table of verbs: no clashes, nothing missing, and the screen says what it does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.app.desk_parts import desk
from tui.app.panels import help_panel, key_line, key_name
from tui.app.signs import SIGNS
from tui.app.widgets.details import Flow, PanelRow
from tui.app.widgets.document_list import DocumentList
from tui.commands import COMMANDS, Command, KeyClashError, Layout, Place, keymap
from tui.decision import Decision
from tui.desk import Desk as OnDesk
from tui.row import Row


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
    said = "\n".join(words(row) for row in help_panel(place))
    for key in keymap(place):
        assert key_name(key) in said


def words(row: PanelRow) -> str:
    """What a row of a panel says."""
    parts = (*row.lead, *row.body) if isinstance(row, Flow) else row
    return "".join(text for text, _ in parts)


@pytest.mark.parametrize("size", [(80, 24), (120, 30), (160, 50)])
async def test_the_help_says_what_each_sign_of_a_row_means(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with desk(tmp_path / "state", size=size) as it:
        await it.press("?")
        shown = it.panel()
        legend = " ".join(shown.split("KEYS")[0].replace("│", " ").split())
        for sign in SIGNS:
            assert f"{sign.shown} {sign.meaning}" in legend
        assert "j Down" in shown, "keys are in view too"


@pytest.mark.parametrize("pending", [True, False])
@pytest.mark.parametrize("decision", Decision)
def test_every_mark_of_a_row_is_among_the_signs(decision: Decision, pending: bool) -> None:
    marks = {sign.mark for sign in SIGNS} | {" "}
    drawn = DocumentList(OnDesk((7,), marks={7}), lambda _: [], lambda _: pending)
    full = Row(7, "sha256:7", "a.txt", "title", priority=2, copies=3, notes=1, watched=True)
    full = replace(full, decision=decision, others=(Decision.KEEP, Decision.DISCARD), ready=True)
    for row in (full, replace(full, watched=False, doubt=True), replace(full, ready=False)):
        text, title_at, title_end = drawn._text(row, 80, here=True)
        assert set(text[:title_at]) <= marks
        extras = text[title_end:].replace("empty", "").split()
        assert {extra[0] for extra in extras} <= marks


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
