"""Slavic spelling: Cyrillic in Latin letters, case endings, and what transliterations share."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SOUND_OF = (
    "аa бb вv гg дd еe ёyo єye жzh зz иi іi їyi йy кk лl мm нn оo пp рr сs тt уu ўu фf хkh цts "
    "чch шsh щshch ъ ыy ь эe юyu яya"
)
_LATIN = {pair[0]: pair[1:] for pair in _SOUND_OF.split()}
_ADJECTIVE = re.compile(
    r"(.{2,}(?:[сцш]к|н|в))(?:ий|ый|ого|ому|им|ым|ом|ая|ой|ую|ое|ие|ые|их|ых|ими|ыми|ою)$"
)
_NOUN = re.compile(
    r"(.{3,}?)(?:иями|ями|ами|иях|ях|ах|ям|ам|ью|ом|ем|ём|ой|ей|ою|ею|ов|ев|[аяоеыиуюьй])$"
)
_LOOSE_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "ё": "е"}
)
_SOUNDS = (
    ("shch", "s"), ("sch", "s"), ("tsch", "č"), ("tch", "č"), ("sh", "s"), ("zh", "z"), ("cz", "č"),
    ("sz", "s"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("dj", "j"), ("ch", "č"), ("ck", "k"),
    ("ph", "f"), ("th", "t"), ("x", "ks"), ("w", "v"), ("q", "k"), ("tz", "ts"),
)  # fmt: skip
_SLAVIC = re.compile(
    r"(?:[ae]nk[oa]|sk(?:y|i|yy|iy|ii|ij|yi|aya|aia|aja|a)|(?:[oe]v|in|yn|[oe]u|av)a?|i(?:c|ch|cz|tch)|c?huk|"
    r"[iae]k|[lnr](?:y|yi|yy|iy|aya)|[ae][iy])$"
)


_UMLAUT = re.compile(r"(?<![aeiou])([aou])e(?=[^aeiouyz])")


def is_cyrillic(word: str) -> bool:
    """Whether the first letter of ``word`` is Cyrillic."""
    return "\u0400" <= word[:1] <= "\u052f"


def in_latin(word: str) -> str:
    """A lower-case word in Latin letters without diacritics."""
    plain = "".join(_LATIN.get(c, c) for c in word) if _any_cyrillic(word) else word
    if plain.isascii():
        return plain
    marked = unicodedata.normalize("NFD", plain.translate(_LOOSE_LETTERS))
    return "".join(c for c in marked if not unicodedata.combining(c))


def without_umlauts(plain: str) -> str:
    """A vowel for each with an e behind it, as umlauts are written where there are none."""
    return _UMLAUT.sub(r"\1", plain)


def _any_cyrillic(word: str) -> bool:
    return any("\u0400" <= c <= "\u052f" for c in word)


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A Cyrillic word, lower case, without the ending of its case."""
    lowered = word.lower().replace("ё", "е")
    adjective = _ADJECTIVE.match(lowered)
    if adjective:
        return adjective[1]
    noun = _NOUN.match(lowered)
    return noun[1] if noun else lowered


@lru_cache(maxsize=4096)
def nominatives(word: str) -> frozenset[str]:
    """The nominatives, masculine and feminine, that a surname may be a case form of; lower case.

    A Latin word is its only form. The set always holds the word itself.
    """
    lowered = word.lower().replace("ё", "е")
    if not is_cyrillic(lowered):
        return frozenset({lowered})
    found = {lowered}
    for ending, bases in _ENDINGS:
        if lowered.endswith(ending) and len(lowered) - len(ending) >= 2:
            base = lowered[: -len(ending)]
            found |= {base + other for other in bases}
            break
    return frozenset(found)


_ENDINGS = (
    ("енкой", ("енко",)), ("енки", ("енко",)), ("енке", ("енко",)), ("енку", ("енко",)),
    ("енка", ("енко",)), ("анкой", ("анка",)), ("анки", ("анка",)), ("анку", ("анка",)),
    ("ского", ("ский",)), ("скому", ("ский",)), ("ским", ("ский",)), ("ском", ("ский",)),
    ("ской", ("ская",)), ("скую", ("ская",)), ("цкого", ("цкий",)), ("цкому", ("цкий",)),
    ("цким", ("цкий",)), ("цкой", ("цкая",)), ("цкую", ("цкая",)),
    ("ого", ("ый", "ой")), ("ому", ("ый", "ой")), ("ую", ("ая",)), ("овой", ("ова",)),
    ("евой", ("ева",)), ("иной", ("ина",)), ("ыной", ("ына",)), ("овым", ("ов",)),
    ("евым", ("ев",)), ("иным", ("ин",)), ("ыным", ("ын",)), ("ова", ("ов",)), ("ева", ("ев",)),
    ("ина", ("ин",)), ("ына", ("ын",)), ("ову", ("ов", "ова")), ("еву", ("ев", "ева")),
    ("ину", ("ин", "ина")), ("ове", ("ов",)), ("еве", ("ев",)), ("ине", ("ин",)),
    ("ым", ("ый",)), ("ем", ("й", "ь", "")), ("ом", ("",)), ("ой", ("а", "ая")), ("ей", ("я", "")),
    ("ю", ("й", "ь")), ("я", ("й", "ь")), ("у", ("", "а")), ("а", ("",)),
    ("е", ("", "а", "й")), ("и", ("а", "я")), ("ы", ("а",)),
)  # fmt: skip


@lru_cache(maxsize=4096)
def skeleton(word: str) -> str:
    """What the Latin spellings of one name share, lower case; sex of the surname kept.

    Slavic endings are brought to one form (-enko and -enka, -sky, -skiy and -ski), Belarusian
    sounds to their Russian counterparts (ts before i, h, ou), y, i and j to one letter, doubled
    letters to one; where the word looks Slavic unstressed a and o are one, too, elsewhere a vowel
    and the same with an e for its umlaut.
    """
    plain = in_latin(word.lower()).replace("'", "").replace("’", "").replace("-", "")
    slavic = _SLAVIC.search(plain) is not None
    for written, sound in _SOUNDS:
        plain = plain.replace(written, sound)
    plain = re.sub(r"c(?=[eiy])", "s", plain).replace("c", "k")
    plain = re.sub(r"(?:yy|iy|ii|ij|yi|y|j)$", "i", plain)
    plain = re.sub(r"(?:aya|aia|aja)$", "aja", plain)
    plain = re.sub(r"^(?:ye|je|ie)", "e", plain)
    if not slavic:
        plain = without_umlauts(plain)
    if slavic:
        plain = re.sub(r"([ae])nk[ao]$", "enko", plain)
        plain = re.sub(r"^tsi", "ti", plain)
        plain = re.sub(r"(?<=[aoe])u(?=[sč])", "v", plain).replace("ou", "ov")
        plain = plain.replace("h", "g") if "k" not in plain[:1] else plain
        plain = (
            plain.replace("o", "a").replace("ya", "ia").replace("ia", "a")
            if len(plain) > 4
            else plain
        )
    plain = plain.replace("y", "i").replace("j", "i")
    return re.sub(r"(.)\1+", r"\1", plain)
