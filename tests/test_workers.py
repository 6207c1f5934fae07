"""Workers: a hostile document costs itself and nothing else, and no worker is left behind."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import pytest

from tui.workers import Limits, Outcome, Workers

PROGRAM = ("-m", "tests.poisoned_worker")
PATIENCE = 120.0


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    return tmp_path


def write(inbox: Path, *texts: str) -> list[str]:
    paths = []
    for text in texts:
        path = inbox / f"{len(list(inbox.iterdir())):03}.txt"
        path.write_text(text)
        paths.append(str(path))
    return paths


def finish(workers: Workers) -> dict[int, Outcome]:
    """Everything that was submitted, as it came out."""
    outcomes: dict[int, Outcome] = {}
    end = time.monotonic() + PATIENCE
    while workers.unfinished and time.monotonic() < end:
        for outcome in workers.poll(1.0):
            assert outcome.task not in outcomes
            outcomes[outcome.task] = outcome
    assert not workers.unfinished
    return outcomes


def run(inbox: Path, *texts: str, count: int = 2, **limits: float) -> dict[int, Outcome]:
    with Workers(count, Limits(**limits), PROGRAM) as workers:  # type: ignore[arg-type]
        for number, path in enumerate(write(inbox, *texts)):
            workers.submit(number, path)
        return finish(workers)


def alive(process: int) -> bool:
    try:
        with open(f"/proc/{process}/stat", encoding="ascii", errors="replace") as status:
            return status.read().rsplit(")", 1)[1].split()[0] not in ("Z", "X")
    except FileNotFoundError:
        return False


def gone(processes: list[int]) -> bool:
    end = time.monotonic() + PATIENCE
    while any(map(alive, processes)) and time.monotonic() < end:
        time.sleep(0.02)
    return not any(map(alive, processes))


def test_what_is_known_of_a_document_reaches_its_worker(inbox: Path) -> None:
    with Workers(1, program=PROGRAM) as workers:
        for number, path in enumerate(write(inbox, "remember", "remember")):
            workers.submit(number, path, {(1 << 40) - 1: number})
        outcomes = finish(workers)
    said = [each.document.safe.text for _, each in sorted(outcomes.items()) if each.document]
    assert said == ["{1099511627775: 0}", "{1099511627775: 1}"]


def pid_of(outcome: Outcome) -> int:
    assert outcome.document
    return int(outcome.document.id.removeprefix("sha256:"))


def test_every_document_comes_back_once_from_as_many_workers_as_were_asked_for(
    inbox: Path,
) -> None:
    outcomes = run(inbox, *(f"text {number}" for number in range(12)))
    texts = [outcomes[number].document.safe.text for number in range(12)]  # type: ignore[union-attr]
    assert texts == [f"text {number}" for number in range(12)]
    assert len({pid_of(outcome) for outcome in outcomes.values()}) <= 2


@pytest.mark.parametrize(
    ("poison", "words"),
    [
        ("die", "SIGSEGV"),
        ("leave", "left with code 3"),
        ("spin", "processor time"),
        ("lie", "SIGKILL"),
    ],
)
def test_a_document_that_ends_its_worker_fails_alone_and_says_why(
    inbox: Path, poison: str, words: str
) -> None:
    outcomes = run(inbox, "one", poison, "two", "three", cpu=1)
    assert [outcomes[n].failure for n in (0, 2, 3)] == ["", "", ""]
    assert outcomes[1].document is None
    assert outcomes[1].failure.startswith("preparation failed: ")
    assert words in outcomes[1].failure


def test_of_a_document_that_takes_too_long_the_text_alone_is_asked_for(inbox: Path) -> None:
    outcomes = run(inbox, "struggle through", "two", cpu=1)
    document = outcomes[0].document
    assert document
    assert (document.safe.text, outcomes[0].failure) == ("through", "")
    assert document.remark == "more than 1 s of processor time"
    with Workers(1, Limits(cpu=1), PROGRAM) as workers:
        workers.submit(0, str(inbox / "000.txt"), {1: 1})
        assert finish(workers)[0].failure.startswith("preparation failed")


def test_a_document_that_takes_too_long_fails_alone_and_says_why(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, ahead = time.monotonic, [0.0]
    monkeypatch.setattr("tui.workers.time", SimpleNamespace(monotonic=lambda: real() + ahead[0]))
    with Workers(2, Limits(), PROGRAM) as workers:
        for number, path in enumerate(write(inbox, "one", "sleep", "two", "three")):
            workers.submit(number, path)
        others: dict[int, str] = {}
        while len(others) < 3:
            others |= {outcome.task: outcome.failure for outcome in workers.poll(1.0)}
        assert others == {0: "", 2: "", 3: ""}
        ahead[0] += 60.0
        assert workers.poll(0.0) == [], "it is tried once more"
        while not (outcomes := workers.poll(0.01)):
            ahead[0] += 20.0
    assert [outcome.document for outcome in outcomes] == [None]
    assert outcomes[0].failure == "preparation failed: no answer within 60 s"


def test_a_worker_that_lied_is_not_believed_before_it_has_gone(inbox: Path) -> None:
    with Workers(1, Limits(), PROGRAM) as workers:
        (path,) = write(inbox, "lie-slowly")
        workers.submit(0, path)
        # The answer that it was asked for is written before the kill reaches it.
        with mock.patch("tui.workers._kill"):
            end = time.monotonic() + PATIENCE
            while not workers._workers[0].distrusted and time.monotonic() < end:
                assert workers.poll(0.1) == []
            assert select.select(workers.descriptors, [], [], PATIENCE)[0]
            assert workers.poll(0.1) == []
        assert workers.unfinished


def test_a_document_that_was_only_near_the_accident_is_tried_again(inbox: Path) -> None:
    outcomes = run(inbox, f"die-once {inbox / 'flag'}", "two")
    assert outcomes[0].document
    assert outcomes[1].document


@pytest.mark.parametrize(
    ("poison", "failure"),
    [
        ("raise", "loading failed (KeyError)"),
        ("grow", "loading failed (MemoryError)"),
        ("refuse", "no permission to read"),
    ],
)
def test_an_error_is_an_answer_and_the_worker_goes_on(
    inbox: Path, poison: str, failure: str
) -> None:
    outcomes = run(inbox, "one", poison, "two", count=1)
    assert outcomes[1].failure == failure
    assert pid_of(outcomes[0]) == pid_of(outcomes[2])


def test_a_defect_is_told_once_with_its_place_and_nothing_for_the_terminal(
    inbox: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run(inbox, "raise", "raise", "raise", count=1)
    told = capfd.readouterr().err
    assert "000.txt: loading failed: KeyError" in told
    assert "poisoned_worker.py:" in told
    assert "\x1b" not in told
    assert told.count("\n") == 1


def test_what_a_library_prints_does_not_stand_among_the_answers(inbox: Path) -> None:
    outcomes = run(inbox, "babble", "two", count=1)
    assert outcomes[0].document
    assert outcomes[1].document


def test_workers_leave_when_there_is_nothing_to_do_and_others_come_when_there_is(
    inbox: Path,
) -> None:
    first, second = write(inbox, "one", "two")
    with Workers(1, Limits(idle=0.0), PROGRAM) as workers:
        workers.submit(0, first)
        before = pid_of(finish(workers)[0])
        workers.poll(0.1)
        assert not workers.descriptors
        assert gone([before])
        workers.submit(1, second)
        assert pid_of(finish(workers)[1]) != before


def test_a_select_loop_hears_the_workers(inbox: Path) -> None:
    with Workers(1, program=PROGRAM) as workers:
        workers.submit(7, write(inbox, "one")[0])
        assert workers.room == 0
        ready, _, _ = select.select(workers.descriptors, [], [], PATIENCE)
        assert ready
        assert [outcome.task for outcome in workers.poll()] == [7]
        assert workers.room == 1


def test_closing_ends_workers_in_the_middle_of_their_work(inbox: Path) -> None:
    workers = Workers(1, program=PROGRAM)
    workers.submit(0, write(inbox, "one")[0])
    process = pid_of(finish(workers)[0])
    workers.submit(1, write(inbox, "sleep")[0])
    workers.close()
    assert gone([process])


@pytest.fixture
def parent(inbox: Path) -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    """A process that has an idle worker and one that spins, and both workers' numbers."""
    script = (
        "import sys\n"
        "from tui.workers import Workers\n"
        "from tests.test_workers import PROGRAM, pid_of, finish\n"
        "workers = Workers(2, program=PROGRAM)\n"
        "workers.submit(0, sys.argv[1]); workers.submit(1, sys.argv[1])\n"
        "print(*(pid_of(outcome) for outcome in finish(workers).values()), flush=True)\n"
        "workers.submit(2, sys.argv[2])\n"
        "workers.poll(600)\n"
    )
    idle, busy = write(inbox, "one", "spin")
    process = subprocess.Popen(
        [sys.executable, "-c", script, idle, busy], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    workers = [int(word) for word in process.stdout.readline().split()]
    assert workers
    assert all(map(alive, workers))
    yield process, workers
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="looks into /proc")
def test_no_worker_outlives_a_parent_that_was_killed(
    parent: tuple[subprocess.Popen[str], list[int]],
) -> None:
    process, workers = parent
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert gone(workers)


def test_a_worker_does_not_look_for_modules_where_the_reader_stands(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "queue.py").write_text("raise SystemExit(9)")
    (inbox / "json.py").write_text("raise SystemExit(9)")
    (inbox / "one.txt").write_text("one")
    monkeypatch.chdir(inbox)
    with Workers(1, program=PROGRAM) as workers:
        workers.submit(0, "one.txt")
        assert finish(workers)[0].document
