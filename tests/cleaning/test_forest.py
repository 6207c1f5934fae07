"""The trees say the same whether they are walked through or made into a function."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.cleaning.classifier import shipped_weights
from tui.cleaning.forest import Forest, Tree, compiled, read_tree, walked

_WIDTH = 3
_NUMBERS = st.floats(-9.0, 9.0) | st.sampled_from([0.0, -0.0, 0.1, 0.30000000000000004])
_TREES: st.SearchStrategy[Tree] = st.recursive(
    _NUMBERS,
    lambda below: st.tuples(st.integers(0, _WIDTH - 1), _NUMBERS, below, below),
    max_leaves=20,
)
_ROWS = st.lists(st.tuples(*[_NUMBERS] * _WIDTH), max_size=8)


@given(st.lists(_TREES, max_size=6).map(tuple), _ROWS)
@settings(deadline=None)
def test_the_function_gives_what_the_walk_gives(
    trees: tuple[Tree, ...], rows: list[tuple[float, ...]]
) -> None:
    assert compiled(trees, _WIDTH)(rows) == walked(trees, rows)


def test_a_value_at_the_threshold_goes_to_the_low_side() -> None:
    tree = read_tree(["bll", [0, 2.5], [10, 20]])
    rows = [(2.5,), (2.6,)]
    assert walked((tree,), rows) == compiled((tree,), 1)(rows) == [0.01, 0.02]


def test_however_much_a_forest_is_asked_it_says_the_same() -> None:
    shipped = shipped_weights()
    forest = Forest(shipped.forest.trees, len(shipped.columns))
    rows = [tuple(float(n * at % 7) / 3 for at in shipped.columns) for n in range(40)]
    first = forest.odds(rows)
    assert all(forest.odds(rows) == first for _ in range(60))
