"""Features of the paragraphs around each paragraph: a short line can only be judged by those.

All windows are differences of running sums, so that the cost is linear in the length of the page.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from math import log1p
from operator import sub

from tui.cleaning.features import OWN

Column = list[float]

# Features that are seen of the neighbours one and two lines away, and those summed over windows.
_NEAR = (
    "log_words",
    "terminal",
    "prose",
    "capitals",
    "small",
    "bullet",
    "short",
    "site_rate",
    "digits",
)
_WINDOWED = ("prose", "short", "terminal", "words", "site", "bullet", "capitals", "commas", "long")
_WINDOWS = (3, 8, 20)
# The longest distance that is told apart, and the logs of all up to it.
_FAR = 400
_LOGS = tuple(map(log1p, range(_FAR + 1)))
# The feature "prose" of solid text, and the value that neither adds to a dense stretch nor takes.
_SOLID = 0.5
_DENSE = 0.22


def _named(name: str, columns: list[Column]) -> Column:
    return columns[OWN.index(name)]


def following(sums: Column, reach: int) -> Column:
    """For each entry the sum of the next ``reach``; ``sums`` are those of :func:`running`."""
    size = len(sums) - 1
    tail = sums[1 + reach :] if reach < size else []
    return list(map(sub, tail + [sums[-1]] * (size - len(tail)), sums[1:]))


def preceding(sums: Column, reach: int) -> Column:
    """For each entry the sum of the ``reach`` before it; ``sums`` are those of :func:`running`."""
    size = len(sums) - 1
    reach = min(reach, size)
    return list(map(sub, sums[:-1], [0.0] * reach + sums[: size - reach]))


def running(column: Column) -> Column:
    """Running sums with a leading 0."""
    return list(accumulate(column, initial=0.0))


def shifted(column: Column, by: int, fill: float = 0.0) -> Column:
    """For each entry the one ``by`` places after it (before it if negative), else ``fill``."""
    size = len(column)
    if by >= 0:
        return column[by:] + [fill] * min(by, size)
    return [fill] * min(-by, size) + column[: max(size + by, 0)]


def distance(marks: list[bool]) -> Column:
    """For each entry log(1 + steps) since the last mark; the most there is if it has none."""
    steps: Column = []
    since = _FAR
    for mark in marks:
        since = 0 if mark else min(since + 1, _FAR)
        steps.append(_LOGS[since])
    return steps


def dense_stretch(weights: Column) -> tuple[int, int]:
    """The half-open stretch with the greatest sum (Kadane's scan; Bentley, CACM 27, 1984)."""
    best = total = 0.0
    start = low = high = 0
    for index, weight in enumerate(weights):
        if total <= 0:
            total, start = 0.0, index
        total += weight
        if total > best:
            best, low, high = total, start, index + 1
    return low, high


def outside(size: int, low: int, high: int) -> tuple[Column, Column]:
    """For each of ``size`` entries log(1 + distance) to a stretch that begins after it, and to one
    that ends before it; otherwise 0.
    """
    before = [*map(log1p, range(low, 0, -1)), *[0.0] * (size - low)]
    after = [*[0.0] * high, *map(log1p, range(1, size - high + 1))]
    return before, after


CONTEXT = (
    *(f"{name}{step:+d}" for name in _NEAR for step in (-2, -1, 1, 2)),
    *(f"{name}_{side}_{n}" for name in _WINDOWED for n in _WINDOWS for side in ("before", "after")),
    "prose_before", "prose_after", "since_solid", "until_solid", "since_comment_mark",
    "since_more_mark", "until_more_mark", "stretch", "before_stretch", "after_stretch", "run",
    "position", "page_lines", "page_words", "page_prose", "page_gaps", "page_bullets", "page_short",
    "same_start_before", "same_start_after", "length_change_before", "length_change_after",
)  # fmt: skip


def context_features(own: list[Column], first_words: list[str]) -> list[Column]:
    """One column for each name in :data:`CONTEXT`.

    ``own`` are the columns of :func:`tui.cleaning.features.own_features`, ``first_words`` the first
    word of each paragraph.
    """
    columns: list[Column] = []
    for name in _NEAR:
        column = _named(name, own)
        columns += [shifted(column, step) for step in (-2, -1, 1, 2)]
    for name in _WINDOWED:
        sums = running(_named(name, own))
        for reach in _WINDOWS:
            columns += [preceding(sums, reach), following(sums, reach)]
    return columns + _landmarks(own) + _page(own) + _likeness(own, first_words)


def _landmarks(own: list[Column]) -> list[Column]:
    prose = _named("prose", own)
    size = len(prose)
    sums = running(prose)
    total = sums[-1] or 1.0
    solid = [value > _SOLID for value in prose]
    comment = [value > 0 for value in _named("comment_mark", own)]
    more = [value > 0 for value in _named("more_mark", own)]
    low, high = dense_stretch([value - _DENSE for value in prose])
    before, after = outside(size, low, high)
    run: Column = []
    length = 0
    for gap in _named("gap_above", own):
        length = 0 if gap else length + 1
        run.append(log1p(length))
    return [
        [value / total for value in sums[:-1]],
        [(total - value) / total for value in sums[1:]],
        distance(solid),
        distance(solid[::-1])[::-1],
        distance(comment),
        distance(more),
        distance(more[::-1])[::-1],
        [1.0 if low <= index < high else 0.0 for index in range(size)],
        before,
        after,
        run,
        [index / size for index in range(size)],
    ]


def _page(own: list[Column]) -> list[Column]:
    size = len(own[0])
    values = (
        log1p(size),
        log1p(sum(_named("words", own))),
        sum(_named("prose", own)) / size,
        sum(1.0 for gap in _named("gap_above", own) if gap) / size,
        sum(_named("bullet", own)) / size,
        sum(_named("short", own)) / size,
    )
    return [[value] * size for value in values]


def _likeness(own: list[Column], first_words: list[str]) -> list[Column]:
    """Whether the neighbours start with the same word and are as long, like items of a list."""
    log_words = _named("log_words", own)
    same = [1.0 if first and first == second else 0.0 for first, second in pairwise(first_words)]
    change = [min(abs(first - second), 2.0) for first, second in pairwise(log_words)]
    return [[0.0, *same], [*same, 0.0], [1.0, *change], [*change, 1.0]]
