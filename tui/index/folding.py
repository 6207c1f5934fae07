"""Forms of a text under which it is compared. What is stored in the index went through here."""

from __future__ import annotations

import os
from unicodedata import combining, normalize


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
    """A word or phrase for the full-text index, which sees nothing but words in it."""
    return '"' + searched(text).replace('"', '""') + ('" *' if prefix else '"')


def key(text: str) -> str:
    """The text without case, accents, and the spaces around it: for sorting and for tags."""
    plain = "".join(sign for sign in normalize("NFKD", storable(text)) if not combining(sign))
    return plain.casefold().strip()


def words(text: str) -> bool:
    """Whether the full-text index finds anything in ``text`` to look for."""
    return any(sign.isalnum() for sign in text)
