"""What trafilatura keeps of a page, as a vote on the lines that our reader makes of it.

trafilatura (Barbaresi, ACL 2021) weighs elements, classes and the density of text and links. It
comes with the extra ``html``; without it nobody votes. It is given the page, fetches nothing, and
is imported with the first page.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# With more tags it may take longer than a document is given: 20,000 in one paragraph take 10 s.
_MOST_TAGS = 12_000
_LONGEST = 4_000_000
_TOKEN = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)
_GRAM = 4
_COVERED = 0.6
_NEIGHBOURS = 4


@cache
def voter() -> str:
    """Who votes, with the version; empty if nobody does."""
    if find_spec("trafilatura") is None:
        return ""
    from importlib.metadata import version

    return f"trafilatura {version('trafilatura')}"


def kept(page: str, lines: Sequence[str]) -> list[bool] | None:
    """Of each line of a page's text whether trafilatura keeps it; ``None`` where it is not asked.

    Raises whatever trafilatura does.
    """
    if not voter() or len(page) > _LONGEST or page.count("<") > _MOST_TAGS:
        return None
    import logging

    from trafilatura import extract

    # What it logs may hold text of the page.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)
    return found_in(extract(page, fast=True, include_comments=False) or "", lines)


def found_in(text: str, lines: Sequence[str]) -> list[bool]:
    """Of each line whether a text has it: most groups of four words of a longer one; a short one
    word for word, and near a longer one that is there."""
    whole = _tokens(text)
    groups = set(zip(*(whole[shift:] for shift in range(_GRAM)), strict=False))
    joined = f" {' '.join(whole)} "
    tokens = [_tokens(line) for line in lines]
    sure = [_shares(line, groups) for line in tokens]
    spoken = [index for index, line in enumerate(tokens) if line]
    near = set()
    for place, index in enumerate(spoken):
        if sure[index]:
            near.update(spoken[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS + 1])
    return [
        sure[index]
        or (0 < len(line) <= _GRAM and index in near and f" {' '.join(line)} " in joined)
        for index, line in enumerate(tokens)
    ]


def _shares(line: list[str], groups: set[tuple[str, ...]]) -> bool:
    own = list(zip(*(line[shift:] for shift in range(_GRAM)), strict=False))
    return len(line) > _GRAM and sum(group in groups for group in own) >= _COVERED * len(own)


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.lower().replace("’", "'").replace("\u00ad", ""))
