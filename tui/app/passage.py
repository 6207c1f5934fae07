"""Passages of a document: found by words, recorded as anchors, gone through one by one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from tui.decision import Anchor
from tui.document import PreparedDocument, Span

_CONTEXT = 64


def find(text: str, pattern: str) -> tuple[Span, ...]:
    """Where ``pattern`` stands in ``text``, whatever the case; any white space matches any."""
    words = [re.escape(word) for word in pattern.split()]
    if not words:
        return ()
    matcher = re.compile(r"\s{1,8}".join(words), re.IGNORECASE)
    return tuple(Span(*match.span()) for match in matcher.finditer(text))


def find_words(text: str, words: Iterable[str]) -> tuple[Span, ...]:
    """Where words of a query stand, whole or, with a ``*`` behind them, as a beginning; in a phrase
    whatever is between its words."""
    found: set[Span] = set()
    for wanted in words:
        parts = [re.escape(part) for part in re.findall(r"\w+", wanted)]
        if parts:
            end = "" if wanted.endswith("*") else r"\b"
            matcher = re.compile(r"\b" + r"\W{1,8}".join(parts) + end, re.IGNORECASE)
            found.update(Span(*match.span()) for match in matcher.finditer(text))
    return tuple(sorted(found, key=lambda span: span.start))


def anchor_of(document: PreparedDocument, span: Span) -> Anchor:
    """The passage ``span`` of the safe text, as it is recorded: in code points of the decoded."""
    text = document.safe.text
    decoded = document.safe.offsets.source_span(span)
    return Anchor(
        start=decoded.start,
        end=decoded.end,
        quote=text[span.start : span.end],
        prefix=text[max(0, span.start - _CONTEXT) : span.start],
        suffix=text[span.end : span.end + _CONTEXT],
    )


def following(starts: Sequence[int], point: int, step: int, inclusive: bool) -> tuple[int, bool]:
    """The index of the next start from ``point`` in the direction of ``step``, and whether the
    search went round the end."""
    if step > 0:
        index = bisect_left(starts, point) if inclusive else bisect_right(starts, point)
        return (index, False) if index < len(starts) else (0, True)
    index = bisect_left(starts, point) - 1
    return (index, False) if index >= 0 else (len(starts) - 1, True)
