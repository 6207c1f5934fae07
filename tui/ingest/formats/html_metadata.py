"""What a page says about itself: title, meta elements, canonical link, language, JSON-LD."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tui.ingest import fields
from tui.ingest.formats.html_tokens import Token, attributes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.document import Metadata

SOURCE = "page's own fields"
#: Names of meta elements, from Open Graph, Dublin Core, Highwire and everyday use, best first.
_META = {
    "title": ("og:title", "citation_title", "dc.title", "twitter:title"),
    "outlet": ("og:site_name", "citation_journal_title", "application-name"),
    "author": ("author", "article:author", "citation_author", "dc.creator", "parsely-author"),
    "published": (
        "article:published_time",
        "citation_publication_date",
        "datepublished",
        "parsely-pub-date",
        "dc.date",
        "pubdate",
        "date",
    ),
    "url": ("og:url",),
    "language": ("og:locale", "content-language"),
}
_ARTICLE_TYPES = ("Article", "BlogPosting", "Report", "WebPage")
_JSON_LIMIT = 500_000
_NODES = 200
_TITLE_ENDS = (" - ", " | ", " – ", " — ", " · ", " » ", " :: ")


class PageFields:
    """Gathers a page's fields from its tokens, and puts them in order at the end."""

    def __init__(self) -> None:
        self._title = ""
        self._meta: dict[str, str] = {}
        self._canonical = ""
        self._language = ""
        self._articles: list[dict[str, object]] = []
        self._in_json = False

    def take(self, token: Token) -> None:
        """Take in one token of the page; those that say nothing of it are ignored."""
        if token.kind == "text" and token.name == "title":
            self._title = self._title or token.data
        elif token.kind == "raw" and token.name == "script" and self._in_json:
            self._articles += _articles(token.data)
        elif token.kind == "start" and token.name in ("meta", "link", "html", "script"):
            self._element(token.name, attributes(token.data))

    def _element(self, name: str, given: dict[str, str]) -> None:
        if name == "meta":
            key = given.get("property") or given.get("name") or given.get("itemprop") or ""
            self._meta.setdefault(key.strip().lower(), given.get("content", ""))
        elif name == "link":
            if "canonical" in given.get("rel", "").lower().split():
                self._canonical = self._canonical or given.get("href", "")
        elif name == "html":
            self._language = self._language or given.get("lang") or given.get("xml:lang", "")
        else:
            self._in_json = given.get("type", "").strip().lower() == "application/ld+json"

    def metadata(self) -> Metadata:
        """The fields as metadata; the page's title loses the name of its site."""
        known, _ = fields.metadata(self._candidates(), SOURCE)
        outlet = known.outlet.value if known.outlet else ""
        if self._title and not (known.title and known.title.value):
            title = [("title", _without_site(self._title, outlet), 0.7)]
            found, _ = fields.metadata(title, SOURCE)
            known = known.under(found)
        return known

    def _candidates(self) -> Iterator[tuple[str, object, float]]:
        yield "url", self._canonical, 0.9
        yield "language", self._language, 0.7
        for article in self._articles:
            yield "title", article.get("headline"), 0.9
            yield "outlet", article.get("publisher"), 0.9
            yield "author", article.get("author"), 0.9
            yield "published", article.get("datePublished"), 0.9
            yield "url", article.get("url"), 0.8
            yield "language", article.get("inLanguage"), 0.8
        for field, names in _META.items():
            for name in names:
                # An author who is an address of a profile says nothing to a reader.
                value = self._meta.get(name, "")
                if not (field == "author" and "://" in value):
                    yield field, value, 0.9


def _articles(script: str) -> list[dict[str, object]]:
    """The objects of a JSON-LD script that describe an article, wherever in it they stand."""
    if len(script) > _JSON_LIMIT:
        return []
    try:
        waiting: list[object] = [json.loads(script, strict=False)]
    except (ValueError, RecursionError):
        return []
    found: list[dict[str, object]] = []
    seen = 0
    while waiting and seen < _NODES:
        node = waiting.pop(0)
        seen += 1
        if isinstance(node, list):
            waiting += node[:_NODES]
        elif isinstance(node, dict):
            kind = node.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(k, str) and k.endswith(_ARTICLE_TYPES) for k in kinds):
                found.append(node)
            if isinstance(node.get("@graph"), list):
                waiting.append(node["@graph"])
    found.sort(key=lambda article: article.get("@type") == "WebPage")
    return found


def _without_site(title: str, outlet: str) -> str:
    title = " ".join(title.split())
    for end in _TITLE_ENDS:
        head, found, tail = title.rpartition(end)
        if found and outlet and tail.strip().casefold() == outlet.casefold():
            return head.strip()
    return title
