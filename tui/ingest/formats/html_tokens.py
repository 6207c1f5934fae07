"""HTML cut into tags and text, in one pass whose cost is linear in the length of the page.

The tokenizer of the standard library reads floods of unclosed tags, comments and attributes in
quadratic time (a minute for 100 kB of ``<a ``) and raises on ``<![``. This one follows the states
of the HTML Standard (13.2.5, Tokenization) as far as the text of a page needs them, and recovers
from what never ends instead of dropping the rest of the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Token(NamedTuple):
    """A piece of a page. ``kind`` is ``text``, ``start``, ``end`` or ``raw``.

    ``name`` is the tag's, in lower case; ``data`` the text with its character references resolved,
    the tag's attributes as written, or the content of a script.
    """

    kind: str
    name: str
    data: str


#: Elements whose content is no markup. That of the first two is text, that of the others not.
_TEXT_ONLY = frozenset({"title", "textarea"})
_RAW = frozenset({"script", "style", "iframe", "noembed", "noframes", "xmp"}) | _TEXT_ONLY
_NAME = re.compile(r"[a-zA-Z][^\s/>\x00]{0,63}")
# Possessive throughout: a tag is read once or, if it never ends, given up once.
_REST_OF_TAG = re.compile(r"""((?:[^>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+|["'])*+)>""")
_ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=]{1,64}+)(?:\s{0,64}+=\s{0,64}+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?+"""
)
_REFERENCE = re.compile(r"&(?:#(?:[0-9]{1,8}+|[xX][0-9a-fA-F]{1,6}+)|[a-zA-Z][a-zA-Z0-9]{1,31}+);?")
_INTERNAL_SUBSET = 20_000


def tokens(page: str) -> Iterator[Token]:
    """The tags and texts of a page, in order; comments and declarations are left out."""
    scanner = _Scanner(page)
    at = 0
    while at < len(page):
        opening = page.find("<", at)
        if opening < 0:
            opening = len(page)
        if opening > at:
            yield Token("text", "", resolve(page[at:opening]))
        if opening == len(page):
            return
        at, token = scanner.markup(opening)
        if token is None:
            continue
        yield token
        if token.kind == "start" and token.name in _RAW and not token.data.endswith("/"):
            at, content = scanner.raw(at, token.name)
            kind = "text" if token.name in _TEXT_ONLY else "raw"
            yield Token(kind, token.name, resolve(content) if kind == "text" else content)


def attributes(written: str) -> dict[str, str]:
    """A tag's attributes, names in lower case; of one given twice the first counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(written):
        value = next((group for group in match.groups()[1:] if group is not None), "")
        found.setdefault(match.group(1).lower(), resolve(value))
    return found


def resolve(text: str) -> str:
    """The text with its character references replaced by what they stand for."""
    return _REFERENCE.sub(lambda match: unescape(match.group()), text) if "&" in text else text


@dataclass(slots=True)
class _Scanner:
    """Reads what begins with ``<``. What was once looked for in vain is not looked for again."""

    page: str
    missing: frozenset[str] = frozenset()
    lenient: bool = False

    def markup(self, at: int) -> tuple[int, Token | None]:
        """The end of the markup at ``at``, and its token if it has one."""
        page = self.page
        second = page[at + 1 : at + 2]
        if second == "!":
            return self._declaration(at), None
        if second == "?":
            return self._past(">", at + 1, otherwise=at + 2), None
        if second == "/":
            name = _NAME.match(page, at + 2)
            if name is None:
                return self._past(">", at + 2, otherwise=at + 2), None
            end = self._past(">", name.end(), otherwise=len(page))
            return end, Token("end", name.group().lower(), "")
        name = _NAME.match(page, at + 1)
        if name is None:
            return at + 1, Token("text", "", "<")
        end = self._end_of_tag(name.end())
        if end < 0:
            return at + 1, Token("text", "", "<")
        return end, Token("start", name.group().lower(), page[name.end() : end - 1])

    def raw(self, at: int, name: str) -> tuple[int, str]:
        """The content of an element that holds no markup.

        A script that never ends is all the rest; a title that never ends was none.
        """
        if name in self.missing:
            return at, ""
        closing = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(self.page, at)
        if closing is None:
            self.missing |= {name}
        end = closing.start() if closing else at if name in _TEXT_ONLY else len(self.page)
        return end, self.page[at:end]

    def _end_of_tag(self, at: int) -> int:
        if not self.lenient:
            match = _REST_OF_TAG.match(self.page, at)
            if match:
                return match.end()
            self.lenient = True
        return self._past(">", at, otherwise=-1)

    def _declaration(self, at: int) -> int:
        page = self.page
        if page.startswith("<!--", at):
            if page.startswith((">", "->"), at + 4):
                return page.index(">", at + 4) + 1
            closed = self._past("-->", at + 4, otherwise=-1)
            return closed if closed >= 0 else at + 4
        end = self._past(">", at + 2, otherwise=at + 2)
        subset = page.find("[", at, end)
        if subset >= 0 and page[at + 2 : at + 9].lower() == "doctype":
            closed = page.find("]", subset, subset + _INTERNAL_SUBSET)
            if closed >= 0:
                return self._past(">", closed, otherwise=end)
        return end

    def _past(self, mark: str, at: int, *, otherwise: int) -> int:
        if mark in self.missing:
            return otherwise
        found = self.page.find(mark, at)
        if found < 0:
            self.missing |= {mark}
            return otherwise
        return found + len(mark)
