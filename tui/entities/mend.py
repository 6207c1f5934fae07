"""What is known for certain laid over what a recogniser guessed: trim, split, overrule, fill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.document import Label
from tui.entities import vocabulary
from tui.entities.pieces import Piece, apart, from_candidates, to_candidates
from tui.entities.recogniser import Candidate
from tui.entities.vote import propagated, voted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui.entities.gazetteer import Gazetteer, Match
    from tui.entities.tokens import Tokens

VERSION = "mend-1"
_COMPOUND = "compound"
_REGIONS = (("region",), ("oblast",), ("krai",), ("raion",), ("область",), ("области",))
_SIDES = frozenset({"West", "East"})
_LOOSE = frozenset({Label.PERSON, Label.PRODUCT})


def mend(
    tokens: Tokens, candidates: Iterable[Candidate], gazetteer: Gazetteer, threshold: float
) -> list[Candidate]:
    """The names of a text as they are drawn, sorted and apart.

    Candidates below ``threshold`` take part in the vote on what a word names, and are drawn only
    if the rest of the document bears them out.
    """
    matches = list(gazetteer.matches(tokens))
    guessed = [
        part
        for piece in from_candidates(tokens, candidates)
        for part in _cleaned(tokens, _divided(tokens, piece, matches))
    ]
    known = [*_listed(tokens, matches), *_compounds(tokens, gazetteer), *_sides(tokens)]
    pieces = voted(tokens, _merged(guessed, known))
    firm = [p for p in pieces if p.confidence >= threshold]
    drawn = to_candidates(tokens, apart([*firm, *propagated(tokens, firm)]))
    return [part for name in drawn for part in _unhyphened(tokens.text, name, gazetteer)]


def _divided(tokens: Tokens, piece: Piece, matches: list[Match]) -> Iterator[Piece]:
    """A piece cut at paragraphs, at possessives, and behind a country it begins with."""
    first = piece.first
    cuts = {p for p in tokens.paragraphs if piece.first < p < piece.end}
    for at in range(piece.first + 1, piece.end - 1):
        if tokens.words[at] in ("'s", "’s") and piece.label is Label.PERSON:
            cuts.add(at + 1)
    if piece.label is Label.PERSON:
        cuts |= {
            m.end
            for m in matches
            if m.entry.strong and m.first == piece.first and m.end < piece.end
        }
    for cut in (*sorted(cuts), piece.end):
        if cut > first:
            yield piece._replace(first=first, end=cut)
        first = cut


def _cleaned(tokens: Tokens, pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        first, end = piece.first, piece.end
        words = tokens.words
        while first < end and _is_edge(words[first], piece.label, at_front=True):
            first += 1
        while first < end and _is_edge(words[end - 1], piece.label, at_front=False):
            end -= 1
        inner = words[first:end]
        if not inner or all(w in vocabulary.JUNK or w in vocabulary.CALENDAR for w in inner):
            continue
        if any(w[0].isupper() or w[0].isdigit() for w in inner) and any(
            w[0].isalpha() for w in inner
        ):
            yield piece._replace(first=first, end=end)


def _is_edge(word: str, label: Label, at_front: bool) -> bool:
    if word in vocabulary.NEVER_FIRST or word in vocabulary.CALENDAR:
        return True
    if not (word[0].isalnum() or word[0] in "@#"):
        return True
    if label is not Label.PERSON:
        return False
    if at_front:
        return word.lower() in vocabulary.HONOURS
    return word[0].islower() and word not in vocabulary.PARTICLES


def _listed(tokens: Tokens, matches: list[Match]) -> Iterator[Piece]:
    for first, end, entry in matches:
        if entry.label is Label.PLACE and tokens.words[end : end + 1][:1] in _REGIONS:
            yield Piece(first, end + 1, entry.label, 1.0, "gazetteer", entry.canonical, True)
        else:
            yield Piece(first, end, entry.label, 1.0, "gazetteer", entry.canonical, entry.strong)


def _compounds(tokens: Tokens, gazetteer: Gazetteer) -> Iterator[Piece]:
    """Words like "post-Soviet" and "Swiss-based": a listed people or country in them."""
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
    """ "the West" and "the collective West", where no name goes on."""
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
        return False
    if listed.fixed or guess.end - guess.first < listed.end - listed.first:
        return True
    return guess.label in _LOOSE or guess.label is listed.label
