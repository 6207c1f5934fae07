"""Correcting a recogniser's guesses by what is known: trim, split, overrule, fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.document import Label
from tui.entities import vocabulary
from tui.entities.pieces import Piece, apart, from_candidates, to_candidates
from tui.entities.recogniser import Candidate
from tui.entities.vote import propagated, voted
from tui.spelling.given import given_names
from tui.spelling.people import HONOURS, PARTICLES

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from tui.entities.gazetteer import Gazetteer, Match
    from tui.entities.tokens import Tokens

_COMPOUND = "compound"
# A guess under the first yields to a strong listed name; a full name counts at least the second.
_DOUBTFUL, _GIVEN_NAME = 0.4, 0.75
_MONTHS_AND_PEOPLE = ("Jan", "April", "May", "June", "August")
_JOINING = ("and", ",", "&", "or")
_REGIONS = (("region",), ("oblast",), ("krai",), ("raion",), ("область",), ("области",))
_SIDES = frozenset({"West", "East"})
_LOOSE = frozenset({Label.PERSON, Label.PRODUCT})


class _Listed(NamedTuple):
    """The listed names of a text by where they begin and end; its paragraphs; its small words."""

    opening: dict[int, Match]
    closing: dict[int, Match]
    paragraphs: frozenset[int]
    lowered: frozenset[str]


def mend(
    tokens: Tokens,
    candidates: Iterable[Candidate],
    gazetteer: Gazetteer,
    threshold: float,
    products: bool = False,
) -> list[Candidate]:
    """The names of a text, sorted and without overlaps.

    Candidates below ``threshold`` take part in the vote on what a word names, and are kept only if
    the rest of the document supports them. What a recogniser calls a PRODUCT keeps its place (no
    country is found inside the name of a law) and is returned only with ``products``.
    """
    matches = list(gazetteer.matches(tokens))
    listed = _Listed(
        {m.first: m for m in matches},
        {m.end: m for m in matches},
        frozenset(tokens.paragraphs),
        frozenset(word for word in tokens.words if word.islower()),
    )
    guessed = [
        part
        for piece in from_candidates(tokens, candidates)
        for part in _cleaned(tokens, _divided(tokens, piece, listed))
    ]
    known = [
        *_ministries(tokens, matches),
        *_listed(tokens, matches),
        *_compounds(tokens, gazetteer),
        *_sides(tokens),
    ]
    covered = {at for piece in known for at in range(piece.first, piece.end)}
    guessed = [piece for piece in guessed if not _is_listing(piece, tokens, covered)]
    pieces = voted(tokens, _merged(guessed, known))
    firm = [p for p in pieces if p.confidence >= threshold]
    drawn = to_candidates(tokens, apart([*firm, *propagated(tokens, firm)]))
    return [
        part
        for name in drawn
        if products or name.label is not Label.PRODUCT or name.source == "gazetteer"
        for part in _unhyphened(tokens.text, name, gazetteer)
    ]


def _divided(tokens: Tokens, piece: Piece, matches: _Listed) -> Iterator[Piece]:
    """A piece cut at paragraphs, at possessives, and where a listed name ends or begins.

    After a country a person is cut off ("Norway Orla Quint"), and so is a word that the document
    also has in lower case ("Norway Integration"); before a listed name, a word in lower case.
    """
    cuts = {at for at in range(piece.first + 1, piece.end) if at in matches.paragraphs}
    if piece.label is Label.PERSON:
        inside = range(piece.first + 1, piece.end - 1)
        cuts |= {at + 1 for at in inside if tokens.words[at] in ("'s", "’s")}
    opening = matches.opening.get(piece.first)
    if opening and opening.entry.strong and opening.end < piece.end:
        rest = tokens.words[opening.end : piece.end]
        common = len(rest) == 1 and rest[0].lower() in matches.lowered
        if common and rest[0] not in vocabulary.ORGANISATIONS:
            piece = piece._replace(end=opening.end)
        elif piece.label is Label.PERSON:
            cuts.add(opening.end)
    if opening and _is_full_name(tokens.words[opening.end : piece.end]):
        yield piece._replace(first=opening.end, label=Label.PERSON, confidence=_GIVEN_NAME)
        piece = piece._replace(end=opening.end)
    closing = matches.closing.get(piece.end)
    if closing and piece.first < closing.first and tokens.words[piece.first][0].islower():
        cuts.add(closing.first)
    first = piece.first
    for cut in (*sorted(cuts), piece.end):
        if cut > first:
            yield piece._replace(first=first, end=cut)
        first = cut


def _is_full_name(words: tuple[str, ...]) -> bool:
    """Whether words are a listed given name and one or two more that begin with a capital."""
    if not 2 <= len(words) <= 3 or words[0].lower() not in given_names():
        return False
    return all(word[0].isupper() for word in words)


def _is_listing(piece: Piece, tokens: Tokens, known: Container[int]) -> bool:
    """Whether a piece is only listed names joined by "and" ("West and Russia")."""
    joined = [at for at in range(piece.first, piece.end) if at not in known]
    return bool(joined) and all(tokens.words[at] in _JOINING for at in joined)


def _cleaned(tokens: Tokens, pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        first, end = piece.first, piece.end
        words = tokens.words
        while first < end and _is_edge(words[first], piece.label, at_front=True):
            first += 1
        while first < end and _is_edge(words[end - 1], piece.label, at_front=False):
            end -= 1
        inner = words[first:end]
        if _is_doubled("".join(inner)) or all(
            w in vocabulary.JUNK or w in vocabulary.CALENDAR for w in inner
        ):
            continue
        if any(w[0].isupper() or w[0].isdigit() for w in inner) and any(
            w[0].isalpha() for w in inner
        ):
            yield piece._replace(first=first, end=end)


def _is_doubled(word: str) -> bool:
    """Whether a word is one word twice, as link texts come out ("LinkLink"), or empty."""
    half = len(word) // 2
    return word[:half] == word[half:]


def _is_edge(word: str, label: Label, at_front: bool) -> bool:
    if word in _MONTHS_AND_PEOPLE and label is Label.PERSON and at_front:
        return False
    if word in vocabulary.NEVER_FIRST or word in vocabulary.CALENDAR:
        return True
    if not (word[0].isalnum() or word[0] in "@#"):
        return True
    if label is not Label.PERSON:
        return False
    if at_front:
        return word.lower() in HONOURS
    if word.lower() in vocabulary.SAYING:
        return True
    return word[0].islower() and word not in PARTICLES


def _ministries(tokens: Tokens, matches: list[Match]) -> Iterator[Piece]:
    """Ministries with their country and portfolio, as in "Norwegian foreign Ministry"."""
    words = tokens.words
    starts = {match.end: match.first for match in matches if match.entry.strong}
    for at, word in enumerate(words):
        if word == "Ministry" and at and words[at - 1].lower() in vocabulary.PORTFOLIOS:
            first = starts.get(at - 1, at - 1)
            yield Piece(first, at + 1, Label.ORG, 0.9, "rule")


def _listed(tokens: Tokens, matches: list[Match]) -> Iterator[Piece]:
    for first, end, entry in matches:
        if entry.label is Label.PLACE and tokens.words[end : end + 1][:1] in _REGIONS:
            yield Piece(first, end + 1, entry.label, 1.0, "gazetteer", entry.canonical, True)
        else:
            yield Piece(first, end, entry.label, 1.0, "gazetteer", entry.canonical, entry.strong)


def _compounds(tokens: Tokens, gazetteer: Gazetteer) -> Iterator[Piece]:
    """Words with a listed people or country in them, like "post-Soviet" and "Swiss-based"."""
    for at, word in enumerate(tokens.words):
        if "-" not in word or gazetteer.entry(word):
            continue
        ends = (word.rpartition("-")[2], word.partition("-")[0])
        entry = next((e for part in ends if (e := gazetteer.entry(part)) and e.strong), None)
        if entry:
            yield Piece(at, at + 1, entry.label, 0.9, _COMPOUND, entry.canonical, True)


def _unhyphened(text: str, name: Candidate, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """A compound of two listed names ("Russian-Belarusian") as the two."""
    parts = text[name.start : name.end].split("-")
    if name.source != _COMPOUND:
        yield name
        return
    entries = [gazetteer.entry(part) for part in parts]
    if entries[-1] and not all(e and e.strong for e in entries):
        yield name._replace(source="gazetteer")
        return
    at = name.start
    for part, entry in zip(parts, entries, strict=True):
        if entry and entry.strong:
            yield Candidate(at, at + len(part), entry.label, 0.9, "gazetteer", entry.canonical)
        at += len(part) + 1


def _sides(tokens: Tokens) -> Iterator[Piece]:
    """The sides of world politics, as in "the collective West", unless a longer name goes on."""
    words = tokens.words
    for at, word in enumerate(words):
        if word not in _SIDES or not at or words[at - 1] not in ("the", "The", "collective"):
            continue
        if at + 1 == len(words) or not words[at + 1][0].isupper():
            yield Piece(at, at + 1, Label.PLACE, 0.9, "gazetteer", word, True)


def _merged(guessed: list[Piece], known: list[Piece]) -> list[Piece]:
    """Listed names over guesses: a strong one yields only to a longer organisation or person."""
    covering: dict[int, Piece] = {}
    for piece in guessed:
        for at in range(piece.first, piece.end):
            covering.setdefault(at, piece)
    kept = []
    for piece in known:
        rival = next((covering[at] for at in range(piece.first, piece.end) if at in covering), None)
        if rival is None or _overrules(piece, rival):
            kept.append(piece)
    return apart([*kept, *guessed])


def _overrules(listed: Piece, guess: Piece) -> bool:
    longer = guess.end - guess.first > listed.end - listed.first
    inside = guess.first <= listed.first and listed.end <= guess.end
    if longer and inside:
        return listed.fixed and guess.confidence < _DOUBTFUL
    if listed.fixed or guess.end - guess.first < listed.end - listed.first:
        return True
    return guess.label in _LOOSE or guess.label is listed.label
