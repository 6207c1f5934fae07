"""A limit: what it lets through, while it is typed and when it is applied."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events

from tests.app.desk_parts import SIX, Desk, desk, document
from tui.app.ports import View
from tui.index.completion import complete
from tui.index.fields import FIELDS
from tui.index.query import parse
from tui.row import Candidate, Completion, QueryError, Tally


async def test_a_limit_lets_matching_documents_through(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("l")
        await it.type("fire")
        assert len(it.list()) == 1
        assert "limit fire" in "".join(s.text for s in it.screen.bars.limit_line.render_line(0))
        await it.press("L")
        assert len(it.list()) == 6


@pytest.mark.parametrize("width", [120, 80, 60])
async def test_the_limit_line_says_how_many_documents_a_limit_leaves(
    tmp_path: Path, width: int
) -> None:
    async with desk(tmp_path / "state", size=(width, 24)) as it:
        bar = it.screen.bars.limit_line
        assert " 6 documents" in bar.render_line(0).text
        await it.press("l", "f", "i", "r", "e", wait=0.4)
        assert "1 of 6 documents" in bar.render_line(0).text
        await it.press("escape", wait=0.2)
        assert " 6 documents" in bar.render_line(0).text


async def test_the_cursor_stays_on_its_document_when_the_limit_goes(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("l")
        await it.type("strike")
        await it.press("L")
        assert it.cursor == 2


async def test_a_wrong_limit_says_so_and_leaves_the_list(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("l")
        it.screen.app.post_message(events.Paste("is:"))
        await it.press("enter")
        assert "a value is missing" in it.status()
        assert len(it.list()) == 6


async def test_the_list_follows_while_the_limit_is_typed_and_escape_brings_it_back(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("l", "f", "i", "r", wait=0.4)
        assert len(it.list()) == 1
        await it.press("escape", wait=0.2)
        assert len(it.list()) == 6


async def test_a_limit_that_is_given_up_leaves_the_reader_where_he_was(tmp_path: Path) -> None:
    many = [
        document(f"{word} {n}", f"{word} came.") for word in ("Fire", "Storm") for n in range(40)
    ]
    async with desk(tmp_path / "state", many) as it:
        await it.press("down", "down", "l", *"storm", wait=0.4)
        assert it.screen.desk.current != 3
        await it.press("escape", wait=0.2)
        assert (it.screen.desk.current, it.screen.list.top) == (3, 0)
        assert "Fire 2" in it.text()


async def test_a_wrong_limit_that_is_given_up_brings_back_what_was_before_it(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("G", "l", *"fire", wait=0.4)
        await it.press("space", *"is:", "enter", "escape", wait=0.2)
        assert len(it.list()) == 6
        assert it.cursor == 5


async def test_what_is_not_typed_to_its_end_does_not_empty_the_list(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("l", *"fire", wait=0.4)
        await it.press("q", wait=0.4)
        assert len(it.list()) == 1
        assert "nothing matches so far" in it.status()
        await it.press("backspace", wait=0.4)
        assert "nothing" not in it.status()
        await it.press("q", "enter")
        assert "nothing matches “fireq”" in it.list()[0]
        await it.press("L")
        assert len(it.list()) == 6


@pytest.mark.parametrize("width", [80, 120])
async def test_the_text_opened_before_a_limit_was_applied_is_that_of_the_document_decided(
    tmp_path: Path, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[Callable[[View], None]] = []

    def ask(query: str, order: str, answer: Callable[[View], None], topic: str) -> None:
        answers.append(answer)

    async with desk(tmp_path / "state", size=(width, 24)) as it:
        monkeypatch.setattr(it.library, "ask", ask)
        await it.press_at_once("l", "f", "i", "r", "e", "enter", "enter")
        answers[-1](View("fire", "arrival", [2], Tally(6)))
        await it.rest()
        assert "Fire began the day" in it.text()
        await it.press("a")
        assert it.decisions()[:2] == ["none", "keep"]


async def test_no_other_document_is_shown_beside_a_limited_list(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", follow=False) as it:
        await it.press("enter", "q")
        assert "Storm began the day" in it.text()
        await it.press("l")
        await it.type("fire")
        assert "Enter opens the document" in it.text()


async def test_the_list_follows_a_limit_that_is_pasted(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("l")
        it.screen.app.post_message(events.Paste("fire\n"))
        await it.rest(0.4)
        assert "limit to: fire" in it.status()
        assert len(it.list()) == 1


async def test_nothing_found_says_how_to_see_all_again(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("l")
        await it.type("volcano")
        assert "L shows all" in it.list()[0]
        await it.press("a", "x", "enter", "j", "]", "h", "i")
        assert it.decisions() == ["none"] * 6


async def test_an_empty_limit_says_what_can_be_typed_until_it_is(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", size=(80, 24)) as it:
        await it.press("l")
        assert it.status().endswith("words; Tab offers fields and what they hold")
        await it.press("f")
        assert it.status() == "limit to: f"


async def test_what_is_near_the_document_under_the_cursor_is_offered(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("j", "l", "n", "e", "a", "r", ":", "tab", wait=0.4)
        document = SIX[1].id.removeprefix("sha256:")[:12]
        assert it.status() == f"limit to: near:{document}   {document} (“Fire in the harbour”)"


async def test_what_is_offered_stays_while_the_limit_is_not_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def two_ways(text: str, position: int) -> Completion:
        if text.endswith(":"):
            return Completion(position, position, (Candidate("unread"), Candidate("opened")))
        return Completion(0, position, (Candidate("is:", "how far it was read"),))

    async with desk(tmp_path / "state") as it:
        monkeypatch.setattr(it.library, "complete", two_ways)
        await it.press("l", "i", "tab", wait=0.4)
        assert it.status() == "limit to: is:   is: (how far it was read)"
        await it.press("tab", wait=0.4)
        assert it.status().startswith("limit to: is:unread   unread")
        assert "opened" in it.status()


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_all_that_a_field_understands_is_offered_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with desk(tmp_path / "state", size=size) as it:
        monkeypatch.setattr(it.library, "complete", _of_no_documents)
        await it.press("l", *"is:", "tab", wait=0.4)
        for value in FIELDS["is"].choices:
            assert value in foot(it), value
        await it.press(*["tab"] * 3, wait=0.4)
        assert foot(it).splitlines()[-1].startswith(" limit to: is:changed")
        assert it.screen.list.size.height + it.screen.bars.foot.size.height == size[1] - 1
        await it.press("escape", wait=0.2)
        assert it.screen.bars.foot.size.height == 1
        assert it.screen.list.size.height == size[1] - 2


async def test_where_not_all_can_be_offered_at_once_it_is_said_how_many_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path / "state", size=(80, 24)) as it:
        monkeypatch.setattr(it.library, "complete", _of_no_documents)
        await it.press("l", "tab", wait=0.4)
        assert foot(it).startswith(f" 1 of {len(FIELDS)}: is: (how far it was read)  decision:")
        seen: set[str] = set()
        for _ in FIELDS:
            seen.update(name for name in FIELDS if f"{name}: (" in foot(it))
            await it.press("tab")
        assert seen == set(FIELDS)


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_a_wrong_value_says_which_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with desk(tmp_path / "state", size=size) as it:
        monkeypatch.setattr(it.library, "ask", _parsed)
        await it.press("l", *"is:foo", wait=0.4)
        for value in FIELDS["is"].choices:
            assert value in foot(it), value
        assert " limit to: is:foo" in foot(it)
        assert len(it.list()) == 6


def _of_no_documents(text: str, position: int) -> Completion:
    """How the case completes where no document has any value."""
    return complete(text, position, lambda *_: [])


def foot(it: Desk) -> str:
    """What stands below the panes, row by row."""
    bar = it.screen.bars.status_line
    return "\n".join(bar.render_line(y).text.rstrip() for y in range(bar.size.height))


def _parsed(query: str, order: str, answer: Callable[[View], None], topic: str) -> None:
    """Answer as the case does where the query is wrong."""
    try:
        parse(query)
    except QueryError as error:
        view = View(query, order, (), problem=str(error), position=error.position)
        asyncio.get_running_loop().call_soon(answer, view)


async def test_tab_completes_what_is_being_typed_and_shows_the_ways(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("l", "f", "i", "tab", wait=0.2)
        assert it.status().startswith("limit to: fire")
        assert "first (0)" in it.status()
        assert len(it.list()) == 1
        await it.press("tab")
        assert it.status().startswith("limit to: first")
        await it.press("tab", "enter")
        assert it.screen.listing.query == "fire"
