"""A document as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from tui.document import Block, PreparedDocument


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


def _joined(
    document: PreparedDocument, blocks: Iterator[Block] | tuple[Block, ...], gap: str = "\n\n"
) -> str:
    return gap.join(block.text(document.safe.text) for block in blocks)
