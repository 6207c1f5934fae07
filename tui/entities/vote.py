"""What a whole document says about a name that one sentence leaves open."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from tui.document import Label
from tui.entities import vocabulary
from tui.entities.pieces import Piece
from tui.entities.slavic import is_cyrillic, nominatives

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.entities.tokens import Tokens

_TITLE, _SAYING, _FULL_NAME = 3.0, 2.0, 2.0
_SUPPORTED = 0.75


def voted(tokens: Tokens, pieces: list[Piece]) -> list[Piece]:
    """The pieces, each word or phrase under the one label that the document bears out.

    A mention counts its confidence, a title before it three, a verb of saying after it two, a full
    name with the same surname two and one for each time it occurs (for PERSON).
    """
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
    """The other places where a name of the document stands, the longest name first.

    A name counts when it has several words or several mentions; so does the surname of a person
    whose full name was found. Cyrillic names are found in every case.
    """
    counts = Counter((p.words(tokens), p.label) for p in pieces if not p.fixed)
    labels: dict[tuple[str, ...], Label] = {}
    for (words, label), count in counts.most_common():
        if len(words) > 1 or count > 1:
            labels.setdefault(words, label)
        if label is Label.PERSON and len(words) > 1 and len(words[-1]) > 2:
            labels.setdefault(words[-1:], label)
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in sorted(labels, key=len, reverse=True):
        for form in _forms(words[0]):
            by_first[form].append(words)
    broken = set(tokens.paragraphs)
    for at, word in enumerate(tokens.words):
        if not word[0].isalnum() or word[0].islower():
            continue
        known = next(
            (n for f in _forms(word) for n in by_first.get(f, ()) if _stands(tokens, at, n)), None
        )
        if known and broken.isdisjoint(range(at + 1, at + len(known))):
            yield Piece(at, at + len(known), labels[known], 0.8, "document")


def _forms(word: str) -> frozenset[str]:
    return nominatives(word) if is_cyrillic(word) else frozenset((word,))


def _stands(tokens: Tokens, at: int, name: tuple[str, ...]) -> bool:
    """Whether ``name``, in some case, is at token ``at``."""
    here = tokens.words[at : at + len(name)]
    if len(here) < len(name):
        return False
    return all(
        a == b or (is_cyrillic(a) and _forms(a) & _forms(b))
        for a, b in zip(here, name, strict=True)
    )
