"""How many copies are found, and how many are none: ``python -m tests.bench.copies``.

Each page of ``../shared/cleanbench`` gives four documents: the page itself, its article alone (the
clean twin), the article in the middle of another page's menus and comments (a reprint), and its
first two thirds (a cut reprint). All are cleaned and fingerprinted as the program does it; any two
of one page are copies, any two of different pages are none, except where the collection itself has
an article twice; pages of dummy text, which all say the same, are left out. Beside containment
stand the resemblance (Jaccard) of the same fingerprints, at the threshold that is best for it on
these documents (it is what MinHash estimates), and equality of the articles' words.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from time import process_time
from typing import NamedTuple

from tests.bench.clean_pages import SHARED, Page, pages_of
from tui.cleaning.clean import clean
from tui.document import Role
from tui.stories.fingerprints import fingerprints
from tui.stories.relation import relation

#: As in the index: what more documents have in common is a form of words, and counts nowhere.
COMMON = 50
DUMMY = "incididunt"
KINDS = ("page", "twin", "reprint", "cut")

Pair = tuple[int, int]


class Text(NamedTuple):
    """One document: of which page it is, in which form, and what it is known by."""

    page: int
    kind: str
    prints: frozenset[int]


class Candidate(NamedTuple):
    """Two documents that share fingerprints: how many, and how many each has that count."""

    shared: int
    size: int
    other: int


def forms(pages: list[Page], number: int) -> Iterator[tuple[str, str]]:
    """The four documents that a page gives."""
    page, other = pages[number], pages[(number + 1) % len(pages)]
    article = page["gold_text"].split("\n")
    yield "page", page["raw_text"]
    yield "twin", page["gold_text"]
    lines = other["raw_text"].split("\n")
    around = [
        line for line, label in zip(lines, other["line_labels"], strict=False) if label in (0, -1)
    ]
    middle = len(around) // 3
    yield "reprint", "\n".join([*around[:middle], "", *article, "", *around[middle:]])
    yield "cut", "\n".join(article[: -(-2 * len(article) // 3)])


def body(text: str) -> str:
    """What the program takes fingerprints of."""
    blocks = clean(text).blocks
    return "\n".join(block.text(text) for block in blocks if block.role is Role.BODY)


def candidates(texts: list[Text]) -> dict[Pair, Candidate]:
    """All pairs that have at least one fingerprint in common that counts."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for one in text.prints:
            holders[one].append(number)
    counting = {one: who for one, who in holders.items() if len(who) <= COMMON}
    sizes = Counter(number for who in counting.values() for number in who)
    shared = Counter(pair for who in counting.values() for pair in combinations(who, 2))
    return {
        (one, two): Candidate(count, sizes[one], sizes[two]) for (one, two), count in shared.items()
    }


def twice(pages: list[Page]) -> set[Pair]:
    """Pages of the collection whose articles are copies by their gold text."""
    golds = [
        Text(number, "", frozenset(fingerprints(page["gold_text"])))
        for number, page in enumerate(pages)
    ]
    return {pair for pair, found in candidates(golds).items() if relation(*found)}


def judged(
    texts: list[Text], found: set[Pair], known: set[Pair]
) -> tuple[float, Mapping[str, float]]:
    """Precision, and recall of each pair of forms (``all`` together)."""
    right = wrong = 0
    hit: Counter[str] = Counter()
    for one, two in found:
        a, b = texts[one], texts[two]
        if a.page == b.page:
            right += 1
            hit[f"{a.kind}-{b.kind}"] += 1
            hit["all"] += 1
        elif tuple(sorted((a.page, b.page))) not in known:
            wrong += 1
    pages = len(texts) / len(KINDS)
    recall = {f"{a}-{b}": hit[f"{a}-{b}"] / pages for a, b in combinations(KINDS, 2)}
    recall["all"] = hit["all"] / (6 * pages)
    return right / max(right + wrong, 1), recall


def resemblance(pairs: Mapping[Pair, Candidate], least: float) -> set[Pair]:
    """Pairs whose fingerprints have at least this part of their union in common."""
    return {
        pair
        for pair, (shared, size, other) in pairs.items()
        if shared >= least * (size + other - shared)
    }


def best(
    texts: list[Text], known: set[Pair], by: Callable[[float], set[Pair]]
) -> tuple[float, set[Pair]]:
    """The threshold of the best F1, and what it finds."""

    def quality(found: set[Pair]) -> float:
        precision, recall = judged(texts, found, known)
        return 2 * precision * recall["all"] / max(precision + recall["all"], 1e-9)

    tried = {step / 20: by(step / 20) for step in range(2, 20)}
    least = max(tried, key=lambda one: quality(tried[one]))
    return least, tried[least]


def main() -> int:
    """Print the table; 1 where the benchmark's pages are absent."""
    if not SHARED.exists():
        print(f"no benchmark pages at {SHARED}", file=sys.stderr)
        return 1
    pages = [page for page in pages_of("dev.jsonl") if DUMMY not in page["gold_text"]]
    made = [
        (number, kind, body(text))
        for number in range(len(pages))
        for kind, text in forms(pages, number)
    ]
    started = process_time()
    texts = [Text(number, kind, frozenset(fingerprints(text))) for number, kind, text in made]
    spent = process_time() - started
    pairs, known = candidates(texts), twice(pages)
    least, alike = best(texts, known, lambda least: resemblance(pairs, least))
    print(f"{len(texts)} documents of {len(pages)} pages; {len(known)} pages are there twice")
    columns = [f"{a}-{b}" for a, b in combinations(KINDS, 2)]
    print(f"{'':28}{'precision':>10}{'recall':>8}" + "".join(f"{name:>14}" for name in columns))
    for name, found in (
        ("containment (ours)", {pair for pair, one in pairs.items() if relation(*one)}),
        (f"resemblance >= {least:.2f}", alike),
        ("the same words", resemblance(pairs, 1.0)),
    ):
        precision, recall = judged(texts, found, known)
        cells = "".join(f"{recall[column]:14.3f}" for column in columns)
        print(f"{name:28}{precision:10.3f}{recall['all']:8.3f}{cells}")
    print(f"{len(texts) / spent:,.0f} documents a second are fingerprinted (CPU, one core)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
