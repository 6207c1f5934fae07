"""The watch list, by key."""

from __future__ import annotations

from pathlib import Path

from tests.app.desk_parts import desk


async def test_the_name_one_stands_on_is_watched_with_its_spellings(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("enter", "]", "W", wait=0.1)
        assert "watching for “Anna Brandt”" in it.status()
        held = it.screen.record.entries()["watch"]
        assert [fields["text"] for fields in held.values()] == ["Anna Brandt"]
        await it.press("W")
        assert "no longer watching" in it.status()
        assert not it.screen.record.entries().get("watch")


async def test_a_text_is_watched_from_the_list(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("W")
        await it.type("harbour fire")
        held = it.screen.record.entries()["watch"]
        assert [fields["kind"] for fields in held.values()] == ["string"]


async def test_what_holds_no_letter_is_not_watched(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("W")
        await it.type("...")
        assert "no letter" in it.status()
        assert not it.screen.record.entries().get("watch")
