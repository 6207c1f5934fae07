"""How sure a name is after mending, judged by all signs for and against it.

A logistic regression for each kind of name (PERSON, ORG, PLACE), fitted by Newton's method with a
ridge on names of labelled texts that the model has not seen; it is a handful of numbers.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping
from operator import mul
from typing import TYPE_CHECKING

from tui.document import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui.entities.recogniser import Candidate
    from tui.entities.tokens import Tokens

Trust = Mapping[Label, tuple[float, ...]]
"""For each kind of name that is judged, what each of its ``signs`` weighs."""

_RIDGE, _LEVEL_RIDGE = 6.0, 0.001
_ROUNDS, _SETTLED = 25, 1e-6
_LEAST = 0.001


def signs(
    tokens: Tokens, guessed: Sequence[Candidate], names: Sequence[Candidate]
) -> list[tuple[float, ...]]:
    """The signs for and against each of ``names``, which mending made of those ``guessed``.

    In order: a constant; the log-odds of the same guess, or that there is none, and whether another
    name was guessed there; whether the name is listed, or was found because the document has it
    elsewhere; how often the document has it, and the mean and the best of those guesses; whether it
    has two words, more words, or only capitals; whether it begins a sentence; and whether a
    capitalised word stands before or after it.
    """
    exact = {(c.start, c.end, c.label): c.confidence for c in guessed}
    everywhere: dict[tuple[str, Label], list[float]] = defaultdict(list)
    for name in names:
        written = tokens.text[name.start : name.end]
        everywhere[written, name.label].append(exact.get(name[:3], 0.0))
    starts, ends = [c.start for c in guessed], [c.end for c in guessed]
    found: list[tuple[float, ...]] = []
    for name in names:
        own = exact.get(name[:3], 0.0)
        near = bisect_right(ends, name.start)
        rival = not own and near < len(starts) and starts[near] < name.end
        guesses = everywhere[tokens.text[name.start : name.end], name.label]
        found.append(
            (1.0, *_of_guesses(own, rival, guesses, name.source), *_of_words(tokens, name))
        )
    return found


def _of_guesses(
    own: float, rival: bool, everywhere: Sequence[float], source: str
) -> tuple[float, ...]:
    best = max(everywhere)
    return (
        _log_odds(own) if own else 0.0,
        float(not own),
        float(rival),
        float(source == "gazetteer"),
        float(source == "document"),
        math.log(len(everywhere)),
        sum(everywhere) / len(everywhere),
        _log_odds(best) if best else 0.0,
    )


def _of_words(tokens: Tokens, name: Candidate) -> tuple[float, ...]:
    first, end = bisect_right(tokens.ends, name.start), bisect_left(tokens.starts, name.end)
    written, opening = tokens.text[name.start : name.end], first in tokens.opening
    return (
        float(end - first == 2),
        float(end - first > 2),
        float(len(written) > 1 and written.isupper()),
        float(opening),
        float(not opening and _is_inner_capital(tokens, first - 1)),
        float(_is_inner_capital(tokens, end)),
    )


def _is_inner_capital(tokens: Tokens, at: int) -> bool:
    """Whether a token has a capital, and not because it opens a sentence."""
    return (
        0 <= at < len(tokens.words) and tokens.words[at][0].isupper() and at not in tokens.opening
    )


def _log_odds(share: float) -> float:
    bounded = min(max(share, _LEAST), 1 - _LEAST)
    return math.log(bounded / (1 - bounded))


def judged(
    tokens: Tokens, guessed: Sequence[Candidate], names: Sequence[Candidate], trust: Trust
) -> list[Candidate]:
    """The names; those of a kind in ``trust`` get the probability that they are right."""
    if not trust:
        return list(names)
    return [
        name._replace(confidence=_probability(weights, found)) if weights else name
        for name, found in zip(names, signs(tokens, guessed, names), strict=True)
        for weights in [trust.get(name.label)]
    ]


def _probability(weights: Sequence[float], found: Sequence[float]) -> float:
    return 1 / (1 + math.exp(-sum(map(mul, weights, found))))


def fitted(points: Iterable[tuple[Sequence[float], bool]]) -> tuple[float, ...]:
    """The weights that predict best, from (signs, whether right), which names are right."""
    known = list(points)
    weights = [0.0] * len(known[0][0])
    for _ in range(_ROUNDS):
        step = _step(known, weights)
        weights = [weight + change for weight, change in zip(weights, step, strict=True)]
        if max(map(abs, step)) < _SETTLED:
            break
    return tuple(round(weight, 4) for weight in weights)


def _step(points: Sequence[tuple[Sequence[float], bool]], weights: Sequence[float]) -> list[float]:
    """Newton's step: the gradient of the penalised likelihood over its curvature."""
    size = range(len(weights))
    ridge = [_LEVEL_RIDGE, *[_RIDGE] * (len(weights) - 1)]
    rows = [[ridge[i] * (i == j) for j in size] + [-ridge[i] * weights[i]] for i in size]
    for found, right in points:
        chance = _probability(weights, found)
        for i in size:
            if found[i]:
                rows[i][-1] += found[i] * (right - chance)
                for j in size:
                    rows[i][j] += chance * (1 - chance) * found[i] * found[j]
    return _solved(rows)


def _solved(rows: list[list[float]]) -> list[float]:
    """The solution of linear equations (Gauss and Jordan, the largest pivot first)."""
    for at in range(len(rows)):
        pivot = max(range(at, len(rows)), key=lambda row: abs(rows[row][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        for row in range(len(rows)):
            share = rows[row][at] / rows[at][at] if row != at else 0.0
            if share:
                rows[row] = [a - share * b for a, b in zip(rows[row], rows[at], strict=True)]
    return [row[-1] / row[at] for at, row in enumerate(rows)]
