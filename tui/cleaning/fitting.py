"""How each kind of model is fitted. For training only; needs numpy and lightgbm."""

from __future__ import annotations

from typing import Any

_RIDGE = 3.0
_NEWTON_STEPS = 12
_TITLE_RIDGE = 0.02
_TITLE_STEPS = 600
TREES: dict[str, Any] = {
    "objective": "binary",
    "extra_trees": True,
    "learning_rate": 0.06,
    "num_leaves": 31,
    "min_child_samples": 30,
    "reg_lambda": 5.0,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "max_bin": 63,
    "num_threads": 1,
    "verbosity": -1,
}
ROUNDS = 240
# The trees are too sure of themselves on pages of new domains: their log-odds are scaled by this.
_CALM = 0.8
# Log-odds taken off every paragraph: the labelled snippets, most of which belong to documents, and
# the cut for the best F1 both lean towards keeping.
_CAUTION = 0.2


def rounded(value: float) -> float:
    """A weight with five significant digits, which are enough and make a small file."""
    return float(f"{value:.5g}")


def fit_linear(values: Any, labels: Any, counts: Any) -> dict[str, Any]:
    """Ridge logistic regression by Newton's method (iteratively reweighted least squares)."""
    import numpy

    mean = numpy.average(values, axis=0, weights=counts)
    spread = numpy.sqrt(numpy.average((values - mean) ** 2, axis=0, weights=counts)) + 1e-6
    scaled = numpy.hstack([(values - mean) / spread, numpy.ones((len(values), 1))])
    ridge = numpy.eye(scaled.shape[1]) * _RIDGE
    ridge[-1, -1] = 1e-6
    weights = numpy.zeros(scaled.shape[1])
    for _ in range(_NEWTON_STEPS):
        p = 1.0 / (1.0 + numpy.exp(-numpy.clip(scaled @ weights, -30, 30)))
        gradient = scaled.T @ (counts * (labels - p)) - ridge @ weights
        curvature = (scaled * (counts * p * (1.0 - p) + 1e-9)[:, None]).T @ scaled + ridge
        step = numpy.linalg.solve(curvature, gradient)
        weights = weights + step
        if float(numpy.abs(step).max()) < 1e-4:
            break
    raw = weights[:-1] / spread
    return {
        "weights": [rounded(weight) for weight in raw],
        "bias": rounded(weights[-1] - float(raw @ mean)),
    }


def predict_linear(model: dict[str, Any], rows: Any) -> list[float]:
    """The probabilities that a fitted regression gives the rows."""
    import numpy

    odds = rows @ numpy.array(model["weights"]) + model["bias"]
    return [float(p) for p in 1.0 / (1.0 + numpy.exp(-numpy.clip(odds, -30, 30)))]


def fit_title(elections: list[tuple[list[list[float]], list[int]]]) -> dict[str, Any]:
    """Conditional logit by gradient ascent (Adam).

    An election is the rows of its candidates and the places of those that are right; without any,
    "there is no title" is right.
    """
    import numpy

    held = [(numpy.array(rows), chosen) for rows, chosen in elections if rows]
    spread = numpy.vstack([rows for rows, _ in held]).std(axis=0) + 1e-6
    size = len(spread)
    weights = numpy.zeros(size + 1)
    mean, square = numpy.zeros(size + 1), numpy.zeros(size + 1)
    scaled = [
        (numpy.vstack([numpy.hstack([rows / spread, numpy.zeros((len(rows), 1))]), nobody]), chosen)
        for nobody in [numpy.eye(size + 1)[-1:]]
        for rows, chosen in held
    ]
    for _ in range(_TITLE_STEPS):
        gradient = numpy.zeros(size + 1)
        for rows, chosen in scaled:
            odds = rows @ weights
            p = numpy.exp(odds - odds.max())
            p /= p.sum()
            wanted = numpy.zeros(len(p))
            right = chosen or [len(p) - 1]
            wanted[right] = p[right] / p[right].sum()
            gradient += (wanted - p) @ rows
        gradient /= len(scaled)
        gradient[:-1] -= _TITLE_RIDGE * weights[:-1]
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        weights = weights + 0.05 * mean / (numpy.sqrt(square) + 1e-8)
    return {
        "weights": [rounded(weight) for weight in weights[:-1] / spread],
        "none": rounded(weights[-1]),
    }


def fit_trees(values: Any, labels: Any, counts: Any) -> dict[str, Any]:
    """Boosted trees (LightGBM, extremely randomised splits) over those features that they use.

    They are in the flat form of the weights file.
    """
    import lightgbm

    data = lightgbm.Dataset(values, label=labels, weight=counts)
    model = lightgbm.train(TREES, data, num_boost_round=ROUNDS)
    used = [index for index, times in enumerate(model.feature_importance()) if times]
    renamed = {index: position for position, index in enumerate(used)}
    trees = [_flat(info["tree_structure"], renamed) for info in model.dump_model()["tree_info"]]
    trees.append(["l", [], [round(-1000 * _CAUTION)]])
    return {"columns": used, "trees": trees}


def _flat(tree: dict[str, Any], renamed: dict[int, int]) -> list[Any]:
    """A tree in the flat form that :func:`tui.cleaning.forest.read_tree` reads."""
    shape: list[str] = []
    branches: list[float] = []
    leaves: list[int] = []

    def walk(node: dict[str, Any]) -> None:
        if "leaf_value" in node:
            shape.append("l")
            leaves.append(round(1000 * _CALM * node["leaf_value"]))
            return
        shape.append("b")
        branches.extend((renamed[node["split_feature"]], float(f"{node['threshold']:.4g}")))
        walk(node["left_child"])
        walk(node["right_child"])

    walk(tree)
    return ["".join(shape), branches, leaves]
