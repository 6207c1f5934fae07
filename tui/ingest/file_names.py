"""What the name of a file says about its document, where the names of a case follow a pattern.

A pattern is written as ``{outlet}_{title}_{date}``: fields with what stands between them. The end
of a name that tells its format (``.html``) is no part of it. A name without a pattern may still be
words that a reader knows the document by.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from urllib.parse import unquote

from tui.document import Metadata
from tui.ingest import fields
from tui.ingest.sanitise import sanitise_line

#: What may stand in a pattern, and the field that it fills; nothing is made of what is ``skip``.
FIELDS = {
    "title": "title",
    "outlet": "outlet",
    "author": "author",
    "date": "published",
    "language": "language",
    "skip": "",
}
_CONFIDENCE = 0.6
_PARTS = re.compile(r"\{([a-z]*)\}")
_DATE = r"\d{4}(?:-?\d{2}(?:-?\d{2})?)?"
_COMPACT = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})?")
_PARTED = re.compile(r"_+")
_SPACED = re.compile(r"[-+.\s]+")
# A date, a counter, a hash; and what addresses are made of.
_NO_WORD = re.compile(
    r"\d[\dTZ]*|(?=[a-z]*\d)[0-9a-f]{6,}|https?|www|html?|php|index|amp", re.IGNORECASE
)
# So many words tell what a document is about.
_TELLING = 3


@lru_cache(maxsize=8)
def compiled(pattern: str) -> re.Pattern[str]:
    """What names of this pattern match, a group for each field.

    A field ends where the first sign behind it stands, so that the time is in proportion to the
    name. Raises ``ValueError`` for a pattern without fields, with unknown ones, or with two of
    which nobody could tell where one ends.
    """
    pieces = _PARTS.split(pattern)
    names = pieces[1::2]
    if not names:
        raise ValueError(f"no {{field}} in {pattern!r}")
    for name in names:
        if name not in FIELDS:
            raise ValueError(f"{{{name}}} is none of {', '.join(FIELDS)}")
    if len(set(names) - {"skip"}) + names.count("skip") != len(names):
        raise ValueError(f"a field stands twice in {pattern!r}")
    parts = [re.escape(pieces[0])]
    for place, (name, literal) in enumerate(zip(names, pieces[2::2], strict=True), 1):
        if not literal and place < len(names):
            raise ValueError(f"nothing stands behind {{{name}}} in {pattern!r}")
        inside = f"[^{re.escape(literal[0])}]" if literal else "."
        value = _DATE if name == "date" else f"{inside}+"
        parts.append(f"(?:{value})" if name == "skip" else f"(?P<{name}>{value})")
        parts.append(re.escape(literal))
    return re.compile("".join(parts))


def facts(path: str, pattern: str) -> Metadata:
    """What the name of the file says; nothing where it does not follow the pattern."""
    if not pattern:
        return Metadata()
    name = os.path.splitext(os.path.basename(path))[0]
    found = compiled(pattern).fullmatch(name)
    if not found:
        return Metadata()
    given = [
        (FIELDS[field], _written(field, value), _CONFIDENCE)
        for field, value in found.groupdict().items()
    ]
    return fields.metadata(given, "file name")[0]


def called(name: str) -> str:
    """The name of a file as a reader would write it, as in "Harbour post · ferry link chosen";
    empty where it is not made of a few words, but of numbers, a hash or one word.

    Underscores part what hyphens or blanks space; where nothing else spaces it, they do that.
    """
    stem = unquote(os.path.splitext(name)[0])
    if not _SPACED.search(stem):
        stem = _PARTED.sub(" ", stem)
    parts = [
        [word for word in _SPACED.split(part) if word and not _NO_WORD.fullmatch(word)]
        for part in _PARTED.split(stem)
    ]
    if sum(map(_is_word, (word for part in parts for word in part))) < _TELLING:
        return ""
    text = " · ".join(" ".join(part) for part in parts if part)
    return sanitise_line(text[:1].upper() + text[1:])


def _is_word(text: str) -> bool:
    return len(text) > 1 and text.replace("'", "").replace("’", "").isalpha()


def _written(field: str, value: str) -> str:
    """A value as it would be written elsewhere: names of files have no spaces and capitals."""
    if field == "date":
        compact = _COMPACT.fullmatch(value)
        return "-".join(part for part in compact.groups() if part) if compact else value
    if field == "language":
        return value
    words = re.sub(r"[-_+.\s]+", " ", value).strip()
    if words != words.lower():
        return words
    return words[:1].upper() + words[1:] if field == "title" else words.title()
