"""One key decides and moves on; nothing that was not shown is decided; all can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.app.desk_parts import SIX, desk
from tui.decision import DOCUMENTS, Change
from tui.triage.record import Record


async def test_a_key_decides_and_moves_to_the_next_document(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("a", "x", "m")
        assert it.decisions()[:3] == ["keep", "discard", "maybe"]
        assert it.cursor == 3


async def test_a_decided_row_stays_where_it_is(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("x")
        assert "Storm" in it.list()[0]
        assert it.list()[0].lstrip().startswith("x")


async def test_the_next_document_is_the_next_undecided_one(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("j", "a", "k", "k", "a")
        assert it.cursor == 2


async def test_two_hundred_keys_in_one_write_are_one_decision_and_a_notice(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", guard=0.25) as it:
        await it.rest(0.3)
        await it.press_at_once(*["a"] * 200)
        assert it.decisions() == ["keep", *["none"] * 5]
        assert "only just come up" in it.status()


async def test_a_decision_on_a_document_that_has_just_come_up_is_refused(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", guard=0.25) as it:
        await it.rest(0.3)
        await it.press_at_once("j", "x")
        assert it.decisions() == ["none"] * 6


async def test_nothing_is_decided_under_the_page_of_keys(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", size=(80, 24)) as it:
        await it.press("?", "a")
        assert "q closes it" in it.status()
        await it.press("q", "x")
        assert it.decisions()[0] == "discard"


async def test_clearing_takes_the_decision_away_and_stays(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("a", "k", "-")
        assert it.decisions()[0] == "none"
        assert it.cursor == 0


async def test_undo_takes_back_and_goes_there_and_redo_brings_again(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("a", "x", "u")
        assert it.decisions()[:2] == ["keep", "none"]
        assert it.cursor == 1
        await it.press("ctrl+r")
        assert it.decisions()[:2] == ["keep", "discard"]


async def test_undo_of_several_documents_is_named_first(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("v", "v", ";", "x")
        assert it.decisions()[:3] == ["discard", "discard", "none"]
        await it.press("u")
        assert it.decisions()[0] == "discard"
        assert "u again" in it.status()
        await it.press("u")
        assert it.decisions() == ["none"] * 6


async def test_another_key_withdraws_the_question(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("v", "v", ";", "x", "u", "j", "u")
        assert it.decisions()[0] == "discard"


async def test_undo_reaches_into_an_earlier_run_when_asked_twice(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("a")
    async with desk(tmp_path / "state") as it:
        assert it.decisions()[0] == "keep"
        await it.press("u")
        assert it.decisions()[0] == "keep"
        assert "earlier run" in it.status()
        await it.press("u")
        assert it.decisions()[0] == "none"


async def test_undo_says_that_another_run_beside_this_one_made_the_step(tmp_path: Path) -> None:
    state = str(tmp_path / "state")
    async with desk(tmp_path / "state") as it:
        await it.press("a")
        with Record.open(state, reader="ada", host="attic") as other:
            other.submit_and_wait([Change(DOCUMENTS, SIX[1].id, {"decision": "discard"})])
        await it.press("u")
        asked = "u again: undo discard of another run beside this one on “Fire in the harbour”"
        assert it.status() == asked
        assert it.decisions()[:2] == ["keep", "discard"]
        await it.press("u")
        assert it.decisions()[:2] == ["keep", "none"]
        await it.press("u")
        assert it.decisions()[0] == "none", "its own needs no question"


async def test_reading_is_no_step_of_the_history(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("a", "enter", "j", "j", "q", "u")
        assert it.decisions()[0] == "none"


async def test_a_reason_is_one_letter(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("X")
        assert "discard: d copy" in it.status()
        await it.press("d")
        held = it.screen.record.judgement(it.library.documents[0].id)
        assert (str(held.decision), held.reasons) == ("discard", ("duplicate",))
        assert it.cursor == 1


async def test_a_letter_that_is_no_reason_decides_nothing(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("X", "z")
        assert it.decisions()[0] == "none"
        await it.press("escape", "a")
        assert it.decisions()[0] == "keep"


async def test_a_key_that_is_no_answer_is_told_and_the_way_out(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("p", "9")
        assert it.status() == "9 is none of 0 1 2 3; Esc leaves"
        await it.press("enter")
        assert it.status().startswith("enter is none of")
        await it.press("2")
        assert it.status().startswith("priority: 2")


async def test_a_point_repeats_the_last_decision_with_its_reason(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("X", "o", ".")
        held = it.screen.record.judgement(it.library.documents[1].id)
        assert (str(held.decision), held.reasons) == ("discard", ("off topic",))


async def test_reasons_tags_and_priority_are_kept_beside_the_decision(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("r", "u", "p", "2", "t")
        await it.type("harbour, storm")
    async with desk(tmp_path / "state") as it:
        held = it.screen.record.judgement(it.library.documents[0].id)
        assert held.reasons == ("unreliable",)
        assert held.tags == ("harbour", "storm")
        assert held.priority == 2
        assert str(held.decision) == "none"


async def test_tags_of_several_documents_are_added_and_taken_and_the_others_stay(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("t")
        await it.type("storm old")
        await it.press("v", "v", ";", "t")
        assert "2 documents" in it.status()
        await it.type("port, ferry -old")
        assert it.status().startswith("2 documents tags: +port +ferry -old")
        tags = [it.screen.record.judgement(each.id).tags for each in SIX[:3]]
        assert tags == [("storm", "port", "ferry"), ("port", "ferry"), ()]
        await it.press(";", "t", "enter")
        assert it.screen.record.judgement(SIX[0].id).tags == ("storm", "port", "ferry")


async def test_a_verb_after_the_semicolon_acts_on_all_marked_as_one_step(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("v", "j", "V", ";")
        assert "3 marked" in it.status()
        await it.press("a")
        assert it.decisions() == ["keep"] * 3 + ["none"] * 3
        assert not it.screen.desk.marks


async def test_marks_are_there_again_after_a_restart(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("v", "v")
    async with desk(tmp_path / "state") as it:
        assert it.screen.desk.marks == {1, 2}


async def test_the_same_keys_work_under_a_cyrillic_layout(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("о", "ф", "ч")
        assert it.decisions()[:3] == ["none", "keep", "discard"]


async def test_the_letter_of_a_reason_works_under_a_cyrillic_layout(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("Ч", "в")
        held = it.screen.record.judgement(SIX[0].id)
        assert (str(held.decision), held.reasons) == ("discard", ("duplicate",))


async def test_a_verb_after_the_semicolon_does_nothing_where_nothing_is_marked(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press(";", "x")
        assert it.decisions() == ["none"] * 6
        assert "nothing is marked" in it.status()


@pytest.mark.parametrize("keys", ["vV", "GV", ["enter", "j", "J"], ["enter", "j", "q", "a"]])
async def test_a_record_that_cannot_be_written_is_read_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: Sequence[str]
) -> None:
    async with desk(tmp_path / "state") as it:
        monkeypatch.setattr(Record, "writable", property(lambda _: False))
        await it.press(*keys)
        assert it.screen.is_running
        assert set(it.decisions()) == {"none"}


async def test_what_went_into_the_last_reserve_is_not_called_unsaved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path / "state") as it:
        full = "DISK FULL: saved into the last reserve, make room now"
        monkeypatch.setattr(Record, "trouble", property(lambda _: full))
        await it.press("a", "k")
        assert it.status() == full
        foot = it.screen.bars.whereabouts
        assert foot.render_line(0).text.rstrip().endswith("· saved")


@pytest.mark.parametrize("size", [(20, 5), (16, 2), (9, 1)])
async def test_a_tiny_terminal_still_says_that_all_is_saved(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with desk(tmp_path / "state", size=size) as it:
        await it.press("a")
        foot = it.screen.bars.whereabouts
        assert foot.render_line(0).text.rstrip().endswith("saved")
        assert foot.size.width <= size[0]
        assert not it.screen.show_vertical_scrollbar
