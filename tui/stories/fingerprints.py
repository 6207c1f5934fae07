"""Fingerprints of a text: a sample of its word triples, by which copies find each other.

Shingles after Broder, "On the resemblance and containment of documents" (SEQUENCES 1997); the
sample is his "modulo" sketch: a shingle is kept if its hash falls into one residue class of eight,
the same for every document, so that the samples of two documents can be intersected.
"""

from __future__ import annotations

import re
from hashlib import blake2b

_WORD = re.compile(r"\w+")
_SHINGLE = 3
# One shingle in so many is sampled.
_SAMPLE = 8
# Lines of fewer words are menus, captions and counters rather than sentences.
_LINE_WORDS = 8
# A smaller sample is filled up to this with the smallest hashes, so that a short text has enough.
_FEWEST = 8

# Odd multipliers from the fractional parts of the roots of 2, 3 and 5 (the order of words counts).
_FIRST, _SECOND, _THIRD = 0x6A09E667F3BCC909, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B
_BITS = 64
_MASK = (1 << _BITS) - 1
_SIGN = 1 << (_BITS - 1)


def fingerprints(text: str) -> tuple[int, ...]:
    """The fingerprints of a body, rising, as signed integers of 64 bits.

    They are the same for the same words in every run and on every machine, whatever the letter
    case, the punctuation, and the breaks between paragraphs. Lines under eight words (menus,
    captions, counters) are left out unless there is nothing else. One shingle in eight is kept,
    but at least eight as far as the text has them.
    """
    words = _long_lines(text) or _words(text)
    hashes = _shingles(words)
    sampled = {one for one in hashes if (one >> 32) % _SAMPLE == 0}
    if len(sampled) < _FEWEST:
        others = sorted(hashes - sampled)
        sampled.update(others[: _FEWEST - len(sampled)])
    return tuple(sorted(one - (1 << _BITS) if one & _SIGN else one for one in sampled))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _long_lines(text: str) -> list[str]:
    kept: list[str] = []
    for line in text.casefold().splitlines():
        words = _WORD.findall(line)
        if len(words) >= _LINE_WORDS:
            kept += words
    return kept


def _shingles(words: list[str]) -> set[int]:
    """The hashes of all word triples; a text of one or two words is padded to one triple."""
    known: dict[str, int] = {}
    values = []
    for word in words:
        value = known.get(word)
        if value is None:
            value = known[word] = _word_hash(word)
        values.append(value)
    if values:
        values += [0] * (_SHINGLE - len(values))
    return {
        (one * _FIRST + two * _SECOND + three * _THIRD) & _MASK
        for one, two, three in zip(values, values[1:], values[2:], strict=False)
    }


def _word_hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "big")
