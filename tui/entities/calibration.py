"""Calibration: from a confidence that a step gives to how often names with it are right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui.document import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui.entities.recogniser import Candidate

Curve = tuple[tuple[float, float], ...]
"""Points (confidence given, share of names right), both rising, with straight lines between."""

Curves = Mapping[Label, Curve]

STRAIGHT: Curve = ((0.0, 0.0), (1.0, 1.0))
_POINTS = 20


def at(curve: Curve, given: float) -> float:
    """The curve at ``given``; it begins at (0, 0) and is flat after its last point."""
    left, right = (0.0, 0.0), curve[-1]
    for point in curve:
        if point[0] > given:
            right = point
            break
        left = point
    if right[0] <= left[0]:
        return left[1]
    share = (given - left[0]) / (right[0] - left[0])
    return left[1] + share * (right[1] - left[1])


def weighed(names: Iterable[Candidate], curves: Curves) -> list[Candidate]:
    """The names, each with the share of right ones among names of its kind and confidence."""
    return [
        name._replace(confidence=at(curves.get(name.label, STRAIGHT), name.confidence))
        for name in names
    ]


def fitted(points: Iterable[tuple[float, bool]]) -> Curve:
    """The rising curve that fits names, given as (confidence, whether right).

    Pool-adjacent-violators (Ayer et al. 1955) over bins of equal size; each pool is smoothed by one
    right and one wrong name (Laplace).
    """
    ordered = sorted(points)
    size = max(1, len(ordered) // _POINTS)
    pools: list[list[float]] = []
    for first in range(0, len(ordered), size):
        part = ordered[first : first + size]
        pools.append([sum(x for x, _ in part), sum(right for _, right in part), len(part)])
        while len(pools) > 1 and _rate(pools[-2]) > _rate(pools[-1]):
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    return tuple((round(pool[0] / pool[2], 4), round(_rate(pool), 4)) for pool in pools)


def _rate(pool: Sequence[float]) -> float:
    return (pool[1] + 1) / (pool[2] + 2)
