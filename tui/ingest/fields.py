"""Metadata from named values, whoever gives them: only what a field can hold gets into it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.document import Fact, Metadata
from tui.ingest.dates import iso_date
from tui.ingest.sanitise import sanitise_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: The names under which scrapers and archives file each field, the preferred first.
NAMES = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "site_name", "sitename", "publisher", "publication", "source", "site"),
    "author": ("author", "authors", "byline", "creator"),
    "published": (
        "published",
        "date",
        "date_published",
        "datePublished",
        "publish_date",
        "pubdate",
    ),
    "url": ("url", "link", "source_url", "canonical"),
    "language": ("language", "lang"),
}
_URL = re.compile(r"https?://[^\s<>\"'`\\^{|}]{1,2000}\Z", re.IGNORECASE)
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9_-]{1,20})?\Z", re.IGNORECASE)
_AUTHORS = 20


def metadata(
    candidates: Iterable[tuple[str, object, float]], source: str
) -> tuple[Metadata, tuple[str, ...]]:
    """The best value of each field, and the fields for which only unusable values were given.

    A candidate is a field, a value and how sure it is (0 to 1); the first usable one of a field
    counts. Values may be of any type and content: what is wrong is left out.
    """
    facts: dict[str, Fact] = {}
    refused: dict[str, None] = {}
    for field, value, confidence in candidates:
        if value is None or value == "" or field in facts:
            continue
        usable = _usable(field, value)
        if usable:
            facts[field] = Fact(usable, confidence, source)
        else:
            refused[field] = None
    return Metadata(**facts), tuple(field for field in refused if field not in facts)


def candidates(given: Mapping[str, object], confidence: float) -> list[tuple[str, object, float]]:
    """The values of a mapping under any of the names that each field goes by."""
    folded = {name.casefold(): value for name, value in given.items()}
    return [
        (field, folded[name.casefold()], confidence)
        for field, names in NAMES.items()
        for name in names
        if name.casefold() in folded
    ]


def _usable(field: str, value: object) -> str:
    if field == "author" and isinstance(value, list):
        names = [_usable("author", name) for name in value[:_AUTHORS]]
        return sanitise_line(", ".join(name for name in names if name))
    if field in ("author", "outlet") and isinstance(value, dict):
        value = value.get("name")
    if not isinstance(value, str):
        return ""
    if field == "published":
        return iso_date(value)
    line = sanitise_line(value, 2100 if field == "url" else 300)
    if field == "url":
        return line if _URL.match(line) else ""
    if field == "language":
        match = _LANGUAGE.match(line)
        return match.group(1).lower() if match else ""
    return line
