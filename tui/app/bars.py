"""What the bars above and below the panes say: the case, the keys that work here, what is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal

from tui.app.asking import Line, Strip
from tui.app.panels import key_line
from tui.app.widgets.bars import LimitLine, StatusLine, Whereabouts

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen


# How preparation stands is given cells by so many at a time: its length changes every second.
_PREPARING = 10
# Cells of the whereabouts where there is room: a step is the same bytes in a case of any size.
_AMPLE = 28


class Bars:
    """The three bars of a desk, which repaint only what differs."""

    def __init__(self, screen: DeskScreen) -> None:
        self._screen = screen
        self.limit_line, self.status_line = LimitLine(), StatusLine()
        self.whereabouts = Whereabouts()
        self.foot = Horizontal(self.status_line, self.whereabouts, id="foot")
        self._aside, self._rows = 0, 1

    def say(self) -> None:
        """Say how things stand now."""
        preparing = self._preparing()
        self._say_limit(preparing)
        self._say_whereabouts(preparing)
        self._say_status()

    @property
    def _narrow(self) -> bool:
        return self._screen.has_class("narrow")

    def _say_limit(self, preparing: str) -> None:
        tally, limit = self._screen.listing.summary()
        if self._narrow and preparing:
            tally = (*tally[:2], preparing, *tally[2:])
        self.limit_line.say(tally, limit, limited=bool(self._screen.listing.query))

    def _say_status(self) -> None:
        screen, question = self._screen, self._screen.keyboard.question
        prompt = question.prompt if isinstance(question, Line) else None
        self.status_line.prompt = prompt
        trouble = screen.record.trouble
        if isinstance(question, Strip):
            said = question.text(screen.size.width - 2)
        else:
            room = screen.size.width - self._aside - 2
            keys = "" if prompt else key_line(screen.keys_place, room)
            said = screen.notice or trouble or keys
        urgent = bool(trouble) and said == trouble
        self.status_line.say(said, screen.size.width, urgent=urgent)
        self._make_room(self.status_line.count)

    def _make_room(self, rows: int) -> None:
        """Give the status line its rows; the panes have those that are left."""
        if rows != self._rows:
            self._rows = rows
            for bar in (self.status_line, self.foot):
                bar.styles.height = rows

    def _say_whereabouts(self, preparing: str) -> None:
        screen, desk = self._screen, self._screen.desk
        count = len(desk.numbers)
        where = f"{desk.cursor + 1} of {count}" if count else "0"
        marked = f"{len(desk.marks)} marked" if desk.marks else ""
        self._set_aside(count, bool(marked), "" if self._narrow else preparing)
        self.whereabouts.display = screen.keyboard.question is None
        self.whereabouts.say("" if self._narrow else preparing, marked, where, self._saved())

    def _saved(self) -> str:
        """How what was decided stands; what could be saved into the last reserve is saved."""
        screen, record = self._screen, self._screen.record
        if not record.writable:
            return "read-only"
        if record.trouble and record.unsaved():
            return "NOT SAVED"
        waits = bool(screen.judging.pending or screen.lots.waiting) or record.busy
        return "saving…" if waits else "saved"

    def _set_aside(self, count: int, marked: bool, preparing: str) -> None:
        """Give the whereabouts the cells that they can come to need here, and notices the rest: a
        width that changed with each key would repaint the row."""
        cells = len(f"{count} of {count} · NOT SAVED ") + 1
        cells = cells if self._narrow else max(cells, _AMPLE)
        cells += len(f"{count} marked · ") * marked
        cells += -(-len(f"{preparing} · ") // _PREPARING) * _PREPARING if preparing else 0
        cells = min(cells, self._screen.size.width)
        if cells != self._aside:
            self._aside = cells
            self.whereabouts.styles.width = cells

    def _preparing(self) -> str:
        """How preparation stands, in words; empty while nothing waits."""
        standing, again = self._screen.listing.preparing, self._screen.listing.again
        if standing is None:
            return ""
        if again:
            return f"looking again at {again:,}{'' if self._narrow else ' for lines that recur'}"
        return f"preparing {standing.brief() if self._narrow else standing.words()}"
