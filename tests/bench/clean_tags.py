"""What a page's markup says of each paragraph of its text: tags around it, links in it.

Built over the reader's own text builder, to measure what such features would add to the cleaner.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from tui.cleaning.reflow import Paragraph
from tui.ingest.decode import decode
from tui.ingest.formats.html import _OpenElements, _Text
from tui.ingest.formats.html_tokens import tokens

TAGS = (
    *("nav", "aside", "footer", "header", "article", "main", "section", "figure", "figcaption"),
    *("li", "table", "form", "blockquote", "button", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("p", "pre", "dl"),
)
NEGATIVE = re.compile(
    r"comment|share|social|relat|recommend|promo|sidebar|widget|menu|nav|foot|header|banner|cookie"
    r"|consent|newsletter|subscri|sign-?up|breadcrumb|popular|trending|advert|sponsor|meta|tags?\b"
    r"|author|byline|caption|credit|skip|modal|popup|login",
    re.IGNORECASE,
)
POSITIVE = re.compile(
    r"article|body|content|entry|main|post|text|story|blog|prose|markdown", re.IGNORECASE
)
_NAMED = re.compile(r"""(?:class|id)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_NEAR = 3


class Element(NamedTuple):
    """An open element: its tag, whether its class or id names something that is mostly not, or
    mostly is, the document."""

    tag: str
    negative: bool
    positive: bool


class Segment(NamedTuple):
    """A run of the text that stood in one place of the page."""

    start: int
    end: int
    in_link: bool
    around: tuple[Element, ...]


class _Stack(list[tuple[str, bool]]):
    """The reader's stack of open elements, with what else is known of each."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.written = ""

    def append(self, entry: tuple[str, bool]) -> None:
        names = " ".join("".join(found) for found in _NAMED.findall(self.written[:500]))
        negative, positive = bool(NEGATIVE.search(names)), bool(POSITIVE.search(names))
        self.elements.append(Element(entry[0], negative, positive))
        super().append(entry)

    def pop(self, index: Any = -1) -> tuple[str, bool]:
        self.elements.pop(index)
        return super().pop(index)


class _MarkedText(_Text):
    """The reader's text builder, which also notes where each run of the text stood."""

    def __init__(self) -> None:
        super().__init__()
        self._open = _OpenElements()
        self._stack = _Stack()
        self._open._stack = self._stack
        self._links = 0
        self._length = self._counted = 0
        self.segments: list[Segment] = []

    def _start(self, name: str, written: str) -> None:
        self._stack.written = written
        self._links = self._links or int(name == "a" and "href" in written.lower())
        super()._start(name, written)

    def _end(self, name: str) -> None:
        if name == "a":
            self._links = 0
        super()._end(name)

    def _write(self, words: str) -> None:
        super()._write(words)
        self._length += sum(map(len, self._parts[self._counted :]))
        self._counted = len(self._parts)
        start = self._length - len(words)
        around = tuple(self._stack.elements)
        self.segments.append(Segment(start, self._length, bool(self._links), around))

    def _trim(self) -> None:
        if self._parts:
            before = len(self._parts[-1])
            super()._trim()
            self._length += len(self._parts[-1]) - before


def marked(data: bytes) -> tuple[str, list[Segment]]:
    """A page's text as the reader gives it, and where its runs stood."""
    page = _MarkedText()
    for token in tokens(decode(data, "utf-8").text):
        page.take(token)
    return page.text(), page.segments


def segments_of(paragraphs: list[Paragraph], segments: list[Segment]) -> list[list[Segment]]:
    """The segments that each paragraph is made of."""
    found: list[list[Segment]] = []
    at = 0
    for paragraph in paragraphs:
        start, end = paragraph.lines[0].start, paragraph.lines[-1].end
        while at < len(segments) and segments[at].end <= start:
            at += 1
        last = at
        while last < len(segments) and segments[last].start < end:
            last += 1
        found.append(segments[at:last] or segments[max(0, at - 1) : at])
    return found


def tag_features(own: list[list[Segment]]) -> list[list[float]]:
    """For each paragraph: share of its characters in links, here and around; the tags around it;
    elements with telling names around it; how deep it stands."""
    links = [_link_share(segments) for segments in own]
    rows = []
    for index, segments in enumerate(own):
        around = segments[0].around if segments else ()
        names = {element.tag for element in around}
        near = links[max(0, index - _NEAR) : index + _NEAR + 1]
        rows.append(
            [
                links[index],
                sum(near) / len(near),
                float(sum(element.negative for element in around)),
                float(sum(element.positive for element in around)),
                float(any(element.negative for element in around[-2:])),
                float(any(element.positive for element in around[-3:])),
                float(len(around)),
                *(float(tag in names) for tag in TAGS),
            ]
        )
    return rows


def _link_share(segments: list[Segment]) -> float:
    whole = sum(segment.end - segment.start for segment in segments)
    linked = sum(segment.end - segment.start for segment in segments if segment.in_link)
    return linked / whole if whole else 0.0
