"""Features of the second pass: the first probabilities around a paragraph, and cohesion.

Cohesion is how much a paragraph shares its words with the part of the page that is surely the
document.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain, compress, pairwise
from math import log, log1p
from operator import mul, truediv
from typing import TYPE_CHECKING

from tui.cleaning.context import (
    Column,
    dense_stretch,
    distance,
    following,
    outside,
    preceding,
    running,
    shifted,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.cleaning.features import Words

# Neighbours whose probability is seen by itself, and windows over which it is summed.
_STEPS = (-4, -3, -2, -1, 1, 2, 3, 4)
_REACHES = (2, 5, 10, 25)
# The least probability and length (words) of a paragraph that is surely the document's.
_SURE = 0.7
_SURE_WORDS = 8
# The probability at which a paragraph neither adds to the main cluster nor takes from it.
_CLUSTER = 0.35
# A word that more paragraphs have is not rare.
_RARE = 6
# The hits that a paragraph without any words is given.
PRIOR = 0.3

SECOND = (
    "p", "logit",
    *(f"p{step:+d}" for step in _STEPS),
    *(f"p_{side}_{reach}" for reach in _REACHES for side in ("before", "after")),
    "mass_before", "mass_after", "since_sure", "until_sure", "before_sure", "after_sure",
    "cluster", "before_cluster", "after_cluster", "cluster_share", "cluster_density", "islands",
    "page_doubt", "page_mass", "kept_words",
    "cohesion", "cohesion_near", "cohesion_drop", "cohesion_words", "rare_cohesion",
    "title_overlap", "title_words", "title_distance", "overlap_before", "overlap_after",
)  # fmt: skip


def second_features(first: Column, words: list[Words], title: int) -> list[Column]:
    """One column for each name in :data:`SECOND`.

    ``first`` are the probabilities of the first pass, ``title`` is the index of the paragraph taken
    for the title, -1 for none.
    """
    counts = [min(entry.size, 200.0) for entry in words]
    mass = list(map(mul, first, counts))
    sure = [p > _SURE and count >= _SURE_WORDS for p, count in zip(first, counts, strict=True)]
    low, high = dense_stretch(
        [(p - _CLUSTER) * count for p, count in zip(first, counts, strict=True)]
    )
    return [
        first,
        [log(max(p, 1e-4) / max(1 - p, 1e-4)) for p in first],
        *(shifted(first, step) for step in _STEPS),
        *_masses(mass, counts),
        *_sure_places(sure),
        *_cluster(first, mass, counts, sure, (low, high)),
        *_cohesion(words, sure, (low, high)),
        *_title(words, title),
        *_adjacent(words),
    ]


def _masses(mass: Column, counts: Column) -> list[Column]:
    sums, totals = running(mass), running(counts)
    columns: list[Column] = []
    for reach in _REACHES:
        for side in (preceding, following):
            weights = [value + 2.0 for value in side(totals, reach)]
            columns.append(list(map(truediv, side(sums, reach), weights)))
    total = sums[-1] or 1.0
    columns.append([value / total for value in sums[:-1]])
    columns.append([(total - value) / total for value in sums[1:]])
    return columns


def _sure_places(sure: list[bool]) -> list[Column]:
    size = len(sure)
    places = [index for index, is_sure in enumerate(sure) if is_sure]
    low, high = (places[0], places[-1] + 1) if places else (0, size)
    before, after = outside(size, low, high)
    return [distance(sure), distance(sure[::-1])[::-1], before, after]


def _cluster(
    first: Column, mass: Column, counts: Column, sure: list[bool], span: tuple[int, int]
) -> list[Column]:
    size = len(first)
    low, high = span
    before, after = outside(size, low, high)
    total = sum(mass) or 1.0
    inner = sum(mass[low:high])
    islands = sum(
        1
        for index, is_sure in enumerate(sure)
        if is_sure and not any(sure[max(index - 3, 0) : index])
    )
    doubt = sum(p * (1 - p) * count for p, count in zip(first, counts, strict=True))
    page = (
        inner / total,
        inner / (sum(counts[low:high]) or 1.0),
        log1p(islands),
        doubt / (sum(counts) or 1.0),
        total / (sum(counts) or 1.0),
        log1p(total),
    )
    inside = [1.0 if low <= index < high else 0.0 for index in range(size)]
    return [inside, before, after, *([value] * size for value in page)]


def _cohesion(words: list[Words], sure: list[bool], span: tuple[int, int]) -> list[Column]:
    """Share of a paragraph's content words that the main cluster uses elsewhere."""
    member = [span[0] <= index < span[1] and sure[index] for index in range(len(words))]
    contents = [entry.content for entry in words]
    used, used_again = said_more_than(compress(contents, member), 0, 1)
    (often,) = said_more_than(contents, _RARE)
    hits: Column = []
    rare: Column = []
    for inside, content in zip(member, contents, strict=True):
        shared = content & (used_again if inside else used)
        hits.append(float(len(shared)))
        rare.append(float(len(shared) - len(shared & often)))
    sizes = [float(len(content)) for content in contents]
    rare_share = [hit / (size + 1.0) for hit, size in zip(rare, sizes, strict=True)]
    hit_sums, size_sums = running(hits), running(sizes)

    def around(sums: Column, own: Column) -> Column:
        return [
            left + value + right
            for left, value, right in zip(preceding(sums, 3), own, following(sums, 3), strict=True)
        ]

    near = smoothed(around(hit_sums, hits), around(size_sums, sizes))
    left = smoothed(preceding(hit_sums, 6), preceding(size_sums, 6))
    right = smoothed(following(hit_sums, 6), following(size_sums, 6))
    drop = [first - second for first, second in zip(left, right, strict=True)]
    return [smoothed(hits, sizes), near, drop, list(map(log1p, hits)), rare_share]


def smoothed(hits: Column, sizes: Column) -> Column:
    """The share of hits, drawn towards a usual one where there are few words (add-a-prior)."""
    return [(hit + PRIOR) / (size + 1.0) for hit, size in zip(hits, sizes, strict=True)]


def said_more_than(contents: Iterable[frozenset[str]], *times: int) -> list[frozenset[str]]:
    """For each number in ``times`` the words that stand in more of the sets than that."""
    counts = Counter(chain.from_iterable(contents))
    return [
        frozenset(word for word, count in counts.items() if count > least)
        if least
        else frozenset(counts)
        for least in times
    ]


def _title(words: list[Words], title: int) -> list[Column]:
    size = len(words)
    if title < 0:
        return [[0.0] * size, [0.0] * size, [-1.0] * size]
    heading = words[title].content
    shared = [
        len(heading & entry.content) if index != title else 0 for index, entry in enumerate(words)
    ]
    overlap = [
        count / (len(entry.content) + 1.0) for count, entry in zip(shared, words, strict=True)
    ]
    steps = [log1p(abs(index - title)) * (1 if index >= title else -1) for index in range(size)]
    return [overlap, [count / (len(heading) + 1.0) for count in shared], steps]


def _adjacent(words: list[Words]) -> list[Column]:
    shared = [
        len(first.content & second.content) / (min(len(first.content), len(second.content)) + 1.0)
        for first, second in pairwise(words)
    ]
    return [[0.0, *shared], [*shared, 0.0]]
