"""The panel beside the text: names, notes, or the keys."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from tui.app.widgets.line_view import LineView, strip_of
from tui.app.wrap import wrap

PanelRow = Sequence[tuple[str, Style | None]]


class Details(LineView):
    """Rows of styled parts; the last part of a row is broken where it is too long."""

    def __init__(self) -> None:
        super().__init__("details")
        self._rows: Sequence[PanelRow] = ()
        self._broken: list[PanelRow] = []

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
        self.redraw()

    def on_resize(self) -> None:
        """Break the rows anew."""
        self._break()
        self.redraw()

    def draw(self, index: int, width: int) -> Strip:
        """One row behind the panel's edge."""
        return strip_of((("│ ", None), *self._broken[index]), width)

    def _break(self) -> None:
        self._broken = []
        for row in self._rows:
            indent = sum(cell_len(text) for text, _ in row[:-1])
            if not row:
                self._broken.append(row)
                continue
            text, style = row[-1]
            for number, (start, end) in enumerate(wrap(text, self.size.width - 3 - indent)):
                first = row[:-1] if number == 0 else ((" " * indent, None),)
                self._broken.append((*first, (text[start:end], style)))
