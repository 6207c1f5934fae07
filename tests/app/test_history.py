"""The history panel: what was done, going there, taking back one entry."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from tests.app.desk_parts import desk
from tests.triage.operations import make
from tui.decision import Operation
from tui.triage import earlier
from tui.triage.follower import Tail


async def test_the_history_lists_the_latest_first_with_titles(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("a", "x", "H")
        assert 0 < it.panel().index("Fire") < it.panel().index("Storm")


async def test_enter_goes_to_the_document(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("a", "x", "H", "j", "enter")
        assert it.cursor == 0
        assert not it.screen.has_class("panel")


async def test_one_entry_is_taken_back_and_later_ones_stay(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("a", "x", "H", "j", "u")
        assert it.decisions()[:2] == ["none", "discard"]
        assert "taken back" in it.panel()


async def test_taking_back_an_overwritten_decision_leaves_the_later_one(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("a", "k", "x", "H", "j", "u")
        assert it.decisions()[0] == "discard"


async def test_an_empty_history_says_so(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("H", "j", "k", "u", "enter")
        assert it.decisions() == ["none"] * 6


async def test_a_step_on_no_document_names_none(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("W")
        await it.type("harbour")
        await it.press("H")
        assert any(line.endswith("watch harbour") for line in it.panel().splitlines())


async def test_no_key_waits_for_the_steps_of_earlier_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("a", "x")
    held, read = Event(), earlier.read_back

    def slowly(*given: Any) -> str:
        assert held.wait(10)
        return read(*given)

    monkeypatch.setattr(earlier, "read_back", slowly)
    async with desk(tmp_path / "state") as it:
        await it.press("H")
        assert "…" in it.panel()
        assert "Storm" not in it.panel()
        await it.press("H", "G", "a")
        assert it.decisions()[-1] == "keep"
        await it.press("i", "escape", "H")
        assert "…" in it.panel()
        held.set()
        await it.until(lambda: "Storm" in it.panel())
        assert 0 < it.panel().index("Fire") < it.panel().index("Storm")


async def test_leaving_does_not_wait_for_the_steps_of_earlier_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("a")
    begun = Event()

    class Endless(Tail):
        def poll(self, inside: int) -> Iterator[Operation]:
            begun.set()
            yield from repeat(make(1, {"decision": "keep"}))

    monkeypatch.setattr("tui.triage.earlier.Tail", Endless)
    async with desk(tmp_path / "state") as it:
        await it.press("H")
        assert begun.wait(10)


async def test_no_verb_is_about_a_document_that_the_history_is_not_on(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", size=(80, 24)) as it:
        await it.press("a", "a", "H", "j")
        for key in ("x", ".", "X", "-", "r", "t", "p", "i"):
            await it.press(key)
            assert it.screen.keyboard.question is None
            assert "Enter goes there first" in it.status()
        assert it.decisions() == ["keep", "keep", *["none"] * 4]
        await it.press("enter", "x")
        assert it.decisions()[0] == "discard"


async def test_what_the_history_is_on_can_be_decided_there(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("a", "k", "H", "x")
        assert it.decisions()[0] == "discard"
