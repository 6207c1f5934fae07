"""However a desk ends while standing rules decide on thousands: all is decided, and once."""

from __future__ import annotations

import random
import signal
from collections import Counter

import pytest

from tests.terminal.conftest import Room
from tests.terminal.documents import fill_prepared
from tests.terminal.screen import Screen
from tui.decision import DOCUMENTS
from tui.standing import BY_RULE, rule, save_rule
from tui.triage.record import Record

DOCUMENTS_HERE = 2_000
RULES = (
    rule("ferry or tower", "decision:discard", 0.0, "first"),
    rule("decision:discard", "tag:local", 1.0, "then"),
)


@pytest.fixture
def ruled(room: Room) -> Room:
    """Very many prepared documents, and two rules that no desk has gone by yet."""
    fill_prepared(room, DOCUMENTS_HERE)
    with opened(room) as record:
        record.submit_and_wait([save_rule(one) for one in RULES])
    return room


def opened(room: Room) -> Record:
    return Record.open(str(room.state), reader="ada", host="test")


def done(room: Room) -> Counter[str]:
    """How many documents each rule has changed; fails if one was changed twice."""
    with opened(room) as record:
        changed = Counter(
            (one.set[BY_RULE], one.key)
            for one in record.operations()[0]
            if one.table == DOCUMENTS and one.set and BY_RULE in one.set
        )
    assert set(changed.values()) <= {1}
    return Counter(name for name, _ in changed)


def wait_for_both(room: Room, desk: Screen) -> None:
    """Until a desk that was opened has gone by both rules, one after the other."""
    desk.wait_for("by rule then:")
    room.leave(desk)


@pytest.mark.slow
def test_a_kill_in_the_middle_loses_nothing_and_doubles_nothing(ruled: Room) -> None:
    chance = random.Random(20261126)
    for _ in range(4):
        desk = ruled.start("--no-follow")
        desk.wait_for(f"of {DOCUMENTS_HERE}")
        desk.idle(chance.uniform(0.0, 0.8))
        desk.kill(signal.SIGKILL)
        desk.wait_exit()
        ruled.wait_until_nothing_runs()
    desk = ruled.start("--no-follow")
    desk.wait_for(f"of {DOCUMENTS_HERE}")
    desk.wait_until(lambda: done(ruled) == dict.fromkeys(("first", "then"), DOCUMENTS_HERE), "")
    ruled.leave(desk)
    with opened(ruled) as record:
        assert len(record.steps()) == 3, "the rules, and a step of each"


@pytest.mark.slow
@pytest.mark.parametrize("pause", [0.0, 0.1, 0.3, 0.6])
def test_leaving_in_the_middle_loses_nothing(ruled: Room, pause: float) -> None:
    desk = ruled.start("--no-follow")
    desk.wait_for(f"of {DOCUMENTS_HERE}")
    desk.idle(pause)
    ruled.leave(desk)
    left = done(ruled)
    assert set(left.values()) <= {DOCUMENTS_HERE}, "a step is there as a whole, or not yet"
    if left["then"] < DOCUMENTS_HERE:
        wait_for_both(ruled, ruled.start("--no-follow"))
    assert done(ruled) == {"first": DOCUMENTS_HERE, "then": DOCUMENTS_HERE}


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
def test_what_rules_decide_is_told_reviewed_and_taken_back_as_one(
    ruled: Room, size: tuple[int, int]
) -> None:
    desk = ruled.start("--no-follow", size=size)
    desk.wait_for("by rule then:")
    assert f"{DOCUMENTS_HERE:,} documents" in desk.lines[-1]
    desk.press("u")
    desk.wait_for("u again: undo")
    desk.press("u")
    desk.wait_for("undone:")
    desk.press("u")
    desk.wait_for("u again: undo discard")
    desk.press("u")
    desk.wait_for("undone: discard")
    desk.wait_until(lambda: desk.lines[-1].endswith("saved"), "not saved")
    desk.wait_for(f"{DOCUMENTS_HERE} to decide")
    ruled.leave(desk)
    with opened(ruled) as record:
        assert not any("decision" in fields for fields in record.entries()[DOCUMENTS].values())
    again = ruled.open("--no-follow", size=size)
    assert f"{DOCUMENTS_HERE} to decide" in again.lines[0], "what was taken back is not done again"
    ruled.leave(again)
