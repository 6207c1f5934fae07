"""Indexing: in front of a command, on request, and beside the screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.beside import PATIENCE, Beside, work_through
from tests.cli.conftest import FERRY, MINUTES, Desk
from tests.test_workers import PROGRAM, gone
from tui.cases import Case
from tui.cli.preparing import Indexing
from tui.index.index import Index
from tui.row import Progress
from tui.workers import Workers


@pytest.fixture
def beside(desk: Desk, case: Case) -> Iterator[Beside]:
    started = Beside(desk, case)
    yield started
    started.process.kill()
    started.process.wait()


def test_the_index_command_prepares_everything_and_says_how_much(desk: Desk) -> None:
    desk.put(".hidden", "x")
    done = desk.run("index")
    assert (done.code, done.err) == (0, "")
    assert done.lines == ["3 documents, 0 not prepared", "left out: 1 hidden file"]
    (desk.inbox / "ferry.txt").rename(desk.root / "alone.txt")
    alone = desk.bare("index", "--inbox=alone.txt")
    assert alone.lines == ["1 document, 0 not prepared"]


def test_rows_that_are_looked_at_are_prepared_first(index: Index, case: Case) -> None:
    with Workers(1) as workers:
        indexing = Indexing(index, case, workers)
        assert indexing.scan() == Progress(arrived=3, waiting=3, scanned=True)
        last = index.ids()[-1]
        indexing.first = (last,)
        order = [progress.changed for progress in work_through(indexing)]
        assert order[0] == (last,)
        assert {number for changed in order for number in changed} == set(index.ids())
        assert indexing.waiting == 0


def test_a_worker_has_its_next_document_before_its_last_one_is_taken_in(
    index: Index, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, idle = Index.put, []
    with Workers(1) as workers:

        def looking(index: Index, *given: Any) -> int:
            idle.append(workers.room)
            return put(index, *given)

        monkeypatch.setattr(Index, "put", looking)
        indexing = Indexing(index, case, workers, site_memory=False)
        indexing.scan()
        work_through(indexing)
    assert idle == [0, 0, 1], "with the last one there is nothing left to do"


def test_copies_are_related_and_reported_as_changed(index: Index, case: Case) -> None:
    with Workers(1) as workers:
        indexing = Indexing(index, case, workers)
        indexing.scan()
        work_through(indexing)
    ferry, minutes, reprint = index.ids()
    (copy,) = index.copies(ferry)
    assert copy.row.number == reprint
    assert copy.kind == "same"
    assert not index.copies(minutes)


def test_what_is_known_by_its_bytes_is_not_prepared_again(index: Index, case: Case) -> None:
    with Workers(1) as workers:
        indexing = Indexing(index, case, workers)
        indexing.scan()
        work_through(indexing)
    path = Path(case.inbox[0], "minutes.txt")
    os.utime(path, (1, 1))
    path.with_name("twin.txt").write_bytes(path.read_bytes())
    with Workers(1) as nobody:
        indexing = Indexing(index, case, nobody)
        assert indexing.scan().arrived == 1
        (gone,) = (number for progress in work_through(indexing) for number in progress.merged)
        assert not nobody.descriptors
    assert gone not in index.ids(), "the twin's own row"
    assert len(index.ids()) == 3
    assert index.tally().unprepared == 0


def test_a_row_is_told_of_whose_bytes_came_in_under_another_path_while_it_was_prepared(
    desk: Desk, index: Index, case: Case
) -> None:
    for name in ("twin.txt", "triplet.txt"):
        desk.put(name, MINUTES)
    with Workers(2) as workers:
        indexing = Indexing(index, case, workers)
        indexing.scan()
        waiting = set(index.ids())
        told = {number for progress in work_through(indexing) for number in progress.changed}
    assert len(waiting) == 5
    assert told == waiting
    assert all(row.ready for row in index.rows(sorted(waiting)))


def test_two_files_of_one_row_that_both_change_are_both_prepared(
    desk: Desk, index: Index, case: Case
) -> None:
    desk.put("twin.txt", MINUTES)
    with Workers(2) as workers:
        indexing = Indexing(index, case, workers)
        indexing.scan()
        work_through(indexing)
        assert len(index.ids()) == 3
        desk.put("twin.txt", MINUTES.replace("Harbour", "School"))
        desk.put("minutes.txt", MINUTES.replace("Harbour", "Lifeboat"))
        indexing.scan()
        work_through(indexing)
    titles = {row.title for row in index.rows(index.ids())}
    assert {"School board: minutes of the autumn meeting"} < titles
    assert {"Lifeboat board: minutes of the autumn meeting"} < titles
    assert index.tally().unprepared == 0


def test_a_poisonous_document_is_a_row_that_says_why_and_the_others_are_prepared(
    desk: Desk, index: Index, case: Case
) -> None:
    desk.put("poison.txt", "die")
    with Workers(2, program=PROGRAM) as workers:
        indexing = Indexing(index, case, workers)
        indexing.scan()
        work_through(indexing)
    rows = {os.path.basename(row.path): row for row in index.rows(index.ids())}
    assert "SIGSEGV" in rows["poison.txt"].remark
    assert [name for name, row in rows.items() if row.remark] == ["poison.txt"]
    assert index.tally().unprepared == 0


def test_beside_the_screen_progress_is_told_until_all_is_ready(beside: Beside) -> None:
    beside.hear_until_ready()
    first, *others = beside.reports
    assert first == {
        "changed": [], "arrived": 3, "merged": [], "waiting": 3, "again": 0, "scanned": True,
        "elsewhere": False, "remark": "",
    }  # fmt: skip
    assert {number for report in others for number in report["changed"]} == {1, 2, 3}
    assert [report["waiting"] for report in others] == [2, 1, 0]
    assert beside.hear(1.5) is None
    assert beside.leave() == 0


def test_beside_the_screen_the_inbox_is_gone_through_again_on_request(
    desk: Desk, beside: Beside
) -> None:
    beside.hear_until_ready()
    beside.reports.clear()
    desk.put("late.txt", MINUTES.replace("Harbour", "School"))
    beside.say("first 1 2 what")
    beside.say("scan")
    # It may have heard of the file by itself before.
    beside.hear_what("scanned")
    assert sum(report["arrived"] for report in beside.reports) == 1
    beside.hear_of(4)


def test_beside_the_screen_a_lost_inbox_is_told(desk: Desk, beside: Beside) -> None:
    beside.hear_until_ready()
    desk.inbox.rename(desk.root / "elsewhere")
    beside.say("scan")
    assert "no such file or folder" in beside.hear_what("remark")["remark"]


def test_a_second_process_takes_over_when_the_first_is_killed(desk: Desk, case: Case) -> None:
    first, second = Beside(desk, case), Beside(desk, case)
    try:
        first.hear_until_ready()
        first.process.kill()
        desk.put("late.txt", MINUTES.replace("Harbour", "School"))
        second.say("scan")
        second.hear_of(4)
    finally:
        for one in (first, second):
            one.process.kill()
            one.process.wait()


def test_what_another_process_is_preparing_is_waited_for(
    desk: Desk, beside: Beside, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A worker of a busy machine takes its time to begin.
    monkeypatch.setattr("tui.cli.indexing._STALLED", PATIENCE)
    beside.hear_until_ready()
    desk.put("late.txt", MINUTES.replace("Harbour", "School"))
    done = desk.run("list", f"--cache={desk.root / 'cache/copytaster/here'}")
    assert (done.code, done.err) == (0, "")
    assert "School board" in done.out
    beside.hear_of(4)


def test_a_run_that_was_killed_is_gone_on_with(desk: Desk, case: Case, beside: Beside) -> None:
    for number in range(20):
        desk.put(f"more-{number}.txt", FERRY.replace("Sandholm", f"Sandholm {number}"))
    beside.say("scan")
    while not any(report["changed"] for report in beside.reports):
        assert beside.hear()
    beside.process.kill()
    beside.process.wait()
    done = desk.run("list", "--json", f"--cache={case.cache}")
    assert len(done.records) == 23
    assert all(record["words"] for record in done.records)


def test_the_process_beside_does_not_outlive_the_screen(desk: Desk, case: Case) -> None:
    script = (
        "import json, sys, time\n"
        "from tui.cli.companion import start_beside\n"
        "from tui.cases import Case, Reader\n"
        "beside = start_beside(Case(**json.loads(sys.argv[1])), Reader('ada', 'test'))\n"
        "print(beside.pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    fields = {name: getattr(case, name) for name in ("name", "inbox", "state", "cache")}
    screen = subprocess.Popen(
        [sys.executable, "-c", script, json.dumps(fields)],
        stdout=subprocess.PIPE,
        env=os.environ | desk.environment,
    )
    assert screen.stdout
    with screen.stdout:
        process = int(screen.stdout.readline())
    screen.kill()
    screen.wait()
    assert gone([process])
