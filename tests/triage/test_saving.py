"""Pending until saved: one write and one sync for all that waits, loud and sticky when it fails."""

from __future__ import annotations

import errno
import fcntl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash.faults import Disk, patched
from tests.triage.conftest import Opener
from tests.triage.operations import decide
from tui.decision import POSITIONS, Change, Decision, Operation
from tui.triage.appender import Appender, Extent
from tui.triage.follower import Follower
from tui.triage.record import RecordError


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """A disk that can be told to fail; it is well again when the record is closed."""
    with patched(monkeypatch, Disk()) as disk:
        yield disk


def test_a_saved_decision_costs_one_write_and_one_sync(disk: Disk, opened: Opener) -> None:
    record = opened()
    record.submit_and_wait([decide("a", "keep")])
    before = disk.calls.copy()
    record.submit_and_wait([decide("b", "keep"), decide("c", "keep")])
    spent = disk.calls - before
    assert (spent["write"], spent["fdatasync"], spent["fsync"]) == (1, 1, 0)


def test_all_that_waits_goes_out_together_and_in_order(
    disk: Disk, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = opened()
    record.submit_and_wait([decide("first", "keep")])
    gate = threading.Event()
    entered = threading.Event()
    acquire = type(record._writer._appender).acquire  # type: ignore[union-attr]

    def wait(appender: object) -> None:
        entered.set()
        gate.wait(10)
        acquire(appender)  # type: ignore[arg-type]

    monkeypatch.setattr("tui.triage.appender.Appender.acquire", wait)
    saved = [record.submit([decide("doc0", "keep")])]
    assert entered.wait(10)
    saved += [record.submit([decide(f"doc{number}", "keep")]) for number in range(1, 50)]
    assert len(record.unsaved()) == 50
    assert not any(future.done() for future in saved)
    before = disk.calls["fdatasync"]
    gate.set()
    assert [future.result(10)[0].key for future in saved] == [f"doc{n}" for n in range(50)]
    assert disk.calls["fdatasync"] - before == 2
    assert [one.key for one in record.operations()[0]] == ["first", *(f"doc{n}" for n in range(50))]


def test_a_position_alone_is_written_without_a_sync(disk: Disk, opened: Opener) -> None:
    record = opened()
    record.submit_and_wait([decide("a", "keep")])
    before = disk.calls["fdatasync"]
    record.submit_and_wait([Change(POSITIONS, "a", {"offset": 7})])
    assert disk.calls["fdatasync"] == before
    assert opened().position("a") == 7


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "NOT SAVED: disk full"),
        (errno.EDQUOT, "NOT SAVED: disk quota used up"),
        (errno.EIO, "NOT SAVED: disk error"),
        (errno.EROFS, "NOT SAVED: read-only disk"),
    ],
)
@pytest.mark.parametrize("call", ["write", "fdatasync"])
def test_what_cannot_be_saved_says_so_stays_queued_and_is_saved_when_it_can_be(
    disk: Disk, opened: Opener, number: int, words: str, call: str
) -> None:
    record = opened()
    record.submit_and_wait([decide("a", "keep")])
    disk.failing[call] = number
    saved = record.submit([decide("b", "discard")])
    with pytest.raises(RecordError, match=words if call == "write" else "NOT SAVED: disk error"):
        saved.result(10)
    assert record.trouble.startswith("NOT SAVED")
    assert [one.key for one in record.unsaved()] == ["b"]
    assert record.judgement("b").decision is Decision.DISCARD
    assert not record.flush(10)
    assert record.trouble.startswith("NOT SAVED")
    disk.failing.clear()
    assert record.flush(10)
    assert record.trouble == "" and record.unsaved() == ()
    assert {key: held.decision for key, held in opened().judgements().items()} == {
        "a": Decision.KEEP,
        "b": Decision.DISCARD,
    }


@pytest.mark.parametrize("room", [0, 1, 17, 200])
def test_a_write_cut_short_is_taken_back_whole(
    disk: Disk, opened: Opener, state: str, room: int
) -> None:
    record = opened()
    record.submit_and_wait([decide("a", "keep")])
    before = Path(state, "journal/ada@desk.jsonl").read_bytes()
    disk.short = room
    with pytest.raises(RecordError, match="disk full"):
        record.submit_and_wait([decide("b", "keep")])
    assert Path(state, "journal/ada@desk.jsonl").read_bytes() == before
    disk.short = None
    assert record.flush(10)
    assert sorted(opened().judgements()) == ["a", "b"]


