"""What the spellings of a place, a people or an organisation share."""

from __future__ import annotations

import re
from functools import lru_cache

from tui.spelling.slavic import in_latin, is_cyrillic, stem, without_umlauts

_FIRMS = re.compile(r",? (?:Inc|Corp|Ltd|LLC|PLC|plc|Co|AG|GmbH|SA)\.?$")
_SMALL = frozenset(
    [
        "of",
        "the",
        "for",
        "and",
        "in",
        "on",
        "de",
        "la",
        "des",
        "du",
        "et",
        "der",
        "die",
        "das",
        "und",
    ]
)
# What "European" means of these bodies, and what the acronyms of unions and states stand for.
_OF_THE_UNION = re.compile(
    r"^(?:european union|e\.?u\.?|european) (?=(?:commission|parliament|central bank"
    r"|investment bank|court of justice|court of auditors|external action service)$)"
)
_LONG = (
    (re.compile(r"^e\.?u\.? (?=\w)"), "european union "),
    (re.compile(r"^u\.?n\.? (?=\w)"), "united nations "),
    (re.compile(r"^u\.?s\.?(?:a\.?)? (?=\w)"), "united states "),
    (re.compile(r"^u\.?k\.? (?=\w)"), "united kingdom "),
)


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """What the spellings of a place or body have in common: its words without article, possessive,
    legal form, case, accents and Slavic endings."""
    found = re.sub(r"'s$", "", _FIRMS.sub("", name.replace("’", "'"))).lower()
    found = re.sub(r"^(?:the|le|la|les|der|die|das) ", "", found)
    found = _OF_THE_UNION.sub("european ", found)
    for short, long in _LONG:
        found = short.sub(long, found)
    words = (stem(word) if is_cyrillic(word) else word for word in found.replace("-", " ").split())
    return without_umlauts(" ".join(map(in_latin, words)))


def is_acronym(name: str) -> bool:
    """Whether a name is made of three to eight capitals, perhaps with points."""
    letters = name.replace(".", "")
    return letters.isupper() and 2 < len(letters) <= 8 and letters.isalpha()


def initials(name: str) -> str:
    """The first letters of the words of a name that has three or more, capital; else nothing."""
    words = [word for word in re.findall(r"\w+", name) if word.lower() not in _SMALL]
    return "".join(word[0].upper() for word in words) if len(words) > 2 else ""
