"""A recogniser without a model: runs of capitals, and the words before, in and after them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tui.document import Label
from tui.entities import vocabulary
from tui.entities.gazetteer import Gazetteer, built_in
from tui.entities.pieces import Piece, apart, to_candidates
from tui.entities.tokens import Tokens, tokenise
from tui.spelling.given import given_names
from tui.spelling.people import PARTICLES
from tui.spelling.slavic import is_cyrillic, nominatives

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.entities.calibration import Curves
    from tui.entities.recogniser import Candidate
    from tui.entities.trust import Trust

_LONGEST_PERSON = 4
_PREPOSITIONS = frozenset({"en", "ru", "be", "uk"})
_SURNAME = re.compile(
    r"\w{2}(?:[ae]nk[oa]|[oe]vsk(?:y|i|iy)|[oe]vich|shvili|adze|chuk|енко|[ое]вск(?:ий|ого))$"
)


_MEASURED: Curves = {
    Label.PERSON: ((0.75, 0.81), (0.9, 0.89), (1.0, 1.0)),
    Label.ORG: ((0.6, 0.84), (0.8, 0.84), (1.0, 1.0)),
    Label.PLACE: ((0.5, 0.71), (0.75, 0.72), (1.0, 1.0)),
}
"""How often names of the rules were right in wikigold and CrossNER politics (not held out)."""


@dataclass(frozen=True)
class Rules:
    """Names by titles, suffixes, verbs of saying and given names.

    Places are guessed in the languages of ``_PREPOSITIONS`` only.
    """

    gazetteer: Gazetteer
    id: ClassVar[str] = "rules-1"
    curves: ClassVar[Curves] = _MEASURED
    trust: ClassVar[Trust] = {}
    languages: ClassVar[frozenset[str]] = frozenset(
        {"en", "ru", "be", "uk", "fr", "de", "es", "it", "pt", "pl"}
    )
    labels: ClassVar[frozenset[Label]] = frozenset({Label.PERSON, Label.ORG, Label.PLACE})

    def recognise(self, text: str, language: str) -> Sequence[Candidate]:
        """Names with a cue; a run of capitals without one is left alone."""
        tokens = tokenise(text)
        known = {i for m in self.gazetteer.matches(tokens) for i in range(m.first, m.end)}
        pieces = _pieces(tokens, known)
        if language not in _PREPOSITIONS:
            pieces = (piece for piece in pieces if piece.label is not Label.PLACE)
        return to_candidates(tokens, apart(pieces))


def rules() -> Rules:
    """The rules with the built-in gazetteer."""
    return Rules(built_in())


def _pieces(tokens: Tokens, known: set[int]) -> Iterator[Piece]:
    for first, end in tokens.sentences:
        if _is_headline(tokens, first, end):
            continue
        for run in _runs(tokens, first, end):
            organisation = _organisation(tokens, *run)
            if organisation:
                yield organisation
                continue
            for segment in _segments(tokens, run, known):
                piece = _classified(tokens, *segment)
                if piece:
                    yield piece


def is_capital(word: str) -> bool:
    """Whether a word could be part of a name by its looks."""
    return word[0].isupper() and word not in vocabulary.CALENDAR


def _is_headline(tokens: Tokens, first: int, end: int) -> bool:
    """Whether a line has a capital on nearly every word, so that capitals say nothing."""
    if tokens.words[end - 1] in (".", "!", "?", "”", '"'):
        return False
    words = [w for w in tokens.words[first:end] if w[0].isalpha() and len(w) > 3]
    return len(words) > 3 and sum(w[0].isupper() for w in words) > 0.75 * len(words)


def _runs(tokens: Tokens, first: int, end: int) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words, particles ("van", "bin") and "of" inside them included."""
    words, at = tokens.words, first
    while at < end:
        if not is_capital(words[at]) or (
            at in tokens.opening and words[at].lower() in vocabulary.OPENING
        ):
            at += 1
            continue
        start, at = at, at + 1
        while at < end:
            if is_capital(words[at]):
                at += 1
            elif words[at] in PARTICLES and at + 1 < end and is_capital(words[at + 1]):
                at += 2
            else:
                break
        yield start, at


