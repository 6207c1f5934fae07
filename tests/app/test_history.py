"""The history panel: what was done, going there, taking back one entry."""

from __future__ import annotations

from pathlib import Path

from tests.app.desk_parts import desk


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
