"""The text pane: what is shown, what is folded, where one stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.desk_parts import SIX, desk, document
from tests.app.memory_library import MemoryLibrary
from tui.app.panels import head
from tui.row import Copy, Progress, Row


async def test_the_text_follows_the_cursor_once_it_rests(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("j", wait=0.1)
        assert "Fire began the day." in it.text()


async def test_a_preview_does_not_change_the_reading_state(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("j", "j", wait=0.1)
        held = [str(it.screen.record.judgement(each.id).reading) for each in SIX]
        assert held == ["unread"] * 6


async def test_a_document_opened_to_its_end_is_read(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("enter", wait=0.1)
        assert str(it.screen.record.judgement(SIX[0].id).reading) == "read"


async def test_a_long_document_is_opened_first_and_read_at_its_end(tmp_path: Path) -> None:
    long = document("Long", *(f"Paragraph {n} of many." for n in range(60)))
    async with desk(tmp_path / "state", [long]) as it:
        await it.press("enter", "j", wait=0.1)
        assert str(it.screen.record.judgement(long.id).reading) == "opened"
        await it.press("G")
        assert str(it.screen.record.judgement(long.id).reading) == "read"


async def test_what_is_hidden_is_folded_with_the_reason_and_shown_by_a_key(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("enter", wait=0.1)
        assert "1 line hidden · appeal · test" in it.text()
        assert "Support the harbour paper" not in it.text()
        await it.press("h")
        assert "Support the harbour paper" in it.text()
        await it.press("h")
        assert "Support the harbour paper" not in it.text()


async def test_raw_text_is_shown_at_the_same_place_and_back(tmp_path: Path) -> None:
    long = document("Long", *(f"Paragraph {n} of many." for n in range(60)))
    async with desk(tmp_path / "state", [long]) as it:
        await it.press("enter", *["}"] * 30, wait=0.1)
        before = it.screen.reading.position
        await it.press("z")
        assert it.screen.reading.position == before
        await it.press("z")
        assert it.screen.reading.position == before


async def test_names_are_gone_through_and_hidden_ones_left_out(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("enter", "]", wait=0.1)
        assert "person Anna Brandt · 1 of 1" in it.status()
        await it.press("h", "]")
        assert "2 of 2" in it.status()


async def test_search_finds_hidden_text_and_says_so(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("enter", "/", wait=0.1)
        await it.type("support THE")
        assert "hit 1 of 1 in a hidden part: h shows it" in it.status()


@pytest.mark.parametrize("key", ["l", "/"])
async def test_the_words_that_found_a_document_are_gone_through_in_its_text(
    tmp_path: Path, key: str
) -> None:
    ferry = document("Ferry", "Ferrymen wait.", "The ferry left.", hidden=("Ferry tickets.",))
    async with desk(tmp_path / "state", [*SIX, ferry]) as it:
        await it.press(key)
        await it.type("ferry")
        await it.press("enter", "n", "n")
        assert it.status() == "hit 2 of 3"
        await it.press("n")
        assert it.status() == "hit 3 of 3 in a hidden part: h shows it"


async def test_a_text_is_searched_for_what_was_typed_last(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("l")
        await it.type("fire")
        await it.press("enter", "/")
        await it.type("paragraph")
        assert it.status() == "hit 1 of 1"
        await it.press("q", "L", "enter", "n")
        assert it.status().startswith("hit 1 of 1")
        await it.press("q", "l")
        await it.type("fire")
        await it.press("L", "enter", "n")
        assert it.status().startswith("no search yet")


async def test_search_goes_on_with_n_and_wraps_with_a_word(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("enter", "/", wait=0.1)
        await it.type("sentences")
        await it.press("n")
        assert "from the other end" in it.status()


async def test_the_place_in_a_document_is_found_again_in_another_run(tmp_path: Path) -> None:
    long = document("Long", *(f"Paragraph {n} of many." for n in range(60)))
    async with desk(tmp_path / "state", [long]) as it:
        await it.press("enter", *["}"] * 30, "q", wait=0.1)
        left = it.screen.reading.position
    async with desk(tmp_path / "state", [long]) as it:
        await it.press("enter", wait=0.1)
        assert it.screen.reading.position == left


async def test_a_document_that_waits_is_asked_for_and_shown_when_it_is_ready(
    tmp_path: Path,
) -> None:
    library = MemoryLibrary(SIX)
    library.unready = {1}
    async with desk(tmp_path / "state", library=library) as it:
        assert "being prepared" in it.text()
        assert library.preferred == [1]
        library.unready.clear()
        library.tell(Progress(changed=(1,)))
        await it.rest()
        await it.rest()
        assert "Storm began the day." in it.text()


async def test_space_pages_and_at_the_end_goes_to_the_next_undecided(tmp_path: Path) -> None:
    long = document("Long", *(f"Paragraph {n} of many." for n in range(60)))
    async with desk(tmp_path / "state", [long, SIX[0]]) as it:
        await it.press("enter", "space", wait=0.1)
        assert it.cursor == 0
        while not it.screen.text.at_end:
            await it.press("space")
            assert it.cursor == 0
        await it.press("space")
        assert it.cursor == 1


async def test_a_document_is_never_markup(tmp_path: Path) -> None:
    hostile = document("[red]Title[/quote]", "[@click=app.quit]press[/] and [/", "\\[bold]")
    async with desk(tmp_path / "state", [hostile]) as it:
        await it.press("enter", wait=0.1)
        assert "[@click=app.quit]press[/] and [/" in it.text()
        assert "[red]Title[/quote]" in it.list()[0]


def test_a_copy_whose_title_is_its_path_is_named_once() -> None:
    row = Row(1, SIX[0].id, "1.txt", "Storm")
    copies = [
        Copy(Row(2, SIX[1].id, "in/2.txt", "2.txt"), "contains", 1.0),
        Copy(Row(3, SIX[2].id, "3.txt", "Strike"), "same", 1.0),
    ]
    said = [paragraph.text for paragraph in head(SIX[0], row, copies)]
    assert said[1:] == ["contains in/2.txt", "the same text as “Strike”, 3.txt", "1.txt"]


async def test_a_limit_without_words_leaves_what_a_text_is_searched_for(tmp_path: Path) -> None:
    # The library of these tests finds a field as it finds a word.
    undecided = document("Ferry", "The paragraph is:undecided.")
    async with desk(tmp_path / "state", [undecided]) as it:
        await it.press("enter", "/")
        await it.type("paragraph")
        assert it.status() == "hit 1 of 1"
        await it.press("q", "l")
        await it.type("is:undecided")
        await it.press("enter", "n")
        assert it.screen.reading.pattern == "paragraph"
        assert it.status().startswith("hit 1 of 1")
