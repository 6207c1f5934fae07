"""Where watched texts stand in a text, by the same words by which the index finds documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple
from unicodedata import combining, normalize

from tui.watchlist import Watched

# Letters and digits, with the marks that are written upon them.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")


class Spot(NamedTuple):
    """A range of code points, and the watched text that rings there."""

    start: int
    end: int
    text: str


def spotter(listed: Iterable[Watched]) -> Callable[[str], list[Spot]]:
    """What finds all that is watched for in a text, in the order of the text; of those that begin
    at one word, the longest. Takes time in proportion to the text, however long the list is."""
    phrases: dict[tuple[str, ...], str] = {}
    lengths: dict[str, set[int]] = {}
    for one in listed:
        for phrase in one.phrases:
            if held := tuple(words(phrase)):
                phrases.setdefault(held, one.text)
                lengths.setdefault(held[0], set()).add(len(held))

    def spots(text: str) -> list[Spot]:
        places = [match.span() for match in _WORD.finditer(text)] if phrases else []
        held = [_folded(text[start:end]) for start, end in places]
        found: list[Spot] = []
        for at, word in enumerate(held):
            for length in sorted(lengths.get(word, ()), reverse=True):
                phrase = tuple(held[at : at + length])
                if len(phrase) == length and phrase in phrases:
                    end = places[at + length - 1][1]
                    found.append(Spot(places[at][0], end, phrases[phrase]))
                    break
        return found

    return spots


def words(text: str) -> list[str]:
    """The words of a text, as the index has them: no case, no accents on Latin letters."""
    return [_folded(word) for word in _WORD.findall(text)]


def _folded(word: str) -> str:
    """A word without case, and without the accents of Latin letters; ``ё`` as ``е``."""
    if word.isascii():
        return word.lower()
    signs = []
    for sign in normalize("NFC", word).lower():
        base = normalize("NFD", sign)[0]
        if not combining(sign):
            signs.append(base if base.isascii() else sign)
    return "".join(signs).replace("ё", "е")
