"""How well and how fast the cleaner works: ``python -m tests.bench.clean``.

Scores every page of ``../shared/cleanbench`` by in-order token F1: all together, those of which
there is HTML, by style of the dump and by source. Ours stands there twice: with the shipped
weights, which have seen part of the pages, and cross-validated by domain, where no page is judged
by weights that saw its domain (needs the dependency group ``train``). Only pages with a free
licence are trained on in either case. Once more with site memory: the pages are one case then, and
the gain is printed for all of them and for those of domains with three pages or more. The baselines
are described in ``clean_methods.py``; two of them need the dependency group ``bench``. Pages a
second are of CPU time on one core.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from tests.bench import clean_methods as methods
from tests.bench.clean_methods import Method
from tests.bench.clean_pages import (
    HEAD,
    SHARED,
    Page,
    Scored,
    fold_weights,
    html,
    pages_of,
    row,
    scorer,
)
from tui.cleaning.clean import clean, clean_text
from tui.cleaning.memory import recurring, wavering
from tui.lines import line_keys

#: Name, method, the package that it needs, whether it reads the page's HTML.
Entry = tuple[str, Method, str, bool]
METHODS: tuple[Entry, ...] = (
    ("keep all", methods.keep_all, "", False),
    ("C4 rule", methods.c4, "", False),
    ("jusText on lines", methods.justext_on_lines, "justext", False),
    ("trafilatura on HTML", methods.trafilatura, "trafilatura", True),
    ("trafilatura fast on HTML", methods.trafilatura_fast, "trafilatura", True),
    ("ours, shipped (seen)", methods.shipped, "", False),
)


OURS, REMINDED = "ours, cross-validated", "  and with site memory"
_SEVERAL = 3


def cross_validated(pages: list[Page], kept: Path | None) -> tuple[Method, Method]:
    """Cleaning by weights that saw no page of the domain at hand; and the same with what recurs on
    the other pages, as the program does it."""
    from tui.cleaning.train import fold_of

    weights = fold_weights(pages, kept)
    known = recurring({line_keys(page["raw_text"]) for page in pages})

    def ours(page: Page) -> str:
        return clean_text(page["raw_text"], weights[fold_of(page["domain"])])

    def reminded(page: Page) -> str:
        text, own = page["raw_text"], weights[fold_of(page["domain"])]
        unsure = wavering(text, clean(text, own).blocks)
        return clean_text(text, own, known=known if not unsure.isdisjoint(known) else {})

    return ours, reminded


class Outcome(NamedTuple):
    """What a method made of a page, in how many seconds of CPU time."""

    page: Page
    text: str
    seconds: float


def run(chosen: list[Entry], pages: list[Page]) -> dict[str, list[Outcome]]:
    """What each method makes of the pages that it can read. The methods take turns on each page,
    so that what else the machine does strikes all of them alike."""
    outcomes: dict[str, list[Outcome]] = {name: [] for name, _, _, _ in chosen}
    for _, method, _, of_html in chosen:
        method(_readable(pages, of_html)[0])
    for page in pages:
        if page.get("html"):
            html(page["html"])
        for name, method, _, of_html in chosen:
            if _readable([page], of_html):
                started = time.process_time()
                text = method(page)
                outcomes[name].append(Outcome(page, text, time.process_time() - started))
    return outcomes


def _readable(pages: list[Page], of_html: bool) -> list[Page]:
    return [page for page in pages if page.get("html") or not of_html]


def report(name: str, outcomes: list[Outcome]) -> list[Scored]:
    """Score a method's outcomes and print them: all, with HTML, by style, by source."""
    score = scorer().score_page
    scored = [(outcome.page, score(outcome.page, outcome.text)) for outcome in outcomes]
    of_html = [outcome for outcome in outcomes if outcome.page.get("html")]
    print(row(f"{name}, all", scored, _speed(outcomes)))
    print(row("  with HTML", [pair for pair in scored if pair[0].get("html")], _speed(of_html)))
    for key in ("style", "source"):
        for value in sorted({page[key] for page, _ in scored}):
            print(row(f"  {key} {value}", [pair for pair in scored if pair[0][key] == value]))
    return scored


def gain(pages: list[Page], before: list[Scored], after: list[Scored]) -> None:
    """Print what site memory adds to F1, with the standard error."""
    several = {domain for domain, n in Counter(p["domain"] for p in pages).items() if n >= _SEVERAL}
    gains = [
        (page["domain"] in several, now["lcs"][2] - was["lcs"][2])
        for (page, was), (_, now) in zip(before, after, strict=True)
    ]
    for name, found in (
        ("all", [more for _, more in gains]),
        (f"domains of {_SEVERAL} pages and more", [more for inside, more in gains if inside]),
    ):
        error = statistics.stdev(found) / len(found) ** 0.5
        mean = statistics.mean(found)
        print(f"  site memory, {name} ({len(found)} pages): {mean:+.4f} +-{error:.4f}")


def _speed(outcomes: list[Outcome]) -> str:
    spent = sum(outcome.seconds for outcome in outcomes)
    return f" {len(outcomes) / max(spent, 1e-6):8.0f}"


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 1 where the benchmark's pages are absent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seen", action="store_true", help="no cross-validation")
    parser.add_argument("--folds", type=Path, metavar="FILE", help="keep the folds' weights here")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="name our N worst pages")
    options = parser.parse_args(arguments)
    if not SHARED.exists():
        print(f"no benchmark pages at {SHARED}", file=sys.stderr)
        return 1
    pages, snippets = pages_of("dev.jsonl"), pages_of("snippets_dev.jsonl")
    chosen = [entry for entry in METHODS if _installed(entry[0], entry[2])]
    if not options.seen and _installed(OURS, "lightgbm"):
        ours, reminded = cross_validated(pages, options.folds)
        chosen += [(OURS, ours, "", False), (REMINDED, reminded, "", False)]
    print(f"{HEAD} {'pages/s':>8}")
    scores = {name: report(name, outcomes) for name, outcomes in run(chosen, pages).items()}
    if REMINDED in scores:
        gain(pages, scores[OURS], scores[REMINDED])
    for name, method, _, of_html in chosen:
        if not of_html and name != REMINDED:
            print(f"{name:<30}", end="")
            scorer().snip(snippets, {page["id"]: method(page) for page in snippets})
    last = list(scores.values())[-1]
    for page, result in sorted(last, key=lambda pair: pair[1]["lcs"][2])[: options.worst]:
        print(page["id"], page["style"], "/".join(f"{x:.2f}" for x in result["lcs"]), page["url"])
    return 0


def _installed(name: str, package: str) -> bool:
    if package and not importlib.util.find_spec(package):
        print(f"{name}: left out, {package} is not installed (see tests/bench/README.md)")
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
