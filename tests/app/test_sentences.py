"""All sentences with a name, or with two together, are listed across the case; Enter goes there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.desk_parts import desk
from tests.app.named_documents import ANNA, PORT, THREE, named


async def test_sentences_with_a_name_are_listed_by_document(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", THREE, size=(160, 40)) as it:
        await it.press("enter", "]", "S", wait=0.1)
        await it.rest()
        assert "4 sentences in 2 documents" in it.panel()
        rows = [row.lstrip("│▌ ") for row in it.panel().splitlines()]
        assert rows[3:] == [
            "One",
            "Anna came.",
            "Brandt went to Skerrin.",
            "Anna and Brandt.",
            "",
            "Three",
            "In Skerrin Anna stayed.",
        ]


@pytest.mark.parametrize("size", [(80, 24), (120, 30), (160, 40)])
async def test_enter_goes_to_the_place_of_a_sentence_and_back_to_the_list_of_them(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with desk(tmp_path / "state", THREE, size=size) as it:
        await it.press("enter", "]", "S", wait=0.1)
        await it.press("j", "j", "j", "enter", wait=0.1)
        assert it.cursor == 2
        mention = it.screen.reading.mention()
        assert mention is not None
        assert (mention.label, mention.name) == ANNA
        await it.press("S", wait=0.1)
        await it.rest()
        (chosen,) = [row for row in it.panel().splitlines() if "▌" in row]
        assert "In Skerrin Anna stayed." in chosen


async def test_two_names_together_are_marked_in_the_panel(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", THREE, size=(160, 40)) as it:
        await it.press("e", "v", wait=0.1)
        assert "marked: Anna Brandt" in it.status()
        assert "•" in it.panel()
        await it.press("j", "j", "j", "S", wait=0.1)
        await it.rest()
        assert "Anna Brandt + Skerrin" in it.panel()
        assert "2 sentences · all names in 2 documents" in it.panel()
        assert "In Skerrin Anna stayed." in it.panel()
        assert "Anna came." not in it.panel()


async def test_a_mark_is_taken_away_by_the_same_key(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", THREE, size=(160, 40)) as it:
        await it.press("e", "v", "v", wait=0.1)
        assert "none is marked" in it.status()
        await it.press("j", "j", "j", "S", wait=0.1)
        await it.rest()
        assert "3 sentences in 2 documents" in it.panel()


async def test_names_are_typed_where_there_is_none(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", THREE, size=(160, 40)) as it:
        await it.press("S")
        await it.type("brandt, skerrin")
        await it.rest()
        assert "Anna Brandt + Skerrin" in it.panel()
        assert "2 sentences · all names in 2 documents" in it.panel()


async def test_a_name_that_the_case_does_not_have_is_said_to(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", THREE, size=(160, 40)) as it:
        await it.press("S")
        await it.type("brandt, nobody")
        assert "no name of the case has “nobody”" in it.status()
        assert not it.screen.has_class("panel")


async def test_tab_completes_the_name_behind_the_comma(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", THREE) as it:
        await it.press("S", *"anna, f", "tab")
        assert it.screen.bars.status_line.prompt is not None
        assert it.screen.bars.status_line.prompt.text == "anna, fire"


async def test_names_that_never_stand_together_are_said_to(tmp_path: Path) -> None:
    apart = named("Apart", "Anna came. Skerrin slept.", Anna=ANNA, Skerrin=PORT)
    async with desk(tmp_path / "state", [apart], size=(160, 40)) as it:
        await it.press("e", "v", "j", "j", "S", wait=0.1)
        await it.rest()
        assert "not together in a sentence: Anna Brandt + Skerrin" in it.status()


async def test_sentences_are_those_of_the_corrected_names(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", THREE, size=(160, 40)) as it:
        await it.press("enter", "]", "]", "c", "n", "g", "]", "S", wait=0.1)
        await it.rest()
        assert "Brandt went to Skerrin." not in it.panel()
        assert "Anna and Brandt." in it.panel()


async def test_a_sentence_of_a_document_outside_the_limit_is_not_gone_to(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", THREE, size=(160, 40)) as it:
        await it.press("enter", "]", "S", wait=0.1)
        await it.rest()
        await it.press("l")
        await it.type("stayed")
        await it.press("enter", wait=0.1)
        assert "not in this view" in it.status()


async def test_a_hostile_sentence_is_neither_markup_nor_obeyed(tmp_path: Path) -> None:
    hostile = named("[red]T[/quote]", "Anna [@click=app.quit]x[/] and [/ \x1b[2J.", Anna=ANNA)
    async with desk(tmp_path / "state", [hostile], size=(160, 40)) as it:
        await it.press("enter", "]", "S", wait=0.1)
        await it.rest()
        assert "[@click=app.quit]x[/] and" in it.panel()
        assert "[red]T[/quote]" in it.panel()
