"""What the HTML of a page would add to the cleaner: ``python -m tests.bench.clean_html``.

On the pages that have HTML, from the text that our reader makes of it, in-order token F1 of:
(a) ours, which sees the text alone; (b) trafilatura; (c) ours with trafilatura voting, a
paragraph's log-odds moved up or down as trafilatura kept it or not; (d) ours with what the markup
says of each paragraph, as rules, and as a logistic regression that starts from our log-odds.
All weights, first and second, are of folds that did not see the page's domain; the second were
fitted to scores by models of the other folds, some of which saw it. Needs the dependency groups
``bench`` and ``train``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from tests.bench import clean_methods
from tests.bench.clean_pages import HEAD, SHARED, Page, fold_weights, html, pages_of, row, scorer
from tui.cleaning import classifier
from tui.cleaning.classifier import Weights, probabilities, sigmoid
from tui.cleaning.clean import clean, clean_text
from tui.cleaning.markup import is_voted, log_odds, markup_rows
from tui.cleaning.page import Page as ReadPage
from tui.cleaning.page import read_page
from tui.cleaning.redump import label_lines
from tui.cleaning.train import fold_of
from tui.document import TELLING
from tui.ingest.formats.html import read

_AWAY = ("nav", "aside", "footer", "form", "button")
_LINKED, _RIDGE, _STEPS, _HALF_WEIGHT_LINES = 0.6, 3.0, 15, 40


class Judged(NamedTuple):
    """A page as text of our reader, what the model that did not see it says of its paragraphs, and
    what else is known of them: tag features, trafilatura's vote, the label (negative: none)."""

    page: Page
    fold: int
    text: str
    seen: ReadPage
    weights: Weights
    odds: list[float]
    tags: list[list[float]]
    votes: list[list[float]]
    labels: list[int]
    extracted: dict[str, str]


def judge(page: Page, folds: list[Weights]) -> Judged:
    """Everything that the methods need of a page."""
    found = read(html(page["html"]))
    text = found.text
    seen, fold = read_page(text), fold_of(page["domain"])
    scores = probabilities(seen, folds[fold])
    lines = [paragraph.text for paragraph in seen.paragraphs]
    extracted = {
        "trafilatura": clean_methods.trafilatura(page),
        "trafilatura fast": clean_methods.trafilatura_fast(page),
    }
    rows = markup_rows(seen.paragraphs, found.markup)
    if found.markup and not is_voted(found.markup):
        raise SystemExit(f"no vote on {page['id']}: {found.remark or 'trafilatura is missing'}")
    return Judged(
        page,
        fold,
        text,
        seen,
        folds[fold],
        [log_odds(score) for score in scores],
        [row[:-1] for row in rows],
        [row[-1:] for row in rows],
        label_lines(lines, page["gold_text"], page["titles"]),
        extracted,
    )


def cleaned(one: Judged, odds: list[float]) -> str:
    """Ours with other log-odds than the text alone gives."""
    scores = [sigmoid(value) for value in odds]
    with (
        patch("tui.cleaning.clean.read_page", lambda text: one.seen),
        patch("tui.cleaning.clean.probabilities", lambda page, weights: scores),
    ):
        return clean_text(one.text, one.weights)


def voted(one: Judged, shift: float) -> list[float]:
    """Log-odds after trafilatura's vote."""
    return [
        value + (shift if vote else -shift)
        for value, (vote,) in zip(one.odds, one.votes, strict=True)
    ]


def ruled(one: Judged, shift: float) -> list[float]:
    """Log-odds after plain rules: away with what stands in a menu, an aside, a footer or a form,
    and with what is mostly links; a little up inside an article or main element."""
    first = len(one.tags[0]) - len(TELLING) if one.tags else 0
    place = {tag: first + at for at, tag in enumerate(TELLING)}
    return [
        value
        - shift * any(tags[place[tag]] for tag in _AWAY)
        - shift * (tags[0] > _LINKED)
        + 0.3 * shift * bool(tags[place["article"]] or tags[place["main"]])
        for value, tags in zip(one.odds, one.tags, strict=True)
    ]


def learned(
    judged: list[Judged], columns: Callable[[Judged], list[list[float]]]
) -> list[list[float]]:
    """Log-odds moved by a logistic regression over the columns, fitted to the other folds."""
    import numpy

    named = json.loads((SHARED / "suspect.json").read_text("utf-8"))["dev"]
    usable = [one for one in judged if one.page["id"] not in named]
    models = {
        fold: regression([one for one in usable if one.fold != fold], columns)
        for fold in {one.fold for one in judged}
    }
    return [
        list(one.odds + numpy.array([[*each, 1.0] for each in columns(one)]) @ models[one.fold])
        for one in judged
    ]


def regression(judged: list[Judged], columns: Callable[[Judged], list[list[float]]]) -> Any:
    """The weights of the columns, and last that of every paragraph."""
    import numpy

    labels = numpy.concatenate([one.labels for one in judged])
    counts = [
        numpy.full(len(one.labels), (1 + len(one.labels) / _HALF_WEIGHT_LINES) ** -0.5)
        for one in judged
    ]
    rows = [numpy.array([[*each, 1.0] for each in columns(one)]) for one in judged]
    known = labels >= 0
    return _fit(
        numpy.vstack(rows)[known],
        labels[known].astype(float),
        numpy.concatenate(counts)[known],
        numpy.concatenate([one.odds for one in judged])[known],
    )


