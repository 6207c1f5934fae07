"""What the reader watches for: names and strings, entries of the record.

A watched text rings wherever it stands in a document, in what is hidden too. It is found by whole
words, without regard to case and accents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import combining, normalize

from tui.decision import WATCH, Change

NAME, STRING = "name", "string"
#: Characters of a text that is watched for, at most.
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Watched:
    """A text that is watched for: a name, also where it stands in other ``spellings`` or forms, or
    a string, just as it is written."""

    text: str
    kind: str = NAME
    spellings: tuple[str, ...] = ()

    @property
    def phrases(self) -> tuple[str, ...]:
        """All that is looked for."""
        return tuple(dict.fromkeys((self.text, *self.spellings)))


def key(text: str) -> str:
    """The key of a watched text: the same for all that differ in case, accents and spaces only."""
    plain = "".join(sign for sign in normalize("NFKD", text) if not combining(sign))
    return " ".join(plain.casefold().split())


def add(watched: Watched, known: Mapping[str, Mapping[str, Any]]) -> tuple[Change, ...]:
    """What is to be recorded to watch for a text; nothing where it is watched just so already.

    ``known`` is the record's table as it stands. Raises ``ValueError`` for a text in which there is
    no letter or digit to look for, and for one that is too long.
    """
    for phrase in watched.phrases:
        if not any(sign.isalnum() for sign in phrase):
            raise ValueError(f"there is no letter or digit in {phrase[:50]!r}")
        if len(phrase) > LONGEST:
            raise ValueError(f"{phrase[:50]!r} and so on has more than {LONGEST} characters")
    fields: dict[str, Any] = {"text": " ".join(watched.text.split()), "kind": watched.kind}
    if watched.spellings:
        fields["spellings"] = list(watched.spellings)
    place = key(watched.text)
    before = dict(known.get(place, {}))
    if before == fields:
        return ()
    return (Change(WATCH, place, {**dict.fromkeys(before), **fields}),)


def remove(text: str, known: Mapping[str, Mapping[str, Any]]) -> tuple[Change, ...]:
    """What is to be recorded to watch for a text no more; nothing where it is not watched for."""
    place = key(text)
    return (Change(WATCH, place, dict.fromkeys(known[place])),) if place in known else ()


def watched(fields: Mapping[str, Any]) -> Watched | None:
    """An entry of the record as a value; ``None`` for a damaged one."""
    text, spellings = fields.get("text"), fields.get("spellings")
    if not isinstance(text, str) or not text:
        return None
    kind = STRING if fields.get("kind") == STRING else NAME
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
        groups.setdefault(key(one.text), []).append(one)
    for first, *others in groups.values():
        forms = dict.fromkeys((*first.spellings, *(form for one in others for form in one.phrases)))
        forms.pop(first.text, None)
        yield Watched(first.text, first.kind, tuple(forms))
