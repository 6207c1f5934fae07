"""A step on thousands of documents is worked out beside the keys."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from tests.app.desk_parts import PATIENCE, Desk, desk, document
from tui.app.lots import LARGE, Saved
from tui.app.ports import UndoStep
from tui.cli.recording import DeskRecord
from tui.decision import DOCUMENTS, NOTES, Change, Decision

MANY = [document(f"Report {number}", "The ferry leaves.") for number in range(LARGE + 10)]
IDS = [each.id for each in MANY]
DISCARD = [Change(DOCUMENTS, each, {"decision": "discard"}) for each in IDS]


@pytest.fixture
def record(tmp_path: Path) -> Iterator[DeskRecord]:
    with DeskRecord.open(str(tmp_path / "state"), reader="ada", host="test") as opened:
        yield opened


def decisions(record: DeskRecord) -> set[Decision]:
    return {record.judgement(each).decision for each in IDS}


def test_a_small_step_can_be_read_at_once(record: DeskRecord) -> None:
    record.submit(DISCARD[:1])
    assert record.judgement(IDS[0]).decision is Decision.DISCARD
    assert not record.busy


def test_what_is_recorded_during_a_large_step_comes_behind_it(record: DeskRecord) -> None:
    held = Event()
    record.later(partial(held.wait, PATIENCE))
    large = record.submit(DISCARD)
    small = record.submit([Change(DOCUMENTS, IDS[3], {"decision": "keep"})])
    assert record.busy
    assert decisions(record) == {Decision.NONE}
    assert record.refresh() == ()
    assert not record.flush(0.01)
    held.set()
    assert record.flush(PATIENCE)
    assert len(large.result(PATIENCE)) == len(IDS)
    assert (small.result(PATIENCE)[0].was or {})["decision"] == "discard"
    assert record.judgement(IDS[3]).decision is Decision.KEEP
    assert not record.busy


def test_a_large_step_is_undone_and_done_again_as_one(record: DeskRecord) -> None:
    record.submit(DISCARD)
    assert record.flush(PATIENCE)
    step = record.undo_candidate()
    assert step
    record.undo(step)
    assert record.flush(PATIENCE)
    assert decisions(record) == {Decision.NONE}
    step = record.redo_candidate()
    assert step
    record.redo(step)
    assert record.flush(PATIENCE)
    assert decisions(record) == {Decision.DISCARD}


def test_closing_saves_what_is_still_being_worked_out(tmp_path: Path) -> None:
    state = str(tmp_path / "state")
    with DeskRecord.open(state, reader="ada", host="test") as record:
        record.submit(DISCARD)
    with DeskRecord.open(state, reader="ada", host="test") as record:
        assert decisions(record) == {Decision.DISCARD}


def test_a_large_step_that_cannot_be_recorded_says_so(record: DeskRecord) -> None:
    wrong = [Change(DOCUMENTS, each, {"decision": object()}) for each in IDS]
    with pytest.raises(TypeError):
        record.submit(wrong).result(PATIENCE)
    assert not record.busy


def test_what_is_dropped_is_collected_whatever_little_was_worked_out_meanwhile(
    record: DeskRecord,
) -> None:
    class Circle:
        itself: object = None

    circle = Circle()
    circle.itself = circle
    dropped = weakref.ref(circle)
    del circle
    record.later(record.undo_candidate).result(PATIENCE)
    gc.collect()
    assert dropped() is None


def test_notes_that_are_read_while_one_is_being_written_are_read_anew_behind_it(
    record: DeskRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.submit(DISCARD[:1])
    tables = record._tables
    assert tables
    submit = tables.submit

    def read_first(changes: Sequence[Change], *, undoes: str = "", redoes: str = "") -> Saved:
        assert record.notes(IDS[0]) == ()
        return submit(changes, undoes=undoes, redoes=redoes)

    monkeypatch.setattr(tables, "submit", read_first)
    record.submit([Change(NOTES, "note-1", {"document": IDS[0], "text": "Who paid?"})])
    assert [note.text for note in record.notes(IDS[0])] == ["Who paid?"]


async def test_what_is_decided_behind_a_large_step_holds_whatever_was_held_before(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "state", MANY) as it:
        _, held = await held_up(it)
        await it.press_at_once(";", "x", "g")
        await it.rest(0.3)
        await it.press_at_once("a")
        held.set()
        await it.saved()
        assert it.decisions()[0] == "keep"
        assert set(it.decisions()[1:]) == {"discard"}


async def test_what_is_to_be_is_shown_and_counted_while_it_is_worked_out(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", MANY) as it:
        record = it.screen.record
        assert isinstance(record, DeskRecord)
        held = Event()
        await it.press("a", "g", "v", "G", "V")
        assert f"{len(MANY) - 1} more marked" in it.status()
        assert len(record.marks()) == len(MANY)
        record.later(partial(held.wait, PATIENCE))
        await it.press_at_once(";", "x", "k")
        assert it.cursor == len(MANY) - 2
        assert row(it).startswith("▌x …")
        assert decisions(record) == {Decision.NONE, Decision.KEEP}
        await it.press_at_once("a")
        assert row(it).startswith("▌+ …")
        held.set()
        await it.saved()
        assert row(it).startswith("▌+  ")
        assert it.decisions()[-2] == "keep"
        assert set(it.decisions()) == {"keep", "discard"}
        assert "0 to decide · 1 kept · 0 maybe" in tally(it)
        assert f"{len(MANY) - 1} discarded" in tally(it)
        assert record.marks() == frozenset()


async def test_a_large_step_is_taken_back_before_it_is_worked_out(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", MANY) as it:
        _, held = await held_up(it)
        await it.press_at_once(";", "x", "u")
        assert f"u again: undo discard on {len(MANY)} documents" in it.status()
        await it.press_at_once("u")
        assert "undone: discard" in it.status()
        await it.press_at_once("u")
        assert "looking for" in it.status(), "what comes before it is not known yet"
        held.set()
        await it.saved()
        assert it.decisions() == ["keep", *["none"] * (len(MANY) - 1)]
        assert f"{len(MANY) - 1} to decide · 1 kept · 0 maybe · 0 discarded" in tally(it)


async def test_a_large_step_is_taken_back_and_not_what_another_run_did_behind_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = str(tmp_path / "state")
    async with desk(tmp_path / "state", MANY) as it:
        record, held = it.screen.record, Event()
        submit = record.submit

        def submit_before_another(changes: Sequence[Change], **links: str) -> Saved:
            saved = submit(changes, **links)
            if links or changes[0].table != DOCUMENTS:
                return saved
            with DeskRecord.open(state, reader="ada", host="attic") as other:
                other.submit_and_wait([Change(DOCUMENTS, "elsewhere", {"decision": "keep"})])
            return saved

        await it.press("g", "v", "G", "V")
        monkeypatch.setattr(record, "submit", submit_before_another)
        record.later(partial(held.wait, PATIENCE))
        await it.pilot.press(";", "x", "u", "u")
        held.set()
        await it.press()
        assert set(it.decisions()) == {"none"}
        assert record.judgement("elsewhere").decision is Decision.KEEP


async def test_what_keeps_the_last_step_from_being_found_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable() -> UndoStep | None:
        raise OSError("the journal cannot be read")

    async with desk(tmp_path / "state", MANY[:3]) as it:
        await it.press("a")
        monkeypatch.setattr(it.screen.record, "undo_candidate", unreadable)
        await it.press("u")
        assert "the journal cannot be read" in it.status()
        assert it.decisions()[0] == "keep"


async def test_a_large_step_is_undone_and_done_again_from_the_keys(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", MANY) as it:
        await it.press("v", "G", "V", ";", "x")
        assert set(it.decisions()) == {"discard"}
        await it.press("u", "u")
        assert set(it.decisions()) == {"none"}
        assert f"{len(MANY)} to decide" in tally(it)
        await it.press("ctrl+r", "ctrl+r")
        assert set(it.decisions()) == {"discard"}
        assert f"{len(MANY)} discarded" in tally(it)


async def test_a_step_far_back_is_looked_for_beside_the_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path / "state", MANY[:3]) as it:
        await it.press("a")
    async with desk(tmp_path / "state", MANY[:3]) as it:
        record, held = it.screen.record, Event()
        candidate = record.undo_candidate

        def slow() -> UndoStep | None:
            held.wait(10)
            return candidate()

        monkeypatch.setattr(record, "undo_candidate", slow)
        await it.press_at_once("u")
        assert "looking for what was done last" in it.status()
        await it.press_at_once("j", "u")
        assert "looking for what was done last" in it.status()
        await it.press_at_once("k")
        held.set()
        await it.press()
        assert "u again" not in it.status(), "another key came between"
        await it.press("u")
        assert "u again: undo keep of an earlier run on “Report 0”" in it.status()
        monkeypatch.setattr(record, "undo_candidate", None)
        await it.press("u")
        assert it.decisions()[0] == "none", "what was named is not looked for again"


async def test_reasons_and_tags_are_given_to_very_many(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", MANY) as it:
        await it.press("v", "G", "V", ";", "r", "o")
        await it.press(";", "t", *"sea", "enter")
        held = {it.screen.record.judgement(each) for each in IDS}
        assert {(each.reasons, each.tags) for each in held} == {(("off topic",), ("sea",))}


async def test_very_many_that_are_kept_are_copied_into_the_record(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", MANY) as it:
        await it.press("v", "G", "V", ";", "a")
        assert sorted(it.library.preserved) == sorted(IDS)


async def test_a_large_step_that_comes_to_nothing_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_numbers: object) -> Sequence[str]:
        raise OSError("the index is gone")

    async with desk(tmp_path / "state", MANY) as it:
        await it.press("v", "G", "V")
        monkeypatch.setattr(it.screen.lots, "_look_up", refuse)
        await it.press(";", "x")
        assert "the index is gone" in it.status()
        assert set(it.decisions()) == {"none"}
        assert f"{len(MANY)} to decide" in tally(it)


async def held_up(it: Desk) -> tuple[DeskRecord, Event]:
    """Keep the first document and mark all; the record, on which no large step is worked out
    before the event is set."""
    record, held = it.screen.record, Event()
    assert isinstance(record, DeskRecord)
    await it.press("a", "g", "v", "G", "V")
    assert record.flush(PATIENCE)
    record.later(partial(held.wait, PATIENCE))
    return record, held


def row(it: Desk, place: int | None = None) -> str:
    """The row at a place, or under the cursor, as it is drawn."""
    place = it.cursor if place is None else place
    return it.screen.list.draw(place, 60).text


def tally(it: Desk) -> str:
    """What the line above the list says."""
    return "".join(part.text for part in it.screen.bars.limit_line.render_line(0))
