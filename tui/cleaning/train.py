"""Rebuilds the shipped weights: ``python -m tui.cleaning.train DATA [--out FILE]``.

DATA is a file of JSON lines or a folder with ``dev.jsonl``: ``id``, ``domain``, ``licence``,
``titles``, ``raw_text`` and ``line_labels`` (1 the document, 0 not, -1 no words, -2 a title) in
each. Pages without a free licence are left out, and so are those that ``suspect.json`` beside
them names. The result depends on the input alone. Needs the ``train`` dependency group (numpy,
lightgbm); nothing else in the program does.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from tui.cleaning.augment import variants
from tui.cleaning.classifier import WEIGHTS, cut, first_columns, second_columns
from tui.cleaning.fitting import fit_linear, fit_title, fit_trees, predict_linear
from tui.cleaning.page import Page, read_page
from tui.cleaning.redump import redumped
from tui.cleaning.titles import TitleModel, first_body, plain_text, title_candidates

FREE_LICENCES = frozenset({"Apache-2.0", "MIT"})
FOLDS = 10
_INNER_FOLDS = 5
_HALF_WEIGHT_LINES = 40
_REDUMP_WEIGHT = 0.7
_VARIANT_WEIGHT = 0.5
# Few lines of such a page are labelled; each of them stands for many.
_SNIPPET_WEIGHT = 3.0
_TITLE_WORDS = 3
_FOLLOWED = 0.4


class Example(NamedTuple):
    """A page ready for training.

    ``rows`` are its first-pass features, a row for each paragraph; ``labels`` are negative where
    there is nothing to learn, ``counts`` how much each paragraph counts; ``titles`` are the
    plain forms of its titles, None for a variant of a page.
    """

    id: str
    domain: str
    page: Page
    rows: Any
    labels: Any
    counts: Any
    titles: frozenset[str] | None


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


def read_snippets(data: Path) -> list[dict[str, Any]]:
    """The pages of ``snippets_dev.jsonl`` in a folder, with the few labels that they give."""
    source = data / "snippets_dev.jsonl"
    if not source.exists():
        return []
    with source.open(encoding="utf-8") as lines:
        pages = [json.loads(line) for line in lines]
    return [with_snippet_labels(page) for page in pages if page["licence"] in FREE_LICENCES]


def with_snippet_labels(page: dict[str, Any]) -> dict[str, Any]:
    """A page with labels for the lines that have one of its strings to keep or to hide.

    The other lines teach nothing.
    """
    labels = [
        1
        if any(part in line for part in page["with"])
        else 0
        if any(part in line for part in page["without"])
        else -1
        for line in page["raw_text"].split("\n")
    ]
    return {**page, "line_labels": labels}


def examples_of(pages: list[dict[str, Any]], folder: Path) -> list[Example]:
    """The pages, as they are, as another scraper would print them, and their variants; and the
    pages of which only snippets are labelled.

    ``folder`` holds the HTML and the snippets. What a variant adds to its page comes from pages
    of the same fold, so that leaving a fold out leaves out all of its text.
    """
    examples = [_example(page, 1.0, _titles(page)) for page in pages]
    printed = [other for page in pages if (other := redumped(page, folder))]
    examples += [_example(page, _REDUMP_WEIGHT) for page in printed]
    for fold in range(FOLDS):
        part = [page for page in pages if fold_of(page["domain"]) == fold]
        examples += [_example(page, _VARIANT_WEIGHT) for page in variants(part)]
    return examples + [_example(page, _SNIPPET_WEIGHT) for page in read_snippets(folder)]


def _example(
    labelled: dict[str, Any], weight: float, titles: frozenset[str] | None = None
) -> Example:
    import numpy

    raw = labelled["raw_text"]
    page = read_page(raw)
    labels = numpy.array(_paragraph_labels(page, raw, labelled["line_labels"]))
    size = len(labels)
    # Long pages count for more than short ones, but not in proportion to their lines.
    each = weight * (_HALF_WEIGHT_LINES / (size + _HALF_WEIGHT_LINES)) ** 0.5
    rows = numpy.array(first_columns(page), dtype=numpy.float64).T
    return Example(
        labelled["id"], labelled["domain"], page, rows, labels, numpy.full(size, each), titles
    )


def _titles(labelled: dict[str, Any]) -> frozenset[str]:
    """The page's title, or, where no line says it, the other long forms of it."""
    lines = {plain_text(line) for line in labelled["raw_text"].split("\n")}
    named = [plain_text(title) for title in labelled["titles"]]
    if named[:1] and named[0] in lines:
        return frozenset(named[:1])
    return frozenset(title for title in named if len(title.split()) > _TITLE_WORDS)


