"""While the screen is open, files come in by themselves."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from tests.cli.beside import Beside, work_through
from tests.cli.conftest import FERRY, MINUTES, Desk
from tests.index.documents import listed
from tui.cases import Case
from tui.cli.beside import Settling
from tui.cli.preparing import Indexing
from tui.index.index import Index
from tui.workers import Workers


@pytest.fixture
def ready(desk: Desk, case: Case) -> Iterator[Beside]:
    started = Beside(desk, case)
    started.hear_until_ready()
    started.reports.clear()
    yield started
    started.process.kill()
    started.process.wait()


def test_a_new_file_is_announced_and_prepared_without_being_asked(
    desk: Desk, ready: Beside
) -> None:
    desk.put("late.txt", MINUTES.replace("Harbour", "School"))
    report = ready.hear_what("arrived")
    assert (report["arrived"], report["waiting"], report["scanned"]) == (1, 1, False)
    ready.hear_of(4)


def test_several_files_are_announced_together(desk: Desk, ready: Beside) -> None:
    for number in range(12):
        desk.put(f"late-{number}.txt", FERRY.replace("Sandholm", f"Sandholm {number}"))
    arrived = 0
    while arrived < 12:
        arrived += ready.hear_what("arrived")["arrived"]
    assert arrived == 12


def test_a_new_folder_with_files_is_announced(desk: Desk, ready: Beside) -> None:
    desk.put("folder/below/late.txt", MINUTES.replace("Harbour", "School"))
    assert ready.hear_what("arrived")["arrived"] == 1
    desk.put("folder/below/later.txt", MINUTES.replace("Harbour", "Lifeboat"))
    assert ready.hear_what("arrived")["arrived"] == 1


def test_changed_and_removed_files_are_told(
    desk: Desk, case: Case, index: Index, ready: Beside
) -> None:
    desk.put("minutes.txt", MINUTES.replace("Harbour", "School"))
    # It may have been looked at while it was written.
    while not (found := listed(index, "is:undecided School")):
        ready.hear_what("changed")
    assert [row.title for row in found] == ["School board: minutes of the autumn meeting"]
    (desk.inbox / "ferry.txt").unlink()
    while 1 not in ready.hear_what("changed")["changed"]:
        continue
    assert index.ids("is:missing").tolist() == [1]


def test_a_moved_folder_is_told(desk: Desk, index: Index, ready: Beside) -> None:
    desk.put("folder/late.txt", MINUTES.replace("Harbour", "School"))
    ready.hear_what("arrived")
    ready.hear_until_ready()
    shutil.rmtree(desk.inbox / "folder")
    while 4 not in ready.hear_what("changed")["changed"]:
        continue
    assert index.ids("is:missing").tolist() == [4]


def test_what_another_process_brings_in_is_announced_too(
    desk: Desk, case: Case, index: Index
) -> None:
    index.sync_files(())
    with Workers(1) as workers, Workers(1) as others:
        first, second = Indexing(index, case, workers), Indexing(index, case, others)
        assert first.scan().arrived == 3
        assert second.arrivals() == 3
        assert second.arrivals() == 0


def test_a_copy_that_another_process_brings_in_is_told_as_one(
    desk: Desk, case: Case, index: Index
) -> None:
    with Workers(1) as workers, Workers(1) as others:
        first, second = Indexing(index, case, workers), Indexing(index, case, others)
        first.scan()
        work_through(first)
        second.arrivals()
        desk.put("twin.txt", MINUTES)
        first.scan()
        assert second.arrivals() == 1
        assert second.merged() == ()
        (gone,) = (number for progress in work_through(first) for number in progress.merged)
        assert second.merged() == (gone,)
        assert second.merged() == ()


def test_that_another_process_prepares_is_told(desk: Desk, case: Case, ready: Beside) -> None:
    beside_it = Beside(desk, case)
    try:
        beside_it.hear_until_ready()
        desk.put("late.txt", MINUTES.replace("Harbour", "School"))
        while beside_it.hear_what("elsewhere")["waiting"]:
            continue
    finally:
        beside_it.leave()


def test_a_description_that_comes_late_is_taken_in(desk: Desk, case: Case, index: Index) -> None:
    with Workers(1) as workers:
        indexing = Indexing(index, case, workers)
        indexing.scan()
        work_through(indexing)
        sidecar = desk.put("minutes.json", '{"source": "Harbour Post", "outlet": "Harbour Post"}')
        assert index.ids("outlet:harbour").tolist() == []
        progress = indexing.look([str(sidecar)])
        assert progress
        assert progress.changed == (2,)
        work_through(indexing)
        assert index.ids("outlet:harbour").tolist() == [2]
        assert indexing.look([str(desk.inbox / "minutes.txt")]) is None
    assert index.count() == 3


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    now = [100.0]
    monkeypatch.setattr("tui.cli.beside.time.monotonic", lambda: now[0])
    yield now


def test_a_file_that_changes_on_and_on_is_looked_at_once_it_is_left_alone(
    clock: list[float],
) -> None:
    settling = Settling()
    assert settling.settled(["a"]) == {"a"}
    for _ in range(8):
        clock[0] += 0.4
        assert settling.settled(["a", "b"]) <= {"b"}
    clock[0] += settling.patience
    assert settling.settled([]) == {"a", "b"}
    assert settling.patience == float("inf")
    clock[0] += Settling.AGAIN
    assert settling.settled(["a"]) == {"a"}


def test_a_file_that_is_never_left_alone_is_looked_at_now_and_then(clock: list[float]) -> None:
    settling = Settling()
    looked = 0
    for _ in range(200):
        looked += len(settling.settled(["a"]))
        clock[0] += 0.5
    assert 2 <= looked <= 5
