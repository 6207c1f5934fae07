"""Regular expressions for any of many words, fast where none of them begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def any_of(words: Iterable[str], ending: Callable[[str], str] = lambda _: "") -> str:
    """An expression for any of ``words``, the longest first; it matches nothing if there are none.

    The words are branched by their first character, which is how ``re`` finds out at once that
    none begins here. ``ending`` says, for a word, what must follow it.
    """
    branches: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        branches.setdefault(word[0], []).append(re.escape(word[1:]) + ending(word))
    return (
        "|".join(
            f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in sorted(branches.items())
        )
        or r"(?!)"
    )


def beginning(words: Iterable[str]) -> str:
    """The first characters of ``words``, escaped for a character set of ``re``."""
    return re.escape("".join(sorted({word[0] for word in words})))
