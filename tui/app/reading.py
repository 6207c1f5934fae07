"""The document in the text pane: which one, how it is laid out, where one stands in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from tui.app.page import Kind, Paragraph, clean_page, raw_page
from tui.app.passage import anchor_of, find, find_words, following
from tui.app.widgets.text_pane import TextPane
from tui.decision import Anchor, Note
from tui.document import Block, Mention, PreparedDocument, Span
from tui.names import labels_of
from tui.sentences import NameKey, sentences


class Reading:
    """Moves in one document and knows the passage that a note would stand on.

    ``off`` are the kinds of names that are neither drawn nor gone through.
    """

    def __init__(self, pane: TextPane, off: frozenset[str] = frozenset()) -> None:
        self.pane = pane
        self.off = off
        self.document: PreparedDocument | None = None
        self.hidden = False
        self.raw = False
        self.pattern = ""
        self._words: Sequence[str] = ()
        self._head: Sequence[Paragraph] = ()
        self._notes: Sequence[Note] = ()
        self._selected_from: Span | None = None

    def open(
        self,
        document: PreparedDocument,
        head: Sequence[Paragraph],
        notes: Sequence[Note],
        at: int | None = None,
    ) -> None:
        """Put a document into the pane, at a safe offset if one is given."""
        if self.document is None or document.id != self.document.id:
            self.raw = False
            self.pane.here = None
            self._select(None)
            self.pane.hits = self._find(document)
        self.document, self._head, self._notes = document, head, notes
        self._lay(at)

    def say(self, paragraphs: Sequence[Paragraph]) -> None:
        """Put words of our own into the pane: no document lies there."""
        self.document = None
        self.pane.hits, self.pane.here, self.pane.selection = (), None, None
        self.pane.show(paragraphs)

    def renew(self, document: PreparedDocument, notes: Sequence[Note]) -> None:
        """Lay out the same document again, corrected or with other notes, at the same place."""
        at = self.position
        self.document, self._notes = document, notes
        self._lay(at)

    def block(self) -> Block | None:
        """The block under the cursor; in the list of a fold, its first."""
        if self.document is None or self.position is None:
            return None
        blocks = self.document.blocks
        index = bisect_right(blocks, self.position, key=lambda block: block.span.start) - 1
        return blocks[index] if index >= 0 else None

    def mention(self) -> Mention | None:
        """The mention that one stands on, or the first of the cursor row."""
        document, line = self.document, self._row_span(self.pane.cursor)
        if document is None:
            return None
        here = self.pane.here or line
        if here is None:
            return None
        inside = (each for each in document.mentions if here.start <= each.start < here.end)
        return next(inside, None)

    def toggle_hidden(self) -> str:
        """Show or fold what was hidden; what to say about it."""
        self.raw = False
        self.hidden = not self.hidden
        self._lay(self.position)
        if self.document is None:
            return ""
        count = sum(len(block.pieces) for block in self.document.blocks if block.hidden)
        if not count:
            return "nothing is hidden here"
        return f"{count} hidden lines {'shown in place' if self.hidden else 'folded'}"

    def toggle_raw(self) -> str:
        """Show the text as it came, or clean again, at the same place."""
        self.raw = not self.raw
        self._lay(self.position)
        return "raw text" if self.raw else "clean text"

    @property
    def position(self) -> int | None:
        """The safe offset of the cursor row."""
        return self.pane.page.source(self.pane.cursor)

    def search(self, pattern: str) -> str:
        """Find a string in all of the text, hidden parts too; what to say about it."""
        self.look_for(pattern, ())
        if not pattern or self.document is None:
            return ""
        return self.next_hit(1, inclusive=True)

    def look_for(self, query: str, words: Sequence[str]) -> None:
        """From now on show where these words of a query stand, or without any the query itself."""
        self.pattern, self._words = query, words
        if self.document is not None:
            self.pane.hits = self._find(self.document)
            self.pane.redraw()

    def next_hit(self, step: int, *, inclusive: bool = False) -> str:
        """Go to the next hit; what to say about it."""
        hits = self.pane.hits
        if not hits or self.document is None:
            if self._words:
                return f"no word of “{self.pattern}” stands here as it is typed"
            return f"“{self.pattern}” is not in this text" if self.pattern else "no search yet"
        index, wrapped = following([hit.start for hit in hits], self._point(), step, inclusive)
        self._stand_on(hits[index])
        said = f"hit {index + 1} of {len(hits)}"
        if self._is_hidden(hits[index].start):
            said += " in a hidden part" + ("" if self.hidden or self.raw else ": h shows it")
        return said + (" (from the other end)" if wrapped else "")

    def next_mention(self, step: int) -> str:
        """Go to the next name that is drawn in the text; what to say about it."""
        off = labels_of(self.off)
        mentions = [each for each in self._mentions() if each.drawn and each.label not in off]
        if not mentions:
            doubtful = any(each.label not in off for each in self._mentions())
            return (
                "no sure names in this text; e lists all" if doubtful else "no names in this text"
            )
        return self._next_of(mentions, step)

    def next_of_name(self, name: NameKey, step: int, *, wrap: bool) -> str:
        """Go to the next mention of one name, round the end or not; what to say about it, nothing
        where there is none."""
        mentions = [each for each in self._mentions() if (each.label, each.name) == name]
        starts = [mention.start for mention in mentions]
        if not mentions or (
            not wrap and following(starts, self._point(), step, inclusive=False)[1]
        ):
            return ""
        return self._next_of(mentions, step)

    def enter_at_name(self, name: NameKey, step: int) -> str:
        """Go to the first mention of a name or, going back, to the last; what to say about it."""
        mentions = [each for each in self._mentions() if (each.label, each.name) == name]
        return self._go_to(mentions[0 if step > 0 else -1]) if mentions else ""

    def enter_at(self, position: int) -> None:
        """Go to the mention at a safe offset, else to its row."""
        here = (each for each in self._mentions() if each.start == position)
        mention = next(here, None)
        if mention is not None:
            self._go_to(mention)
        else:
            self.move_to(self.pane.page.line_of(position))

    def switch(self, off: frozenset[str]) -> None:
        """Draw these kinds no more and all others; nothing moves."""
        self.off = off
        top, cursor = self.pane.top, self.pane.cursor
        self._lay(None)
        self.pane.top, self.pane.cursor = top, cursor

    def _next_of(self, mentions: Sequence[Mention], step: int) -> str:
        starts = [mention.start for mention in mentions]
        index, wrapped = following(starts, self._point(), step, inclusive=False)
        return self._go_to(mentions[index]) + (" (from the other end)" if wrapped else "")

    def _go_to(self, mention: Mention) -> str:
        self._stand_on(Span(mention.start, mention.end))
        key = (mention.label, mention.name)
        same = [each for each in self._mentions() if (each.label, each.name) == key]
        return f"{mention.label.lower()} {mention.name} · {same.index(mention) + 1} of {len(same)}"

    def next_paragraph(self, step: int) -> None:
        """Put the cursor on the next paragraph of the document."""
        page = self.pane.page
        number = page.paragraph_of(self.pane.cursor) + step
        while 0 <= number < len(page.paragraphs):
            if page.paragraphs[number].source is not None:
                self.pane.here = None
                self.move_to(page.first_lines[number])
                return
            number += step

    def next_sentence(self, step: int) -> None:
        """Stand on the next sentence: a note would quote it."""
        spans = self._sentences()
        if spans:
            index, _ = following(
                [span.start for span in spans], self._point(), step, inclusive=False
            )
            self._stand_on(spans[index])

    def move_to(self, line: int) -> bool:
        """Move the cursor row, and the selection with it."""
        moved = self.pane.move_cursor(line)
        if self._selected_from is not None:
            row = self._row_span(self.pane.cursor)
            first = self._selected_from
            if row is not None:
                self.pane.selection = Span(min(first.start, row.start), max(first.end, row.end))
                self.pane.redraw()
        return moved

    def toggle_selection(self) -> str:
        """Begin a selection on this row, or let it go."""
        if self._selected_from is not None:
            self._select(None)
            return "selection let go"
        here = self.pane.here or self._row_span(self.pane.cursor)
        if here is None:
            return "nothing to select here"
        self._select(here)
        return "selecting: move, then i notes the passage"

    def passage(self) -> Anchor | None:
        """What a note made now would stand on: the selection, the sentence, else the paragraph."""
        if self.document is None:
            return None
        span = self.pane.selection or self.pane.here
        if span is None and self.pane.page.paragraphs:
            number = self.pane.page.paragraph_of(self.pane.cursor)
            span = self.pane.page.paragraphs[number].source
        return anchor_of(self.document, span) if span is not None else None

    def drop_selection(self) -> None:
        """Let the selection go, after a note was made on it."""
        self._select(None)

    def _select(self, span: Span | None) -> None:
        self._selected_from = span
        self.pane.selection = span
        self.pane.redraw()

    def _lay(self, at: int | None) -> None:
        if self.document is None:
            return
        if self.raw:
            paragraphs = raw_page(self.document)
        else:
            off = labels_of(self.off)
            paragraphs = clean_page(self.document, self._head, self._notes, self.hidden, off)
        self.pane.show(paragraphs, at=at)

    def _stand_on(self, span: Span) -> None:
        self.pane.here = span
        self.move_to(self.pane.page.line_of(span.start))
        self.pane.redraw()

    def _point(self) -> int:
        if self.pane.here is not None:
            return self.pane.here.start
        position = self.position
        return -1 if position is None else position - 1

    def _row_span(self, index: int) -> Span | None:
        if not self.pane.page.lines:
            return None
        line = self.pane.page.lines[index]
        if line.paragraph < 0:
            return None
        offsets = self.pane.page.paragraphs[line.paragraph].offsets
        return offsets.source_span(Span(line.start, line.end)) if offsets else None

    def _mentions(self) -> list[Mention]:
        if self.document is None:
            return []
        everything = self.hidden or self.raw
        return [each for each in self.document.mentions if everything or not each.hidden]

    def _sentences(self) -> list[Span]:
        spans = []
        for paragraph in self.pane.page.paragraphs:
            if paragraph.offsets is None or paragraph.kind is Kind.NOTE:
                continue
            offsets = paragraph.offsets
            spans += [offsets.source_span(span) for span in sentences(paragraph.text)]
        return spans

    def _is_hidden(self, position: int) -> bool:
        blocks = self.document.blocks if self.document else ()
        index = bisect_right([block.span.start for block in blocks], position) - 1
        return index >= 0 and blocks[index].hidden

    def _find(self, document: PreparedDocument) -> tuple[Span, ...]:
        if self._words:
            return find_words(document.safe.text, self._words)
        return find(document.safe.text, self.pattern) if self.pattern else ()