def _organisation(tokens: Tokens, first: int, end: int) -> Piece | None:
    """An organisation that says what it is: "Bank of England", "Central Election Commission"."""
    words = tokens.words
    stop = end
    if words[end - 1] in vocabulary.OPENERS and words[end : end + 1] in (("of",), ("for",)):
        at = end + 1
        at += words[at : at + 1] == ("the",)
        while at < len(words) and is_capital(words[at]):
            at += 1
            if words[at : at + 1] in (("and",), ("of",)) and words[at + 1 : at + 2]:
                at += is_capital(words[at + 1])
        stop = at if is_capital(words[at - 1]) else end
    while first < end and words[first].lower() in vocabulary.TITLES:
        first += 1
    if first >= stop:
        return None
    if stop == end and (end - first < 2 or words[end - 1] not in vocabulary.ORGANISATIONS):
        return None
    return Piece(first, stop, Label.ORG, 0.8, "rule")


def _segments(
    tokens: Tokens, run: tuple[int, int], known: set[int]
) -> Iterator[tuple[int, int, bool]]:
    """The parts of a run between listed names and titles, and whether a title stands before."""
    first, end = run
    titled = first > 0 and tokens.words[first - 1].lower() in vocabulary.TITLES
    start = first
    for at in range(first, end + 1):
        title = at < end and tokens.words[at].lower() in vocabulary.TITLES
        if at < end and at not in known and not title:
            continue
        if at > start:
            yield start, at, titled
        titled = title or (at < end and titled and at == start and at in known)
        start = at + 1


def _classified(tokens: Tokens, first: int, end: int, titled: bool) -> Piece | None:
    words = tokens.words[first:end]
    if first in tokens.opening and len(words) > 2 and _given(words[1]) and not _given(words[0]):
        return _classified(tokens, first + 1, end, titled)
    length = end - first
    if length > _LONGEST_PERSON + 1 or all(w in vocabulary.JUNK for w in words):
        return None
    after = tokens.words[end].lower() if end < len(tokens.words) else ""
    before = tokens.words[first - 1].lower() if first else ""
    person = _person(tokens, first, end, titled, after)
    if person:
        return Piece(first, end, Label.PERSON, person, "rule")
    if words[-1] in vocabulary.PLACES_AFTER and length > 1:
        return Piece(first, end, Label.PLACE, 0.7, "rule")
    if after in ("region", "province", "district", "oblast", "county"):
        return Piece(first, end + 1, Label.PLACE, 0.7, "rule")
    if words[0] in vocabulary.PLACES_BEFORE and length > 1:
        return Piece(first, end, Label.PLACE, 0.7, "rule")
    if length == 1 and words[0].isupper() and 2 < len(words[0]) <= 6 and words[0].isalpha():
        return Piece(first, end, Label.ORG, 0.6, "rule")
    if before in vocabulary.LOCATING and length == 1 and not is_cyrillic(words[0]):
        return Piece(first, end, Label.PLACE, 0.5, "rule")
    return None


def _person(tokens: Tokens, first: int, end: int, titled: bool, after: str) -> float:
    """How sure it is that a segment names a person; 0 where nothing says so."""
    words = tokens.words[first:end]
    if end - first > _LONGEST_PERSON or any(w in vocabulary.ORGANISATIONS for w in words):
        return 0.0
    if any(w.isupper() and len(w) > 1 and not w.endswith(".") for w in words):
        return 0.0
    given = _given(words[0])
    initial = len(words[0]) == 2 and words[0][1] == "." and end - first > 1
    if titled:
        return 0.9
    if end - first > 1 and (given or initial):
        return 0.9
    if after in vocabulary.SAYING and first not in tokens.opening:
        return 0.7
    if end - first == 2 and after in vocabulary.SAYING:
        return 0.6
    if end - first == 1 and _SURNAME.search(words[0]) and not words[0].isupper():
        return 0.6
    return 0.0


def _given(word: str) -> bool:
    """Whether a word is a listed given name in some case."""
    return any(form in given_names() for form in nominatives(word))
