"""The words for what is read. Plain frozen values; nothing of ours is imported here.

There are two texts. The *decoded* text is what the bytes say, line ends as they were. The *safe*
text is the decoded text after the sanitiser, which may reach a terminal. Every span inside a
:class:`PreparedDocument` counts code points of its safe text; ``offsets`` leads from there to the
decoded text, and everything that leaves the program (notes, JSON) is in decoded code points.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """The role of a block on its page. The first five are the document's, the rest is hidden."""

    TITLE = "title"
    HEADING = "heading"
    DATELINE = "dateline"
    BODY = "body"
    CAPTION = "caption"
    APPEAL = "appeal"
    COMMENTS = "comments"
    NAVIGATION = "navigation"
    RELATED = "related"
    WIDGET = "widget"
    REPEAT = "repeat"

    @property
    def hidden(self) -> bool:
        """Whether blocks of this role are left out of the clean text."""
        return self not in _SHOWN


_SHOWN = frozenset({Role.TITLE, Role.HEADING, Role.DATELINE, Role.BODY, Role.CAPTION})


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Where each character of a derived text stands in the text it came from.

    ``runs`` holds ``(position, source)`` pairs in rising order: from ``position`` up to the next
    run, character ``position + k`` came from ``source + k``. An unchanged text is a single run.
    """

    runs: tuple[tuple[int, int], ...] = ((0, 0),)

    def source(self, position: int) -> int:
        """The offset in the source text of the character at ``position``."""
        start, source = self.runs[bisect_right(self.runs, (position, _FAR)) - 1]
        return source + position - start

    def source_span(self, span: Span) -> Span:
        """The source range from the first to the last character of ``span``."""
        if span.end <= span.start:
            at = self.source(span.start)
            return Span(at, at)
        return Span(self.source(span.start), self.source(span.end - 1) + 1)

    def position(self, source: int) -> int:
        """The position that shows ``source``; if it was dropped, the first position behind it."""
        low, high = 0, len(self.runs)
        while low < high:
            middle = (low + high) // 2
            if self.runs[middle][1] <= source:
                low = middle + 1
            else:
                high = middle
        if low == 0:
            return self.runs[0][0]
        start, first = self.runs[low - 1]
        position = start + source - first
        return min(position, self.runs[low][0]) if low < len(self.runs) else position


# Greater than any offset.
_FAR = 1 << 62


#: The HTML elements that say what role the text inside them has (WHATWG HTML, section 4).
TELLING = (
    *("nav", "aside", "footer", "header", "article", "main", "section", "figure", "figcaption"),
    *("li", "table", "form", "blockquote", "button", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("p", "pre", "dl"),
)


class Stretch(NamedTuple):
    """A run of a text, and where it stood in the markup of the page that it came from.

    ``around`` are those elements of :data:`TELLING` that contain it. ``linked`` says that it is the
    text of a link, and ``kept`` whether another extractor keeps the line in which it begins
    (``None`` if none was asked).
    """

    start: int
    end: int
    linked: bool
    around: frozenset[str]
    kept: bool | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item or line of a page, with the verdict on it.

    ``pieces`` are ranges of the safe text, in order, none across a line end. A paragraph that the
    scraper tore apart has several, and ``joints`` has what is shown between them ("" or " ").
    ``score`` is the probability, 0 to 1, that the block belongs to the document, ``reason`` says in
    words why it has its role, and ``doubtful`` that the verdict was close.
    """

    role: Role
    pieces: tuple[Span, ...]
    reason: str
    score: float
    joints: tuple[str, ...] = ()
    doubtful: bool = False

    @property
    def hidden(self) -> bool:
        """Whether the block is left out of the clean text."""
        return self.role.hidden

    @property
    def span(self) -> Span:
        """From the first piece to the end of the last."""
        return Span(self.pieces[0].start, self.pieces[-1].end)

    @property
    def offsets(self) -> OffsetMap:
        """Where the characters of the block's text stand in the safe text."""
        runs, position = [], 0
        for piece, joint in zip(self.pieces, (*self.joints, ""), strict=True):
            runs.append((position, piece.start))
            position += piece.end - piece.start + len(joint)
        return OffsetMap(tuple(runs))

    def text(self, safe: str) -> str:
        """The block as it is shown, its pieces joined."""
        parts = [safe[self.pieces[0].start : self.pieces[0].end]]
        for joint, piece in zip(self.joints, self.pieces[1:], strict=True):
            parts.append(joint)
            parts.append(safe[piece.start : piece.end])
        return "".join(parts)


