"""The panel beside the text: names, notes, or the keys."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from textual.strip import Strip

from tui.app.widgets.line_view import LineView, strip_of


class Details(LineView):
    """Rows of styled parts, under a title."""

    def __init__(self) -> None:
        super().__init__("details")
        self._rows: Sequence[Sequence[tuple[str, Style | None]]] = ()

    @property
    def count(self) -> int:
        """The rows of the panel."""
        return len(self._rows)

    def show(self, rows: Sequence[Sequence[tuple[str, Style | None]]]) -> None:
        """Show other rows, from the first."""
        self._rows = rows
        self.top = 0
        self.redraw()

    def draw(self, index: int, width: int) -> Strip:
        """One row behind the panel's edge."""
        return strip_of((("│ ", None), *self._rows[index]), width)
