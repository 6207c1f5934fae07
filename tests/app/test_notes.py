"""Notes on documents and on passages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.desk_parts import SIX, desk, document
from tests.app.memory_library import MemoryLibrary
from tui.app.asking import Line
from tui.decision import Note


async def test_a_note_from_the_list_is_on_the_document(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("i")
        await it.type("who paid for the study?")
        (note,) = it.screen.record.notes(SIX[0].id)
        assert note.text == "who paid for the study?"
        assert note.anchor is None
        assert "note ·" in it.text()


async def test_a_note_from_the_text_is_on_the_paragraph(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("enter", "}", "i", wait=0.1)
        await it.type("check")
        (note,) = it.screen.record.notes(SIX[0].id)
        assert note.anchor is not None
        text = SIX[0].safe.text
        assert (
            note.anchor.quote
            == "Storm began the day. Anna Brandt came with it. Then she left again."
        )
        assert text[note.anchor.start : note.anchor.end] == note.anchor.quote
        assert text[: note.anchor.start].endswith(note.anchor.prefix)
        assert text[note.anchor.end :].startswith(note.anchor.suffix)


async def test_a_note_on_a_sentence_quotes_that_sentence(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("enter", "}", ")", ")", "i", wait=0.1)
        await it.type("check")
        (note,) = it.screen.record.notes(SIX[0].id)
        assert note.anchor is not None
        assert note.anchor.quote == "Anna Brandt came with it."


async def test_a_note_stands_behind_its_passage_in_another_run(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("enter", "}", "i", wait=0.1)
        await it.type("check this")
    async with desk(tmp_path / "state") as it:
        await it.press("enter", wait=0.1)
        rows = it.text().splitlines()
        place = next(n for n, row in enumerate(rows) if "check this" in row)
        passage = next(n for n, row in enumerate(rows) if "Storm began the day" in row)
        following = next(n for n, row in enumerate(rows) if "The second paragraph" in row)
        assert passage < place < following


async def test_escape_leaves_the_note_unwritten(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("i", "n", "o", "escape")
        assert it.screen.record.notes() == ()
        await it.press("a")
        assert it.decisions()[0] == "keep"


async def test_a_note_that_is_too_long_for_the_record_is_refused_and_said_so(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("i")
        question = it.screen.keyboard.question
        assert isinstance(question, Line)
        question.prompt.insert("word " * 250_000)
        await it.press("enter")
        assert "not recorded: too long" in it.status()
        assert it.screen.record.notes() == ()
        await it.press("i")
        again = it.screen.keyboard.question
        assert isinstance(again, Line)
        assert again.prompt.text.split() == ["word"] * 250_000, "what was written is lost"


async def test_letters_typed_into_a_note_are_no_verbs(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("i", "a", "x", "q", "ф", "enter")
        assert it.decisions() == ["none"] * 6
        assert it.screen.record.notes()[0].text == "axqф"


async def test_undo_takes_a_note_back(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("i")
        await it.type("mistaken")
        await it.press("u")
        assert it.screen.record.notes() == ()


async def test_all_notes_are_in_a_panel(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("i")
        await it.type("first thought")
        await it.press("I")
        assert "first thought" in it.panel()
        await it.press("escape")
        assert not it.screen.has_class("panel")


async def test_a_note_that_was_not_finished_is_there_again(tmp_path: Path) -> None:
    library = MemoryLibrary(SIX)
    async with desk(tmp_path / "state", library=library) as it:
        await it.press("i", "h", "a", "l", "f")
        await it.until(lambda: [each.text for each in library.drafts.values()] == ["half"])
    async with desk(tmp_path / "state", library=library) as it:
        await it.press("i", " ", "d", "o", "n", "e", "enter")
        assert it.screen.record.notes(SIX[0].id)[0].text == "half done"
        await it.press("i")
        assert "half" not in it.status()


@pytest.mark.parametrize("key", ["escape", "ctrl+c", "ctrl+g"])
async def test_a_note_that_was_left_is_there_again(tmp_path: Path, key: str) -> None:
    library = MemoryLibrary(SIX)
    async with desk(tmp_path / "state", library=library) as it:
        await it.press("i", "h", "a", "l", "f", key)
        assert "i goes on" in it.status()
        assert it.screen.record.notes() == ()
        await it.press("j", "k", "i")
        assert it.status().endswith("half")
    async with desk(tmp_path / "state", library=library) as it:
        await it.press("i", "enter")
        assert it.screen.record.notes()[0].text == "half"


async def test_a_note_that_was_emptied_is_forgotten(tmp_path: Path) -> None:
    library = MemoryLibrary(SIX)
    async with desk(tmp_path / "state", library=library) as it:
        await it.press("i", "h", "a", "l", "f", "escape", "i", "ctrl+u", "escape", "i")
        assert "half" not in it.status()
        await it.press("o", "n", "escape", "i", "ctrl+u", "enter", "i")
        assert "on" not in it.status().removeprefix("note")


async def test_a_passage_of_several_paragraphs_is_quoted_on_one_line(tmp_path: Path) -> None:
    feast = document("Feast", "Nobody was told.", "The ferry left.")
    async with desk(tmp_path / "state", [feast]) as it:
        await it.press("enter", "}", "v", "}", "i")
        assert "“Nobody was told. The ferry" in it.status()
        await it.type("why")
        assert "“Nobody was told. The ferry" in it.text()


async def test_what_is_kept_or_noted_is_preserved(tmp_path: Path) -> None:
    library = MemoryLibrary(SIX)
    async with desk(tmp_path / "state", library=library) as it:
        await it.press("a", "x", "i", "n", "enter")
        assert library.preserved == [SIX[0].id, SIX[2].id]


async def test_a_note_of_another_version_says_how_it_was_found(tmp_path: Path) -> None:
    library = MemoryLibrary(SIX)
    library.carried_notes = [
        Note("n", "sha256:old", "check", "2026-09-03T10:00:00Z", "ada", state="its passage is gone")
    ]
    async with desk(tmp_path / "state", library=library) as it:
        assert "from another version: its passage is gone" in " ".join(
            it.text().replace("│", "").split()
        )


async def test_a_note_that_lost_its_passage_is_attached_to_another(tmp_path: Path) -> None:
    library = MemoryLibrary(SIX)
    lost = Note("n", "sha256:old", "check", "2026-09-03T10:00:00Z", "ada", state="it is gone")
    library.carried_notes = [lost]
    async with desk(tmp_path / "state", library=library) as it:
        await it.press("enter", "}", "o", wait=0.1)
        library.carried_notes = []
        await it.press("a")
        held = it.screen.record.entries()["notes"]["n"]
        assert held["document"] == SIX[0].id
        assert held["anchor"]["quote"].startswith("Storm began the day.")
