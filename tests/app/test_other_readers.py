"""Other readers of the same record: a second column, or nothing until one has decided oneself."""

from __future__ import annotations

from pathlib import Path

from tests.app.desk_parts import SIX, desk
from tests.app.memory_library import MemoryLibrary
from tui.decision import Decision


def _library() -> MemoryLibrary:
    library = MemoryLibrary(SIX)
    library.said_by_others = {SIX[0].id: {"ben": Decision.DISCARD, "cleo": Decision.KEEP}}
    return library


async def test_what_others_decided_stands_beside_ones_own(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", library=_library()) as it:
        assert it.list()[0].startswith("▌·x+")
        await it.press("m")
        assert it.list()[0].startswith(" ?x+")


async def test_a_blind_reader_sees_others_after_deciding(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", library=_library(), blind=True) as it:
        assert "x+" not in it.list()[0][:6]
        await it.press("m")
        assert it.list()[0].startswith(" ?x+")


async def test_what_others_write_is_seen_without_being_asked_for(tmp_path: Path) -> None:
    library = MemoryLibrary(SIX)
    async with desk(tmp_path / "state", library=library) as it:
        library.said_by_others = {SIX[1].id: {"ben": Decision.MAYBE}}
        await it.until(lambda: it.list()[1].startswith(" ·?"))
