"""A page as another scraper would have printed it, labelled anew. For training only.

Needs resiliparse and the page's HTML.
"""

from __future__ import annotations

import gzip
import re
from bisect import bisect_left
from collections import Counter
from pathlib import Path
from typing import Any

_TOKEN = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)
# Words of a group, the share of a line's groups that the gold text must have, and how many lines
# around a short one count as near.
_GRAM = 4
_COVERED = 0.6
_NEIGHBOURS = 4


def redumped(page: dict[str, Any], folder: Path) -> dict[str, Any] | None:
    """The main content of a page whose dump was whole, or the whole of one whose dump was not.

    None if there is no HTML, or nothing of the document is found in the new dump.
    """
    from resiliparse.extract.html2text import extract_plain_text

    source = folder / (page.get("html") or "")
    if not source.is_file():
        return None
    html = gzip.decompress(source.read_bytes()).decode("utf-8", "replace")
    whole = page["style"] == "R"
    raw = extract_plain_text(
        html, main_content=not whole, comments=True, alt_texts=True, preserve_formatting=True
    )
    labels = label_lines(raw.split("\n"), page["gold_text"], page["titles"])
    if 1 not in labels:
        return None
    style = "A" if whole else "R"
    return {**page, "style": style, "raw_text": raw, "line_labels": labels}


def label_lines(lines: list[str], gold: str, titles: list[str]) -> list[int]:
    """For each line 1 if the gold text has it, 0 if not, -1 if it has no words, -2 for a title.

    A long line must share most of its word groups with the gold text; a short one must stand in it
    word for word, and near another line of it.
    """
    gold_tokens = _tokens(gold)
    grams = set(zip(*(gold_tokens[shift:] for shift in range(_GRAM)), strict=False))
    joined = f" {' '.join(gold_tokens)} "
    gold_lines = {tuple(_tokens(line)) for line in gold.split("\n")}
    named = {tuple(_tokens(title)) for title in titles} - gold_lines
    tokens = [_tokens(line) for line in lines]
    labels = [_long_label(line, grams, named) for line in tokens]
    sure = _in_order(tokens, [label == 1 for label in labels], gold_tokens)
    labels = [
        0 if label == 1 and not kept else label for label, kept in zip(labels, sure, strict=True)
    ]
    spoken = [index for index, line in enumerate(tokens) if line]
    for place, index in enumerate(spoken):
        if labels[index] is None:
            around = spoken[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS + 1]
            near = any(sure[other] for other in around)
            labels[index] = int(near and f" {' '.join(tokens[index])} " in joined)
    return [label if label is not None else 0 for label in labels]


def _in_order(tokens: list[list[str]], found: list[bool], gold: list[str]) -> list[bool]:
    """Which of the lines ``found`` in the gold text form the longest sequence in the same order.

    By patience sorting; of a line that the page repeats only one is kept.
    """
    grams = list(zip(*(gold[shift:] for shift in range(_GRAM)), strict=False))
    times = Counter(grams)
    once = {gram: place for place, gram in enumerate(grams) if times[gram] == 1}
    kept = [False] * len(found)
    tails: list[int] = []
    owners: list[int] = []
    before: dict[int, int] = {}
    for index, is_found in enumerate(found):
        if not is_found:
            continue
        line = tokens[index]
        own = zip(*(line[shift:] for shift in range(_GRAM)), strict=False)
        places = [once[gram] - at for at, gram in enumerate(own) if gram in once]
        if not places:
            kept[index] = True
            continue
        place = sorted(places)[len(places) // 2]
        rank = bisect_left(tails, place)
        tails[rank : rank + 1] = [place]
        owners[rank : rank + 1] = [index]
        before[index] = owners[rank - 1] if rank else -1
    index = owners[-1] if owners else -1
    while index >= 0:
        kept[index] = True
        index = before[index]
    return kept


def _long_label(
    tokens: list[str], grams: set[tuple[str, ...]], titles: set[tuple[str, ...]]
) -> int | None:
    """The label of a line that can be told without its neighbours; None for a short one."""
    if not tokens:
        return -1
    if tuple(tokens) in titles:
        return -2
    if len(tokens) <= _GRAM:
        return None
    own = list(zip(*(tokens[shift:] for shift in range(_GRAM)), strict=False))
    return int(sum(gram in grams for gram in own) >= _COVERED * len(own))


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.lower().replace("’", "'").replace("\u00ad", ""))
