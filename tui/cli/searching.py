"""The thread beside the screen's on which a case is searched, one question after another."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress

from tui.app.ports import View
from tui.cli.mirroring import News
from tui.index.index import Index
from tui.row import Interrupted, QueryError

#: What was recorded that an index has not been told; asked on the search thread.
Latest = Callable[[Index], News]

_COUNTS = "counts"
_DONE = object()


class Searching:
    """Opens an index of its own by ``opening``, on its own thread.

    A question on a topic drops the one before it; counting gives way to every other question. What
    fails goes to ``complain``.
    """

    def __init__(
        self, opening: Callable[[], Index], complain: Callable[[Future[None]], None]
    ) -> None:
        self._opening = opening
        self._complain = complain
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="search")
        self._index: Index | None = None
        self._asked: dict[str, int] = {}
        self._running = ""
        self._open = True
        self._questions = 0
        self._turn = threading.Lock()

    def ask(
        self, query: str, order: str, answer: Callable[[View], None], topic: str, latest: Latest
    ) -> None:
        """Apply a query, to the record with what is ``latest`` in it.

        Where that takes long to be told, the list of all documents is answered twice: at once, and
        with its tally when it is told.
        """
        serial = self._next(topic)
        self._interrupt(topic)
        with self._turn:
            self._questions += 1

        def search() -> None:
            with self._turn:
                self._questions -= 1
            index = self._opened()
            try:
                recorded = latest(index)
                if recorded.long and not query and self._asked[topic] == serial:
                    # Which documents there are does not hang on the record; the tally follows.
                    self._answer(index, query, order, answer, topic)
                recorded.tell(index, self._is_open)
            finally:
                # What the index could not be told, on a full disk say, keeps nobody from searching.
                if self._asked[topic] == serial:
                    self._answer(index, query, order, answer, topic)

        self.carry_out(search)

    def keep_up(self, latest: Latest, go_on: Callable[[], bool] = lambda: True) -> None:
        """Let the index know what is latest in the record, until something is asked, or it is not
        to ``go_on``: who asks has it told the rest."""
        self.carry_out(lambda: self._tell(latest, lambda: self._is_left_alone() and go_on()))

    def counts(
        self,
        queries: Sequence[str],
        answer: Callable[[Sequence[int | None]], None],
        latest: Latest,
    ) -> None:
        """Count what each query would leave, each in its turn: a search waits for one at most, and
        interrupts that one, which is then counted anew."""
        serial = self._next(_COUNTS)
        found: list[int | None] = []

        def one() -> None:
            if self._asked[_COUNTS] != serial:
                return
            with suppress(Interrupted), self._doing(_COUNTS):
                found.append(_count(self._opened(), queries[len(found)]))
            if len(found) == len(queries):
                answer(found)
            elif self._asked[_COUNTS] == serial:
                self.carry_out(one)

        self._told(latest, _COUNTS, serial, one)

    def in_steps(
        self, topic: str, begin: Callable[[Index], Iterator[None]], latest: Latest
    ) -> None:
        """Have something done in short steps; other questions come between them."""
        serial = self._next(topic)
        steps: list[Iterator[None]] = []

        def one() -> None:
            if self._asked[topic] != serial:
                return
            if not steps:
                steps.append(begin(self._opened()))
            if next(steps[0], _DONE) is not _DONE and self._asked[topic] == serial:
                self.carry_out(one)

        self._told(latest, topic, serial, one)

    def carry_out(self, work: Callable[[], None]) -> None:
        """Have something else done on the thread, in its turn; nothing more once it is closed."""
        with self._turn:
            if not self._open:
                return
            carried_out = self._thread.submit(work)
        carried_out.add_done_callback(self._complain)

    def close(self) -> None:
        """End what is running, and let go of the index."""
        with self._turn:
            self._open = False
        self._asked = dict.fromkeys(self._asked, 0)
        self._interrupt()
        self._thread.submit(self._close)
        self._thread.shutdown(wait=True)

    def _is_open(self) -> bool:
        return self._open

    def _is_left_alone(self) -> bool:
        return self._open and not self._questions

    def _next(self, topic: str) -> int:
        self._asked[topic] = self._asked.get(topic, 0) + 1
        return self._asked[topic]

    def _told(self, latest: Latest, topic: str, serial: int, then: Callable[[], None]) -> None:
        """Let the index know what is latest, in turns with what is asked, and then go on."""

        def tell() -> None:
            following = then
            try:
                self._tell(latest, self._is_left_alone)
                following = tell if self._questions else then
            finally:
                # What the index could not be told keeps nobody from counting.
                if self._asked[topic] == serial:
                    self.carry_out(following)

        self.carry_out(tell)

    def _tell(self, latest: Latest, go_on: Callable[[], bool]) -> None:
        index = self._opened()
        latest(index).tell(index, go_on)

    def _opened(self) -> Index:
        if self._index is None:
            self._index = self._opening()
        return self._index

    def _answer(
        self, index: Index, query: str, order: str, answer: Callable[[View], None], topic: str
    ) -> None:
        try:
            with self._doing(topic):
                view = View(query, order, index.ids(query, order), index.tally())
        except QueryError as error:
            view = View(query, order, (), problem=str(error), position=error.position)
        except Interrupted:
            return
        answer(view)

    @contextmanager
    def _doing(self, topic: str) -> Iterator[None]:
        """What is done inside is on this topic, and may be interrupted."""
        with self._turn:
            self._running = topic
        try:
            yield
        finally:
            with self._turn:
                self._running = ""

    def _interrupt(self, topic: str = "") -> None:
        """End what is running if it is on this topic, or counts; on any, if none is given."""
        with self._turn:
            ends = self._running in (topic, _COUNTS) if topic else bool(self._running)
            if self._index is not None and ends:
                self._index.interrupt()

    def _close(self) -> None:
        if self._index is not None:
            self._index.close()


def _count(index: Index, query: str) -> int | None:
    try:
        return index.count(query)
    except QueryError:
        return None
