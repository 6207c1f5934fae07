"""What the sequence model is told about each token of a document.

Word features are kept per word (and forgotten from time to time, to bound memory); the document's
own evidence, such as where else a word stands with a capital or after a title, is gathered first.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from tui.entities import vocabulary
from tui.spelling.given import given_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.entities.clusters import Clusters
    from tui.entities.gazetteer import Gazetteer
    from tui.entities.tokens import Tokens

MISC = "MISC"
"""The label of names whose kind is not drawn: a law, a work, a product."""

_REMEMBERED = 400
_EDGE = "\u241e"
_SPEAKING = vocabulary.SAYING
_IN = vocabulary.LOCATING | {"from"}
_BEFORE = frozenset({"the", "by", "with"})
_RELATIVE = frozenset({"who", "whose"})


class _Word(NamedTuple):
    """The features of a word for its own token, and for tokens one to three places off."""

    own: tuple[str, ...]
    beside: dict[int, tuple[str, ...]]
    shape: str
    lower: str


class Features:
    """Turns documents into feature strings, sentence by sentence."""

    def __init__(self, clusters: Clusters, gazetteer: Gazetteer) -> None:
        self._clusters = clusters
        self._gazetteer = gazetteer
        self._words: dict[str, _Word] = {}

    def of(self, tokens: Tokens) -> Iterator[list[list[str]]]:
        """For each sentence, for each token, its features."""
        listed = self._listed(tokens)
        seen = _evidence(tokens)
        for first, end in tokens.sentences:
            yield self._sentence(tokens, first, end, listed, seen)

    def _sentence(
        self,
        tokens: Tokens,
        first: int,
        end: int,
        listed: dict[int, str],
        seen: dict[str, tuple[str, ...]],
    ) -> list[list[str]]:
        if len(self._words) > _REMEMBERED:
            self._words.clear()
        words = tokens.words[first:end]
        known = [self._word(word) for word in words]
        edge = self._word(_EDGE)
        padded = [edge, edge, edge, *known, edge, edge, edge]
        runs = _run_features(words)
        headline = _is_headline(words)
        sentence = []
        for i, word in enumerate(known):
            at = i + 3
            before, after = padded[at - 1], padded[at + 1]
            features = [
                "b",
                *word.own,
                *padded[at - 3].beside[-3],
                *padded[at - 2].beside[-2],
                *before.beside[-1],
                *after.beside[1],
                *padded[at + 2].beside[2],
                *padded[at + 3].beside[3],
                f"t3={before.shape}|{word.shape}|{after.shape}",
                f"wb={before.lower}|{word.lower}",
                f"wa={word.lower}|{after.lower}",
            ]
            for offset, name in ((0, "g"), (-1, "g-"), (1, "g+")):
                label = listed.get(first + at - 3 + offset)
                if label:
                    features.append(name + label)
            if i == 0 or (i == 1 and not words[0][0].isalnum()):
                features.append("S")
            if headline:
                features.append("H")
            features += runs.get(i, ())
            features += seen.get(words[i], ())
            sentence.append(features)
        return sentence

    def _word(self, word: str) -> _Word:
        known = self._words.get(word)
        if known is None:
            known = self._words[word] = self._described(word)
        return known

    def _described(self, word: str) -> _Word:
        lower, shape = word.lower(), _shape(word)
        short = _short(shape)
        fine, finer, coarse, less_coarse = self._clusters.of(word)
        own = [
            f"w={lower}",
            f"s={shape}",
            f"t={short}",
            f"c={fine}",
            f"e={finer}",
            f"d={coarse}",
            f"h={less_coarse}",
            f"ct={fine}{short}",
        ]
        own += [f"p{n}={lower[:n]}" for n in range(1, 6) if len(lower) > n]
        own += [f"x{n}={lower[-n:]}" for n in range(1, 6) if len(lower) > n]
        cues = tuple(_cues(word, lower))
        own += [f"k={cue}" for cue in cues]
        if word != lower:
            own.append(f"W={word}")
        beside = {}
        for offset in (-3, -2, -1, 1, 2, 3):
            near = [f"w{offset}={lower}"]
            if abs(offset) < 3:
                near += [
                    f"t{offset}={short}",
                    f"c{offset}={fine}",
                    f"d{offset}={coarse}",
                ]
                near += [f"k{offset}={cue}" for cue in cues]
            if abs(offset) == 1:
                near.append(f"x{offset}={lower[-3:]}")
            beside[offset] = tuple(near)
        return _Word(tuple(own), beside, short, lower)

    def _listed(self, tokens: Tokens) -> dict[int, str]:
        labels = {}
        for first, end, entry in self._gazetteer.matches(tokens):
            for at in range(first, end):
                place = "B" if at == first else "I"
                labels[at] = f"{place}{entry.label}{'!' if entry.strong else ''}"
        return labels


def _cues(word: str, lower: str) -> Iterator[str]:
    if lower in vocabulary.TITLES:
        yield "title"
    if lower in _SPEAKING:
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


def _runs(words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(words):
        if not words[at][0].isupper():
            at += 1
            continue
        start = at
        while at < len(words) and words[at][0].isupper():
            at += 1
        yield start, at


def _run_features(words: tuple[str, ...]) -> dict[int, tuple[str, ...]]:
    """For words with capitals: their place in the run, the words around it and its last word."""
    found: dict[int, tuple[str, ...]] = {}
    for start, end in _runs(words):
        before = words[start - 1].lower() if start else _EDGE
        after = words[end].lower() if end < len(words) else _EDGE
        last = words[end - 1].lower()
        around = (
            f"rb={before}",
            f"ra={after}",
            f"rl={last}",
            f"rn={min(end - start, 5)}",
        )
        for at in range(start, end):
            found[at] = (*around, f"r={min(at - start, 3)}{min(end - 1 - at, 3)}")
    return found


def _evidence(tokens: Tokens) -> dict[str, tuple[str, ...]]:
    """What the whole document says about each word that has a capital somewhere."""
    words, opening = tokens.words, tokens.opening
    lowered = {w for w in words if w[0].islower()}
    found: dict[str, set[str]] = defaultdict(set)
    for first, end in tokens.sentences:
        for start, stop in _runs(words[first:end]):
            left, right = first + start, first + stop
            around = (
                words[left - 1].lower() if start else "",
                *words[right : min(end, right + 2)],
            )
            run = words[left:right]
            for word, evidence in (*_around(run, *around), *_inside(run)):
                found[word].add(evidence)
            for at in range(left, right):
                if at not in opening:
                    found[words[at]].add("D=mid")
                if words[at].lower() in lowered:
                    found[words[at]].add("D=low")
    return {word: tuple(sorted(evidence)) for word, evidence in found.items()}


def _around(
    run: tuple[str, ...], before: str, after: str = "", next_but_one: str = ""
) -> Iterator[tuple[str, str]]:
    """What the words around a run of capitals say of its first and last words."""
    first, last, alone = run[0], run[-1], len(run) == 1
    if before in vocabulary.TITLES:
        yield last, "D=title"
    if after.lower() in _SPEAKING:
        yield last, "D=say"
    if before in _IN and alone:
        yield last, "D=in"
    if before in _BEFORE:
        yield first, f"D={before}"
    if before == "of" and alone:
        yield first, "D=of"
    if before == "(" and after == ")" and alone:
        yield first, "D=bracket"
    if after in ("'s", "’s"):
        yield last, "D=owner"
    if after in _RELATIVE:
        yield last, "D=who"
    if after == "," and next_but_one[:1].isdigit():
        yield last, "D=age"


def _inside(run: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """What the words of a run of several capitals say of each other, and of their initials."""
    if len(run) == 1:
        return
    first, last = run[0], run[-1]
    yield first, "D=first"
    yield last, "D=last"
    organisation = last in vocabulary.ORGANISATIONS
    if first.lower() in vocabulary.TITLES:
        yield last, "D=title"
        yield run[1], "D=titled"
    if first.lower() in given_names() and not organisation:
        yield last, "D=given"
    for word in run[:-1]:
        if organisation:
            yield word, "D=body"
        if last in vocabulary.PLACES_AFTER:
            yield word, "D=place"
    initials = "".join(word[0] for word in run)
    if len(run) > 2:
        yield initials, "D=initials of a body" if organisation else "D=initials"
