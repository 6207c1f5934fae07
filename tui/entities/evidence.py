"""Evidence from a whole document about each word that it has with a capital somewhere."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tui.entities import vocabulary
from tui.spelling.given import given_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.entities.tokens import Tokens

_IN = vocabulary.LOCATING | {"from"}
_BEFORE = frozenset({"the", "by", "with"})
_RELATIVE = frozenset({"who", "whose"})


def evidence(tokens: Tokens) -> dict[str, tuple[str, ...]]:
    """For each word that has a capital somewhere, the document features of the model."""
    words, opening = tokens.words, tokens.opening
    lowered = {w for w in words if w[0].islower()}
    found: dict[str, set[str]] = defaultdict(set)
    for first, end in tokens.sentences:
        for start, stop in runs(words[first:end]):
            left, right = first + start, first + stop
            around = (
                words[left - 1].lower() if start else "",
                *words[right : min(end, right + 2)],
            )
            run = words[left:right]
            for word, told in (*_around(run, *around), *_inside(run)):
                found[word].add(told)
            for at in range(left, right):
                if at not in opening:
                    found[words[at]].add("D=mid")
                if words[at].lower() in lowered:
                    found[words[at]].add("D=low")
    return {word: tuple(sorted(told)) for word, told in found.items()}


def runs(words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """The runs of words with capitals, as half-open ranges."""
    at = 0
    while at < len(words):
        if not words[at][0].isupper():
            at += 1
            continue
        start = at
        while at < len(words) and words[at][0].isupper():
            at += 1
        yield start, at


def _around(
    run: tuple[str, ...], before: str, after: str = "", next_but_one: str = ""
) -> Iterator[tuple[str, str]]:
    """What the words around a run of capitals say of its first and last words."""
    first, last, alone = run[0], run[-1], len(run) == 1
    if before in vocabulary.TITLES:
        yield last, "D=title"
    if after.lower() in vocabulary.SAYING:
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
