"""Rebuilds the shipped weights from labelled pages: ``python -m tui.cleaning.train DATA [--out FILE]``.

DATA is a file of JSON lines or a folder with ``dev.jsonl``: ``id``, ``domain``, ``licence``, ``raw_text``
and ``line_labels`` (1 the document, 0 not, -1 no words, -2 a title) in each. Pages without a free
licence are left out, and so are those that ``suspect.json`` beside them names. The result depends on the
input alone. Needs the ``train`` dependency group (numpy, lightgbm); nothing else in the program does.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tui.cleaning.classifier import WEIGHTS, features_of
from tui.cleaning.cohesion import second_features
from tui.cleaning.page import Page, read_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.cleaning.features import Words

FREE_LICENCES = frozenset({"Apache-2.0", "MIT"})
_FOLDS = 5
_RIDGE = 3.0
_NEWTON_STEPS = 15
_HALF_WEIGHT_LINES = 40
_TREES = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 15,
    "min_child_samples": 30,
    "reg_lambda": 5.0,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbosity": -1,
}
_ROUNDS = 150
_TREE_SHARE = 0.5


class Example(NamedTuple):
    """A page ready for training: its first-pass features (a row for each paragraph), and for each
    paragraph the label, negative where there is nothing to learn, and how much it counts."""

    domain: str
    words: list[Words]
    rows: Any
    labels: Any
    counts: Any


def usable(page: dict[str, Any], suspect: frozenset[str] = frozenset()) -> bool:
    """Whether weights that ship may learn from a page: a free licence, and a gold not cut short."""
    return page["licence"] in FREE_LICENCES and page["id"] not in suspect


def read_pages(data: Path) -> list[dict[str, Any]]:
    """The labelled pages of a file or folder that weights may be trained on."""
    source = data / "dev.jsonl" if data.is_dir() else data
    notes = source.with_name("suspect.json")
    named = json.loads(notes.read_text(encoding="utf-8")) if notes.exists() else {}
    suspect = frozenset(identity for part in named.values() for identity in part)
    with source.open(encoding="utf-8") as lines:
        pages = [json.loads(line) for line in lines]
    return [page for page in pages if usable(page, suspect)]


def example_of(labelled: dict[str, Any]) -> Example:
    """A labelled page as an example. A paragraph joined from several lines takes the label of the
    greater part of its characters."""
    import numpy

    raw = labelled["raw_text"]
    page = read_page(raw)
    labels = numpy.array(_paragraph_labels(page, raw, labelled["line_labels"]))
    size = len(labels)
    # Long pages count for more than short ones, but not in proportion to their lines.
    weight = (_HALF_WEIGHT_LINES / (size + _HALF_WEIGHT_LINES)) ** 0.5
    columns = features_of(page.paragraphs, page.words, page.small_words)
    rows = numpy.array(columns, dtype=numpy.float64).T
    return Example(labelled["domain"], page.words, rows, labels, numpy.full(size, weight))


def _paragraph_labels(page: Page, raw: str, line_labels: list[int]) -> list[int]:
    starts = list(accumulate((len(line) + 1 for line in raw.split("\n")), initial=0))
    labels: list[int] = []
    for paragraph in page.paragraphs:
        characters = {1: 0, 0: 0, -1: 0, -2: 0}
        for line in paragraph.lines:
            label = line_labels[bisect_right(starts, line.start) - 1]
            characters[label] += len(line.text)
        if characters[1] or characters[0]:
            labels.append(1 if characters[1] > characters[0] else 0)
        else:
            labels.append(-1)
    return labels


def fit(examples: list[Example]) -> dict[str, Any]:
    """Weights for both passes, in the form of their file.

    The second pass learns from first-pass verdicts by models that did not see the page's domain:
    verdicts by a model that did are better than any the second pass will meet.
    """
    import numpy

    first = _fit_linear(examples, [example.rows for example in examples])
    verdicts = _unseen_verdicts(examples)
    second_rows = [_second_rows(example, verdicts[i]) for i, example in enumerate(examples)]
    second = _fit_linear(examples, second_rows)
    columns, trees, bias = _fit_trees(examples, second_rows, numpy)
    return {
        "first": first,
        "second": second,
        "columns": columns,
        "trees": trees,
        "bias": bias,
        "share": _TREE_SHARE,
    }


def _unseen_verdicts(examples: list[Example]) -> dict[int, list[float]]:
    verdicts: dict[int, list[float]] = {}
    for fold in range(_FOLDS):
        inner = [example for example in examples if fold_of(example.domain) != fold]
        model = _fit_linear(inner, [example.rows for example in inner])
        for index, example in enumerate(examples):
            if fold_of(example.domain) == fold:
                verdicts[index] = _predict(model, example.rows)
    return verdicts


def fold_of(domain: str, salt: str = "inner", folds: int = _FOLDS) -> int:
    """The fold that a domain falls into, the same on every run and machine."""
    return int(hashlib.sha256(f"{salt}:{domain}".encode()).hexdigest(), 16) % folds


def _second_rows(example: Example, verdicts: list[float]) -> Any:
    import numpy

    columns = second_features(verdicts, example.words)
    return numpy.hstack([example.rows, numpy.array(columns, dtype=numpy.float64).T])


def _stack(examples: list[Example], rows: Iterable[Any]) -> tuple[Any, Any, Any]:
    import numpy

    labels = numpy.concatenate([example.labels for example in examples])
    known = labels >= 0
    counts = numpy.concatenate([example.counts for example in examples])
    return numpy.vstack(list(rows))[known], labels[known].astype(float), counts[known]


def _fit_linear(examples: list[Example], rows: list[Any]) -> dict[str, Any]:
    """Ridge logistic regression by Newton's method (iteratively reweighted least squares)."""
    import numpy

    values, labels, counts = _stack(examples, rows)
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
        "weights": [_rounded(weight) for weight in raw],
        "bias": _rounded(weights[-1] - float(raw @ mean)),
    }


