"""A vote of the whole document on names that a single sentence leaves open."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import product
from typing import TYPE_CHECKING

from tui.document import Label
from tui.entities import vocabulary
from tui.entities.pieces import Piece
from tui.spelling.given import given_names
from tui.spelling.slavic import is_cyrillic, nominatives

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.entities.tokens import Tokens

_TITLE, _SAYING, _FULL_NAME = 3.0, 2.0, 2.0
# The confidence of a piece that the document supports.
_SUPPORTED = 0.75
# The most words of a Cyrillic name whose forms are tried in all combinations.
_DECLINED = 3


def voted(tokens: Tokens, pieces: list[Piece]) -> list[Piece]:
    """The pieces, each word or phrase with the one label that has most votes in the document.

    A mention votes with its confidence; for PERSON a title before it adds three, a verb of saying
    after it two, and a full name with the same surname two, plus one for each time it occurs.
    """
    pieces = [_named_in_full(tokens, piece) for piece in pieces]
    ballots: dict[tuple[str, ...], dict[Label, float]] = defaultdict(lambda: defaultdict(float))
    surnames: Counter[str] = Counter()
    for piece in pieces:
        words = piece.words(tokens)
        ballots[words][piece.label] += piece.confidence
        if piece.label in (Label.PERSON, Label.ORG, Label.PLACE) and not piece.fixed:
            ballots[words][Label.PERSON] += _cues(tokens, piece)
        if piece.label is Label.PERSON and len(words) > 1 and piece.confidence >= 0.5:
            surnames[words[-1]] += 1
    for words, ballot in ballots.items():
        if len(words) == 1 and surnames[words[0]]:
            ballot[Label.PERSON] += _FULL_NAME + surnames[words[0]]
    return [_relabelled(p, ballots[p.words(tokens)]) for p in pieces]


def _named_in_full(tokens: Tokens, piece: Piece) -> Piece:
    """The piece, confirmed if it is a person's full name with a listed given name."""
    words = piece.words(tokens)
    full = piece.label is Label.PERSON and len(words) > 1 and words[0].lower() in given_names()
    return piece._replace(confidence=max(piece.confidence, _SUPPORTED)) if full else piece


def _cues(tokens: Tokens, piece: Piece) -> float:
    weight = 0.0
    if piece.first and tokens.words[piece.first - 1].lower() in vocabulary.TITLES:
        weight += _TITLE
    after = tokens.words[piece.end] if piece.end < len(tokens.words) else ""
    if after in vocabulary.SAYING and piece.label is Label.PERSON:
        weight += _SAYING
    return weight


def _relabelled(piece: Piece, ballot: dict[Label, float]) -> Piece:
    if piece.fixed:
        return piece
    label, weight = max(ballot.items(), key=lambda item: (item[1], item[0] is piece.label))
    confidence = piece.confidence
    if weight > max(1.0, confidence) and weight > 0.7 * sum(ballot.values()):
        confidence = max(confidence, _SUPPORTED)
    if label is piece.label:
        return piece._replace(confidence=confidence)
    return piece._replace(label=label, confidence=confidence, value="")


def propagated(tokens: Tokens, pieces: list[Piece]) -> Iterator[Piece]:
    """All places where a name from ``pieces`` stands in the document, the longest name first.

    Names are looked for that have several words or several mentions, and surnames of people whose
    full name was found; Cyrillic ones in every grammatical case.
    """
    counts = Counter((p.words(tokens), p.label) for p in pieces if not p.fixed)
    labels: dict[tuple[str, ...], Label] = {}
    for (words, label), count in counts.most_common():
        if len(words) > 1 or count > 1:
            labels.setdefault(words, label)
        if label is Label.PERSON and len(words) > 1 and len(words[-1]) > 2:
            labels.setdefault(words[-1:], label)
    keys = {key: words for words in reversed(labels) for key in _keys(words)}
    lengths = sorted({len(words) for words in labels}, reverse=True)
    firsts = {key[0] for key in keys}
    broken = set(tokens.paragraphs)
    for at, word in enumerate(tokens.words):
        if word[0].islower() or firsts.isdisjoint(_forms(word)):
            continue
        here = (tokens.words[at : at + length] for length in lengths)
        found = next((keys[k] for words in here for k in _keys(words) if k in keys), None)
        if found and broken.isdisjoint(range(at + 1, at + len(found))):
            yield Piece(at, at + len(found), labels[found], 0.8, "document")


def _keys(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What a name may be looked up by: itself; if it is short and Cyrillic, its nominatives."""
    yield words
    if len(words) <= _DECLINED and any(map(is_cyrillic, words)):
        yield from product(*map(_forms, words))


def _forms(word: str) -> frozenset[str]:
    return nominatives(word) | {word} if is_cyrillic(word) else frozenset((word,))
