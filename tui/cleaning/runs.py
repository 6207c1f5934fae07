"""Features of the second pass: the run of likely paragraphs that each paragraph lies in.

A page may have several articles, or teasers in full sentences; a line there can be told from the
document only by its run: how many words that has, how far it is from the title, and whether it
shares its words with the densest run.
"""

from __future__ import annotations

from itertools import compress
from math import log1p
from typing import TYPE_CHECKING, NamedTuple

from tui.cleaning.cohesion import PRIOR, said_more_than, smoothed
from tui.cleaning.context import Column, dense_stretch, outside, running

if TYPE_CHECKING:
    from tui.cleaning.features import Words

# A paragraph of a run is at least so likely and so long (words); so many others in a row end it.
_MEMBER = 0.5
_MEMBER_WORDS = 5
_BREAK = 3
# Probabilities that make paragraphs count for and not against a dense stretch, and the one by
# which the densest run is found.
_DENSITIES = (0.5, 0.65, 0.8)
_SEED = 0.65

RUNS = (
    *(f"{name}_{density}" for density in _DENSITIES for name in ("in", "before", "after", "share")),
    "run_share", "run_rank", "run_order", "run_mean", "run_length", "run_place", "run_rest",
    "run_gap", "run_title", "run_title_distance", "run_cohesion", "run_count",
    "seed_cohesion", "seed_near", "seed_rare", "seed_drop",
)  # fmt: skip


class Run(NamedTuple):
    """A half-open stretch of paragraphs; ``mass`` is the expected number of its words."""

    low: int
    high: int
    mass: float


def find_runs(first: Column, counts: Column) -> list[Run]:
    """The stretches of likely paragraphs; three unlikely ones in a row end a stretch.

    ``first`` are the probabilities of the first pass, ``counts`` the numbers of words.
    """
    runs: list[Run] = []
    low = high = -1
    for index, (p, count) in enumerate(zip(first, counts, strict=True)):
        if p <= _MEMBER or count < _MEMBER_WORDS:
            continue
        if low >= 0 and index - high >= _BREAK:
            runs.append(_run(first, counts, low, high))
            low = -1
        if low < 0:
            low = index
        high = index + 1
    if low >= 0:
        runs.append(_run(first, counts, low, high))
    return runs


def _run(first: Column, counts: Column, low: int, high: int) -> Run:
    mass = sum(
        p * count for p, count in zip(first[low:high], counts[low:high], strict=True) if p > 0.35
    )
    return Run(low, high, mass)


def run_features(first: Column, words: list[Words], title: int) -> list[Column]:
    """One column for each name in :data:`RUNS`."""
    counts = [min(entry.size, 200.0) for entry in words]
    columns: list[Column] = []
    total = sum(p * count for p, count in zip(first, counts, strict=True)) or 1.0
    size = len(first)
    seed = (0, 0)
    for density in _DENSITIES:
        weights = [(p - density) * count for p, count in zip(first, counts, strict=True)]
        low, high = dense_stretch(weights)
        if density == _SEED:
            seed = (low, high)
        before, after = outside(size, low, high)
        inner = sum(p * count for p, count in zip(first[low:high], counts[low:high], strict=True))
        inside = [1.0 if low <= index < high else 0.0 for index in range(size)]
        columns += [inside, before, after, [inner / total] * size]
    runs = find_runs(first, counts)
    member = [seed[0] <= index < seed[1] and p > _MEMBER for index, p in enumerate(first)]
    contents = [entry.content for entry in words]
    used = said_more_than(compress(contents, member), 0, 1, 2)
    return (
        columns
        + _by_run(first, words, counts, runs, title, used[0])
        + _seed(contents, used, member)
    )


def _by_run(
    first: Column,
    words: list[Words],
    counts: Column,
    runs: list[Run],
    title: int,
    used: frozenset[str],
) -> list[Column]:
    size = len(first)
    rows: list[tuple[float, ...]] = [(0.0,) * 11] * size
    total = sum(run.mass for run in runs) or 1.0
    order = sorted(runs, key=lambda run: -run.mass)
    rank = {run.low: place for place, run in enumerate(order)}
    heading = words[title].content if title >= 0 else frozenset()
    for place, run in enumerate(runs):
        content: set[str] = set()
        for entry in words[run.low : run.high]:
            content |= entry.content
        weight = sum(counts[run.low : run.high]) or 1.0
        previous = runs[place - 1].high if place else 0
        shared = len(content & used)
        fixed = (
            run.mass / total,
            float(min(rank[run.low], 10)),
            float(min(place, 10)),
            run.mass / weight,
            log1p(run.high - run.low),
        )
        surroundings = (
            log1p(run.low - previous),
            len(heading & content) / (len(heading) + 1.0),
            log1p(abs(run.low - title)) * (1 if run.low >= title else -1) if title >= 0 else 6.0,
            shared / (len(content) + 1.0),
        )
        # The lines up to the next run belong to none.
        for index in range(run.low, run.high):
            rows[index] = (*fixed, log1p(index - run.low), log1p(run.high - index), *surroundings)
    columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[]] * 11
    return [*columns, [log1p(len(runs))] * size]


def _seed(
    contents: list[frozenset[str]], used: list[frozenset[str]], member: list[bool]
) -> list[Column]:
    """Cohesion with the densest run alone.

    ``used`` are the words of the run, of two of its paragraphs, and of three. A member of the run
    is not compared with itself.
    """
    hits: Column = []
    rare: Column = []
    for own, content in zip(member, contents, strict=True):
        hits.append(float(len(content & used[own])))
        rare.append(float(len(content & used[own + 1])))
    sizes = [float(len(content)) for content in contents]
    often = [hit / (size + 1.0) for hit, size in zip(rare, sizes, strict=True)]
    hit_sums, size_sums = running(hits), running(sizes)
    count = len(contents)

    def window(low: int, high: int) -> float:
        low, high = max(low, 0), min(high, count)
        return (hit_sums[high] - hit_sums[low] + PRIOR) / (size_sums[high] - size_sums[low] + 1.0)

    near = [window(index - 2, index + 3) for index in range(count)]
    drop = [window(index - 8, index) - window(index, index + 8) for index in range(count)]
    return [smoothed(hits, sizes), near, often, drop]
