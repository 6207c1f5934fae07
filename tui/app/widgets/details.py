"""The panel beside the text: names, notes, or the keys."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from tui.app.theme import CURSOR
from tui.app.widgets.line_view import LineView, padded, strip_of
from tui.app.wrap import wrap

Parts = Sequence[tuple[str, Style | None]]


#: What stands between words that are not to be torn apart; a blank on the screen.
TIE = "\u00a0"


class Flow(NamedTuple):
    """A row whose ``body`` is broken as one text, where it is too long, behind its ``lead``."""

    lead: Parts
    body: Parts


PanelRow = Parts | Flow


class Details(LineView):
    """Rows of styled parts; the last part of a row is broken where it is too long."""

    def __init__(self) -> None:
        super().__init__("details")
        self._rows: Sequence[PanelRow] = ()
        self._broken: list[Parts] = []
        self._origins: list[int] = []
        self.cursor: int | None = None

    @property
    def count(self) -> int:
        """The rows of the panel."""
        return len(self._broken)

    def show(self, rows: Sequence[PanelRow], *, keep_place: bool = False) -> None:
        """Show other rows, from the first unless the place is to be kept."""
        self._rows = rows
        self._break()
        if not keep_place:
            self.top = 0
            self.cursor = None
        self.redraw()

    def choose(self, row: int) -> None:
        """Put the panel's cursor on one of the rows that it was given."""
        before, self.cursor = self.cursor, max(0, min(row, len(self._rows) - 1))
        changed = [
            index for index, origin in enumerate(self._origins) if origin in (before, self.cursor)
        ]
        first = self._origins.index(self.cursor)
        self.reveal(bisect_right(self._origins, self.cursor) - 1)
        self.reveal(first)
        self.redraw_lines(changed)

    def on_resize(self) -> None:
        """Break the rows anew, and keep the cursor in view."""
        self._break()
        self.top = max(0, min(self.top, self.count - self.height))
        if self.cursor is not None:
            self.reveal(self._origins.index(self.cursor))
        self.redraw()

    def draw(self, index: int, width: int) -> Strip:
        """One row behind the panel's edge."""
        if self.cursor is not None and self._origins[index] == self.cursor:
            text = "".join(text for text, _ in self._broken[index])
            return padded(f"│▌{text}", width, CURSOR)
        return strip_of((("│ ", None), *self._broken[index]), width)

    def _break(self) -> None:
        self._broken, self._origins = [], []
        for origin, row in enumerate(self._rows):
            lead, body = row if isinstance(row, Flow) else (row[:-1], row[-1:])
            indent = sum(cell_len(text) for text, _ in lead)
            text = "".join(text for text, _ in body)
            for number, (start, end) in enumerate(wrap(text, self.size.width - 3 - indent)):
                first = lead if number == 0 else ((" " * indent, None),)
                self._origins.append(origin)
                self._broken.append((*first, *_cut(body, start, end)))


def _cut(parts: Parts, start: int, end: int) -> list[tuple[str, Style | None]]:
    """What stands between two characters of the joined parts."""
    found, at = [], 0
    for text, style in parts:
        if at < end and at + len(text) > start:
            found.append((text[max(0, start - at) : end - at].replace(TIE, " "), style))
        at += len(text)
    return found
