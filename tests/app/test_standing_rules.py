"""What standing rules decide comes in beside the keys, as steps of their own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from tests.app.desk_parts import SIX, Desk, by_rule, desk, document
from tests.app.memory_library import MemoryLibrary
from tui.app.lots import LARGE
from tui.app.ports import Ruling
from tui.cli.recording import DeskRecord
from tui.decision import Decision
from tui.row import Progress
from tui.triage.record import RecordError

MANY = [document(f"Report {number}", "The ferry leaves.") for number in range(LARGE + 10)]
IDS = [each.id for each in MANY]


def tally(it: Desk) -> str:
    return it.screen.bars.limit_line.render_line(0).text


async def have_ruled(it: Desk, *rulings: Ruling) -> None:
    """Documents have come in, and the rules have these to say."""
    it.library.rulings = list(rulings)
    it.library.tell(Progress(changed=(2,)))
    await it.press()


async def test_what_a_rule_decides_is_shown_counted_and_told(tmp_path: Path) -> None:
    over: list[bool] = []
    async with desk(tmp_path / "state") as it:
        await have_ruled(it, by_rule("fires", SIX[1].id, SIX[2].id, over=over.append))
        assert it.status().startswith("by rule fires: 2 documents: H tells")
        assert it.decisions() == ["none", "discard", "discard", "none", "none", "none"]
        assert "4 to decide · 0 kept · 0 maybe · 2 discarded" in tally(it)
        assert over == [True]


async def test_nothing_is_said_of_a_rule_that_changes_nothing(tmp_path: Path) -> None:
    over: list[bool] = []
    nothing = Ruling("fires", "tag:fire", [SIX[1].id], lambda _: (), over.append)
    async with desk(tmp_path / "state") as it:
        await have_ruled(it, nothing)
        assert "fires" not in it.status()
        assert over == [True], "it has seen them"


async def test_a_rule_that_cannot_be_understood_says_why(tmp_path: Path) -> None:
    wrong = Ruling("fires", "tag:fire", (), lambda _: (), lambda _: None, problem="rule fires: no")
    async with desk(tmp_path / "state") as it:
        await have_ruled(it, wrong)
        assert it.status() == "rule fires: no"


async def test_undo_names_what_a_rule_did_even_to_one_document(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("a")
        await have_ruled(it, by_rule("fires", SIX[3].id))
        await it.press("u")
        assert it.status().startswith("u again: undo discard, by rule fires on “Feast")
        assert it.decisions()[3] == "discard", "no key of the reader's has made it"
        await it.press("u")
        assert it.decisions()[3] == "none"
        await it.press("u")
        assert it.decisions()[0] == "none"


async def test_keys_are_answered_while_a_rule_decides_on_thousands(tmp_path: Path) -> None:
    over: list[bool] = []
    async with desk(tmp_path / "state", MANY) as it:
        record, held = it.screen.record, Event()
        assert isinstance(record, DeskRecord)
        record.later(partial(held.wait, 10))
        it.library.rulings = [by_rule("all", *IDS, over=over.append)]
        it.library.tell(Progress(changed=(2,)))
        await it.rest()
        await it.press_at_once("j", "j")
        await it.press_at_once("a")
        assert it.cursor == 3
        assert it.screen.list.draw(2, 60).text.startswith(" + …")
        assert it.screen.list.draw(5, 60).text.startswith(" · …"), "what the rule makes is to come"
        await it.press_at_once("u")
        assert "u again" not in it.status(), "what was decided behind the rule is one document"
        held.set()
        await it.press()
        assert over == [True]
        assert set(it.decisions()) == {"discard"}
        await it.press("u")
        assert f"u again: undo discard, by rule all on {len(IDS)} documents" in it.status()
        await it.press("u")
        assert set(it.decisions()) == {"none"}


async def test_a_rule_is_taken_back_before_it_is_worked_out(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        record, held = it.screen.record, Event()
        record.later(partial(held.wait, 10))
        it.library.rulings = [by_rule("fires", SIX[3].id)]
        it.library.tell(Progress(changed=(2,)))
        await it.rest()
        await it.press_at_once("u")
        assert it.status().startswith("u again: undo decision:discard by rule fires")
        await it.press_at_once("u")
        held.set()
        await it.press()
        assert set(it.decisions()) == {"none"}


async def test_of_what_a_rule_keeps_what_it_changed_is_copied(tmp_path: Path) -> None:
    kept = by_rule("fires", SIX[1].id, SIX[2].id, decision=Decision.KEEP)

    def changes(ids: Sequence[str]) -> Sequence[object]:
        return kept.changes(ids[1:])

    one = Ruling(kept.name, kept.action, kept.documents, changes, kept.over, keeps=True)  # type: ignore[arg-type]
    async with desk(tmp_path / "state") as it:
        await have_ruled(it, one)
        assert it.library.preserved == [SIX[2].id]


async def test_what_a_rule_decides_while_the_desk_is_left_is_saved_and_copied(
    tmp_path: Path,
) -> None:
    library = MemoryLibrary(MANY)
    held = Event()
    async with desk(tmp_path / "state", library=library) as it:
        it.screen.record.later(partial(held.wait, 10))
        library.rulings = [by_rule("all", *IDS, decision=Decision.KEEP)]
        library.tell(Progress(changed=(2,)))
        await it.rest()
        it.screen.app.exit()
    held.set()
    async with desk(tmp_path / "state", MANY) as it:
        assert set(it.decisions()) == {"keep"}
    assert sorted(library.preserved) == sorted(IDS)


async def test_what_cannot_be_saved_is_not_taken_for_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    over: list[bool] = []

    def refuse(*_: object, **__: object) -> None:
        raise RecordError("NOT SAVED: no space left on device")

    async with desk(tmp_path / "state") as it:
        monkeypatch.setattr(it.screen.record, "submit", refuse)
        await have_ruled(it, by_rule("fires", SIX[1].id, over=over.append))
        assert over == [False]
        assert "NOT SAVED" in it.status()