def test_after_a_failed_sync_the_journal_goes_on_in_a_new_file(
    disk: Disk, opened: Opener, state: str
) -> None:
    record = opened()
    record.submit_and_wait([decide("a", "keep")])
    disk.failing["fdatasync"] = errno.EIO
    with pytest.raises(RecordError):
        record.submit_and_wait([decide("b", "keep")])
    assert not record.flush(10)
    del disk.failing["fdatasync"]
    assert record.flush(10)
    record.submit_and_wait([decide("c", "keep")])
    names = sorted(path.name for path in Path(state, "journal").iterdir())
    assert names == ["ada@desk.jsonl", "ada@desk~2.jsonl"]
    assert b'"doc":"c"' not in Path(state, "journal/ada@desk.jsonl").read_bytes()
    assert sorted(opened().judgements()) == ["a", "b", "c"]
    assert [one.key for one in opened().operations()[0]].count("b") >= 1


def test_another_session_follows_into_the_new_file(disk: Disk, opened: Opener, state: str) -> None:
    first, second = opened(), opened()
    first.submit_and_wait([decide("a", "keep")])
    second.submit_and_wait([decide("b", "keep")])
    disk.failing["fdatasync"] = errno.EIO
    with pytest.raises(RecordError):
        first.submit_and_wait([decide("c", "keep")])
    disk.failing.clear()
    assert first.flush(10)
    second.submit_and_wait([decide("d", "keep")])
    assert b'"doc":"d"' in Path(state, "journal/ada@desk~2.jsonl").read_bytes()
    assert sorted(opened().judgements()) == ["a", "b", "c", "d"]


def test_closing_with_something_unsaved_says_how_much(disk: Disk, opened: Opener) -> None:
    record = opened()
    record.submit_and_wait([decide("a", "keep")])
    disk.failing["write"] = errno.ENOSPC
    record.submit([decide("b", "keep"), decide("c", "keep")])
    with pytest.raises(RecordError, match=r"disk full \(2 operations lost\)"):
        record.close()


def test_a_session_that_holds_the_lock_is_named_and_does_not_hold_up_the_end(
    opened: Opener, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.triage.writer._LATE", 0.05)
    record = opened()
    record.submit_and_wait([decide("a", "keep")])
    with open(f"{state}/journal/ada@desk.jsonl", "rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        saved = record.submit([decide("b", "keep")])
        while not record.trouble:
            assert not record.flush(0.05)
        assert record.trouble == "NOT SAVED: waiting for the disk or for another session"
        with pytest.raises(RecordError, match=r"another session \(1 operation lost\)"):
            record.close(0.1)
    # The lock is free: what waited is written by the thread that was left behind.
    assert saved.result(10)
    assert sorted(opened().judgements()) == ["a", "b"]


def test_a_full_disk_at_the_start_opens_for_reading(disk: Disk, opened: Opener) -> None:
    disk.failing["mkdir"] = errno.ENOSPC
    record = opened()
    assert not record.writable
    assert record.trouble == "disk full"
    assert len(record.judgements()) == 0


def test_undo_works_while_nothing_can_be_saved(disk: Disk, opened: Opener) -> None:
    record = opened()
    disk.failing["write"] = errno.ENOSPC
    record.submit([decide("a", "keep")])
    step = record.undo_candidate()
    assert step
    record.undo(step)
    assert record.judgement("a").decision is Decision.NONE
    disk.failing.clear()
    assert record.flush(10)
    assert [bool(one.undoes) for one in opened().operations()[0]] == [False, True]


def test_what_a_run_appends_itself_is_not_read_back_meanwhile(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, other = opened(), opened()
    append, read, polls = Appender.append, Follower.poll, []

    def poll(follower: Follower) -> Iterator[Operation]:
        polls.append(follower)
        return read(follower)

    def looked_at(appender: Appender, lines: bytes, *, sync: bool = True) -> Extent:
        extent = append(appender, lines, sync=sync)
        monkeypatch.setattr(Follower, "poll", poll)
        record.refresh()
        monkeypatch.undo()
        return extent

    monkeypatch.setattr(Appender, "append", looked_at)
    record.submit([decide(f"doc{number}", "keep") for number in range(100)]).result()
    assert polls == []
    other.submit_and_wait([decide("theirs", "keep")])
    assert [one.key for one in record.refresh()] == ["theirs"]