class Label(StrEnum):
    """What kind of thing a mention names."""

    PERSON = "PERSON"
    ORG = "ORG"
    PLACE = "PLACE"
    NATIONALITY = "NATIONALITY"
    EVENT = "EVENT"
    PRODUCT = "PRODUCT"
    DATE = "DATE"
    MONEY = "MONEY"
    PERCENT = "PERCENT"
    QUANTITY = "QUANTITY"
    EMAIL = "EMAIL"
    URL = "URL"
    DOMAIN = "DOMAIN"
    IP = "IP"
    PHONE = "PHONE"
    CRYPTO = "CRYPTO"
    IBAN = "IBAN"
    HASH = "HASH"
    CVE = "CVE"

    @property
    def named(self) -> bool:
        """Whether mentions of this kind are gathered under one name for all spellings."""
        return self in _NAMED


_NAMED = frozenset({Label.PERSON, Label.ORG, Label.PLACE, Label.NATIONALITY, Label.EVENT})


DRAWN = 0.8
"""The least confidence of mentions that are marked in the text: at least 85 % of them are right."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity where it stands in a text: code points ``start`` to ``end``.

    ``name`` is the display form of the name it belongs to, or the normalised value of a date, an
    amount or an address. ``confidence`` is how often such mentions are right, from 0 to 1.
    ``source`` names the step that found it; ``hidden`` says that it stands in a hidden block.
    """

    start: int
    end: int
    label: Label
    name: str
    confidence: float = 1.0
    source: str = ""
    hidden: bool = False

    @property
    def drawn(self) -> bool:
        """Whether it is marked in the text, rather than only listed and searched."""
        return self.confidence >= DRAWN


@dataclass(frozen=True, slots=True)
class Name:
    """The one person, place or organisation that several spellings stand for.

    ``spellings`` are the forms found with their counts, the most frequent first. ``reasons`` say
    for each form that was joined to the first why it was.
    """

    label: Label
    display: str
    spellings: tuple[tuple[str, int], ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A value about a document, how sure it is (0 to 1), and where it was found."""

    value: str
    confidence: float
    source: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a document from its own fields, a file beside it, or its text.

    ``published`` is an ISO date, possibly shortened to a month or a year; ``language`` is a
    two-letter code (ISO 639-1).
    """

    title: Fact | None = None
    outlet: Fact | None = None
    author: Fact | None = None
    published: Fact | None = None
    url: Fact | None = None
    language: Fact | None = None

    def under(self, better: Metadata) -> Metadata:
        """These facts, each replaced by that of ``better`` if there is one."""
        return Metadata(
            title=better.title or self.title,
            outlet=better.outlet or self.outlet,
            author=better.author or self.author,
            published=better.published or self.published,
            url=better.url or self.url,
            language=better.language or self.language,
        )


class FileEntry(NamedTuple):
    """A file of the inbox as a scan found it, unopened; ``size`` is in bytes.

    ``problem`` says why it cannot be read, in words; empty if nothing is known against it.
    """

    path: str
    size: int = 0
    mtime_ns: int = 0
    inode: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class SafeText:
    """Text that may reach a terminal, with the way back to the decoded text.

    ``dropped`` counts the control and invisible characters that were taken out or replaced.
    """

    text: str
    offsets: OffsetMap = OffsetMap()
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """Everything that is derived from a document's bytes and the files that describe it.

    ``id`` is ``sha256:`` and the hash of the bytes in hexadecimal. ``fingerprints`` are those of
    its body, ``words`` counts the words of the shown text, and ``doubt`` says that the cleaning is
    doubtful as a whole. ``remark`` says in one line what a reader must know before trusting the
    text (not cleaned, failed, empty); empty when all is well.
    """

    id: str
    safe: SafeText
    encoding: str = ""
    blocks: tuple[Block, ...] = ()
    mentions: tuple[Mention, ...] = ()
    names: tuple[Name, ...] = ()
    metadata: Metadata = Metadata()
    fingerprints: tuple[int, ...] = ()
    words: int = 0
    doubt: bool = False
    remark: str = ""

    @property
    def shown(self) -> tuple[Block, ...]:
        """The blocks that belong to the document, in order."""
        return tuple(block for block in self.blocks if not block.hidden)

    @property
    def title(self) -> str:
        """The title, or an empty string where none is known."""
        return self.metadata.title.value if self.metadata.title else ""
