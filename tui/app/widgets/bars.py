"""The two bars: the limit line at the top, the status line at the bottom."""

from __future__ import annotations

from rich.cells import cell_len
from textual.strip import Strip

from tui.app import theme
from tui.app.prompt import Prompt
from tui.app.widgets.line_view import LineView, padded, strip_of
from tui.app.wrap import fit


class LimitLine(LineView):
    """What lies on the desk: the case, its tally, the limit and the order of the list."""

    def __init__(self) -> None:
        super().__init__("limit")
        self._left = self._right = ""

    @property
    def count(self) -> int:
        """One row."""
        return 1

    def say(self, left: str, right: str) -> None:
        """Show these, if they are not shown already."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.redraw()

    def draw(self, index: int, width: int) -> Strip:
        """Left and right, as far as they fit; the left gives way last."""
        right = self._right if cell_len(self._left) + cell_len(self._right) + 3 <= width else ""
        room = width - cell_len(right) - 1
        return padded(f" {fit(self._left, room - 1)}{right} ", width, theme.BAR)


class StatusLine(LineView):
    """The keys that work here, or a notice, or a prompt; at the right where one stands."""

    def __init__(self) -> None:
        super().__init__("status")
        self.prompt: Prompt | None = None
        self._left = self._right = ""
        self._urgent = False

    @property
    def count(self) -> int:
        """One row."""
        return 1

    def say(self, left: str, right: str, *, urgent: bool = False) -> None:
        """Show these, if they are not shown already."""
        if (left, right, urgent) != (self._left, self._right, self._urgent) or self.prompt:
            self._left, self._right, self._urgent = left, right, urgent
            self.redraw()

    def draw(self, index: int, width: int) -> Strip:
        """The right end is a piece of its own, so that a step in the list repaints only that."""
        if self.prompt is not None:
            return self._draw_prompt(self.prompt, width)
        right = f" {self._right} "
        if cell_len(right) > width - 10:
            right = ""
        room = width - cell_len(right)
        style = theme.WARNING if self._urgent else None
        return strip_of(((fit(f" {self._left}", room), style), (right, theme.STRONG)), width)

    def _draw_prompt(self, prompt: Prompt, width: int) -> Strip:
        label = f" {prompt.label} "
        room = max(4, width - cell_len(label) - cell_len(self._right) - 4)
        start = max(0, prompt.cursor - room + 1)
        shown = prompt.text[start : start + room]
        at = prompt.cursor - start
        return strip_of(
            (
                (label, theme.STRONG),
                (shown[:at], None),
                (shown[at : at + 1] or " ", theme.CURSOR),
                (shown[at + 1 :], None),
                (f"  {self._right}" if self._right else "", theme.QUIET),
            ),
            width,
        )