def both(one: Judged) -> list[list[float]]:
    """The columns of the markup, and last trafilatura's vote."""
    return [[*tags, *votes] for tags, votes in zip(one.tags, one.votes, strict=True)]


def shipped(found: Any) -> dict[str, Any]:
    """A regression as it is written down."""
    *weights, bias = found
    return {"weights": [float(f"{x:.4g}") for x in weights], "bias": float(f"{bias:.4g}")}


def _fit(rows: Any, labels: Any, counts: Any, offset: Any) -> Any:
    """Ridge logistic regression from given log-odds, by Newton's method."""
    import numpy

    spread = rows.std(axis=0) + 1e-6
    spread[-1] = 1.0
    rows = rows / spread
    weights = numpy.zeros(rows.shape[1])
    for _ in range(_STEPS):
        p = 1 / (1 + numpy.exp(-numpy.clip(offset + rows @ weights, -30, 30)))
        slope = rows.T @ (counts * (labels - p)) - _RIDGE * weights
        curve = (rows * (counts * p * (1 - p))[:, None]).T @ rows + _RIDGE * numpy.eye(len(weights))
        weights = weights + numpy.linalg.solve(curve, slope)
    return weights / spread


def show(name: str, judged: list[Judged], texts: list[str], base: list[float]) -> list[float]:
    """Print a row, with the mean difference from the base and its standard error."""
    score = scorer().score_page
    scored = [(one.page, score(one.page, text)) for one, text in zip(judged, texts, strict=True)]
    found = [float(result["lcs"][2]) for _, result in scored]
    after = ""
    if base:
        gains = [new - old for new, old in zip(found, base, strict=True)]
        error = statistics.stdev(gains) / len(gains) ** 0.5
        after = f"  {statistics.mean(gains):+.4f} +-{error:.4f}"
    print(row(name, scored, after), flush=True)
    return found


def _whole(page: Page) -> object:
    found = read(html(page["html"]))
    return clean(found.text, markup=found.markup)


def _unvoted(page: Page) -> object:
    with patch("tui.ingest.formats.html.kept", lambda page, lines: None):
        return _whole(page)


def speeds(pages: list[Page]) -> None:
    """CPU time of each way through a page, in turns on each."""
    ways: dict[str, Callable[[Page], object]] = {
        "our reader and cleaner": _unvoted,
        "the same with the vote": _whole,
        "trafilatura": clean_methods.trafilatura,
        "trafilatura fast": clean_methods.trafilatura_fast,
    }
    spent = dict.fromkeys(ways, 0.0)
    for page in pages:
        html(page["html"])
        for name, way in ways.items():
            started = time.process_time()
            way(page)
            spent[name] += time.process_time() - started
    for name, seconds in spent.items():
        print(f"{name:<30} {len(pages) / seconds:6.0f} pages/s")


def main(arguments: list[str] | None = None) -> int:
    """Print both tables; 1 where the benchmark's pages are absent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=Path, metavar="FILE", help="keep the folds' weights here")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the regression on markup")
    options = parser.parse_args(arguments)
    if not SHARED.exists():
        print(f"no benchmark pages at {SHARED}", file=sys.stderr)
        return 1
    pages = pages_of("dev.jsonl")
    folds = fold_weights(pages, options.folds)
    pages = [page for page in pages if page.get("html")]
    judged = [judge(page, folds) for page in pages]
    if options.out:
        alone = regression(judged, lambda one: one.tags)
        written = {
            "fitted_to": hashlib.sha256(classifier.WEIGHTS.read_bytes()).hexdigest(),
            "alone": shipped(alone),
            "voted": shipped(regression(judged, both)),
        }
        options.out.write_text(json.dumps(written) + "\n", "utf-8")
    print(f"{HEAD}  against (a)")
    show("all of the reader's text", judged, [one.text for one in judged], [])
    base = show("(a) ours", judged, [cleaned(one, one.odds) for one in judged], [])
    for name in ("trafilatura", "trafilatura fast"):
        show(f"(b) {name}", judged, [one.extracted[name] for one in judged], base)
    for shift in (1.0, 2.0, 3.0):
        texts = [cleaned(one, voted(one, shift)) for one in judged]
        show(f"(c) votes, {shift:+.0f} or {-shift:+.0f}", judged, texts, base)
    for shift in (1.5, 3.0):
        texts = [cleaned(one, ruled(one, shift)) for one in judged]
        show(f"(d) rules, {shift:.1f}", judged, texts, base)
    regressions: dict[str, Callable[[Judged], list[list[float]]]] = {
        "(d) regression on markup": lambda one: one.tags,
        "(c) regression on votes": lambda one: one.votes,
        "(c, d) regression on both": both,
    }
    for name, columns in regressions.items():
        texts = [cleaned(*pair) for pair in zip(judged, learned(judged, columns), strict=True)]
        show(name, judged, texts, base)
    speeds(pages[::4])
    return 0


if __name__ == "__main__":
    sys.exit(main())
