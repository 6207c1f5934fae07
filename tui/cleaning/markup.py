"""What a page's markup says about its paragraphs, if the text came from a page with markup.

A logistic regression on top of the verdict by the text alone: elements, links and headings each
move the log-odds of a paragraph by a fixed amount. ``python -m tests.bench.clean_html --out`` fits
it, to verdicts by models that did not see the page.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from functools import cache
from math import log
from operator import mul
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cleaning.classifier import Linear, sigmoid
from tui.document import TELLING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.cleaning.reflow import Paragraph
    from tui.document import Stretch

WEIGHTS = Path(__file__).with_name("markup.json")
# Paragraphs on each side whose links count as near.
_NEAR = 3
# Probabilities are kept this far from 0 and 1.
_LEAST = 1e-4


@cache
def shipped_markup(voted: bool = False) -> Linear:
    """The regression that ships with the program, read on first use.

    There are two: one for pages on whose lines another extractor has ``voted``.
    """
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))["voted" if voted else "alone"]
    return Linear(tuple(data["weights"]), data["bias"])


def with_markup(
    scores: list[float], paragraphs: Sequence[Paragraph], markup: Sequence[Stretch], model: Linear
) -> list[float]:
    """The scores, moved by what the markup says; unchanged if there is none."""
    if not markup:
        return scores
    return [
        sigmoid(log_odds(score) + sum(map(mul, row, model.weights)) + model.bias)
        for score, row in zip(scores, markup_rows(paragraphs, markup), strict=True)
    ]


def log_odds(score: float) -> float:
    """The log-odds of a probability, within bounds."""
    return log(max(score, _LEAST) / max(1.0 - score, _LEAST))


def markup_rows(paragraphs: Sequence[Paragraph], markup: Sequence[Stretch]) -> list[list[float]]:
    """The features of each paragraph.

    They are the share of its characters that are in links, the mean of that around it, which
    elements of :data:`~tui.document.TELLING` contain its beginning, and last, if there was a vote,
    whether its beginning is kept.
    """
    ends = [stretch.end for stretch in markup]
    own: list[Sequence[Stretch]] = []
    for paragraph in paragraphs:
        start, end = paragraph.lines[0].start, paragraph.lines[-1].end
        first = last = min(bisect_right(ends, start), len(markup) - 1)
        while last < len(markup) and markup[last].start < end:
            last += 1
        own.append(markup[first : max(last, first + 1)])
    links = [_link_share(stretches) for stretches in own]
    rows = []
    for index, stretches in enumerate(own):
        near = links[max(0, index - _NEAR) : index + _NEAR + 1]
        around = stretches[0].around
        flags = (float(tag in around) for tag in TELLING)
        vote = [] if stretches[0].kept is None else [float(stretches[0].kept)]
        rows.append([links[index], sum(near) / len(near), *flags, *vote])
    return rows


def is_voted(markup: Sequence[Stretch]) -> bool:
    """Whether there was a vote on the lines of a page."""
    return bool(markup) and markup[0].kept is not None


def _link_share(stretches: Sequence[Stretch]) -> float:
    whole = sum(stretch.end - stretch.start for stretch in stretches)
    linked = sum(stretch.end - stretch.start for stretch in stretches if stretch.linked)
    return linked / whole if whole else 0.0
