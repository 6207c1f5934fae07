"""The list of documents."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence

from rich.cells import cell_len
from textual.strip import Strip

from tui.app import signs, theme
from tui.app.widgets.line_view import LineView, padded, strip_of
from tui.app.wrap import fit
from tui.decision import Decision
from tui.desk import Desk
from tui.row import Row

_PAGE = 64


class DocumentList(LineView):
    """Draws the desk's view. Rows are asked for a page at a time, through ``rows``."""

    def __init__(
        self,
        desk: Desk,
        rows: Callable[[Sequence[int]], Sequence[Row]],
        is_pending: Callable[[Row], bool],
    ) -> None:
        super().__init__("list")
        self._desk = desk
        self._rows = rows
        self._is_pending = is_pending
        self._kept: dict[int, Row] = {}
        self.active = True
        self.empty_text = ""

    @property
    def count(self) -> int:
        """The rows of the view; one for the sentence that stands in an empty list."""
        return max(1, len(self._desk.numbers))

    def on_resize(self) -> None:
        """Fill the height there is, with the cursor in view."""
        self.top = max(0, min(self.top, self.count - self.height))
        self.reveal(self._desk.cursor)

    def row(self, index: int) -> Row | None:
        """The row at a place of the view."""
        numbers = self._desk.numbers
        if not 0 <= index < len(numbers):
            return None
        number = numbers[index]
        if number not in self._kept:
            start = index - index % _PAGE
            page = [each for each in numbers[start : start + _PAGE] if each not in self._kept]
            if len(self._kept) > 16 * _PAGE:
                self._kept.clear()
            self._kept.update((row.number, row) for row in self._rows(page))
        return self._kept.get(number)

    def forget(self, numbers: Sequence[int] | None = None) -> None:
        """These rows, or all, read differently now."""
        if numbers is None:
            self._kept.clear()
            self.redraw()
            return
        for number in numbers:
            self._kept.pop(number, None)
        changed = set(numbers)
        last = min(self.top + self.height, len(self._desk.numbers))
        self.redraw_lines(
            index for index in range(self.top, last) if self._desk.numbers[index] in changed
        )

    def compare(self) -> None:
        """Any row may read differently: those in view that do are drawn again."""
        before = dict(self._kept)
        self._kept.clear()
        shown = range(self.top, min(self.top + self.height, len(self._desk.numbers)))
        self.redraw_lines(
            index for index in shown if self.row(index) != before.get(self._desk.numbers[index])
        )

    def reread(self, documents: Collection[str]) -> None:
        """The rows of these documents read differently now."""
        wanted = frozenset(documents)
        # A row that is drawn has to be known by its document, whatever was let go meanwhile.
        for index in range(self.top, self.top + self.height):
            self.row(index)
        self.forget([number for number, row in self._kept.items() if row.id in wanted])

    def draw(self, index: int, width: int) -> Strip:
        """One row: glyphs, title, outlet, date, length, extras."""
        if not self._desk.numbers:
            return padded(f" {self.empty_text}", width, theme.QUIET)
        row = self.row(index)
        if row is None:
            return padded("", width, None)
        here = index == self._desk.cursor
        text, title_at, title_end = self._text(row, width, here)
        if here:
            return padded(text, width, theme.CURSOR if self.active else theme.CURSOR_ASIDE)
        base = theme.QUIET if row.decision is Decision.DISCARD else None
        glyph = theme.DECISIONS[row.decision]
        strong = theme.STRONG if row.decision is Decision.NONE and not row.trouble else base
        return strip_of(
            (
                (text[:title_at], glyph if row.decision is not Decision.NONE else base),
                (text[title_at:title_end], strong if _unread(row) else base),
                (text[title_end:], base),
            ),
            width,
        )

    def _text(self, row: Row, width: int, here: bool) -> tuple[str, int, int]:
        marked = signs.MARKED.mark if row.number in self._desk.marks else " "
        cursor = signs.HERE.mark if here else " "
        if self._is_pending(row):
            marked = signs.WAITING.mark
        doubtful = signs.DOUBTFUL.mark if row.doubt or row.trouble else " "
        sign = signs.WATCHED.mark if row.watched else doubtful
        decided = "".join(signs.DECIDED[each].mark for each in (row.decision, *row.others[:3]))
        head = f"{cursor}{decided}{sign}{marked}"
        extras = _extras(row)
        if width >= 72:
            tail = f" {fit(row.outlet, 14)} {_day(row.published):>7} {_length(row):>6} "
            tail += fit(extras, 6)
        elif width >= 44:
            tail = f" {_day(row.published):>7} {_length(row):>6} {fit(extras, 5)}"
        else:
            tail = f" {fit(extras, 4)}"
        room = width - len(head) - len(tail)
        title = _with_trouble(row.title, row.trouble, room) if row.trouble else row.title
        return head + fit(title, room) + tail, len(head), len(head) + room


def _with_trouble(title: str, trouble: str, room: int) -> str:
    """A title that leaves room for what is wrong, as far as a third of the room is left to it."""
    kept = max(room // 3, room - cell_len(trouble) - 2)
    return f"{title if cell_len(title) <= kept else fit(title, kept)}: {trouble}"


def _unread(row: Row) -> bool:
    return row.reading == "unread"


def _day(published: str) -> str:
    """The day of this year, the month of another."""
    if len(published) != 10 or published[:4] != time.strftime("%Y"):
        return published[:7]
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    month = published[5:7]
    if not month.isdigit() or not 1 <= int(month) <= 12:
        return ""
    return f"{int(published[8:10] or 0)} {months[int(month) - 1]}"


def _length(row: Row) -> str:
    if not row.ready:
        return "" if row.trouble else signs.WAITING.mark
    if row.words == 0:
        return "empty"
    minutes = max(1, round(row.words / 230))
    return f"{minutes} min" if minutes < 100 else f"{round(minutes / 60)} h"


def _extras(row: Row) -> str:
    parts = []
    if row.priority:
        parts.append(f"{signs.PRIORITY.mark}{row.priority}")
    if row.copies:
        parts.append(f"{signs.COPIES.mark}{row.copies}")
    if row.notes:
        parts.append(signs.NOTED.mark)
    if row.language and row.language != "en":
        parts.append(row.language)
    return " ".join(parts)
