"""The panel beside the text: which one is open, what fills it, and the keys it takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.app.panels import help_panel, history_panel, names_panel, notes_panel
from tui.app.ports import UndoStep

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen

_TITLE_ROWS = 1
#: Steps that the history shows.
_NEWEST = 500


class Panel:
    """One of "keys", "names", "notes", "history", or none."""

    def __init__(self, screen: DeskScreen) -> None:
        self._screen = screen
        self.kind = ""
        self._steps: Sequence[UndoStep] = ()

    @property
    def takes_keys(self) -> bool:
        """Whether moving keys mean the panel: it has a cursor, or covers the list."""
        return bool(self.kind) and (self.kind == "history" or not self._screen.has_class("widest"))

    @property
    def step(self) -> UndoStep | None:
        """The step of the history that the panel's cursor is on."""
        cursor = self._screen.details.cursor
        if self.kind != "history" or cursor is None or not self._steps:
            return None
        return self._steps[cursor - _TITLE_ROWS]

    def toggle(self, kind: str) -> None:
        """Open a panel, or close it if it is the one that is open."""
        self.kind = "" if kind == self.kind else kind
        self._screen.set_class(bool(self.kind), "panel")
        self.fill()

    def close(self) -> None:
        """Close whatever is open."""
        if self.kind:
            self.toggle(self.kind)

    def fill(self) -> None:
        """Fill the open panel for the document under the cursor."""
        screen, row = self._screen, self._screen.row()
        if self.kind == "keys":
            screen.details.show(help_panel(screen.place))
        elif self.kind == "history":
            self._fill_history()
        elif row is not None and self.kind == "notes":
            held, notes = screen.record.judgement(row.id), screen.record.notes(row.id)
            screen.details.show(notes_panel(row, held, notes))
        elif row is not None and self.kind == "names":
            document = screen.shelf.document(row.number)
            screen.details.show(names_panel(document) if document else [(("…", None),)])

    def move(self, step: int) -> None:
        """Move the panel's cursor, or scroll it where it has none."""
        details = self._screen.details
        if details.cursor is None:
            details.scroll_to_line(details.top + step)
        else:
            details.choose(max(_TITLE_ROWS, details.cursor + step))

    def page(self, step: int) -> None:
        """Turn the panel's page."""
        self.move(step * max(1, self._screen.details.height - 2))

    def _fill_history(self) -> None:
        details, cursor = self._screen.details, self._screen.details.cursor
        self._steps = [
            step
            for step in reversed(self._screen.record.steps(newest=_NEWEST))
            if not step.undoes and not step.redoes
        ]
        details.show(history_panel(self._steps, self._screen.shelf.title))
        if self._steps:
            details.choose(_TITLE_ROWS if cursor is None else cursor)
