"""Rounds of the standing rules at the desk: each rule in its turn, beside the keys."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator
from functools import partial
from typing import TypeVar

from tui.app.ports import Ruling
from tui.cli.ruling import Found, changed, matching, standing
from tui.cli.searching import Latest, Searching
from tui.cli.turns import UNDISTURBED
from tui.decision import Decision
from tui.index.index import Index
from tui.ingest.sanitise import sanitise_line
from tui.standing import Rule
from tui.triage.record import Record

Answer = Callable[[Ruling], None]

_TOPIC = "rules"

_Found = TypeVar("_Found")


class Rounds:
    """Finds on the search thread what is new to the rules and matches, and has it answered.

    The next rule is looked at when what came of the one before is on the disk and mirrored, for its
    query may ask for that. Only then is it noted how far a rule has seen: a program that ends in
    between begins there again, and what a rule has done already it does not do twice. A round that
    is asked for while one goes on comes behind it. But for :meth:`begin` all is on the search
    thread.
    """

    def __init__(self, record: Record, searching: Searching, latest: Latest) -> None:
        self._record = record
        self._searching = searching
        self._latest = latest
        self._going = False
        self._left: deque[Rule] = deque()
        self._answer: Answer = lambda _: None
        self._wanted: Answer | None = None
        self._carried_out: Found | None = None

    @property
    def going(self) -> bool:
        """Whether a round is not over; any thread may ask."""
        return self._going

    def begin(self, answer: Answer) -> None:
        """Begin a round; ``answer`` is called for each rule that has something to say."""
        if standing(self._record):
            self._searching.carry_out(partial(self._begin, answer))

    def _begin(self, answer: Answer) -> None:
        self._wanted = answer
        if not self._going:
            self._go_on_with(None)

    def _go_on_with(self, carried_out: Found | None) -> None:
        """Note what has been carried out, and look at the next rule."""
        self._going, self._carried_out = True, carried_out
        self._searching.in_steps(_TOPIC, self._look, self._latest)

    def _look(self, index: Index) -> Iterator[None]:
        waits = False
        try:
            self._note(index)
            if not self._left and self._wanted is not None:
                self._answer, self._wanted = self._wanted, None
                self._left.extend(standing(self._record))
            if self._left:
                found = yield from _undisturbed(matching(self._left.popleft(), index))
                self._tell(found)
                waits = True
        finally:
            if not waits:
                # Nothing is left to do, or it failed, which is told elsewhere.
                self._give_up()

    def _tell(self, found: Found) -> None:
        rule = found.rule
        over = partial(self._over, found)
        if found.documents or found.problem:
            self._answer(
                Ruling(
                    sanitise_line(rule.name),
                    sanitise_line(rule.action),
                    found.documents,
                    lambda documents: changed(rule, documents, self._record),
                    over,
                    rule.action == f"decision:{Decision.KEEP}",
                    sanitise_line(found.problem),
                )
            )
        if not found.documents:
            over(True)

    def _over(self, found: Found, saved: bool) -> None:
        """From any thread: what came of a rule is on the disk, or is not."""
        go_on = partial(self._go_on_with, found)
        self._searching.carry_out(go_on if saved else self._give_up)

    def _note(self, index: Index) -> None:
        """Remember how far a rule has seen, if nothing that it went by can still be lost."""
        found, self._carried_out = self._carried_out, None
        if found is not None and found.through > found.since and not self._record.unsaved():
            index.note_ruled(found.rule.name, found.through)

    def _give_up(self) -> None:
        self._going = False
        self._left.clear()


def _undisturbed(portions: Generator[None, None, _Found]) -> Generator[None, None, _Found]:
    """Each portion in short turns with the screen's thread."""
    while True:
        try:
            with UNDISTURBED:
                next(portions)
        except StopIteration as end:
            found: _Found = end.value
            return found
        yield
