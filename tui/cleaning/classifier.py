"""How likely each paragraph is to belong to the document.

There are two passes. A logistic regression sees the paragraph and its surroundings. Then an
ensemble of boosted trees also sees what the first model said of the neighbours, and whether the
paragraph shares its words with the part that is surely the document (stacked sequential learning:
Cohen and Carvalho, IJCAI 2005). The weights are a data file.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import compress, pairwise
from math import exp
from operator import mul
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.cleaning.cohesion import second_features
from tui.cleaning.context import context_features
from tui.cleaning.features import own_features
from tui.cleaning.forest import Forest, read_tree
from tui.cleaning.runs import run_features
from tui.cleaning.telltales import telltale_features
from tui.cleaning.titles import TitleModel, first_body, title_candidates

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui.cleaning.context import Column
    from tui.cleaning.page import Page

WEIGHTS = Path(__file__).with_name("weights.json")
# A gap of at most so many paragraphs is kept if all reach this part of the cut.
_GAP, _LITTLE_BELOW = 6, 0.75
# A sentence between two kept paragraphs is hidden only if it is less likely than this.
_UNLIKELY = 0.05
# Lines that the first pass finds less likely are not judged again: the second pass would keep three
# in eight thousand of them, and is most of the cost.
_HOPELESS = 0.01


class Linear(NamedTuple):
    """A logistic regression over raw features."""

    weights: tuple[float, ...]
    bias: float


class Weights(NamedTuple):
    """Both passes. ``columns`` are the features of the second pass that its trees look at."""

    first: Linear
    title: TitleModel
    columns: tuple[int, ...]
    forest: Forest


def sigmoid(value: float) -> float:
    """The logistic function, safe for any finite value."""
    return 1.0 / (1.0 + exp(-max(min(value, 30.0), -30.0)))


@cache
def shipped_weights() -> Weights:
    """The weights that come with the program, read when they are first needed."""
    return read_weights(WEIGHTS.read_text(encoding="utf-8"))


def read_weights(text: str) -> Weights:
    """The weights in the text of their file.

    Raises KeyError, TypeError or ValueError for a text that is not of that form.
    """
    data = json.loads(text)
    columns = tuple(data["columns"])
    return Weights(
        Linear(tuple(data["first"]["weights"]), data["first"]["bias"]),
        TitleModel(tuple(data["title"]["weights"]), data["title"]["none"]),
        columns,
        Forest(tuple(map(read_tree, data["trees"])), len(columns)),
    )


def first_columns(page: Page) -> list[Column]:
    """The feature columns of the first pass: the paragraphs by themselves, then what is around."""
    own = own_features(page.paragraphs, page.words, page.small_words)
    return own + context_features(own, [entry.all[0] if entry.all else "" for entry in page.words])


def second_columns(page: Page, first: Column, model: TitleModel) -> list[Column]:
    """The feature columns that the second pass adds, from the first one's probabilities."""
    title = likeliest_title(page, first, model)
    return [
        *second_features(first, page.words, title),
        *run_features(first, page.words, title),
        *telltale_features(page, first),
    ]


def likeliest_title(page: Page, scores: Column, model: TitleModel) -> int:
    """The index of the line that is most likely the title, however likely; -1 if none can be."""
    limit = cut(scores, [max(entry.size, 1.0) for entry in page.words])
    indices, rows = title_candidates(page, scores, limit, first_body(page, scores, limit))
    best = [
        (sum(map(mul, row, model.weights)), -index)
        for index, row in zip(indices, rows, strict=True)
    ]
    return -max(best)[1] if best else -1


def linear(model: Linear, rows: Iterable[Sequence[float]]) -> list[float]:
    """The log-odds of each row."""
    weights, bias = model
    return [sum(map(mul, row, weights)) + bias for row in rows]


def probabilities(page: Page, weights: Weights) -> list[float]:
    """For each paragraph the probability that it belongs to the document."""
    if not page.paragraphs:
        return []
    columns = first_columns(page)
    first = [sigmoid(odds) for odds in linear(weights.first, zip(*columns, strict=True))]
    columns += second_columns(page, first, weights.title)
    asked = [p >= _HOPELESS for p in first]
    chosen = (compress(columns[column], asked) for column in weights.columns)
    odds = iter(weights.forest.odds(list(zip(*chosen, strict=True))))
    return [sigmoid(next(odds)) if ask else p for p, ask in zip(first, asked, strict=True)]


def cut(scores: list[float], words: list[float]) -> float:
    """The probability from which on paragraphs are kept: the one with the best expected F1.

    If the most probable are kept first, the expected F1 is twice the expected number of words found
    over the words kept plus the words expected in all (Lewis, SIGIR 1995; Ye et al., ICML 2012).
    ``words`` are the sizes of the paragraphs.
    """
    expected = sum(map(mul, scores, words))
    best, limit = 0.0, 1.0
    found = kept = 0.0
    for score, count in sorted(zip(scores, words, strict=True), reverse=True):
        found += score * count
        kept += count
        value = 2.0 * found / (kept + expected) if kept + expected else 0.0
        if value > best:
            best, limit = value, score
    return limit


def keep(scores: list[float], words: list[float], sentences: list[bool]) -> list[bool]:
    """Which paragraphs are kept: those from the cut on, and some between two that are.

    The latter are single sentences (``sentences`` marks paragraphs that end like one) and short
    gaps little below the cut: nobody would look for text that is missing inside running text.
    """
    limit = cut(scores, words)
    kept = [score >= limit for score in scores]
    inner = zip(kept, kept[1:], kept[2:], strict=False)
    for index, (before, itself, after) in enumerate(inner, start=1):
        if before and after and not itself and sentences[index] and scores[index] > _UNLIKELY:
            kept[index] = True
    for start, end in _gaps(kept):
        if end - start <= _GAP and min(scores[start:end]) >= _LITTLE_BELOW * limit:
            kept[start:end] = [True] * (end - start)
    return kept


def _gaps(kept: list[bool]) -> list[tuple[int, int]]:
    """The runs of paragraphs between those that are kept, half-open."""
    members = [index for index, keep in enumerate(kept) if keep]
    return [(low + 1, high) for low, high in pairwise(members) if high - low > 1]
