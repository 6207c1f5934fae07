"""One key overrules the cleaner, two correct a name: at once, everywhere, and undone like all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.app.desk_parts import desk
from tests.app.named_documents import THREE, named
from tui.decision import CORRECTIONS
from tui.document import Label, Name


async def test_a_paragraph_is_hidden_by_one_key_here_and_elsewhere(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("enter", "}", "}", "d", wait=0.1)
        assert "The second paragraph says nothing new" not in it.text()
        assert "hidden by you" in it.text()
        await it.press("J", wait=0.1)
        assert "The second paragraph says nothing new" not in it.text()


async def test_a_hidden_paragraph_is_shown_by_the_same_key(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("enter", "h", "G", "d", "h", wait=0.1)
        assert "Support the harbour paper" in it.text()


async def test_a_correction_is_there_in_another_run_and_undo_takes_it_back(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("enter", "}", "}", "d", wait=0.1)
    async with desk(tmp_path / "state") as it:
        await it.press("enter", wait=0.1)
        assert "The second paragraph says nothing new" not in it.text()
        await it.press("u", "u")
        assert "The second paragraph says nothing new" in it.text()


async def test_what_is_no_name_is_gone_with_two_keys_in_every_document(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("enter", "]", "c", "n", wait=0.1)
        await it.press("]")
        assert "no names in this text" in it.status()
        await it.press("J", "]", wait=0.1)
        assert "no names in this text" in it.status()


async def test_what_is_no_name_here_is_one_elsewhere(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("enter", "]", "c", "h", "]", wait=0.1)
        assert "no names in this text" in it.status()
        await it.press("J", "]", wait=0.1)
        assert "person Anna Brandt" in it.status()


async def test_what_is_no_name_here_is_none_in_the_document_that_the_panel_lists(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "state", THREE) as it:
        it.screen.options = replace(it.screen.options, rest=60.0)
        await it.press("e", "J", "c", "h")
        rules = it.screen.record.entries()[CORRECTIONS]
        assert [key.split(":")[2] for key in rules] == [THREE[0].id.split(":")[1]] * len(rules)


async def test_the_panel_follows_the_list_where_the_text_does_not(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", THREE) as it:
        it.screen.options = replace(it.screen.options, follow=False)
        await it.press("enter", "q", "e", "J")
        assert it.screen.panel.document is not None
        assert it.screen.panel.document.id == THREE[1].id


async def test_a_name_gets_another_kind(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("enter", "]", "c", "o", "]", wait=0.1)
        assert "org Anna Brandt" in it.status()


async def test_a_spelling_is_said_to_be_somebody_else(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("enter", "]", "c", "=", wait=0.1)
        await it.type("Anna Holm")
        await it.press("]")
        assert "person Anna Holm" in it.status()


async def test_a_name_set_apart_from_the_panel_is_a_name_of_its_own_and_undo_joins_it(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "state", THREE, size=(160, 40)) as it:
        await it.press("e", "j", "j", wait=0.1)
        assert "= Brandt ×2 · surname" in it.panel()
        await it.press("c", "/", wait=0.1)
        assert "= Brandt" not in it.panel()
        assert "“Brandt”: apart; u undoes" in it.status()
        held = it.screen.record.entries()["corrections"]
        assert [fields["spelling"] for fields in held.values()] == ["Brandt"]
        await it.press("u", wait=0.1)
        assert "= Brandt ×2 · surname" in it.panel()


async def test_a_whole_name_is_corrected_in_all_its_spellings_as_one_step(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", THREE, size=(160, 40)) as it:
        await it.press("e", "c", "o", wait=0.1)
        assert "organisations  1" in it.panel()
        assert "people" not in it.panel()
        await it.press("u", wait=0.1)
        assert "people  1" in it.panel()
        assert not it.screen.record.entries().get("corrections")


@pytest.mark.parametrize("size", [(80, 40), (160, 40)])
async def test_a_name_is_joined_to_the_marked_one_in_two_keys(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with desk(tmp_path / "state", THREE, size=size) as it:
        await it.press("e", "v", "j", "j", "j", "c", "=", wait=0.1)
        assert "“Skerrin”: same as Anna Brandt; u undoes" in it.status()
        assert "= Skerrin ×1 · joined by you" in it.panel()
        assert "places" not in it.panel(), "it is of the other's kind"
        await it.press("J", "J", wait=0.1)
        assert "= Skerrin ×2 · joined by you" in it.panel()


async def test_tab_offers_the_names_that_a_spelling_may_belong_to(tmp_path: Path) -> None:
    first = named("One", "Anna met Holm.", Anna=(Label.PERSON, "Anna"), Holm=(Label.PERSON, "Holm"))
    names = tuple(Name(Label.PERSON, form, ((form, 1),)) for form in ("Anna", "Holm"))
    async with desk(tmp_path / "state", [replace(first, names=names)]) as it:
        await it.press("enter", "]", "c", "=", wait=0.1)
        await it.press("h", "tab", "enter", wait=0.1)
        assert "“Anna”: same as Holm" in it.status()


async def test_a_watched_name_is_watched_in_the_spellings_that_are_joined_to_it(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "state", THREE, size=(160, 40)) as it:
        await it.press("e", "W", wait=0.1)
        await it.press("v", "j", "j", "j", "c", "=", wait=0.1)
        (held,) = it.screen.record.entries()["watch"].values()
        assert held["text"] == "Anna Brandt"
        assert "Skerrin" in held["spellings"]
        await it.press("u")
        (held,) = it.screen.record.entries()["watch"].values()
        assert "Skerrin" not in held["spellings"]


@pytest.mark.parametrize("keys", ["cn", "ch", "cp", "co", "cl", "ce", "c/"])
async def test_every_correction_takes_two_keys_and_is_taken_back_by_one(
    tmp_path: Path, keys: str
) -> None:
    async with desk(tmp_path / "state", THREE) as it:
        await it.press("enter", "]", "]", *keys, wait=0.1)
        assert len(it.screen.record.entries()["corrections"]) == 1
        await it.press("u")
        assert not it.screen.record.entries().get("corrections")


async def test_all_corrections_can_be_seen_on_a_narrow_screen(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", size=(80, 24)) as it:
        await it.press("enter", "]", "c", wait=0.1)
        assert it.status() == (
            "“Anna Brandt”: n no h not here p person o org l place e event = same / apart"
        )
