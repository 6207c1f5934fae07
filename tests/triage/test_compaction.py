"""A snapshot makes opening fast and changes nothing else."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.triage.conftest import Opener
from tests.triage.operations import decide, write_note
from tui.decision import MARKS, NOTES, Change
from tui.triage import compaction, journal
from tui.triage.journal import read_state
from tui.triage.record import Record


def files(state: str, folder: str) -> list[str]:
    """The names in a folder of the record."""
    return sorted(path.name for path in Path(state, folder).iterdir())


def fill(record: Record, start: int, count: int = 20) -> None:
    """Decide, change one's mind, note and delete."""
    for number in range(start, start + count):
        record.submit(
            [decide(f"doc{number % 9}", ("keep", "discard")[number % 2], tags=[f"n{number}"])]
        )
        record.submit([write_note(f"note{number}", "doc1", f"note {number}")])
        record.submit([Change(MARKS, f"doc{number % 4}", {"marked": True} if number % 3 else None)])
        record.submit([Change(NOTES, f"note{number - 1}", None)])
    assert record.flush(10)


def test_everything_reads_the_same_before_and_after(state: str, opened: Opener) -> None:
    record = opened()
    for round_ in range(4):
        fill(record, 20 * round_)
        before = {table: dict(rows) for table, rows in record.entries().items()}
        history = record.operations()[0]
        assert record.compact(force=True)
        fresh = opened()
        assert {table: dict(rows) for table, rows in fresh.entries().items()} == before
        assert read_state(state, "ada").entries == before
        assert fresh.operations()[0] == history == record.operations()[0]
        assert [step.batch for step in fresh.steps()] == [step.batch for step in record.steps()]
        assert fresh.undo_candidate() == record.undo_candidate()


def test_two_generations_are_kept_and_older_operations_archived(state: str, opened: Opener) -> None:
    record = opened()
    for round_ in range(4):
        fill(record, 20 * round_)
        record.compact(force=True)
    assert files(state, "snapshot") == ["ada@desk.3.jsonl", "ada@desk.4.jsonl"]
    assert files(state, "journal") == ["ada@desk~4.jsonl", "ada@desk~5.jsonl"]
    assert files(state, "archive") == [
        "ada@desk.jsonl.gz",
        "ada@desk~2.jsonl.gz",
        "ada@desk~3.jsonl.gz",
    ]
    assert {path.stat().st_mode & 0o777 for path in Path(state).rglob("*") if path.is_file()} == {
        0o600
    }


@pytest.mark.parametrize("damaged", [1, 2])
@pytest.mark.parametrize("how", ["cut", "flip", "zeros", "empty"])
def test_a_damaged_snapshot_is_not_used_and_nothing_is_lost(
    state: str, opened: Opener, damaged: int, how: str
) -> None:
    record = opened()
    for round_ in range(3):
        fill(record, 20 * round_)
        record.compact(force=True)
    fill(record, 60)
    for path in sorted(Path(state, "snapshot").iterdir(), reverse=True)[:damaged]:
        data = path.read_bytes()
        middle = len(data) // 2
        flipped = data[:middle] + bytes([data[middle] ^ 4]) + data[middle + 1 :]
        results = {"cut": data[:-30], "flip": flipped, "zeros": bytes(len(data)), "empty": b""}
        path.write_bytes(results[how])
    fresh = opened()
    assert fresh.entries() == record.entries()
    assert len(fresh.remarks()) == damaged
    assert all("snapshot" in remark for remark in fresh.remarks())


def test_a_late_operation_still_loses_against_what_a_snapshot_holds(
    state: str, opened: Opener, tmp_path: Path
) -> None:
    with Record.open(str(tmp_path / "other"), reader="ada", host="train") as other:
        other.submit_and_wait([decide("a", "discard"), write_note("n", "a", "early")])
    record = opened()
    record.submit_and_wait([decide("a", "keep"), write_note("n", "a", "late")])
    record.submit_and_wait([Change(NOTES, "n", None)])
    record.compact(force=True)
    early = (tmp_path / "other/journal/ada@train.jsonl").read_bytes()
    Path(state, "journal/ada@train.jsonl").write_bytes(early)
    for one in (record, opened()):
        one.refresh()
        assert one.judgement("a").decision == "keep"
        assert one.notes() == ()


def test_snapshots_of_several_hosts_merge(state: str, opened: Opener) -> None:
    desk, train = opened(), opened(host="train")
    for round_ in range(2):
        fill(desk, 20 * round_)
        fill(train, 7 * round_)
        desk.compact(force=True)
        train.compact(force=True)
    desk.refresh()
    assert opened().entries() == desk.entries()


def test_a_session_beside_it_goes_on_and_misses_nothing(state: str, opened: Opener) -> None:
    first, second = opened(), opened()
    for round_ in range(5):
        first.submit_and_wait([decide(f"first{round_}", "keep")])
        assert first.compact(force=True)
        second.submit_and_wait([decide(f"second{round_}", "keep")])
    assert {one.key for one in second.refresh()} == {f"first{n}" for n in range(5)}
    first.refresh()
    assert dict(first.judgements()) == dict(second.judgements()) == dict(opened().judgements())


def test_a_session_that_slept_reads_the_rest_from_the_archive(opened: Opener) -> None:
    awake, asleep = opened(), opened()
    awake.submit_and_wait([decide("early", "keep")])
    assert len(asleep.refresh()) == 1
    for number in range(3):
        awake.submit_and_wait([decide(f"doc{number}", "keep")])
        awake.compact(force=True)
    assert {one.key for one in asleep.refresh()} == {"doc0", "doc1", "doc2"}
    assert asleep.refresh() == ()


def test_cursors_stay_good_across_the_archive(opened: Opener) -> None:
    record = opened()
    record.submit_and_wait([decide("a", "keep")])
    cursor = record.operations()[1]
    for number in range(3):
        record.submit_and_wait([decide(f"doc{number}", "keep")])
        record.compact(force=True)
    news, cursor = record.operations(cursor)
    assert [one.key for one in news] == ["doc0", "doc1", "doc2"]
    assert record.operations(cursor)[0] == ()


def test_an_archived_file_that_is_known_to_its_end_is_not_unpacked_again(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = opened()
    fill(record, 0)
    cursor = record.operations()[1]
    for _ in range(2):
        record.compact(force=True)
    # Known from the journal, it is unpacked once more.
    news, cursor = record.operations(cursor)
    assert news == ()
    monkeypatch.setattr(journal, "read_archived", lambda *_: pytest.fail("it is unpacked"))
    assert record.reaches(cursor)
    assert record.operations(cursor) == ((), cursor)


def test_another_archived_file_of_the_same_length_is_not_taken_for_it(
    state: str, opened: Opener
) -> None:
    record = opened()
    fill(record, 0)
    for _ in range(2):
        record.compact(force=True)
    before, cursor = record.operations()
    path = Path(state, "archive/ada@desk.jsonl.gz")
    first, *rest = gzip.decompress(path.read_bytes()).splitlines(keepends=True)
    path.write_bytes(gzip.compress(b"".join([b" " * (len(first) - 1) + b"\n", *rest])))
    assert not record.reaches(cursor)
    assert len(record.operations(cursor)[0]) == len(before) - 1
    path.unlink()
    assert not record.reaches(cursor)


def test_it_is_due_once_the_journal_is_long(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = opened()
    fill(record, 0)
    assert not record.compact()
    monkeypatch.setattr(compaction, "DUE", 1000)
    assert record.compact()
    assert not record.compact()
