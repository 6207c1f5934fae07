"""A text that is cleaned again while it lies before the reader stays until the reader asks."""

from __future__ import annotations

from pathlib import Path

from tests.app.desk_parts import Desk, desk, document
from tests.app.memory_library import MemoryLibrary
from tui.row import Progress

PARAGRAPHS = tuple(f"Paragraph {n} of the report on the harbour." for n in range(40))
SITE = "The paper is printed in the old customs house."
BEFORE = document("Report", *PARAGRAPHS, SITE)
AFTER = document("Report", *PARAGRAPHS, hidden=(SITE,))
OTHER = document("Another", "It says something else.")
TOLD = "this text has been cleaned again: Ctrl-l shows it"


async def clean_again(it: Desk) -> None:
    """What preparation does when it looks at the first document again."""
    it.library.documents[0] = AFTER
    it.library.tell(Progress(changed=(1,)))
    await it.rest()


def hidden(it: Desk) -> bool:
    """Whether the line of the site is hidden in the text that is laid out."""
    opened = it.screen.reading.document
    assert opened
    return opened.blocks[-1].hidden


async def test_the_open_text_stays_and_a_key_shows_what_it_is_now(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", library=MemoryLibrary([BEFORE, OTHER])) as it:
        await it.press("enter", *["}"] * 20, wait=0.1)
        shown, position = it.text(), it.screen.reading.position
        await clean_again(it)
        assert (it.text(), it.status()) == (shown, TOLD)
        await it.press("ctrl+l")
        assert hidden(it)
        assert it.screen.reading.position == position
        assert TOLD not in it.status()


async def test_what_is_being_said_is_let_stand_first(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", library=MemoryLibrary([BEFORE, OTHER])) as it:
        await it.press("enter", "i", wait=0.1)
        await it.type("printed where")
        said = it.status()
        await clean_again(it)
        assert it.status() == said
        await it.press("j")
        it.screen.meanwhile.look_around()
        await it.rest()
        assert it.status() == TOLD
        await it.press("j")
        it.screen.meanwhile.look_around()
        await it.rest()
        assert it.status() != TOLD


async def test_a_note_made_meanwhile_stands_in_the_text_that_lies_there(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", library=MemoryLibrary([BEFORE, OTHER])) as it:
        await it.press("enter", "}", wait=0.1)
        await clean_again(it)
        await it.press("i")
        await it.type("printed where")
        assert "printed where" in it.text()
        assert not hidden(it)


async def test_a_document_opened_anew_is_what_it_is_now(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", library=MemoryLibrary([BEFORE, OTHER])) as it:
        await it.press("enter", wait=0.1)
        await clean_again(it)
        await it.press("J", "K", wait=0.1)
        assert hidden(it)


async def test_the_same_verdicts_once_more_are_nothing_to_tell(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", library=MemoryLibrary([BEFORE, OTHER])) as it:
        await it.press("enter", wait=0.1)
        it.library.tell(Progress(changed=(1, 2)))
        await it.rest()
        assert TOLD not in it.status()


async def test_a_document_that_is_not_open_is_nothing_to_tell(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", library=MemoryLibrary([BEFORE, OTHER])) as it:
        await it.press("j", wait=0.1)
        await clean_again(it)
        assert TOLD not in it.status()


async def test_a_second_look_is_said_with_its_number(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", library=MemoryLibrary([BEFORE, OTHER])) as it:
        bar = it.screen.bars.whereabouts
        it.library.tell(Progress(again=12))
        await it.rest()
        assert "looking again at 12 for lines that recur" in bar.render_line(0).text
        it.library.tell(Progress(changed=(1,), again=0))
        await it.rest()
        assert "looking again" not in bar.render_line(0).text
