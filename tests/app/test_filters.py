"""Saved filters, by key, and how many documents each leaves before it is taken."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.app.desk_parts import Desk, desk
from tui.decision import SETTINGS, Change
from tui.standing import rules, save_filter


async def save(it: Desk, **queries: str) -> None:
    """Save queries under these words."""
    changes: list[Change] = [save_filter(word, query) for word, query in queries.items()]
    it.screen.record.submit(changes).result(5)


async def test_a_limit_is_saved_and_taken_again_in_another_run(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("f")
        assert "no filter is saved" in it.status()
        await it.press("l")
        await it.type("fire")
        await it.press("f", "s")
        await it.type("fires")
    async with desk(tmp_path / "state") as it:
        await it.press("f")
        assert "1 fires" in it.status()
        await it.press("1")
        assert len(it.list()) == 1


async def test_a_rule_is_made_of_the_limit_and_undone_like_any_step(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("l")
        await it.type("fire")
        await it.press("f", "r")
        await it.type("decision:burn")
        assert "a rule does decision:keep, maybe or discard" in it.status()
        await it.press(*["backspace"] * 4)
        await it.type("discard")
        assert "decision:discard from now on" in it.status()
        (made,) = rules(it.screen.record.entries()[SETTINGS])
        assert (made.query, made.action) == ("fire", "decision:discard")
        assert made.since == pytest.approx(time.time(), abs=60)
        await it.press("u")
        assert rules(it.screen.record.entries()[SETTINGS]) == ()


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_each_filter_is_shown_with_what_it_would_leave(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with desk(tmp_path / "state", size=size) as it:
        await save(it, fires="fire", all="harbour", wrong="is:", z="strike")
        await it.press("f")
        rows = [row.strip("│ ") for row in it.panel().splitlines() if row.strip("│ ")]
        assert rows[0].startswith("FILTERS")
        assert [row.split() for row in rows[1:]] == [
            ["1", "6", "all:", "harbour"],
            ["2", "1", "fires:", "fire"],
            ["3", "?", "wrong:", "is:"],
            ["z", "1", "strike"],
        ]
        assert len(it.screen.desk.numbers) == 6, "nothing is limited before one is taken"
        await it.press("escape")
        assert it.screen.panel.kind == ""
        await it.press("f", "z")
        assert it.screen.panel.kind == ""
        assert it.screen.listing.query == "strike"


async def test_what_completes_a_limit_says_what_it_would_leave(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("l", *"harbour", "space", *"fi", "tab", wait=0.2)
        assert it.status().startswith("limit to: harbour fire")
        assert "fire (1)" in it.status()
        assert "first (0)" in it.status()
        await it.press("tab")
        assert it.status().startswith("limit to: harbour first")


async def test_counts_that_come_late_disturb_nothing(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await save(it, fires="fire")
        await it.press_at_once("f", "1", "j")
        assert it.screen.panel.kind == ""
        assert it.screen.listing.query == "fire"


async def test_a_notice_has_the_cells_that_the_whereabouts_leave_at_80_columns(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "state", size=(80, 24)) as it:
        await it.press("f")
        assert it.status() == "no filter is saved: limit the list (l), then f saves that"
        assert it.screen.bars.whereabouts.render_line(0).text.endswith(" 1 of 6 · saved ")
