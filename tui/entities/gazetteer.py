"""Names known beforehand: countries, capitals, peoples, large cities, international bodies.

They are read from a tab-separated file, ``name<TAB>kind<TAB>canonical``. Cyrillic names are found
in every grammatical case.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tui.document import Label
from tui.spelling.slavic import is_cyrillic, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui.entities.tokens import Tokens

_CYRILLIC = "\u0400"
"""Words in Cyrillic letters sort after it, and nearly all others before it."""

_HERE = os.path.dirname(__file__)
_KINDS = {
    "COUNTRY": (Label.PLACE, True),
    "CAPITAL": (Label.PLACE, True),
    "CITY": (Label.PLACE, False),
    "PLACE": (Label.PLACE, False),
    "NATIONALITY": (Label.NATIONALITY, True),
    "ORG": (Label.ORG, False),
    "EVENT": (Label.EVENT, False),
    "PERSON": (Label.PERSON, False),
    "PRODUCT": (Label.PRODUCT, False),
}


class Entry(NamedTuple):
    """What a listed name is. ``strong`` entries overrule a recogniser, others fill its gaps."""

    label: Label
    canonical: str
    strong: bool


class Match(NamedTuple):
    """An entry found at the half-open range of tokens ``first`` to ``end``."""

    first: int
    end: int
    entry: Entry


class Gazetteer:
    """A fixed list of names, found in running text by longest match."""

    __slots__ = ("_entries", "_last", "_lengths")

    def __init__(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """``rows`` are (name, kind, canonical); of rows with one name the last counts.

        Raises ValueError for a kind that does not exist.
        """
        self._entries: dict[tuple[str, ...], Entry] = {}
        self._lengths: dict[str, int] = {}
        self._last: tuple[Tokens, Sequence[Match]] | None = None
        for name, kind, canonical in rows:
            if kind not in _KINDS:
                raise ValueError(f"no such kind of name: {kind!r} (of {name!r})")
            label, strong = _KINDS[kind]
            self._add(name, Entry(label, canonical or name, strong))

    def _add(self, name: str, entry: Entry) -> None:
        words = tuple(name.replace("'s", " 's").split())
        if not words:
            return
        keys = {words}
        if is_cyrillic(name):
            keys |= {tuple(map(_key, words)), tuple(w.lower() for w in words)}
        for key in keys:
            self._entries[key] = entry
            self._lengths[key[0]] = max(len(key), self._lengths.get(key[0], 0))

    def entry(self, name: str) -> Entry | None:
        """The entry of a name written just so, or None."""
        return self._entries.get(tuple(name.split()))

    def matches(self, tokens: Tokens) -> Sequence[Match]:
        """The listed names in a text, the longest at each place, left to right.

        The matches of the last text are remembered, because both a recogniser and the mending after
        it ask for them.
        """
        last = self._last
        if last is None or last[0] is not tokens:
            last = self._last = (tokens, tuple(self._found(tokens.words)))
        return last[1]

    def _found(self, words: tuple[str, ...]) -> Iterator[Match]:
        at, lengths = 0, self._lengths
        while at < len(words):
            word = words[at]
            if word not in lengths and word < _CYRILLIC and not (len(word) > 3 and word.isupper()):
                at += 1
                continue
            found = self._at(words, at)
            if found:
                yield found
            at = found.end if found else at + 1

    def _at(self, words: tuple[str, ...], at: int) -> Match | None:
        word = words[at]
        if is_cyrillic(word):
            return self._cyrillic_at(words, at)
        longest = self._lengths.get(word)
        if longest is None:
            if len(word) > 3 and word.isupper():
                return self._capitals_at(words, at)
            return None
        return self._longest(words[at : at + longest], at)

    def _longest(self, key: tuple[str, ...], at: int) -> Match | None:
        for length in range(len(key), 0, -1):
            entry = self._entries.get(key[:length])
            if entry:
                return Match(at, at + length, entry)
        return None

    def _capitals_at(self, words: tuple[str, ...], at: int) -> Match | None:
        """A name all in capitals, as in headlines."""
        longest = self._lengths.get(words[at].title())
        if longest is None:
            return None
        key = tuple(w.title() if w.isupper() else w for w in words[at : at + longest])
        return self._longest(key, at)

    def _cyrillic_at(self, words: tuple[str, ...], at: int) -> Match | None:
        found = None
        for first, key in ((words[at], str), (_key(words[at]), _key)):
            longest = self._lengths.get(first)
            if longest and not found:
                found = self._longest(tuple(map(key, words[at : at + longest])), at)
        if found and words[at][0].islower() and found.entry.label is not Label.NATIONALITY:
            return None
        return found


def _key(word: str) -> str:
    """The stem of a Cyrillic word; acronyms, which have no endings, and other words stay."""
    if not is_cyrillic(word) or (word.isupper() and len(word) < 6):
        return word
    return stem(word)


def read_rows(lines: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """The rows of a name file: ``name<TAB>kind<TAB>canonical``, the last one optional.

    Blank lines and those that begin with ``#`` are passed over. Raises ValueError with the number
    of a line that has no kind.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, rest = line.rstrip("\r\n").partition("\t")
        kind, _, canonical = rest.partition("\t")
        if not name.strip() or not kind.strip():
            raise ValueError(f"line {number} of the name file is not name<TAB>kind<TAB>canonical")
        yield name.strip(), kind.strip().upper(), canonical.strip()


@cache
def built_in() -> Gazetteer:
    """The gazetteer that ships with the package, read on first use."""
    with open(os.path.join(_HERE, "gazetteer.tsv"), encoding="utf-8") as lines:
        return Gazetteer(read_rows(lines))
