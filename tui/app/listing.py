"""Which documents lie on the desk: the limit, the order, the search through the list."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual.timer import Timer

from tui.app.asking import Line
from tui.app.limit import Limit
from tui.app.orders import in_words
from tui.app.ports import View
from tui.app.prompt import Prompt
from tui.decision import Decision
from tui.pace import Pace, Standing
from tui.row import Progress

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen

_PAUSE = 0.15
# Seconds after which a count that has not come is asked for again.
_PATIENCE = 5.0


class Listing:
    """Asks the library for views and lays them on the desk, never moving what the reader sees
    unless a key asked for it.

    ``preparing`` is how preparation stood a second ago at most, ``again`` how many documents were
    being looked at again for lines that recur; ``None`` and 0 while nothing waits.
    """

    def __init__(self, screen: DeskScreen) -> None:
        self._screen = screen
        self.view = View("", screen.library.orders[0], ())
        self.hits: frozenset[int] = frozenset()
        self.searched = ""
        self._decided = dict.fromkeys(Decision, 0)
        self._serial = self._answered = self._steps = 0
        # What the tally of decisions depends on: how often it changed, up to where it was counted.
        self._changes = self._counted = 0
        self._count_again = 0.0
        self._rescanning = False
        self._arrived = self._newest = 0
        self._unlisted: set[int] = set()
        self._pace = Pace()
        self.preparing: Standing | None = None
        self.again = self._again = 0
        self._scanned = False
        self._unsaid = ""
        self._pause: Timer | None = None

    @property
    def query(self) -> str:
        """The limit that is applied."""
        return self.view.query

    @property
    def waiting(self) -> bool:
        """Whether a view has been asked for that has not come."""
        return self._serial != self._answered

    def rescan(self) -> None:
        """Look at the inbox again, and lay what has come in on the desk."""
        self._rescanning = True
        self._screen.library.rescan()

    def load(
        self, query: str | None = None, order: str | None = None, limit: Limit | None = None
    ) -> None:
        """Ask for a view; it is laid on the desk when it comes. With a ``limit`` it is what that
        came to: while it is typed nothing is laid where nothing matches, and where it is given up
        the list comes back as it stood before."""
        if self._pause is not None:
            self._pause.stop()
        self._serial += 1
        wanted = self.view.query if query is None else query
        serial, steps, screen = self._serial, self._steps, self._screen
        screen.library.ask(
            wanted,
            order or self.view.order,
            lambda view: screen.answer(partial(self.take, view, serial, steps, limit)),
            "list",
        )

    def load_soon(self, query: str, limit: Limit) -> None:
        """Ask for a view once the hands rest."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self._screen.set_timer(_PAUSE, partial(self.load, query, limit=limit))

    def ask_search(self, text: str = "", cursor: int = -1) -> None:
        """Have it typed what is looked for, from a text on."""
        self._screen.ask(Line(Prompt("find in the list:", text, cursor), self.search))

    def search(self, query: str) -> None:
        """Look which documents match, without limiting the list to them."""
        self.searched, self.hits = query, frozenset()
        screen = self._screen
        if not query:
            screen.reading.look_for("", ())
            return
        screen.library.ask(
            query,
            self.view.order,
            lambda view: screen.answer(partial(self.take_hits, view)),
            "hits",
        )

    def take(self, view: View, serial: int, steps: int, limit: Limit | None = None) -> None:
        """Lay a view on the desk, unless another one has been asked for since; ``steps`` had been
        counted when it was asked for, for the sake of ``limit``."""
        screen = self._screen
        if serial != self._serial:
            return
        self._answered = serial
        if view.problem:
            if screen.keyboard.question is None:
                (limit or Limit(screen)).ask(view.query, view.position)
            screen.notice = self._offered() or view.problem
            return
        if limit and limit.typing and not view.numbers:
            screen.notice = self._offered() or "nothing matches so far"
            return
        fresh = not screen.desk.numbers
        same = view.query == self.view.query and view.order == self.view.order
        self._show_in_texts(view.query)
        self.view = view
        self._arrived, self._newest = 0, screen.library.newest()
        self._unlisted.clear()
        self._decided = {
            Decision.KEEP: view.tally.keep,
            Decision.MAYBE: view.tally.maybe,
            Decision.DISCARD: view.tally.discard,
        }
        if steps != self._steps:
            self.doubt()
        before = screen.desk.current
        screen.remember_position()
        screen.desk.lay(view.numbers, time.monotonic())
        screen.list.empty_text = self._empty_text()
        screen.list.forget()
        if not same or fresh:
            screen.list.scroll_to_line(screen.desk.cursor - screen.list.height // 2)
        else:
            screen.list.reveal(screen.desk.cursor)
        if limit:
            limit.come_back()
        if screen.desk.current != before or screen.open_number is None:
            screen.turn()

    def _show_in_texts(self, query: str) -> None:
        """Show in the texts too where the words of a new limit stand; of one that goes no more."""
        reading, words = self._screen.reading, self._screen.library.sought(query)
        # A limit of fields alone has no words: what was looked for in the texts stays.
        if query != self.view.query and (words or reading.pattern == self.view.query):
            reading.look_for(query if words else "", words)

    def _offered(self) -> str:
        """How what is being typed can go on, if that was asked for."""
        question = self._screen.keyboard.question
        return question.offers() if isinstance(question, Line) else ""

    def take_hits(self, view: View) -> None:
        """The documents that the search found; on to the first."""
        screen = self._screen
        if view.problem:
            if screen.keyboard.question is None:
                self.ask_search(view.query, view.position)
            screen.notice = view.problem
            return
        self.hits = frozenset(view.numbers).intersection(screen.desk.numbers)
        if words := screen.library.sought(view.query):
            screen.reading.look_for(view.query, words)
        if not self.hits:
            screen.notice = f"no document here matches “{self.searched}”"
        elif screen.desk.current in self.hits:
            screen.notice = f"{len(self.hits)} match “{self.searched}”; n goes to the next"
        else:
            self.next_hit(1)

    def next_hit(self, step: int) -> None:
        """Go to the next document that the search found."""
        screen = self._screen
        found = screen.desk.seek(lambda place: screen.desk.numbers[place] in self.hits, step)
        if found is None:
            which = "no other document" if self.hits else "no document"
            none = f"{which} here matches “{self.searched}”"
            screen.notice = none if self.searched else "no search yet: / begins one"
            return
        place, wrapped = found
        screen.go_to(place)
        turned = " (from the other end)" if wrapped else ""
        hidden = screen.library.hidden_hits(self.searched, [screen.desk.numbers[place]])
        where = ", here in a hidden part" if hidden else ""
        screen.notice = f"{len(self.hits)} match “{self.searched}”{where}{turned}"

    def count(self, moved: Mapping[Decision, int]) -> None:
        """Keep the tally by how many more or fewer documents each decision was just made on."""
        self._steps += 1
        for decision, more in moved.items():
            self._decided[decision] = self._decided.get(decision, 0) + more

    def doubt(self) -> None:
        """More may have been decided than was counted: have it counted anew, once a second at
        most."""
        self._changes += 1

    def progress(self, progress: Progress) -> None:
        """Preparation went on; while the inbox is first gone through, the list grows by itself."""
        left = progress.waiting or progress.again
        self._again = 0 if progress.waiting else progress.again
        self._pace.tell(left, time.monotonic())
        self._changes += self.preparing is not None and not left
        if not left or self.preparing is None:
            self.tick()
        self._arrived += progress.arrived
        self._leave_out(progress.merged)
        wanted = not self._scanned or (self._rescanning and progress.scanned)
        if progress.scanned:
            self._scanned, self._rescanning = True, False
        if progress.changed and not self.view.query:
            unlisted = self._screen.desk.others(progress.changed)
            self._unlisted.update(unlisted.difference(progress.merged))
        self._unsaid = progress.remark or self._unsaid
        self._say_remark()
        if wanted and (progress.arrived or progress.scanned):
            self.load()

    def _leave_out(self, merged: Sequence[int]) -> None:
        """What came in and is a copy of a document that has a row makes no new one."""
        came = [each for each in self._screen.desk.others(merged) if each > self._newest]
        if not came:
            return
        self._arrived = max(0, self._arrived - len(came))
        self._unlisted.difference_update(came)
        if len(came) > 1:
            self._unsaid = f"{len(came)} files came in that are copies of documents here"
            return
        titles = [row.title for row in self._screen.library.rows(came)]
        self._unsaid = f"a file came in that is a copy of “{titles[0]}”" if titles else ""

    def tick(self) -> None:
        """Once a second: how preparation stands. Each report would be a repaint."""
        self._say_remark()
        now = time.monotonic()
        self.preparing, self.again = self._pace.standing(now), self._again
        stale = self._changes != self._counted
        if stale and now >= self._count_again and self._screen.keyboard.question is None:
            # Another count that is asked for takes this one's place: it is asked for again.
            self._count_again = now + _PATIENCE
            self._recount()

    def _say_remark(self) -> None:
        """Say what preparation remarked, as soon as nothing else is being said."""
        screen = self._screen
        if screen.notice or screen.record.trouble or screen.keyboard.question is not None:
            return
        screen.notice, self._unsaid = self._unsaid, ""

    def _recount(self) -> None:
        """Have decisions counted anew: of what is prepared only now some may be decided."""
        decided = [each for each in Decision if each is not Decision.NONE]
        changes, steps = self._changes, self._steps

        def take(counts: Sequence[int | None]) -> None:
            # What was decided meanwhile may be counted or not: it is counted once more.
            self._count_again = 0.0
            if self._steps == steps:
                self._counted = changes
                known = zip(decided, counts, strict=True)
                self._decided.update((each, count) for each, count in known if count is not None)

        self._screen.count([f"decision:{each}" for each in decided], take)

    def summary(self) -> tuple[tuple[str, ...], str]:
        """What the limit line says: the case and its tally by parts, what is soonest missed first;
        then limit and order."""
        tally, kept = self.view.tally, self._decided
        keep, maybe, discard = (
            kept.get(each, 0) for each in (Decision.KEEP, Decision.MAYBE, Decision.DISCARD)
        )
        # What arrived is told of once more when it is prepared; a new version only then.
        new = max(self._arrived, len(self._unlisted)) if self._scanned else 0
        listed = f"{len(self.view.numbers)} of " if self.view.query else ""
        parts = [
            self._screen.library.name,
            listed + _counted(tally.documents, "document"),
            *([f"{new} new: Ctrl-l"] if new else []),
            f"{replace(tally, keep=keep, maybe=maybe, discard=discard).undecided} to decide",
            f"{keep} kept",
            f"{maybe} maybe",
            f"{discard} discarded",
        ]
        limit = f"limit {self.view.query or '(none)'}"
        if "sort:" not in limit:
            limit += f" · {in_words(self.view.order, limit)}"
        return tuple(parts), limit

    def _empty_text(self) -> str:
        if self.view.query:
            return f"nothing matches “{self.view.query}”; L shows all"
        if self._scanned:
            return "no documents here: put text or HTML files into the inbox"
        return "looking through the inbox …"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
