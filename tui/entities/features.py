"""The features that the sequence model sees for each token of a document.

Most are features of single words, for their own token and for those beside it, so that they can be
kept for each word; the others are of pairs of words, runs of capitals and the whole document.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

from tui.entities import vocabulary
from tui.entities.evidence import evidence, runs
from tui.entities.weights import PLACES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui.entities.clusters import Clusters
    from tui.entities.gazetteer import Gazetteer
    from tui.entities.tokens import Tokens

MISC = "MISC"
"""The label of names of other kinds: a law, a work, a product."""

ALWAYS = "always="
"""The one feature that every token has."""

EDGES = 3
"""How many edge markers stand before and after the words of a sentence."""

_REACHES = {"w": 3, "t": 2, "c": 2, "d": 2, "k": 2, "x3": 1}
"""Features of a word that tokens beside it see, too, and up to what distance."""

# The most words whose features are kept.
_REMEMBERED = 20_000
_EDGE = "\u241e"


class Look(Protocol):
    """What features of a word together with its neighbours are made of."""

    @property
    def shape(self) -> str:
        """The kinds of its characters, each run as one: "Xx" for a capitalised word."""

    @property
    def lower(self) -> str:
        """The word in lower case."""


_Known = TypeVar("_Known", bound=Look)


class Word(NamedTuple):
    """The features of a word, for its own token and, as far as they reach, for those beside it.

    ``own`` are those that no other word has, ``shared`` the others.
    """

    own: tuple[str, ...]
    shared: list[str]
    shape: str
    lower: str


class _Told(NamedTuple):
    """The features of a word for each of ``PLACES``."""

    places: dict[int, tuple[str, ...]]
    shape: str
    lower: str


class Sentence(NamedTuple, Generic[_Known]):
    """The words of a sentence between edge markers, and the features that are not of one word.

    ``pairs`` are the features of each two neighbouring words, the edges next to the sentence
    included: for the second word's token and, at the offset 1, for the first's. ``others`` are the
    remaining features of each token.
    """

    words: list[_Known]
    pairs: list[str]
    others: list[list[str]]


class Features:
    """Turns documents into features, sentence by sentence."""

    def __init__(self, clusters: Clusters, gazetteer: Gazetteer) -> None:
        self._clusters = clusters
        self._gazetteer = gazetteer
        self._words: dict[str, _Told] = {}

    def of(self, tokens: Tokens) -> Iterator[list[list[str]]]:
        """For each sentence, for each token, all of its features, as training needs them."""
        for padded, pairs, others in self.sentences(tokens, self._told):
            yield [
                [
                    ALWAYS,
                    *(f for off in PLACES for f in padded[at + EDGES + off].places[off]),
                    pairs[at],
                    _beside(pairs[at + 1], 1),
                    *told,
                ]
                for at, told in enumerate(others)
            ]

    def sentences(
        self, tokens: Tokens, known: Callable[[str], _Known]
    ) -> Iterator[Sentence[_Known]]:
        """The sentences of a document; ``known`` gives what the caller needs of each word."""
        listed = self._listed(tokens)
        seen = evidence(tokens)
        edges = [known(_EDGE)] * EDGES
        for first, end in tokens.sentences:
            words = tokens.words[first:end]
            padded = [*edges, *map(known, words), *edges]
            near = padded[EDGES - 1 : len(padded) - EDGES + 1]
            lower = [word.lower for word in near]
            shapes = [word.shape for word in near]
            pairs = [f"b={one}|{other}" for one, other in pairwise(lower)]
            others = [
                [f"t3={one}|{two}|{three}"]
                for one, two, three in zip(shapes, shapes[1:], shapes[2:], strict=False)
            ]
            _tell_names(others, listed, first)
            _tell_capitals(others, words, seen)
            yield Sentence(padded, pairs, others)

    def word(self, word: str) -> Word:
        """The features of a word, wherever it stands."""
        lower, shape = word.lower(), _shape(word)
        short = _short(shape)
        fine, finer, coarse, less_coarse = self._clusters.of(word)
        shared = [
            f"s={shape}",
            f"t={short}",
            f"c={fine}",
            f"e={finer}",
            f"d={coarse}",
            f"h={less_coarse}",
            f"ct={fine}{short}",
            f"x3={lower[-3:]}",
        ]
        shared += [f"p{n}={lower[:n]}" for n in range(1, min(6, len(lower)))]
        shared += [f"x{n}={lower[-n:]}" for n in (1, 2, 4, 5) if len(lower) > n]
        shared += [f"k={cue}" for cue in _cues(word, lower)]
        own = (f"w={lower}", f"W={word}") if word != lower else (f"w={lower}",)
        return Word(own, shared, short, lower)

    def _told(self, word: str) -> _Told:
        known = self._words.get(word)
        if known is None:
            if len(self._words) >= _REMEMBERED:
                self._words.clear()
            known = self._words[word] = _told(self.word(word))
        return known

    def _listed(self, tokens: Tokens) -> dict[int, str]:
        labels = {}
        for first, end, entry in self._gazetteer.matches(tokens):
            for at in range(first, end):
                place = "B" if at == first else "I"
                labels[at] = f"{place}{entry.label}{'!' if entry.strong else ''}"
        return labels


def _told(word: Word) -> _Told:
    first, *others = word.own
    features = (first, *word.shared, *others)
    places = {
        offset: tuple(_beside(f, offset) for f in features if _reach(f) >= abs(offset))
        for offset in PLACES
    }
    return _Told(places, word.shape, word.lower)


def _reach(feature: str) -> int:
    return _REACHES.get(feature.partition("=")[0], 0)


def _beside(feature: str, offset: int) -> str:
    """A feature of a word as a token sees it from which the word is ``offset`` away."""
    name, _, value = feature.partition("=")
    return f"{name}@{offset}={value}" if offset else feature


def _tell_names(others: list[list[str]], listed: dict[int, str], first: int) -> None:
    """Add to each token's features the listed names at it and beside it."""
    if not listed:
        return
    for at, told in enumerate(others, start=first):
        for offset, name in ((0, "g="), (-1, "g-="), (1, "g+=")):
            label = listed.get(at + offset)
            if label:
                told.append(name + label)


