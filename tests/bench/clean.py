"""How well and how fast the cleaner works: ``python -m tests.bench.clean [--seen] [--worst N]``.

Scores every page of ``../shared/cleanbench`` by in-order token F1 for three methods side by
side: keep all, the C4 rule (Raffel et al. 2020, section 2.2: lines with end punctuation and five
words), and ours. Ours twice: with the shipped weights, which have seen part of the pages, and
cross-validated by domain, where no page is judged by weights that saw its domain (needs numpy
and lightgbm; ``--seen`` leaves it out). Only pages with a free licence are trained on in either
case.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from tui.cleaning.classifier import read_weights
from tui.cleaning.clean import clean_text

SHARED = Path(__file__).resolve().parents[3] / "shared" / "cleanbench"
Clean = Callable[[dict[str, Any]], str]
_END = re.compile(r"[.!?\"”]$")


def c4(text: str) -> str:
    """The lines that the C4 rule keeps."""
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if _END.search(line) and len(line.split()) >= 5)


def scorer() -> ModuleType:
    """The benchmark's own scoring script."""
    spec = importlib.util.spec_from_file_location("cleanbench_score", SHARED / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(SHARED / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pages_of(name: str) -> list[dict[str, Any]]:
    """The pages of one of the benchmark's files."""
    with (SHARED / name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def cross_validated(pages: list[dict[str, Any]]) -> Clean:
    """Cleaning by weights that saw no page of the domain at hand."""
    from tui.cleaning.train import FOLDS, examples_of, fit, fold_of, usable

    suspect = frozenset(json.loads((SHARED / "suspect.json").read_text("utf-8"))["dev"])
    examples = examples_of([page for page in pages if usable(page, suspect)], SHARED)
    weights = []
    for fold in range(FOLDS):
        inside = [example for example in examples if fold_of(example.domain) != fold]
        weights.append(read_weights(json.dumps(fit(inside))))
        print(f"  fold {fold + 1} of {FOLDS} trained", file=sys.stderr)
    return lambda page: clean_text(page["raw_text"], weights[fold_of(page["domain"])])


def measure(
    name: str, method: Clean, pages: list[dict[str, Any]], score: ModuleType
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Clean all pages and print their scores: all together, by style, by source."""
    started = time.perf_counter()
    texts = [method(page) for page in pages]
    speed = len(pages) / (time.perf_counter() - started)
    scored = [(page, score.score_page(page, text)) for page, text in zip(pages, texts, strict=True)]
    _row(f"{name}, all", scored, f"{speed:8.0f}")
    for key in ("style", "source"):
        for value in sorted({page[key] for page in pages}):
            _row(f"  {key} {value}", [pair for pair in scored if pair[0][key] == value], "")
    return scored


def _row(name: str, scored: list[tuple[dict[str, Any], dict[str, Any]]], speed: str) -> None:
    precision, recall, f1 = zip(*(result["lcs"] for _, result in scored), strict=True)
    line = statistics.mean(result["line"][2] for _, result in scored)
    share = 100 / len(scored)
    print(
        f"{name:<28}{len(scored):>5} {statistics.mean(f1):7.4f} {statistics.median(f1):7.4f}"
        f" {statistics.mean(precision):6.3f} {statistics.mean(recall):6.3f} {line:6.3f}"
        f" {share * sum(x >= 0.95 for x in f1):7.1f}"
        f" {share * sum(x < 0.8 for x in recall):6.1f}"
        f" {share * sum(x < 0.8 for x in precision):6.1f}"
        f" {speed}"
    )


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 1 where the benchmark's pages are absent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seen", action="store_true", help="the shipped weights only")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="name the N worst pages")
    options = parser.parse_args(arguments)
    if not SHARED.exists():
        print(f"no benchmark pages at {SHARED}", file=sys.stderr)
        return 1
    score, pages, snippets = scorer(), pages_of("dev.jsonl"), pages_of("snippets_dev.jsonl")
    methods: dict[str, Clean] = {
        "keep all": lambda page: str(page["raw_text"]),
        "C4 rule": lambda page: c4(page["raw_text"]),
        "ours, shipped (seen)": lambda page: clean_text(page["raw_text"]),
    }
    if not options.seen and importlib.util.find_spec("lightgbm"):
        methods["ours, cross-validated"] = cross_validated(pages)
    print(
        f"{'':<28}{'pages':>5} {'mean':>7} {'median':>7} {'prec.':>6} {'recall':>6} {'line':>6}"
        f" {'%>=.95':>7} {'%R<.8':>6} {'%P<.8':>6} {'pages/s':>8}"
    )
    scored = []
    for name, method in methods.items():
        scored = measure(name, method, pages, score)
    for name, method in methods.items():
        print(f"{name:<28}", end="")
        score.snip(snippets, {page["id"]: method(page) for page in snippets})
    for page, result in sorted(scored, key=lambda pair: pair[1]["lcs"][2])[: options.worst]:
        print(page["id"], page["style"], "/".join(f"{x:.2f}" for x in result["lcs"]), page["url"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
