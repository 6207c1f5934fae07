"""How often a row of the list says the right title, outlet and date: ``python -m
tests.bench.titles``.

The pages of ``../shared/cleanbench`` as plain text, without a word of their HTML. A title is right
where it says what the page's own headline says (token F1 of .8 or more), wrong where it says
something else; where none is found a row shows the file's name. Outlet and date are measured on the
pages whose HTML tells them.

Domains are in two halves: mistakes of the one may be looked at (``--wrong``), the other is for a
last look (``--unseen``). ``--folds FILE`` has the pages judged by weights that did not see their
domain; FILE is kept, and made if need be (dependency group ``train``).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tests.bench.clean_pages import SHARED, Page, fold_weights, html, pages_of
from tui.cleaning.classifier import Weights, shipped_weights
from tui.cleaning.clean import clean
from tui.cleaning.train import fold_of
from tui.document import Fact, Metadata
from tui.ingest.load import load_bytes

#: Spaced scripts by the word, others by the character.
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u9fff\uac00-\ud7af]+")
_SAME, _WORDS = 0.8, 4
_SITE = re.compile(r"\s(?:[|»·•–—]|-{1,2}|::)\s")
_ENDING = re.compile(r"\.(?:com?|org|net|gov|edu|info|[a-z]{2})\b")
_Weights = Callable[[Page], Weights]
RIGHT, WRONG, NONE = "right", "wrong", "none"


class Judged(NamedTuple):
    """What was found for a page, what its HTML says instead, and how these agree."""

    page: Page
    found: str
    wanted: str
    verdict: str


def agreement(one: str, other: str) -> float:
    """Token F1 of two lines, whatever their case."""
    first, second = (Counter(_TOKEN.findall(text.casefold())) for text in (one, other))
    shared = sum((first & second).values())
    return 2 * shared / (first.total() + second.total()) if shared else 0.0


def headlines(page: Page) -> list[str]:
    """What the page gives as its title, with and without the site behind it: its forms of some
    length, and shorter ones that begin such a form; others name the site, or a picture."""
    forms = page["titles"]
    long = [one for one in forms if len(_TOKEN.findall(one)) >= _WORDS] or forms
    named = [one for one in forms if any(other.startswith(one) for other in long)]
    return named + [parts[0] for one in named if len(parts := _SITE.split(one)) > 1]


def stands_in_text(page: Page) -> bool:
    """Whether a line of the text says the headline at all."""
    lines = {line.strip() for line in page["raw_text"].split("\n") if len(line) < 400}
    return any(agreement(line, one) >= _SAME for line in lines for one in headlines(page))


def judge_title(page: Page, found: str) -> str:
    """Whether a title is the page's own."""
    if not found:
        return NONE
    return RIGHT if any(agreement(found, one) >= _SAME for one in headlines(page)) else WRONG


def judge_outlet(page: Page, found: str, wanted: str) -> str:
    """Whether a name is that of the outlet: the same letters, the words of one within the other's,
    or the name that the domain is made of."""
    if not found:
        return NONE
    one, other, domain = (_letters(text) for text in (found, wanted, page["domain"]))
    words = [set(_TOKEN.findall(text.casefold())) - {"the"} for text in (found, wanted)]
    same = one in (other, domain) or words[0] <= words[1] or words[1] <= words[0]
    return RIGHT if same else WRONG


def judge_date(found: str, wanted: str) -> str:
    """Whether a date is that of the page, as far as both say it; a day is forgiven, for what its
    HTML says is in another zone."""
    if not found:
        return NONE
    size = min(len(found), len(wanted), 10)
    if size < len("2026-01-01"):
        return RIGHT if found[:size] == wanted[:size] else WRONG
    apart = date.fromisoformat(found[:10]) - date.fromisoformat(wanted[:10])
    return RIGHT if abs(apart.days) <= 1 else WRONG


def _letters(text: str) -> str:
    return re.sub(r"^the|[\W_]", "", _ENDING.sub("", text.casefold()))


def _value(fact: Fact | None) -> str:
    return fact.value if fact else ""


def judged(pages: Iterable[Page], weights: _Weights) -> dict[str, list[Judged]]:
    """What the text of each page gives, beside what its HTML says."""
    found: dict[str, list[Judged]] = {"title": [], "outlet": [], "date": []}
    for page in pages:
        meta = clean(page["raw_text"], weights(page)).metadata
        title = _value(meta.title)
        found["title"].append(Judged(page, title, headlines(page)[0], judge_title(page, title)))
        own = (
            load_bytes(html(page["html"]), "page.html").metadata if page.get("html") else Metadata()
        )
        if wanted := _value(own.outlet):
            outlet = _value(meta.outlet)
            verdict = judge_outlet(page, outlet, wanted)
            found["outlet"].append(Judged(page, outlet, wanted, verdict))
        if wanted := _value(own.published):
            day = _value(meta.published)
            found["date"].append(Judged(page, day, wanted, judge_date(day, wanted)))
    return found


def report(name: str, results: list[Judged]) -> None:
    """A line of the table."""
    counts = Counter(result.verdict for result in results)
    shares = "".join(f"{100 * counts[kind] / len(results):8.1f}" for kind in (RIGHT, WRONG, NONE))
    print(f"{name:<44}{len(results):>6}{shares}")


def table(half: str, found: dict[str, list[Judged]]) -> None:
    """Print all lines of the table for a half of the domains."""
    titles = found["title"]
    said = {result.page["id"]: stands_in_text(result.page) for result in titles}
    report(f"{half}: title", titles)
    report("  a line of the text says it", [one for one in titles if said[one.page["id"]]])
    report("  no line says it", [one for one in titles if not said[one.page["id"]]])
    for style in "ABR":
        report(f"  style {style}", [one for one in titles if one.page["style"] == style])
    report(f"{half}: outlet, where the HTML tells it", found["outlet"])
    report(f"{half}: date, where the HTML tells it", found["date"])


def mistakes(found: dict[str, list[Judged]]) -> None:
    """Name what is wrong or missing."""
    for field, results in found.items():
        for result in results:
            if result.verdict != RIGHT:
                said = f"{field} {result.verdict}: {result.found!r} for {result.wanted!r}"
                print(result.page["id"], result.page["style"], said)


def _weights(kept: Path | None) -> _Weights:
    """For each page those that did not see its domain, or those that ship."""
    if kept is None:
        return lambda page: shipped_weights()
    folds = fold_weights(pages_of("dev.jsonl"), kept)
    return lambda page: folds[fold_of(page["domain"])]


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 1 where the benchmark's pages are absent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--unseen", action="store_true", help="also the half for a last look")
    parser.add_argument("--wrong", action="store_true", help="name the mistakes of the other half")
    parser.add_argument(
        "--folds", type=Path, metavar="FILE", help="weights that saw no such domain"
    )
    options = parser.parse_args(arguments)
    if not SHARED.exists():
        print(f"no benchmark pages at {SHARED}", file=sys.stderr)
        return 1
    pages = [page for page in pages_of("dev.jsonl") if page["titles"]]
    weights = _weights(options.folds)
    print(f"{'':<44}{'pages':>6}{RIGHT:>8}{WRONG:>8}{NONE:>8}  %")
    halves = [[page for page in pages if fold_of(page["domain"], "titles", 2) == n] for n in (0, 1)]
    looked_at = judged(halves[0], weights)
    table("looked at", looked_at)
    if options.unseen:
        table("not looked at", judged(halves[1], weights))
    if options.wrong:
        mistakes(looked_at)
    return 0


if __name__ == "__main__":
    sys.exit(main())
