"""A document as plain text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from tui.document import Block, Label, PreparedDocument


class NameLine(NamedTuple):
    """A name or value of a document, with how often it stands in shown and in hidden text."""

    label: Label
    name: str
    shown: int
    hidden: int
    spellings: tuple[str, ...]


def shown(document: PreparedDocument) -> str:
    """Title, headings and body: one paragraph a line, an empty line between them."""
    return _joined(document, document.shown)


def with_hidden(document: PreparedDocument) -> str:
    """Everything in its place; before each hidden passage its role and why it is hidden."""
    parts: list[str] = []
    for hidden, run in groupby(document.blocks, key=lambda block: block.hidden):
        if not hidden:
            parts.append(_joined(document, run))
            continue
        for (role, reason), passage in groupby(run, key=lambda block: (block.role, block.reason)):
            text = _joined(document, passage, "\n")
            ruled = "\n".join(f"| {line}" for line in text.split("\n"))
            parts.append(f"[{role}: {reason}]\n{ruled}")
    return "\n\n".join(parts)


def names(document: PreparedDocument) -> list[NameLine]:
    """What the document names, by kind, the most frequent first."""
    in_shown: Counter[tuple[Label, str]] = Counter()
    in_hidden: Counter[tuple[Label, str]] = Counter()
    spellings: dict[tuple[Label, str], dict[str, None]] = {}
    for mention in document.mentions:
        key = (mention.label, mention.name)
        (in_hidden if mention.hidden else in_shown)[key] += 1
        spelling = " ".join(document.safe.text[mention.start : mention.end].split())
        spellings.setdefault(key, {})[spelling] = None
    order = {label: place for place, label in enumerate(Label)}
    return sorted(
        (
            NameLine(*key, in_shown[key], in_hidden[key], tuple(forms))
            for key, forms in spellings.items()
        ),
        key=lambda line: (order[line.label], -line.shown, -line.hidden, line.name),
    )


def _joined(
    document: PreparedDocument, blocks: Iterator[Block] | tuple[Block, ...], gap: str = "\n\n"
) -> str:
    return gap.join(block.text(document.safe.text) for block in blocks)
