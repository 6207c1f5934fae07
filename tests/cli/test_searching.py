"""The search thread counts what filters would leave, and gives way to what is asked meanwhile."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from queue import Queue
from threading import Event

import pytest

from tests.index.documents import document, passing_index
from tui.app.ports import View
from tui.cli.mirroring import News
from tui.cli.searching import Searching
from tui.decision import DOCUMENTS, Operation
from tui.index.index import Index


def nothing(_: Index) -> News:
    """Nothing was recorded that the index does not know."""
    return News(())


class Slow(Index):
    """An index whose counting can be held up, until it is interrupted."""

    held: Event

    def count(self, query: str = "") -> int:
        if query == "slow" and not self.held.is_set():
            self._connection.create_function("held", 0, self.held.set)
            endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
            self._read(f"{endless} SELECT count(*), held() FROM n WHERE held() IS NULL")
        return super().count(query)


@pytest.fixture
def failures() -> list[BaseException]:
    return []


@pytest.fixture
def searching(failures: list[BaseException]) -> Iterator[Searching]:
    with passing_index() as index:
        for number, words in enumerate(("a ferry", "a bridge", "a slow ferry")):
            index.put(f"/in/{number}.txt", document(words))
        path = index._path

        def opening() -> Index:
            opened = Slow.open(path)
            opened.held = HELD
            return opened

        def complain(finished: Future[None]) -> None:
            if error := finished.exception():
                failures.append(error)

        HELD.clear()
        thread = Searching(opening, complain)
        yield thread
        thread.close()
    assert failures == []


HELD = Event()
PATIENCE = 60.0


def test_each_query_is_counted_and_a_wrong_one_is_none(searching: Searching) -> None:
    found: Queue[object] = Queue()
    searching.counts(["ferry", "is:", "", "zeppelin"], found.put, nothing)
    assert found.get(timeout=PATIENCE) == [2, None, 3, 0]


def test_the_list_does_not_wait_for_a_long_record_to_be_mirrored(searching: Searching) -> None:
    discard = {"decision": "discard"}
    places = [document("a bridge").id, *(f"sha256:{number:064x}" for number in range(1_100))]
    decided = [
        Operation(f"{at:026}", f"{at:020}", "ada", "run", "batch", DOCUMENTS, key, discard, None)
        for at, key in enumerate(places)
    ]
    said: Queue[tuple[int, int]] = Queue()

    def answer(view: View) -> None:
        said.put((len(view.numbers), view.tally.discard))

    searching.ask("", "arrival", answer, "list", lambda _: News([(decided, "told")], long=True))
    assert said.get(timeout=PATIENCE) == (3, 0)
    assert said.get(timeout=PATIENCE) == (3, 1)
    searching.ask(
        "ferry", "arrival", answer, "list", lambda _: News([(decided, "told")], long=True)
    )
    assert said.get(timeout=PATIENCE) == (2, 1), "a search is answered once"
    assert said.empty()


def test_a_record_that_cannot_be_mirrored_keeps_nobody_from_searching(
    searching: Searching, failures: list[BaseException]
) -> None:
    def full(_: object) -> tuple[list[Operation], str]:
        raise OSError("disk is full")

    said: Queue[object] = Queue()
    searching.ask(
        "bridge",
        "arrival",
        lambda view: said.put(list(view.numbers)),
        "list",
        lambda _: News(map(full, "x")),
    )
    assert said.get(timeout=PATIENCE) == [2]
    searching.carry_out(lambda: said.put("behind it"))
    assert said.get(timeout=PATIENCE) == "behind it"
    assert [str(failure) for failure in failures] == ["disk is full"]
    failures.clear()


def test_what_is_asked_comes_before_a_long_record_is_mirrored_to_its_end(
    searching: Searching,
) -> None:
    begun, asked, said = Event(), Event(), Queue()  # type: Event, Event, Queue[str]
    told: list[str] = []

    def pieces() -> Iterator[tuple[Sequence[Operation], str]]:
        for number in range(1_000):
            told.append(str(number))
            begun.set()
            asked.wait(PATIENCE)
            yield (), str(number)

    rest = News([((), "rest")], long=True)
    searching.keep_up(lambda _: News(pieces(), long=True))
    assert begun.wait(PATIENCE)
    searching.ask("ferry", "arrival", lambda view: said.put(view.query), "list", lambda _: rest)
    asked.set()
    assert said.get(timeout=PATIENCE) == "ferry"
    assert len(told) < 1_000


def test_what_is_asked_comes_before_a_long_record_is_mirrored_for_a_count(
    searching: Searching,
) -> None:
    begun, asked, said = Event(), Event(), Queue()  # type: Event, Event, Queue[object]
    left, told = iter(range(40)), 0

    def pieces() -> Iterator[tuple[Sequence[Operation], str]]:
        nonlocal told
        for each in left:
            told += 1
            begun.set()
            asked.wait(PATIENCE)
            yield (), str(each)

    searching.counts(["ferry"], said.put, lambda _: News(pieces(), long=True))
    assert begun.wait(PATIENCE)
    searching.ask("bridge", "arrival", lambda view: said.put(view.query), "list", nothing)
    asked.set()
    assert said.get(timeout=PATIENCE) == "bridge"
    assert told < 40, "the question did not wait for all of it"
    assert said.get(timeout=PATIENCE) == [2]
    assert told == 40, "what is counted counts all that was recorded"


def test_a_search_interrupts_counting_which_then_goes_on(searching: Searching) -> None:
    said: Queue[object] = Queue()
    searching.counts(["ferry", "slow", "bridge"], said.put, nothing)
    assert HELD.wait(PATIENCE)
    searching.ask("bridge", "arrival", lambda view: said.put(list(view.numbers)), "list", nothing)
    assert said.get(timeout=PATIENCE) == [2], "the search comes first"
    assert said.get(timeout=PATIENCE) == [2, 1, 1]


def test_what_is_counted_anew_is_not_answered_twice(searching: Searching) -> None:
    said: Queue[object] = Queue()
    searching.counts(["slow"], said.put, nothing)
    assert HELD.wait(PATIENCE)
    searching.counts(["ferry"], said.put, nothing)
    answers: list[View] = []
    searching.ask("", "arrival", answers.append, "list", nothing)
    assert said.get(timeout=PATIENCE) == [2]
    assert said.empty()


def test_closing_does_not_wait_for_a_long_record_to_be_mirrored(searching: Searching) -> None:
    discard = {"decision": "discard"}
    decided = [
        Operation(
            f"{at:026}", f"{at:020}", "ada", "run", "batch", DOCUMENTS, str(at), discard, None
        )
        for at in range(5_000)
    ]
    said: Queue[int] = Queue()
    thread = Searching(searching._opening, lambda _: None)

    def answer(view: View) -> None:
        said.put(len(view.numbers))
        end = time.monotonic() + PATIENCE
        while thread._is_open() and time.monotonic() < end:
            time.sleep(0.001)

    thread.ask("", "arrival", answer, "list", lambda _: News([(decided, "told")], long=True))
    assert said.get(timeout=PATIENCE) == 3
    thread.close()
    index = searching._opening()
    assert index.watermark() == "", "it was not told to its end, and says so"
    index.close()


def test_closing_ends_what_is_running(searching: Searching) -> None:
    searching.counts(["slow", "ferry"], lambda _: None, nothing)
    assert HELD.wait(PATIENCE)
    # The fixture closes it.
