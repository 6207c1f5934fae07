"""The document that is being read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from tui.app import theme
from tui.app.page import Kind, Line, Page, Paragraph, lay
from tui.app.widgets.line_view import LineView, padded, strip_of
from tui.app.wrap import fit
from tui.document import Span

_GUTTER = 2
_WIDEST = 88


class TextPane(LineView):
    """Draws a page, a cursor row in it, and what is searched for or selected.

    ``cursor`` is the row that has the keys; ``watched``, ``hits`` and ``selection`` are ranges of
    the safe text, of the first two each in order and none over another.
    """

    def __init__(self) -> None:
        super().__init__("text")
        self.page = Page()
        self.cursor = 0
        self.active = False
        self.edge = False
        self.watched: Sequence[Span] = ()
        self.hits: Sequence[Span] = ()
        self.here: Span | None = None
        self.selection: Span | None = None
        self._paragraphs: Sequence[Paragraph] = ()
        self._width = 0
        self._at: int | None = None

    @property
    def count(self) -> int:
        """The rows of the page."""
        return len(self.page.lines)

    @property
    def text_width(self) -> int:
        """The cells that a row of text may take."""
        return max(2, min(self.size.width - _GUTTER - 1, _WIDEST))

    def show(self, paragraphs: Sequence[Paragraph], *, at: int | None = None) -> None:
        """Lay out another page; ``at`` is the safe offset to open it at, else its beginning."""
        self._paragraphs, self._at = paragraphs, at
        self.top = self.cursor = 0
        if self.size.width == 0:
            # Not laid out itself yet; the page is laid once its width is known.
            self.page, self._width = Page(), 0
            return
        self._width = self.text_width
        self.page = lay(paragraphs, self._width)
        if at is not None and self.count:
            self.cursor = self.page.line_of(at)
            self.top = max(0, min(self.cursor - self.height // 3, self.count - self.height))
        self.redraw()

    def mark_watched(self, watched: Sequence[Span]) -> None:
        """Draw these as what is watched for, if they are not drawn already."""
        if watched != self.watched:
            self.watched = watched
            self.redraw()

    def on_resize(self) -> None:
        """Break the page anew, keeping the passage under the cursor."""
        if self._paragraphs and self.text_width != self._width:
            at = self.page.source(self.cursor) if self._width else self._at
            self.show(self._paragraphs, at=at)

    def move_cursor(self, index: int) -> bool:
        """Put the cursor on row ``index``; true if it moved."""
        index = max(0, min(index, self.count - 1))
        if index == self.cursor:
            return False
        before, self.cursor = self.cursor, index
        self.redraw_lines((before, index), _GUTTER)
        self.reveal(index)
        return True

    def page_by(self, step: int) -> bool:
        """Turn the page, keeping two rows; false if there is no further page."""
        moved = self.scroll_to_line(self.top + step * max(1, self.height - 2))
        if moved:
            before = self.cursor
            self.cursor = max(self.top, min(self.cursor, self.top + self.height - 1))
            if step > 0:
                self.cursor = self.top
            self.redraw_lines((before, self.cursor), _GUTTER)
        return moved

    @property
    def at_end(self) -> bool:
        """Whether the last row is in view."""
        return self.count > 0 and self.top + self.height >= self.count

    def draw(self, index: int, width: int) -> Strip:
        """One row of text between gutter and margin."""
        line = self.page.lines[index]
        here = self.active and index == self.cursor
        gutter = "▌ " if here else "│ " if self.edge else "  "
        if line.paragraph < 0:
            return padded(gutter, width, None)
        paragraph = self.page.paragraphs[line.paragraph]
        style = theme.KINDS[paragraph.kind]
        if paragraph.doubtful:
            style += theme.QUIET
        if paragraph.kind is Kind.FOLD:
            return strip_of(((gutter, None), (_folded(paragraph, self._width), style)), width)
        if paragraph.kind is Kind.HIDDEN:
            gutter = gutter[0] + "┆"
        return strip_of(((gutter, None), *self._parts(paragraph, line, style)), width)

    def _parts(
        self, paragraph: Paragraph, line: Line, base: Style
    ) -> list[tuple[str, Style | None]]:
        marks = [
            (max(start, line.start), min(end, line.end), theme.of_label(label))
            for start, end, label in paragraph.mentions
            if start < line.end and end > line.start
        ]
        marks += self._overlays(paragraph, line)
        edges = sorted({line.start, line.end, *(edge for mark in marks for edge in mark[:2])})
        parts: list[tuple[str, Style | None]] = []
        for start, end in pairwise(edges):
            style = base
            for first, last, look in marks:
                if first <= start and end <= last:
                    style = style + look
            parts.append((paragraph.text[start:end].replace("\t", " "), style or None))
        return parts

    def _overlays(self, paragraph: Paragraph, line: Line) -> list[tuple[int, int, Style]]:
        offsets = paragraph.offsets
        if offsets is None or line.start == line.end:
            return []
        source = offsets.source_span(Span(line.start, line.end))
        wanted = [(span, theme.WATCHED) for span in _among(self.watched, source)]
        wanted += [(span, theme.HIT) for span in _among(self.hits, source)]
        if self.selection:
            wanted.append((self.selection, theme.SELECTION))
        if self.here:
            wanted.append((self.here, theme.HERE))
        found = []
        for span, look in wanted:
            if span.start >= source.end or span.end <= source.start:
                continue
            start = offsets.position(max(span.start, source.start))
            end = offsets.position(min(span.end, source.end) - 1) + 1
            if start < line.end and end > line.start:
                found.append((max(start, line.start), min(end, line.end), look))
        return found


def _among(spans: Sequence[Span], row: Span) -> Sequence[Span]:
    """Those of the spans that reach into a row: there may be as many as the text has letters."""
    first = bisect_right(spans, row.start, key=lambda span: span.end)
    return spans[first : bisect_left(spans, row.end, key=lambda span: span.start)]


def _folded(paragraph: Paragraph, width: int) -> str:
    """A fold on one row: its reason gives way, not the key that unfolds it."""
    if cell_len(paragraph.text) <= width:
        return paragraph.text
    end = " ┄ h" if paragraph.text.endswith("h") else " ┄"
    return fit(paragraph.text, width - len(end)) + end
