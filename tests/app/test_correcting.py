"""One key overrules the cleaner, two correct a name: at once, everywhere, and undone like all."""

from __future__ import annotations

from pathlib import Path

from tests.app.desk_parts import desk


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
