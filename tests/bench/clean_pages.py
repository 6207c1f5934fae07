"""The pages that cleaning is measured on, how they are scored, and weights that never saw them.

The pages are not part of the project; they lie beside it, in ``../shared/cleanbench``.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import statistics
import sys
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from tui.cleaning.classifier import Weights, read_weights

SHARED = Path(__file__).resolve().parents[3] / "shared" / "cleanbench"
Page = dict[str, Any]
#: A page and what its text scored: precision, recall, F1 under "lcs" (in-order tokens) and "line".
Scored = tuple[Page, dict[str, Any]]
HEAD = (
    f"{'':<30}{'pages':>5} {'mean':>7} {'median':>7} {'prec.':>6} {'recall':>6} {'line':>6}"
    f" {'%>=.95':>7} {'%R<.8':>6} {'%P<.8':>6}"
)


@cache
def scorer() -> ModuleType:
    """The benchmark's own scoring script."""
    spec = importlib.util.spec_from_file_location("cleanbench_score", SHARED / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(SHARED / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pages_of(name: str) -> list[Page]:
    """The pages of one of the benchmark's files."""
    with (SHARED / name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@lru_cache(maxsize=8)
def html(name: str) -> bytes:
    """The HTML that a page's field ``html`` names, unpacked."""
    return gzip.decompress((SHARED / name).read_bytes())


def fold_weights(pages: list[Page], kept: Path | None = None) -> list[Weights]:
    """Weights for each fold of domains, trained on the free pages of the others.

    ``kept`` is a file that holds them from one run to the next. Needs the dependency group
    ``train``.
    """
    from tui.cleaning.train import FOLDS, examples_of, fit, fold_of, usable

    if kept and kept.exists():
        found = json.loads(kept.read_text("utf-8"))
    else:
        suspect = frozenset(json.loads((SHARED / "suspect.json").read_text("utf-8"))["dev"])
        examples = examples_of([page for page in pages if usable(page, suspect)], SHARED)
        found = []
        for fold in range(FOLDS):
            found.append(fit([one for one in examples if fold_of(one.domain) != fold]))
            print(f"  fold {fold + 1} of {FOLDS} trained", file=sys.stderr)
        if kept:
            kept.write_text(json.dumps(found), "utf-8")
    return [read_weights(json.dumps(weights)) for weights in found]


def row(name: str, scored: list[Scored], after: str = "") -> str:
    """A line of the table whose head is ``HEAD``."""
    precision, recall, f1 = zip(*(result["lcs"] for _, result in scored), strict=True)
    line = statistics.mean(result["line"][2] for _, result in scored)
    share = 100 / len(scored)
    return (
        f"{name:<30}{len(scored):>5} {statistics.mean(f1):7.4f} {statistics.median(f1):7.4f}"
        f" {statistics.mean(precision):6.3f} {statistics.mean(recall):6.3f} {line:6.3f}"
        f" {share * sum(x >= 0.95 for x in f1):7.1f}"
        f" {share * sum(x < 0.8 for x in recall):6.1f}"
        f" {share * sum(x < 0.8 for x in precision):6.1f}{after}"
    )
