"""The limit while it is typed: the list follows, and comes back if it is given up."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from tui.app.asking import Line
from tui.app.prompt import Prompt
from tui.row import Candidate, Completion, Row

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen


class Limit:
    """One limit from the first key to Enter or Esc, also where it was wrong and is asked again.

    It knows how the list stood before. ``typing`` is true until one of the two keys.
    """

    def __init__(self, screen: DeskScreen) -> None:
        self._screen = screen
        self._query = screen.listing.query
        self._number, self._top = screen.desk.current, screen.list.top
        self._given_up = False
        self.typing = False

    def ask(self, text: str, cursor: int = -1) -> None:
        """Have it typed, from a text on."""
        screen = self._screen
        line = Line(
            Prompt("limit to:", text, cursor),
            self._typed_out,
            typed=partial(screen.listing.load_soon, limit=self),
            left=self._give_up,
            complete=partial(self._complete, screen.row()),
        )

        def count(texts: Sequence[str]) -> None:
            def take(counts: Sequence[int | None]) -> None:
                if line.counted(texts, counts) and screen.keyboard.question is line:
                    screen.notice = line.offers()

            screen.count(texts, take)

        line.count = count
        self.typing = True
        screen.ask(line)
        if not text:
            screen.notice = "words; Tab offers fields and what they hold"

    def come_back(self) -> None:
        """The list is laid again: if the limit was given up, bring the cursor and the rows in view
        to where they were."""
        if not self._given_up or self._number is None:
            return
        screen = self._screen
        place = screen.desk.place_of(self._number)
        if place is not None:
            screen.desk.move_to(place, time.monotonic())
            screen.list.scroll_to_line(self._top)
            screen.list.reveal(place)

    def _typed_out(self, text: str) -> None:
        self.typing = False
        self._screen.listing.load(text, limit=self)

    def _give_up(self) -> None:
        self.typing, self._given_up = False, True
        self._screen.listing.load(self._query, limit=self)

    def _complete(self, row: Row | None, text: str, position: int) -> Completion:
        """How a limit can go on; what is near the document under the cursor is asked for by it."""
        if row is not None and row.id and text[:position].casefold().endswith("near:"):
            here = Candidate(row.id.removeprefix("sha256:")[:12], f"“{row.title}”")
            return Completion(position, position, (here,))
        return self._screen.library.complete(text, position)
