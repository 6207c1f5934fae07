"""A page as the text that its reader saw: blocks apart, what is inline joined, nothing invented.

The shape is the one that browsers copy: every block on lines of its own with a blank line between
blocks, list items behind a bullet, table cells behind tabs. So the cleaner works on one kind of
text, whether a page came as HTML or was saved as text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING

from tui.document import TELLING, Stretch
from tui.ingest.decode import decode
from tui.ingest.extracted import Extracted
from tui.ingest.formats.html_metadata import PageFields
from tui.ingest.formats.html_tokens import Token, attributes, tokens
from tui.ingest.formats.html_vote import kept, voter

if TYPE_CHECKING:
    from collections.abc import Iterator


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_BLOCKS = _tags(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend main menu nav "
    "ol p pre search section summary table ul"
)
_LINES = _tags("button caption li option tr")
_CELLS = _tags("td th")
_VOID = _tags("area base br col embed frame hr img input link meta param source track wbr")
_INLINE = _tags(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q ruby "
    "s samp small span strike strong sub sup time tt u var"
)
#: Content that a browser does not show as text, or that is a control's and not the page's.
_SKIPPED = _tags("audio canvas datalist noscript object select svg template video")
#: Start tags before which an open element of the kinds named ends without a tag of its own.
_ENDS = {
    "li": frozenset({"li", "p"}),
    "dt": frozenset({"dt", "dd", "p"}),
    "dd": frozenset({"dt", "dd", "p"}),
    "tr": frozenset({"tr", "td", "th"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
}
_P = frozenset({"p"})
_NEVER_HIDDEN = frozenset({"html", "body", "main", "article"})
_HIDING = re.compile(r"\bhidden\b|display|visibility", re.IGNORECASE)
_HIDING_STYLE = re.compile(
    r"(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)", re.IGNORECASE
)
_HREF = re.compile(r"\bhref\b", re.IGNORECASE)
_BLANK = re.compile(r"[ \t\n\r\f]+")
_CHARSET = re.compile(
    rb"<meta\s[^>]{0,300}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{2,40})"
    rb"|<\?xml\s[^>]{0,100}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
_CHARSET_WITHIN = 4096


def read(data: bytes) -> Extracted:
    """The text and the fields of a page. Any bytes give a result, in linear time but for the vote
    on its lines (:mod:`tui.ingest.formats.html_vote`), which is given up where it fails."""
    decoded = decode(data, _declared_charset(data))
    page, of_page = _Text(), PageFields()
    for token in tokens(decoded.text):
        if not (token.name == "title" and page.hiding):
            of_page.take(token)
        page.take(token)
    text = page.text()
    markup, remark = page.stretches(), "" if text else "nothing to read in this page"
    try:
        markup = _voted(markup, decoded.text, text)
    except Exception as error:  # noqa: BLE001 - the document can do without the vote
        remark = f"no vote on its lines: {type(error).__name__} in {voter()}"
    return Extracted(text, decoded.encoding, of_page.metadata(), remark, markup)


def _voted(markup: tuple[Stretch, ...], page: str, text: str) -> tuple[Stretch, ...]:
    """The stretches with the vote on the lines that they begin in, where there is one."""
    lines = text.split("\n")
    votes = kept(page, lines) if markup else None
    if votes is None:
        return markup
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    return tuple(one._replace(kept=votes[bisect_right(starts, one.start) - 1]) for one in markup)


def _declared_charset(data: bytes) -> str:
    match = _CHARSET.search(data, 0, _CHARSET_WITHIN)
    return (match.group(1) or match.group(2)).decode("ascii") if match else ""


class _OpenElements:
    """Which elements are open, and how many of them hide what they contain."""

    def __init__(self) -> None:
        self._stack: list[tuple[str, bool]] = []
        self._count: Counter[str] = Counter()
        self._fences: list[tuple[int, Counter[str]]] = []
        self.hiding = 0
        self._names: frozenset[str] | None = None

    def names(self) -> frozenset[str]:
        """Those that are open and tell something: however many names a page invents."""
        if self._names is None:
            self._names = frozenset(name for name in TELLING if self._count[name] > 0)
        return self._names

    def start(self, name: str, hides: bool) -> None:
        ended = _ENDS.get(name, _P if name in _BLOCKS else frozenset())
        while self._stack and self._stack[-1][0] in ended:
            self._pop()
        if name in _VOID or (name in _INLINE and not hides and not self.hiding):
            return
        if name in _SKIPPED:
            # Inside, no end tag reaches what is open outside.
            self._fences.append((len(self._stack), self._count))
            self._count = Counter()
        self._stack.append((name, hides))
        self._count[name] += 1
        self._names = None
        self.hiding += hides

    def end(self, name: str) -> None:
        if self._count[name]:
            while self._pop() != name:
                pass

    def _pop(self) -> str:
        name, hides = self._stack.pop()
        self._count[name] -= 1
        self._names = None
        self.hiding -= hides
        if self._fences and len(self._stack) == self._fences[-1][0]:
            self._count = self._fences.pop()[1]
        return name


class _Text:
    """Builds the text of a page from its tokens."""

    def __init__(self) -> None:
        self._open = _OpenElements()
        self._parts: list[str] = []
        self._newlines = 0
        self._glue = ""
        self._bullet = False
        self._preformatted = 0
        self._linked = False
        self._places: list[tuple[int, bool, frozenset[str]]] = []

    @property
    def hiding(self) -> bool:
        return self._open.hiding > 0

    def text(self) -> str:
        return "".join(self._parts).strip("\n")

    def stretches(self) -> tuple[Stretch, ...]:
        """Where the runs of the text stood."""
        return tuple(self._stretches())

    def _stretches(self) -> Iterator[Stretch]:
        whole = "".join(self._parts)
        length = len(whole.strip("\n"))
        at = len(whole.lstrip("\n")) - len(whole)
        done = 0
        for index, linked, around in self._places:
            at += sum(map(len, self._parts[done:index]))
            start, at, done = at, at + len(self._parts[index]), index + 1
            if start < length and at > 0:
                yield Stretch(max(start, 0), min(at, length), linked, around)

    def take(self, token: Token) -> None:
        if token.kind == "start":
            self._start(token.name, token.data)
        elif token.kind == "end":
            self._end(token.name)
        elif token.kind == "text" and not token.name and not self._open.hiding:
            self._preformatted_text(token.data) if self._preformatted else self._flow(token.data)

    def _start(self, name: str, written: str) -> None:
        self._open.start(name, name in _SKIPPED or _is_hidden(name, written))
        if self._open.hiding:
            return
        if name == "a":
            self._linked = _HREF.search(written) is not None
        if name == "br":
            self._newlines = min(2, self._newlines + 1)
        elif name in _BLOCKS:
            self._newlines = 2
        elif name in _LINES:
            self._newlines = max(1, self._newlines)
            self._bullet = name == "li" or self._bullet
        elif name in _CELLS:
            self._glue = "\t"
        self._preformatted += name == "pre"

    def _end(self, name: str) -> None:
        if not self._open.hiding:
            if name in _BLOCKS:
                self._newlines = 2
            elif name in _LINES:
                self._newlines = max(1, self._newlines)
            if name == "li":
                self._bullet = False
            if name == "a":
                self._linked = False
            if name == "pre" and self._preformatted:
                self._preformatted -= 1
                self._trim()
        self._open.end(name)

    def _flow(self, data: str) -> None:
        words = _BLANK.sub(" ", data)
        if words.startswith(" "):
            self._glue = self._glue or " "
        if words.strip():
            self._write(words.strip(" "))
            self._glue = " " if words.endswith(" ") else ""
        else:
            self._glue = self._glue or " "

    def _preformatted_text(self, data: str) -> None:
        if self._newlines:
            data = data.removeprefix("\r").removeprefix("\n")
        if data:
            self._write(data)

    def _write(self, words: str) -> None:
        if self._newlines:
            if self._parts:
                self._parts.append("\n" * self._newlines)
        elif self._glue and self._parts:
            self._parts.append(self._glue)
        if self._bullet:
            self._parts.append("• ")
        self._places.append((len(self._parts), self._linked, self._open.names()))
        self._parts.append(words)
        self._newlines, self._glue, self._bullet = 0, "", False

    def _trim(self) -> None:
        if self._parts:
            self._parts[-1] = self._parts[-1].rstrip()


def _is_hidden(name: str, written: str) -> bool:
    if name in _NEVER_HIDDEN or not _HIDING.search(written):
        return False
    given = attributes(written)
    # "until-found" is text that the browser's own search unfolds.
    hidden = "hidden" in given and given["hidden"].lower() != "until-found"
    return hidden or bool(_HIDING_STYLE.search(given.get("style", "")))
