"""An ensemble of boosted trees, evaluated in one of two ways.

Walking through nested tuples needs no preparation. A compiled function of nested conditional
expressions gives the same sums in less than a third of the time, but compiling it takes as long as
walking over a thousand rows: it is compiled once so many have been asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

# A branch (feature, threshold, low side, high side) or a leaf.
Tree = Any
Rows = Sequence[Sequence[float]]
Function = Callable[[Rows], list[float]]
# Rows for which walking takes as long as compiling.
_WORTH = 1400
# Trees that are compiled together: all together would need 33 MB meanwhile instead of 5.
_GROUP = 30


def read_tree(flat: list[Any]) -> Tree:
    """A tree from its flat form in the weights file.

    That is its shape in prefix order (b for a branch, l for a leaf), the feature and the threshold
    of each branch in turn, and the values of the leaves in thousandths.
    """
    shape, branches, leaves = iter(flat[0]), iter(flat[1]), iter(flat[2])

    def read() -> Tree:
        if next(shape) == "l":
            return next(leaves) / 1000
        feature, threshold = next(branches), next(branches)
        low = read()
        return (feature, threshold, low, read())

    return read()


class Forest:
    """Trees over rows of ``width`` features.

    A row goes to the low side of a branch if its feature there is at most the threshold.
    """

    def __init__(self, trees: tuple[Tree, ...], width: int) -> None:
        """``trees`` are those of :func:`read_tree`."""
        self.trees = trees
        self._width = width
        self._asked = 0
        self._made: Function | None = None

    def odds(self, rows: Rows) -> list[float]:
        """The log-odds that the trees together give each row."""
        self._asked += len(rows)
        if self._made is None and self._asked >= _WORTH:
            self._made = compiled(self.trees, self._width)
        return self._made(rows) if self._made else walked(self.trees, rows)


def walked(trees: tuple[Tree, ...], rows: Rows) -> list[float]:
    """The sum of the trees' leaves for each row."""
    odds: list[float] = []
    for row in rows:
        total = 0.0
        for node in trees:
            while node.__class__ is tuple:
                feature, threshold, low, high = node
                node = low if row[feature] <= threshold else high
            total += node
        odds.append(total)
    return odds


def compiled(trees: tuple[Tree, ...], width: int) -> Function:
    """The trees as a function of rows of ``width`` features; it gives exactly the sums of
    :func:`walked`.
    """
    groups = [_group(trees[at : at + _GROUP], width) for at in range(0, len(trees), _GROUP)]

    def odds(rows: Rows) -> list[float]:
        totals = [0.0] * len(rows)
        for group in groups:
            totals = group(rows, totals)
        return totals

    return odds


def _group(trees: tuple[Tree, ...], width: int) -> Callable[[Rows, list[float]], list[float]]:
    """A function that adds what some trees give each row to what others gave it."""
    row = " ".join(f"f{feature}," for feature in range(width))
    lines = [
        "def grown(rows, totals):",
        " found = []",
        f" for ({row}), total in zip(rows, totals):",
        *(f"  total += {_expression(tree)}" for tree in trees),
        "  found.append(total)",
        " return found",
    ]
    names: dict[str, Any] = {}
    exec(compile("\n".join(lines), "<trees>", "exec"), names)
    made: Callable[[Rows, list[float]], list[float]] = names["grown"]
    return made


def _expression(node: Tree) -> str:
    # Only numbers get into the source, whatever the weights file holds.
    if node.__class__ is not tuple:
        return repr(float(node))
    feature, threshold, low, high = node
    condition = f"f{int(feature)}<={float(threshold)!r}"
    return f"({_expression(low)} if {condition} else {_expression(high)})"