def _paragraph_labels(page: Page, raw: str, line_labels: list[int]) -> list[int]:
    """The label of each paragraph: that of the lines with most of its characters."""
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

    The second pass learns from first-pass verdicts by models that did not see the page's domain,
    because verdicts by one that did are better than any that it will meet. Pages whose gold text
    has next to nothing in common with those verdicts are left out of it: such texts are cut short,
    or are of the first picture of a gallery.
    """
    first = fit_linear(*_stack(examples, [example.rows for example in examples]))
    verdicts = _unseen_verdicts(examples)
    odd = {
        example.id
        for index, example in enumerate(examples)
        if example.titles is not None and _agreement(example, verdicts[index]) < _FOLLOWED
    }
    taken = [index for index, example in enumerate(examples) if example.id not in odd]
    examples, verdicts = [examples[at] for at in taken], [verdicts[at] for at in taken]
    title = _fit_titles(examples, verdicts)
    model = TitleModel(tuple(title["weights"]), title["none"])
    rows = [
        _second_rows(example, scores, model)
        for example, scores in zip(examples, verdicts, strict=True)
    ]
    return {"first": first, "title": title, **fit_trees(*_stack(examples, rows))}


def _agreement(example: Example, scores: list[float]) -> float:
    """F1 over the words of a page between its labels and verdicts by models that did not see it."""
    sizes = [max(entry.size, 1.0) for entry in example.page.words]
    limit = cut(scores, sizes)
    both = kept = gold = 0.0
    for score, label, size in zip(scores, example.labels, sizes, strict=True):
        both += size * (score >= limit and label == 1)
        kept += size * (score >= limit and label >= 0)
        gold += size * (label == 1)
    return 2 * both / (kept + gold) if kept + gold else 0.0


def _unseen_verdicts(examples: list[Example]) -> list[list[float]]:
    verdicts: list[list[float]] = [[] for _ in examples]
    inner_fold = [fold_of(example.domain, "inner", _INNER_FOLDS) for example in examples]
    for fold in range(_INNER_FOLDS):
        inner = [example for example, own in zip(examples, inner_fold, strict=True) if own != fold]
        model = fit_linear(*_stack(inner, [example.rows for example in inner]))
        for index, example in enumerate(examples):
            if inner_fold[index] == fold:
                verdicts[index] = predict_linear(model, example.rows)
    return verdicts


def fold_of(domain: str, salt: str = "outer", folds: int = FOLDS) -> int:
    """The fold that a domain falls into, the same on every run and machine."""
    return int(hashlib.sha256(f"{salt}:{domain}".encode()).hexdigest(), 16) % folds


def _fit_titles(examples: list[Example], verdicts: list[list[float]]) -> dict[str, Any]:
    elections: list[tuple[list[list[float]], list[int]]] = []
    for index, example in enumerate(examples):
        if example.titles is None:
            continue
        scores, page = verdicts[index], example.page
        limit = cut(scores, [max(entry.size, 1.0) for entry in page.words])
        indices, rows = title_candidates(page, scores, limit, first_body(page, scores, limit))
        texts = [plain_text(page.paragraphs[at].text) for at in indices]
        elections.append((rows, [at for at, text in enumerate(texts) if text in example.titles]))
    return fit_title(elections)


def _second_rows(example: Example, verdicts: list[float], model: TitleModel) -> Any:
    import numpy

    columns = second_columns(example.page, verdicts, model)
    return numpy.hstack([example.rows, numpy.array(columns, dtype=numpy.float64).T])


def _stack(examples: list[Example], rows: list[Any]) -> tuple[Any, Any, Any]:
    import numpy

    labels = numpy.concatenate([example.labels for example in examples])
    known = labels >= 0
    counts = numpy.concatenate([example.counts for example in examples])
    return numpy.vstack(rows)[known], labels[known].astype(float), counts[known]


def main(arguments: list[str] | None = None) -> None:
    """Train on DATA and write the weights file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="JSON lines, or a folder with dev.jsonl")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where to write the weights")
    options = parser.parse_args(arguments)
    pages = read_pages(options.data)
    folder = options.data if options.data.is_dir() else options.data.parent
    weights = fit(examples_of(pages, folder))
    options.out.write_text(json.dumps(weights, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(pages)} pages, {options.out.stat().st_size} bytes in {options.out}")


if __name__ == "__main__":
    main()
