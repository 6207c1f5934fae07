"""Names by key: drawn by kind, counted in the panel, gone through from document to document."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

from rich.style import Style

from tests.app.desk_parts import Desk, desk, document
from tests.app.named_documents import ANNA, THREE, named
from tui.app import theme
from tui.names import KINDS


def styled(it: Desk, word: str) -> Style | None:
    """How the first row of the text that has ``word`` on its own draws it."""
    pane = it.screen.text
    for y in range(pane.size.height):
        for segment in pane.render_line(y):
            if segment.text == word:
                return segment.style
    return None


def test_each_kind_differs_from_all_others_by_attributes_alone() -> None:
    looks = [theme.of_kind(kind) for kind in KINDS]
    bare = [(look.bold, look.underline, look.italic) for look in looks]
    assert all(any(each) for each in bare)
    assert all(one != other for one, other in combinations(bare, 2))
    assert all(look.color is not None for look in looks)


async def test_a_kind_is_switched_off_and_stays_off_in_another_run(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", THREE, size=(160, 40)) as it:
        await it.press("enter", "e", wait=0.1)
        assert "1 people  1" in it.panel()
        look = styled(it, "Brandt")
        assert look is not None and look.bold
        await it.press("1")
        assert "people: not drawn; 1 changes that" in it.status()
        assert "1 people  1 · not drawn" in it.panel()
        assert styled(it, "Brandt") is None
        await it.press("q", "]")
        assert "place Skerrin" in it.status()
    async with desk(tmp_path / "state", THREE, size=(160, 40)) as it:
        await it.press("enter", wait=0.1)
        assert styled(it, "Brandt") is None
        await it.press("u")
        assert "nothing to undo" in it.status()
        await it.press("1", "]")
        assert "person Anna Brandt" in it.status()


async def test_switching_a_kind_moves_nothing(tmp_path: Path) -> None:
    long = document("Long", *(f"Anna Brandt says {n}." for n in range(60)))
    async with desk(tmp_path / "state", [long]) as it:
        await it.press("enter", *["j"] * 50, wait=0.1)
        before = it.text()
        await it.press("1")
        assert it.text() == before


async def test_the_panel_counts_names_here_and_in_the_case(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", THREE, size=(160, 40)) as it:
        await it.press("e", wait=0.1)
        await it.rest()
        rows = [" ".join(row.split()) for row in it.panel().splitlines()]
        assert "│▌ 4 2 Anna Brandt · new here" in rows
        assert "│ = Anna ×2" in rows
        assert "│ = Brandt ×2 · surname" in rows
        assert "│ 1 2 Skerrin · new here" in rows
        await it.press("J", "J", wait=0.1)
        await it.rest()
        rows = [" ".join(row.split()) for row in it.panel().splitlines()]
        assert "│ 2 2 Skerrin" in rows


async def test_a_name_of_one_document_alone_is_said_to_be_only_here(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", [THREE[0], THREE[1]], size=(160, 40)) as it:
        await it.press("e", wait=0.1)
        await it.rest()
        assert "Skerrin · only here" in it.panel()


async def test_a_name_is_gone_through_and_on_into_the_next_document(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", THREE) as it:
        await it.press("enter", "]", wait=0.1)
        said = []
        for _ in range(5):
            await it.press("*")
            said.append(it.status())
        assert said == [
            "person Anna Brandt · 2 of 4",
            "person Anna Brandt · 3 of 4",
            "person Anna Brandt · 4 of 4",
            "next in “Three”: person Anna Brandt · 1 of 1",
            "next in “One” (from the other end): person Anna Brandt · 1 of 4",
        ]
        await it.press("#")
        assert it.status() == "back in “Three” (from the other end): person Anna Brandt · 1 of 1"
        await it.press("#")
        assert it.status() == "back in “One”: person Anna Brandt · 4 of 4"


async def test_keys_typed_ahead_go_through_a_name_one_by_one(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", THREE) as it:
        await it.press("enter", "]", wait=0.1)
        await it.press_at_once(*"****")
        assert it.status() == "next in “Three”: person Anna Brandt · 1 of 1"


async def test_a_name_that_no_other_document_has_goes_round_in_its_own(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", THREE[:2]) as it:
        await it.press("enter", "]", "#", wait=0.1)
        assert "4 of 4 (from the other end); no other document of the list has it" in it.status()


async def test_a_document_where_the_reader_took_the_name_away_is_passed_over(
    tmp_path: Path,
) -> None:
    four = (*THREE, named("Four", "Anna again.", Anna=ANNA))
    async with desk(tmp_path / "state", four) as it:
        await it.press("G", "K", "enter", "]", "]", "c", "h", "g", "K", "K", wait=0.1)
        await it.press("g", "]", "*", "*", "*", "*")
        assert "next in “Four”" in it.status()


async def test_the_panel_goes_to_the_name_under_its_cursor(tmp_path: Path) -> None:
    for size in ((80, 24), (120, 30), (160, 40)):
        async with desk(tmp_path / f"{size}", THREE, size=size) as it:
            await it.press("e", "j", "j", "j", wait=0.1)
            await it.press("enter", wait=0.1)
            assert "place Skerrin · 1 of 1" in it.status()
            await it.press("*", wait=0.1)
            assert "next in “Three”: place Skerrin · 1 of 2" in it.status()
            await it.press("j")
            assert it.cursor == 2, "the keys are the text's"


async def test_the_cursor_of_the_panel_stays_with_its_name_in_the_next_document(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "state", THREE, size=(160, 40)) as it:
        await it.press("e", "j", "j", "j", "*", "*", wait=0.1)
        await it.rest()
        assert it.cursor == 2
        assert it.screen.panel.name is not None
        assert it.screen.panel.name.name == "Skerrin"


async def test_without_a_name_the_keys_say_so(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", [document("Empty", "Nothing.")]) as it:
        for key in ("*", "#"):
            await it.press(key)
            assert "no name here" in it.status()


async def test_the_help_of_the_panel_names_its_keys(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", THREE, size=(160, 60)) as it:
        await it.press("e", "?")
        assert "mark a name" in it.panel()
        await it.press("?")
        assert not it.screen.has_class("panel")
