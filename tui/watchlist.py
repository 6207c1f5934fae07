"""What the reader watches for: names, strings, patterns and queries, entries of the record.

What is watched for rings wherever it stands in a document, in what is hidden too. Names and strings
are found by whole words, without regard to case and accents; a pattern is a regular expression
(:mod:`tui.pattern`), and a query asks for what stands in a document or is known about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import combining, normalize

from tui.decision import WATCH, Change
from tui.pattern import compiled

NAME, STRING, PATTERN, QUERY = "name", "string", "pattern", "query"
KINDS = (NAME, STRING, PATTERN, QUERY)
#: Characters of a text that is watched for, at most.
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Watched:
    """What is watched for: a name, also where it stands in other ``spellings`` or forms, a string,
    just as it is written, a pattern, or a query."""

    text: str
    kind: str = NAME
    spellings: tuple[str, ...] = ()

    @property
    def phrases(self) -> tuple[str, ...]:
        """All words that are looked for; none for a pattern and a query."""
        if self.kind in (PATTERN, QUERY):
            return ()
        return tuple(dict.fromkeys((self.text, *self.spellings)))

    @property
    def said(self) -> str:
        """As it is typed and listed: a pattern between strokes, a query behind a question mark."""
        return {PATTERN: f"/{self.text}/", QUERY: f"?{self.text}"}.get(self.kind, self.text)

    @property
    def key(self) -> str:
        """The key of its entry."""
        return key(self.text) if self.phrases else self.said


def typed(text: str) -> Watched:
    """What a line of the reader means: ``/pattern/``, ``?query``, else a string."""
    if len(text) > 2 and text[0] == text[-1] == "/":
        return Watched(text[1:-1], PATTERN)
    if len(text) > 1 and text[0] == "?":
        return Watched(text[1:].strip(), QUERY)
    return Watched(text, STRING)


def key(text: str) -> str:
    """The key of a watched text: the same for all that differ in case, accents and spaces only."""
    plain = "".join(sign for sign in normalize("NFKD", text) if not combining(sign))
    return " ".join(plain.casefold().split())


def add(watched: Watched, known: Mapping[str, Mapping[str, Any]]) -> tuple[Change, ...]:
    """What is to be recorded to watch for a text; nothing where it is watched just so already.

    ``known`` is the record's table as it stands. Raises ``ValueError`` for a text in which there is
    no letter or digit to look for, for one that is too long, and for what is no pattern; whether a
    query makes sense is for the index to say.
    """
    if len(watched.text) > LONGEST:
        raise ValueError(f"{watched.text[:50]!r} and so on has more than {LONGEST} characters")
    if watched.kind == PATTERN:
        compiled(watched.text)
    for phrase in watched.phrases:
        if not any(sign.isalnum() for sign in phrase):
            raise ValueError(f"there is no letter or digit in {phrase[:50]!r}")
        if len(phrase) > LONGEST:
            raise ValueError(f"{phrase[:50]!r} and so on has more than {LONGEST} characters")
    text = " ".join(watched.text.split()) if watched.phrases else watched.text
    fields: dict[str, Any] = {"text": text, "kind": watched.kind}
    if watched.spellings:
        fields["spellings"] = list(watched.spellings)
    place = watched.key
    before = dict(known.get(place, {}))
    if before == fields:
        return ()
    return (Change(WATCH, place, {**dict.fromkeys(before), **fields}),)


def remove(text: str, known: Mapping[str, Mapping[str, Any]]) -> tuple[Change, ...]:
    """What is to be recorded to watch no more for what is said so; nothing where it is not."""
    place = entry(text, known)
    return (Change(WATCH, place, dict.fromkeys(known[place])),) if place else ()


def entry(text: str, known: Mapping[str, Mapping[str, Any]]) -> str:
    """The key of what is said so, strokes and question mark or not; empty where there is none.

    What is said exactly so comes first: patterns differ by their case.
    """
    places = (text, key(text), *(Watched(text, kind).key for kind in (PATTERN, QUERY)))
    return next((place for place in places if place in known), "")


def watched(fields: Mapping[str, Any]) -> Watched | None:
    """An entry of the record as a value; ``None`` for a damaged one."""
    text, spellings = fields.get("text"), fields.get("spellings")
    if not isinstance(text, str) or not text:
        return None
    kind = str(fields.get("kind"))
    kind = kind if kind in KINDS else NAME
    forms = spellings if isinstance(spellings, list | tuple) else ()
    return Watched(text, kind, tuple(form for form in forms if isinstance(form, str) and form))


def watch_list(entries: Mapping[str, Mapping[str, Any]]) -> Iterator[Watched]:
    """All that is watched for, in the order of the keys."""
    for _, fields in sorted(entries.items()):
        if (found := watched(fields)) is not None:
            yield found


def merged(found: Iterable[Watched]) -> Iterator[Watched]:
    """The same without repetitions: of texts with one key the first, with the spellings of all."""
    groups: dict[str, list[Watched]] = {}
    for one in found:
        groups.setdefault(one.key, []).append(one)
    for first, *others in groups.values():
        if not first.phrases:
            yield first
            continue
        forms = dict.fromkeys((*first.spellings, *(form for one in others for form in one.phrases)))
        forms.pop(first.text, None)
        yield Watched(first.text, first.kind, tuple(forms))
