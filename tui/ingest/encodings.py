"""One-byte charsets told apart by the letters that come out, and the charsets a document may name.

Each charset's reading of the non-ASCII bytes is scored as log likelihood under each language: how
common its letters are, whether capitals stand where capitals stand, whether signs cut words. A
letter's frequency is taken to fall by a constant factor with its rank in the language, so that a
language is one string: its letters, the most frequent first.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache

#: What may be declared, by the labels of the WHATWG Encoding Standard; ISO 8859-1 and ASCII mean
#: windows-1252 there. UTF-16 and UTF-7 are not believed: one shows itself, the other hides markup.
_LABELS = {
    "cp1252": "ascii us-ascii iso-8859-1 iso8859-1 latin1 latin-1 l1 windows-1252 cp1252 x-cp1252",
    "cp1250": "windows-1250 cp1250 x-cp1250",
    "cp1251": "windows-1251 cp1251 x-cp1251 win-1251",
    "cp1253": "windows-1253 cp1253",
    "cp1254": "windows-1254 cp1254 iso-8859-9 latin5",
    "cp1255": "windows-1255 cp1255 iso-8859-8 iso-8859-8-i",
    "cp1256": "windows-1256 cp1256",
    "cp1257": "windows-1257 cp1257",
    "cp1258": "windows-1258 cp1258",
    "cp874": "windows-874 tis-620 iso-8859-11",
    "iso8859-2": "iso-8859-2 iso8859-2 latin2 l2",
    "iso8859-3": "iso-8859-3",
    "iso8859-4": "iso-8859-4",
    "iso8859-5": "iso-8859-5 iso8859-5 cyrillic",
    "iso8859-6": "iso-8859-6 arabic",
    "iso8859-7": "iso-8859-7 greek",
    "iso8859-10": "iso-8859-10",
    "iso8859-13": "iso-8859-13",
    "iso8859-14": "iso-8859-14",
    "iso8859-15": "iso-8859-15 iso8859-15 latin9 latin-9",
    "iso8859-16": "iso-8859-16",
    "koi8-r": "koi8-r koi8 koi cskoi8r",
    "koi8-u": "koi8-u koi8-ru",
    "cp866": "ibm866 cp866 866",
    "cp1125": "cp1125 cp866u",
    "cp437": "cp437 ibm437",
    "cp850": "cp850 ibm850",
    "cp852": "cp852 ibm852",
    "mac-roman": "macintosh mac mac-roman x-mac-roman",
    "mac-cyrillic": "x-mac-cyrillic mac-cyrillic x-mac-ukrainian",
    "utf-8": "utf-8 utf8",
    "gb18030": "gb2312 gbk gb18030 x-gbk",
    "big5hkscs": "big5 big5-hkscs",
    "cp932": "shift_jis shift-jis sjis windows-31j cp932",
    "euc_jp": "euc-jp",
    "iso2022_jp": "iso-2022-jp",
    "cp949": "euc-kr ks_c_5601-1987 windows-949 cp949",
}
MULTIBYTE = frozenset({"gb18030", "big5hkscs", "cp932", "euc_jp", "cp949"})

#: The charsets among which :func:`guess` chooses, with the log of how much rarer each is.
ONE_BYTE = {
    "cp1252": 0.0,
    "cp1251": -0.5,
    "koi8-u": -1.5,
    "cp866": -1.5,
    "iso8859-15": -2.0,
    "cp1250": -2.0,
    "iso8859-2": -2.5,
    "cp1125": -2.5,
    "iso8859-5": -2.5,
    "mac-roman": -3.0,
    "cp850": -3.0,
    "mac-cyrillic": -3.0,
    "cp1254": -3.0,
    "cp1253": -3.0,
}
_DECLARED = 8.0

_DENSE = {
    "ru": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    "uk": "оаинтівреслкдумпзяьбгчйхжцюшєїщфґ",
    "be": "аніеоркслтдувямыпзцьбгйўшчхжюэфё",
    "bg": "аоиетнрсвлкдпмзъугябчжйцшщхюфь",
    "sr": "аоиенрсјткувдмпзлгбчшцжћхђљњфџѓќѕ",
    "el": "αοιετνσηρκπυμλςωγάίόδχθφήέύώβξζψϊϋ",
}
_ACCENTS = {
    "fr": "éàèêçùôîûâëïœæ",
    "de": "üäöß",
    "es": "óíáéñúü",
    "pt": "ãçáéõíóêúâàô",
    "it": "èàòùìéî",
    "nordic": "äåöøæé",
    "nl": "ëéïöèü",
    "pl": "łąężśćóńź",
    "cs": "íáéěřžýčšůúťďňóľĺôä",
    "hu": "áéöőóüíűú",
    "ro": "ăîâșțşţ",
    "tr": "ıüşçöğiâ",
}
_RARE = -10.0
_HIGH = re.compile(r"[^\x00-\x7f]")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_UKRAINIAN_KOI8 = re.compile(rb"[\xa4\xa6\xa7\xad\xb4\xb6\xb7\xbd]")
_WORDS_OF_ONE_LETTER = "àáéêóаиівоусякйє"
#: The signs of running text, each with where it stands: a word (w) or none (-) before and after it.
_SIGNS = {
    sign: touching.split()
    for signs, touching in (
        ("’", "w- -w"),
        ("“„«‘‹¿¡", "-w --"),
        ("”“»’›…", "w- --"),
        ("–—", "-- ww"),
        ("•·", "--"),
        ("\xa0", "ww w- -w --"),
        ("\xad", "ww"),
        ("£€№§©", "-w"),
        ("°®™ºª", "w-"),
    )
    for sign in signs
}
#: Each that opens, and what closes it. Before a letter of the dense alphabets these are told from
#: capitals of another charset by being closed, and the other signs by standing there at all.
_CLOSED_BY = {"«": "»", "“": "”", "„": "“”", "‘": "’"}
_DENSE_FROM = "\u0370"
_OUT_OF_PLACE = -10.0
#: Capitals of another charset may come out as small letters.
_SMALL_AT_THE_START = re.compile("[.!?] [\u0430-\u045f]")
#: Elisions and contractions: ``l’eau``, ``isn’t``.
_CONTRACTION = re.compile(r"\b(?:[cdjlmnst]|qu)’(?=\w)|[a-z]’(?:[stdm]|re|ll|ve)\b", re.IGNORECASE)
_BYTES = 6000


def codec(label: str | None) -> str:
    """The codec for a charset label; empty for one that is unknown or not to be believed."""
    return _codecs().get((label or "").strip().lower()[:40], "")


def guess(data: bytes, declared: str = "") -> tuple[str, float]:
    """The one-byte charset of ``data`` and how sure that is, 0 to 1.

    ``declared`` is a codec to be preferred as long as the text does not speak clearly against it.
    """
    sample = _telling_words(data)
    expected = "koi8-u" if declared == "koi8-r" else declared
    readings: dict[str, tuple[float, str]] = {}
    for encoding, rarity in ONE_BYTE.items():
        reading = sample.decode(encoding, "replace")
        score = _likelihood(reading) + rarity + (_DECLARED if encoding == expected else 0.0)
        readings[reading] = max((score, encoding), readings.get(reading, (-math.inf, "")))
    (score, best), *others = sorted(readings.values(), reverse=True)
    lead = score - others[0][0] if others else 0.0
    if best == "koi8-u" and not _UKRAINIAN_KOI8.search(data):
        best = "koi8-r"
    return best, round(0.98 / (1 + math.exp(-min(lead, 80) / 4)), 2)


def _telling_words(data: bytes) -> bytes:
    """Words with non-ASCII bytes in them, from the first on, as many as a guess needs."""
    found = _HIGH_BYTE.search(data)
    first = found.start() if found else 0
    words = data[max(0, first - 40) : first + 10 * _BYTES].split()
    telling = b" ".join(word[:60] for word in words if not word.isascii())
    return b" " + telling[:_BYTES] + b" "


def _likelihood(text: str) -> float:
    """How likely a reading is: the shape of its words, and the best language for its letters."""
    shape = 3.5 * len(_CONTRACTION.findall(text)) - 4.0 * len(_SMALL_AT_THE_START.findall(text))
    letters: Counter[str] = Counter()
    unclosed: Counter[str] = Counter()
    for match in _HIGH.finditer(text):
        at = match.start()
        character, before, after = match.group(), text[at - 1], text[at + 1]
        if character in _CLOSED_BY and after >= _DENSE_FROM:
            unclosed[character] += 1
        elif not after.isalnum():
            unclosed.subtract(one for one, closing in _CLOSED_BY.items() if character in closing)
        if character.isalpha() and character not in _SIGNS:
            letters[character.lower()] += 1
            shape += _letter_shape(character, before, after)
        else:
            shape += _sign_shape(character, before, after)
    best = max(
        rarity + sum(count * table.get(letter, _RARE) for letter, count in letters.items())
        for rarity, table in _tables()
    )
    return shape + best + _OUT_OF_PLACE * (+unclosed).total()


def _letter_shape(letter: str, before: str, after: str) -> float:
    shape = 0.0
    if letter.isupper():
        if before.isalpha() and not before.isupper():
            shape -= 8.0
        else:
            shape -= 1.0 if before.isupper() or after.isupper() else 2.0
    if not (before.isalpha() or after.isalpha() or letter in _WORDS_OF_ONE_LETTER):
        shape -= 4.0
    for neighbour in (before, after):
        if neighbour.isalpha() and (letter > "\u036f") != (neighbour > "\u036f"):
            shape -= 6.0
    return shape


def _sign_shape(sign: str, before: str, after: str) -> float:
    common = _SIGNS.get(sign)
    if common is None:
        return -9.0 if sign.isprintable() and sign != "\ufffd" else -11.0
    touching = f"{'w' if before.isalnum() else '-'}{'w' if after.isalnum() else '-'}"
    if touching == "-w" and after >= _DENSE_FROM and sign not in _CLOSED_BY:
        return _OUT_OF_PLACE
    if touching in common:
        return -1.5
    return -8.0 if touching == "ww" and sign != "’" else -4.0


@cache
def _tables() -> tuple[tuple[float, dict[str, float]], ...]:
    """For each language how much rarer it is than the first, and its letters' log frequency."""
    dense = [(0.0, {c: -2.2 - i / 7 for i, c in enumerate(line)}) for line in _DENSE.values()]
    sparse = [
        (-0.4 * place, {c: -1.0 - i * 0.6 for i, c in enumerate(line)})
        for place, line in enumerate(_ACCENTS.values())
    ]
    return (*dense, *sparse)


@cache
def _codecs() -> dict[str, str]:
    return {label: name for name, labels in _LABELS.items() for label in labels.split()}
