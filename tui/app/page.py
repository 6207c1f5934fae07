"""A document laid out: which paragraphs a page shows, and how they break into rows.

Plain values, no terminal. Every row knows its paragraph and its range in it; every paragraph of the
document knows where its characters stand in the safe text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby, islice, takewhile

from tui.app.wrap import wrap
from tui.corrections import HIDDEN_BY_READER
from tui.decision import Note
from tui.document import Block, Label, OffsetMap, PreparedDocument, Role, Span


class Kind(StrEnum):
    """How a paragraph is drawn."""

    TITLE = "title"
    META = "meta"
    HEADING = "heading"
    BODY = "body"
    CAPTION = "caption"
    FOLD = "fold"
    HIDDEN = "hidden"
    NOTE = "note"


_KINDS = {
    Role.TITLE: Kind.TITLE,
    Role.HEADING: Kind.HEADING,
    Role.DATELINE: Kind.CAPTION,
    Role.BODY: Kind.BODY,
    Role.CAPTION: Kind.CAPTION,
}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a page.

    ``offsets`` leads to the safe text; ``None`` for words that are the program's or the reader's
    own. ``mentions`` are ``(start, end, label)`` in the paragraph's own characters. ``tight`` means
    no blank row before it.
    """

    kind: Kind
    text: str
    offsets: OffsetMap | None = None
    mentions: tuple[tuple[int, int, Label], ...] = ()
    doubtful: bool = False
    tight: bool = False
    folds: Span | None = None

    @property
    def source(self) -> Span | None:
        """The range of the safe text that it shows, or that it folds away."""
        if self.offsets is None or not self.text:
            return self.folds
        return self.offsets.source_span(Span(0, len(self.text)))


@dataclass(frozen=True, slots=True)
class Line:
    """A row: a range of a paragraph, or a blank (``paragraph`` < 0)."""

    paragraph: int
    start: int = 0
    end: int = 0


BLANK = Line(-1)


@dataclass(frozen=True, slots=True)
class Page:
    """Paragraphs and the rows that they break into at one width."""

    paragraphs: tuple[Paragraph, ...] = ()
    lines: list[Line] = field(default_factory=list)
    first_lines: list[int] = field(default_factory=list)

    def source(self, index: int) -> int | None:
        """The safe offset where row ``index`` begins, or the next row that has one."""
        for line in islice(self.lines, index, None):
            if line.paragraph < 0:
                continue
            paragraph = self.paragraphs[line.paragraph]
            if paragraph.offsets is not None and paragraph.text:
                return paragraph.offsets.source(min(line.start, len(paragraph.text) - 1))
            if paragraph.folds is not None:
                return paragraph.folds.start
        return None

    def line_of(self, source: int) -> int:
        """The row that shows the safe offset ``source``, or folds it away, or comes behind it."""
        best = 0
        for number, paragraph in enumerate(self.paragraphs):
            span = paragraph.source
            if span is None or span.start > source:
                continue
            best = number
            if source < span.end:
                break
        if not self.paragraphs:
            return 0
        offsets = self.paragraphs[best].offsets
        if offsets is None:
            return self.first_lines[best]
        return self.line_at(best, offsets.position(source))

    def line_at(self, paragraph: int, position: int) -> int:
        """The row of ``paragraph`` in which its character ``position`` stands."""
        first = self.first_lines[paragraph]
        index = first
        while (
            index + 1 < len(self.lines)
            and self.lines[index + 1].paragraph == paragraph
            and self.lines[index + 1].start <= position
        ):
            index += 1
        return index

    def paragraph_of(self, index: int) -> int:
        """The paragraph of row ``index``; for a blank row, the one behind it."""
        return max(0, bisect_right(self.first_lines, index) - 1) if self.first_lines else 0


def lay(paragraphs: Iterable[Paragraph], width: int) -> Page:
    """Break paragraphs into rows of ``width`` cells, a blank row between them unless tight."""
    lines: list[Line] = []
    first_lines: list[int] = []
    kept = tuple(paragraphs)
    for number, paragraph in enumerate(kept):
        if lines and not paragraph.tight:
            lines.append(BLANK)
        first_lines.append(len(lines))
        if paragraph.kind is Kind.FOLD:
            lines.append(Line(number, 0, len(paragraph.text)))
            continue
        lines.extend(Line(number, start, end) for start, end in wrap(paragraph.text, width))
    return Page(kept, lines, first_lines)


def clean_page(
    document: PreparedDocument,
    head: Sequence[Paragraph],
    notes: Sequence[Note],
    hidden: bool,
    off: Collection[Label] = (),
) -> list[Paragraph]:
    """The document as it is read: ``head``, then its blocks, hidden runs folded or, if ``hidden``,
    shown in place under the reason; each note behind the passage that it stands on. Mentions with
    labels that are ``off`` are not drawn, nor are doubtful ones."""
    mentions = _Mentions(document, off)
    waiting = _notes_by_end(document, notes)
    title = next((block for block in document.blocks if block.role is Role.TITLE), None)
    page = []
    if title:
        page = [_paragraph(document, title, mentions, Kind.TITLE)]
        page += [_note(waiting.pop(0)[1]) for _ in _inside(waiting, title.span)]
    page += [*head, *(_note(note) for note in notes if note.anchor is None)]
    rest = (block for block in document.blocks if block is not title)
    for is_hidden, run in groupby(rest, key=lambda block: block.hidden):
        blocks = list(run)
        if not is_hidden:
            page.extend(_shown(document, blocks, mentions, waiting))
            continue
        if hidden:
            page.extend(_unfolded(document, blocks, mentions))
        else:
            page.append(_fold(blocks))
        page.extend(_taken(waiting, blocks[-1].span.end))
    page.extend(_note(note) for _, note in waiting)
    return page


