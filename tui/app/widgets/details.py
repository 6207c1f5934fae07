"""The panel beside the text: names, notes, or the keys."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from tui.app.theme import CURSOR
from tui.app.widgets.line_view import LineView, padded, strip_of
from tui.app.wrap import wrap

PanelRow = Sequence[tuple[str, Style | None]]


class Details(LineView):
    """Rows of styled parts; the last part of a row is broken where it is too long."""

    def __init__(self) -> None:
        super().__init__("details")
        self._rows: Sequence[PanelRow] = ()
        self._broken: list[PanelRow] = []
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
        self.cursor = max(0, min(row, len(self._rows) - 1))
        self.reveal(self._origins.index(self.cursor))
        self.redraw()

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
            indent = sum(cell_len(text) for text, _ in row[:-1])
            if not row:
                self._add(origin, row)
                continue
            text, style = row[-1]
            for number, (start, end) in enumerate(wrap(text, self.size.width - 3 - indent)):
                first = row[:-1] if number == 0 else ((" " * indent, None),)
                self._add(origin, (*first, (text[start:end], style)))

    def _add(self, origin: int, row: PanelRow) -> None:
        self._origins.append(origin)
        self._broken.append(row)