def _predict(model: dict[str, Any], rows: Any) -> list[float]:
    import numpy

    odds = rows @ numpy.array(model["weights"]) + model["bias"]
    return [float(p) for p in 1.0 / (1.0 + numpy.exp(-numpy.clip(odds, -30, 30)))]


def _fit_trees(
    examples: list[Example], rows: list[Any], numpy: Any
) -> tuple[list[int], list[list[float]], float]:
    """Boosted trees in the flat form of the weights file, over the features that they use."""
    import lightgbm

    values, labels, counts = _stack(examples, rows)
    data = lightgbm.Dataset(values, label=labels, weight=counts, free_raw_data=False)
    model = lightgbm.train(_TREES, data, num_boost_round=_ROUNDS)
    used = [index for index, gain in enumerate(model.feature_importance()) if gain]
    renamed = {index: position for position, index in enumerate(used)}
    trees: list[list[float]] = []
    for info in model.dump_model()["tree_info"]:
        flat: list[float] = []
        _flatten(info["tree_structure"], renamed, flat)
        trees.append(flat)
    return used, trees, 0.0


def _flatten(node: dict[str, Any], renamed: dict[int, int], flat: list[float]) -> None:
    if "leaf_value" in node:
        flat += [-1, _rounded(node["leaf_value"])]
        return
    flat += [renamed[node["split_feature"]], _rounded(node["threshold"])]
    _flatten(node["left_child"], renamed, flat)
    _flatten(node["right_child"], renamed, flat)


def _rounded(value: float) -> float:
    return float(f"{value:.5g}")


def main(arguments: list[str] | None = None) -> None:
    """Train on DATA and write the weights file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="JSON lines, or a folder with dev.jsonl")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where to write the weights")
    options = parser.parse_args(arguments)
    pages = read_pages(options.data)
    weights = fit([example_of(page) for page in pages])
    options.out.write_text(json.dumps(weights, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(pages)} pages, {options.out.stat().st_size} bytes in {options.out}")


if __name__ == "__main__":
    main()