def _tell_capitals(
    others: list[list[str]], words: tuple[str, ...], seen: dict[str, tuple[str, ...]]
) -> None:
    """Add features for sentence starts, headlines, runs of capitals, and document evidence."""
    others[0].append("S=")
    if len(words) > 1 and not words[0][0].isalnum():
        others[1].append("S=")
    if _is_headline(words):
        for told in others:
            told.append("H=")
    for start, end in runs(words):
        before = words[start - 1].lower() if start else _EDGE
        after = words[end].lower() if end < len(words) else _EDGE
        around = (
            f"rb={before}",
            f"ra={after}",
            f"rl={words[end - 1].lower()}",
            f"rn={min(end - start, 5)}",
        )
        for at in range(start, end):
            others[at] += around
            others[at].append(f"r={min(at - start, 3)}{min(end - 1 - at, 3)}")
            others[at] += seen.get(words[at], ())


def _cues(word: str, lower: str) -> Iterator[str]:
    if lower in vocabulary.TITLES:
        yield "title"
    if lower in vocabulary.SAYING:
        yield "say"
    if word in vocabulary.ORGANISATIONS:
        yield "org"
    if word in vocabulary.PLACES_AFTER or word in vocabulary.PLACES_BEFORE:
        yield "place"
    if word in vocabulary.CALENDAR:
        yield "date"


def _shape(word: str) -> str:
    return "".join(
        "X" if c.isupper() else "x" if c.islower() else "0" if c.isdigit() else c for c in word[:12]
    )


def _short(shape: str) -> str:
    kept = shape[:1]
    for c in shape[1:]:
        if c != kept[-1]:
            kept += c
    return kept


def _is_headline(words: tuple[str, ...]) -> bool:
    letters = [w for w in words if w[0].isalpha() and len(w) > 3]
    return len(letters) > 3 and sum(w[0].isupper() for w in letters) > 0.8 * len(letters)