def raw_page(document: PreparedDocument) -> list[Paragraph]:
    """The safe text as it came, line for line."""
    page, start = [], 0
    for line in document.safe.text.split("\n"):
        page.append(Paragraph(Kind.BODY, line, OffsetMap(((0, start),)), tight=True))
        start += len(line) + 1
    return page


def _shown(
    document: PreparedDocument,
    blocks: Sequence[Block],
    mentions: _Mentions,
    waiting: list[tuple[int, Note]],
) -> Iterable[Paragraph]:
    for block in blocks:
        yield _paragraph(document, block, mentions, _KINDS[block.role])
        yield from _taken(waiting, block.span.end)


def _paragraph(
    document: PreparedDocument, block: Block, mentions: _Mentions, kind: Kind
) -> Paragraph:
    text = block.text(document.safe.text)
    offsets = block.offsets
    return Paragraph(
        kind,
        text,
        offsets,
        mentions.inside(block.span, offsets, len(text)),
        block.doubtful,
        tight=kind is Kind.HIDDEN or text.startswith(("• ", "* ", "- ")),
    )


def _fold(blocks: Sequence[Block]) -> Paragraph:
    """One row for a whole hidden run: how much, of which roles, and why for the largest part."""
    lines = Counter[Role]()
    for block in blocks:
        lines[block.role] += len(block.pieces)
    largest = max(lines, key=lambda role: lines[role])
    reason = next(block.reason for block in blocks if block.role is largest)
    roles = ", ".join(role for role in lines)
    why = reason if reason == HIDDEN_BY_READER else f"hidden · {roles} · {reason}"
    span = Span(blocks[0].span.start, blocks[-1].span.end)
    return Paragraph(Kind.FOLD, f"┄ {_counted(lines.total())} {why} ┄ h", folds=span)


def _unfolded(
    document: PreparedDocument, blocks: Sequence[Block], mentions: _Mentions
) -> Iterable[Paragraph]:
    """The hidden run in place, each part of it under its reason."""
    for (role, reason), part in groupby(blocks, key=lambda block: (block.role, block.reason)):
        lines = list(part)
        why = reason if reason == HIDDEN_BY_READER else f"{role} · {reason}"
        yield Paragraph(Kind.FOLD, f"┄ {why} ┄")
        yield from (_paragraph(document, block, mentions, Kind.HIDDEN) for block in lines)


def _counted(lines: int) -> str:
    return "1 line" if lines == 1 else f"{lines} lines"


def _note(note: Note) -> Paragraph:
    """A note on rows of its own; one from another version says how its passage was found."""
    quote = " ".join(note.anchor.quote.split())[:60] if note.anchor else ""
    said = [f"▎ note · {clock(note.at)}"]
    if note.state:
        said.append(f"from another version: {note.state}")
    if quote:
        said.append(f"“{quote}”")
    return Paragraph(Kind.NOTE, " · ".join([*said, note.text]), tight=True)


def clock(at: str) -> str:
    """A recorded UTC time in the reader's own zone, to the minute; the year if it is not this."""
    from datetime import datetime

    try:
        here = datetime.fromisoformat(at).astimezone()
    except (ValueError, OverflowError):
        return at
    year = "" if here.year == datetime.now(here.tzinfo).year else f" {here.year}"
    return f"{here:%-d %b}{year} {here:%H:%M %Z}"


def _notes_by_end(document: PreparedDocument, notes: Sequence[Note]) -> list[tuple[int, Note]]:
    placed = [
        (document.safe.offsets.position(max(note.anchor.end - 1, 0)), note)
        for note in notes
        if note.anchor is not None
    ]
    return sorted(placed, key=lambda pair: (pair[0], pair[1].id))


def _inside(waiting: Sequence[tuple[int, Note]], span: Span) -> list[Note]:
    """The first of the waiting notes, as long as their passages end inside ``span``."""
    return [note for _, note in takewhile(lambda pair: span.start <= pair[0] < span.end, waiting)]


def _taken(waiting: list[tuple[int, Note]], end: int) -> Iterable[Paragraph]:
    while waiting and waiting[0][0] < end:
        yield _note(waiting.pop(0)[1])


class _Mentions:
    """A document's mentions, found by their place."""

    def __init__(self, document: PreparedDocument, off: Collection[Label]) -> None:
        self._mentions = [
            each for each in document.mentions if each.drawn and each.label not in off
        ]
        self._starts = [mention.start for mention in self._mentions]

    def inside(
        self, span: Span, offsets: OffsetMap, length: int
    ) -> tuple[tuple[int, int, Label], ...]:
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        found = []
        for mention in self._mentions[first:last]:
            start = offsets.position(mention.start)
            end = offsets.position(mention.end - 1) + 1
            if start < end <= length:
                found.append((start, end, mention.label))
        return tuple(found)
