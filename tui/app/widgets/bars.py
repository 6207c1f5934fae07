"""The bars: the limit line at the top; the status line and the whereabouts at the bottom."""

from __future__ import annotations

from rich.cells import cell_len
from textual.strip import Strip

from tui.app import theme
from tui.app.prompt import Prompt
from tui.app.widgets.line_view import LineView, padded, strip_of
from tui.app.wrap import fit, wrap


class LimitLine(LineView):
    """What lies on the desk: the case, its tally, the limit and the order of the list."""

    def __init__(self) -> None:
        super().__init__("limit")
        self._tally: tuple[str, ...] = ()
        self._limit = ""
        self._limited = False

    @property
    def count(self) -> int:
        """One row."""
        return 1

    def say(self, tally: tuple[str, ...], limit: str, *, limited: bool) -> None:
        """Show these, if they are not shown already; ``limited`` says that a limit is on."""
        if (tally, limit, limited) != (self._tally, self._limit, self._limited):
            self._tally, self._limit, self._limited = tally, limit, limited
            self.redraw()

    def draw(self, index: int, width: int) -> Strip:
        """The tally gives way to a limit that is on, how many it leaves the last; else the limit
        gives way."""
        parts = list(self._tally)
        right = f" {self._limit} "
        if self._limited:
            while len(parts) > 2 and cell_len(" · ".join(parts)) + cell_len(right) > width - 2:
                parts.pop()
            if cell_len(" · ".join(parts)) + cell_len(right) > width - 2:
                del parts[0]
        elif cell_len(" · ".join(parts)) + cell_len(right) > width - 2:
            right = ""
        room = max(0, width - cell_len(right) - 1)
        return padded(f" {fit(' · '.join(parts), room)}{right}", width, theme.BAR)


#: Rows above a prompt, at most.
_ABOVE = 3


class StatusLine(LineView):
    """The keys that work here, or a notice, or a prompt, which may need rows above it."""

    def __init__(self) -> None:
        super().__init__("status")
        self.prompt: Prompt | None = None
        self._said = ""
        self._urgent = False
        self._drawn: Prompt | None = None
        self._above: list[str] = []

    @property
    def count(self) -> int:
        """One row, and those above it."""
        return len(self._above) + 1

    def say(self, said: str, width: int, *, urgent: bool = False) -> None:
        """Show this in ``width`` cells, if it is not shown already; beside a prompt, if one is
        being answered, or above it where that has no room."""
        changed = (said, urgent) != (self._said, self._urgent)
        self._said, self._urgent = said, urgent
        self._above = []
        if self.prompt is not None and cell_len(said) > _room_beside(self.prompt, width):
            self._above = _broken(said, width - 2)
        if changed or self.prompt is not None or self._drawn is not None:
            self._drawn = self.prompt
            self.redraw()

    def draw(self, index: int, width: int) -> Strip:
        """The prompt with what there is to say about it, else what there is to say."""
        if index < len(self._above):
            return padded(f" {self._above[index]}", width, theme.QUIET)
        if self.prompt is not None:
            return self._draw_prompt(self.prompt, width)
        return padded(f" {self._said}", width, theme.WARNING if self._urgent else None)

    def _draw_prompt(self, prompt: Prompt, width: int) -> Strip:
        label = f" {prompt.label} "
        room = max(4, width - cell_len(label) - 1)
        start = max(0, prompt.cursor - room + 1)
        shown = prompt.text[start : start + room]
        at = prompt.cursor - start
        beside = max(0, width - cell_len(label) - cell_len(shown) - 1)
        said = "" if self._above else self._said
        return strip_of(
            (
                (label, theme.STRONG),
                (shown[:at], None),
                (shown[at : at + 1] or " ", theme.CURSOR),
                (shown[at + 1 :], None),
                (fit(f"  {said}", beside) if said else "", theme.QUIET),
            ),
            width,
        )


def _room_beside(prompt: Prompt, width: int) -> int:
    """The cells behind what is typed: the prompt's label has a space on either side."""
    return width - cell_len(prompt.label) - cell_len(prompt.text) - 5


def _broken(text: str, width: int) -> list[str]:
    """A text on as many rows as it may have; what is left over is cut."""
    places = wrap(text, width)
    rows = [text[start:end] for start, end in places[:_ABOVE]]
    if len(places) > _ABOVE:
        rows[-1] = fit(text[places[_ABOVE - 1][0] :], width)
    return rows


class Whereabouts(LineView):
    """Where in the list one stands, and whether all is saved.

    A pane of its own: the screen repaints a pane's row from its left end, and these few cells
    change with every key.
    """

    def __init__(self) -> None:
        super().__init__("where")
        self._parts: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """One row."""
        return 1

    def say(self, *parts: str) -> None:
        """Show these, the last at the right end, if they are not shown already."""
        if parts != self._parts:
            self._parts = parts
            self.redraw()

    def draw(self, index: int, width: int) -> Strip:
        """As many parts as fit, from the last: whether all is saved is never cut."""
        parts = [part for part in self._parts if part]
        while len(parts) > 1 and cell_len(" · ".join(parts)) > width - 1:
            del parts[0]
        return padded(f"{' · '.join(parts)} ".rjust(width), width, theme.STRONG)
