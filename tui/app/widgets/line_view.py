"""A pane of rows, drawn on demand and only where something changed.

Built on Textual's line API. It scrolls by moving ``top``, half a page at a time when a row leaves
the view, because a repaint of the pane costs the same for one row as for twenty.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.app.wrap import fit


class LineView(Widget):
    """Rows from ``top`` on; subclasses say how many there are and what each looks like."""

    def __init__(self, identity: str) -> None:
        super().__init__(id=identity)
        self.top = 0
        self._strips: dict[int, Strip] = {}

    @property
    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def draw(self, index: int, width: int) -> Strip:
        """Row ``index``, exactly ``width`` cells wide."""
        raise NotImplementedError

    @property
    def height(self) -> int:
        """How many rows fit."""
        return max(1, self.size.height)

    def render_line(self, y: int) -> Strip:
        """The row at ``y``; drawn once, then kept until it changes."""
        index, width = self.top + y, self.size.width
        if index >= self.count:
            return Strip.blank(width)
        strip = self._strips.get(index)
        if strip is None or strip.cell_length != width:
            strip = self.draw(index, width)
            self._strips[index] = strip
        return strip

    def redraw(self) -> None:
        """Everything may look different."""
        self._strips.clear()
        self.refresh()

    def redraw_lines(self, indexes: Iterable[int], cells: int = 0) -> None:
        """These rows look different; in their first ``cells`` cells only, if given."""
        width = cells or self.size.width
        for index in indexes:
            self._strips.pop(index, None)
            if 0 <= index - self.top < self.size.height:
                self.refresh(Region(0, index - self.top, width, 1))

    def scroll_to_line(self, top: int) -> bool:
        """Make ``top`` the first row shown, as far as there are rows; true if that moved it."""
        top = max(0, min(top, self.count - self.height))
        if top == self.top:
            return False
        self.top = top
        if len(self._strips) > 4 * self.height:
            self._strips.clear()
        self.refresh()
        return True

    def reveal(self, index: int) -> bool:
        """Bring row ``index`` into view; true if the view moved."""
        if self.top <= index < self.top + self.height:
            return False
        if index in (self.top + self.height, self.top - 1):
            half = self.height // 2
            return self.scroll_to_line(self.top + half if index > self.top else self.top - half)
        return self.scroll_to_line(index - self.height // 2)


def strip_of(parts: Iterable[tuple[str, Style | None]], width: int) -> Strip:
    """A strip of styled texts, cut or padded to ``width`` cells; empty texts are left out."""
    segments = [Segment(text, style) for text, style in parts if text]
    return Strip(segments).adjust_cell_length(width)


def padded(text: str, width: int, style: Style | None) -> Strip:
    """One text in one style over the whole width, as a single segment: fewer bytes on the line."""
    return Strip([Segment(fit(text, width), style)], width)
