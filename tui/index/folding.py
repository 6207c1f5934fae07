"""Forms of a text in which it is stored and compared: folded, quoted, sorted by."""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import product
from unicodedata import combining, normalize

#: The last code point. What begins with a text sorts between it and the text followed by this.
LAST = "\U0010ffff"
# Base 32 (RFC 4648), two letters at a time.
_PAIRS = tuple(map("".join, product("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", repeat=2)))


def storable(text: str) -> str:
    """The text with what UTF-8 cannot hold (lone surrogates) replaced by question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def as_path(text: str) -> bytes:
    """A typed path as the system writes it; what no path can hold is replaced."""
    try:
        return os.fsencode(text)
    except UnicodeEncodeError:
        return storable(text).encode("utf-8")


def searched(text: str) -> str:
    """The text as the full-text index takes it, which folds case and Latin accents by itself.

    Composed (UAX 15, form C), so that decomposed letters stay letters; ``ё`` as ``е``, as most
    Russian print has it.
    """
    return storable(normalize("NFC", text)).replace("ё", "е").replace("Ё", "Е")


def quoted(text: str, prefix: bool = False) -> str:
    """A word or phrase as a string of the full-text index's query language."""
    return '"' + searched(text).replace('"', '""') + ('" *' if prefix else '"')


def key(text: str) -> str:
    """The text without case, accents, and the spaces around it: for sorting and for tags."""
    plain = "".join(sign for sign in normalize("NFKD", storable(text)) if not combining(sign))
    return plain.casefold().strip()


def words(text: str) -> bool:
    """Whether the full-text index finds anything in ``text`` to look for."""
    return any(sign.isalnum() for sign in text)


def lettered(numbers: Iterable[int]) -> list[str]:
    """Numbers of 40 bits as words of the full-text index: eight characters of base 32 each."""
    two = _PAIRS
    return [
        two[one >> 30] + two[one >> 20 & 1023] + two[one >> 10 & 1023] + two[one & 1023]
        for one in numbers
    ]
