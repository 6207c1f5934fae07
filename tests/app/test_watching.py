"""What is watched for: put on the list by key, drawn in the text, heard when it comes in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.app.desk_parts import SIX, Desk, desk, document
from tests.app.memory_library import MemoryLibrary
from tui.app import theme
from tui.app.alarm import apart
from tui.document import Span
from tui.pattern import spans
from tui.row import Hit, Progress


async def test_the_name_one_stands_on_is_watched_with_its_spellings(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("enter", "]", "W", wait=0.1)
        assert "watching for “Anna Brandt”" in it.status()
        held = it.screen.record.entries()["watch"]
        assert [fields["text"] for fields in held.values()] == ["Anna Brandt"]
        await it.press("W")
        assert "no longer watching" in it.status()
        assert not it.screen.record.entries().get("watch")


async def test_undo_takes_the_signs_away_with_what_was_watched_for(tmp_path: Path) -> None:
    library = MemoryLibrary(SIX)
    async with desk(tmp_path / "state", library=library) as it:
        library.hits = {1: (Hit("harbour fire", True),)}
        await it.press("W")
        await it.type("harbour fire")
        assert [row[2] for row in it.list()] == ["!", " ", " ", " ", " ", " "]
        library.hits = {}
        await it.press("u")
        assert "undone: " in it.status()
        assert {row[2] for row in it.list()} == {" "}


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


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [("/to+ll/", "pattern", "to+ll"), ("?fire title:storm", "query", "fire title:storm")],
)
async def test_patterns_and_queries_are_typed_as_what_they_are(
    tmp_path: Path, line: str, kind: str, text: str
) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("W")
        await it.type(line)
        assert f"watching for “{line}”" in it.status()
        (held,) = it.screen.record.entries()["watch"].values()
        assert (held["kind"], held["text"]) == (kind, text)
        await it.press("W")
        await it.type(line)
        assert not it.screen.record.entries().get("watch")


@pytest.mark.parametrize(
    ("line", "words"), [("/(/", "no pattern"), ("?decision:keep", "nothing to watch for")]
)
async def test_what_is_no_pattern_and_no_query_is_not_watched(
    tmp_path: Path, line: str, words: str
) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("W")
        await it.type(line)
        assert words in it.status()
        assert not it.screen.record.entries().get("watch")
        await it.press("ctrl+u")
        await it.type("harbour")
        (held,) = it.screen.record.entries()["watch"].values()
        assert held["text"] == "harbour"


async def test_a_selection_is_watched_for_as_it_is_written(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("enter", ")", ")", "v", "W", wait=0.1)
        (held,) = it.screen.record.entries()["watch"].values()
        assert held["kind"] == "string"
        assert held["text"] in SIX[0].safe.text


def drawn(it: Desk) -> list[str]:
    """The parts of the text that are drawn as watched for."""
    pane = it.screen.text
    found = []
    for y in range(pane.size.height):
        for segment in pane.render_line(y):
            style = segment.style
            if style and style.color == theme.WATCHED.color and style.italic and style.underline:
                found.append(segment.text)
    return found


async def test_watched_texts_are_drawn_where_they_stand_also_hidden_ones(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("enter", wait=0.1)
        assert drawn(it) == []
        await it.press("q", "W")
        await it.type("/par[a-z]+ph/")
        await it.press("W")
        await it.type("harbour paper")
        assert drawn(it) == ["paragraph"]
        await it.press("enter", "h")
        assert drawn(it) == ["paragraph", "harbour paper"]
        await it.press("u", "u")
        await it.press("J", "K")
        assert drawn(it) == []


async def test_a_pattern_that_never_ends_holds_up_the_desk_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def counted(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
        tried.append(pattern.pattern)
        return spans(pattern, text)

    monkeypatch.setattr("tui.app.alarm.spans", counted)
    endless = [document(title, "a" * 4000 + "b") for title in ("Endless", "Again")]
    async with desk(tmp_path / "state", endless) as it:
        await it.press("W")
        await it.type("/(a+)+$/")
        await it.press("enter", "J", "K", wait=0.1)
        assert drawn(it) == []
        assert "Endless" in it.text()
        assert tried == ["(a+)+$"]


def test_what_is_watched_for_in_one_place_is_drawn_as_one() -> None:
    found = [Span(9, 12), Span(0, 4), Span(2, 6), Span(3, 4), Span(6, 8)]
    assert apart(found) == (Span(0, 6), Span(6, 8), Span(9, 12))


async def test_what_rings_is_said_above_the_text_and_where_it_is_hidden(tmp_path: Path) -> None:
    library = MemoryLibrary(SIX)
    library.hits = {
        1: (Hit("Anna Brandt", True), Hit("/pa.er/", False)),
        2: (Hit("gazette", False),),
    }
    async with desk(tmp_path / "state", library=library) as it:
        await it.rest(0.1)
        assert "! Anna Brandt · in a hidden part: /pa.er/" in it.text()
        assert [row[2] for row in it.list()] == ["!", "!", " ", " ", " ", " "]
        await it.press("j", wait=0.1)
        assert "! in a hidden part: gazette" in it.text()


@pytest.mark.parametrize("bell", [True, False])
async def test_a_bell_rings_once_for_what_comes_in(
    tmp_path: Path, bell: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = MemoryLibrary(SIX)
    async with desk(tmp_path / "state", library=library, bell=bell) as it:
        rung: list[str] = []
        monkeypatch.setattr(it.screen.app, "bell", lambda: rung.append("bell"))
        library.hits = {1: (Hit("storm", True),), 7: (Hit("child", True),)}
        library.tell(Progress(changed=(1,)))
        await it.rest()
        assert rung == [], "it was here before"
        library.documents.append(document("Birth", "A child was born."))
        library.unready = {7}
        library.tell(Progress(changed=(7,), arrived=1))
        library.unready = set()
        library.tell(Progress(changed=(7,)))
        library.tell(Progress(changed=(7,)))
        await it.rest()
        assert rung == ["bell"] * bell
        assert it.status() == "! “Birth”: watched for, came in; Ctrl-l lists it"


async def test_what_comes_in_and_is_not_watched_for_is_silent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = MemoryLibrary(SIX)
    async with desk(tmp_path / "state", library=library, bell=True) as it:
        rung: list[str] = []
        monkeypatch.setattr(it.screen.app, "bell", lambda: rung.append("bell"))
        library.documents.append(document("Birth", "A child was born."))
        library.tell(Progress(changed=(7,), arrived=1))
        await it.rest()
        library.hits = {7: (Hit("child", True),)}
        library.tell(Progress(changed=(7,)))
        await it.rest()
        assert rung == [], "it came in before it was watched for"
