"""A guess at the language of a text, by its letters and its most frequent small words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache

# Characters that are looked at.
_SAMPLE = 20_000
# A text of so many words has at least this share of small words in its language.
_ENOUGH, _LEAST = 40, 0.04
_ADDRESS = re.compile(r"https?://\S{1,2000}|[@#]\w{1,100}")
_SMALL = {
    "en": "the of and to in is that for was on with as by at from has are",
    "fr": "le les des et est dans que une pour pas sur par avec au du qui",
    "de": "der die und das den nicht von mit ist ein eine auf für dem sich im",
    "es": "el los las que por con una para del como más pero fue se su",
    "it": "il che di per una con non della sono del gli nel più alla è",
    "pt": "que não uma os com para dos por mais como foi da do em ao",
    "pl": "nie się na jest że do to przez od po był oraz dla z w",
    "nl": "het een van en niet dat voor met zijn op te aan er ook de",
    "ru": "и в не на что с по как это его из он был для от",
    "uk": "і в не на що з та як до це його від він був для",
    "be": "і ў не на што з па як да гэта яго ад ён быў для",
}
_LETTERS = {"uk": "іїєґ", "be": "ўі"}


def language_of(text: str) -> str:
    """The two-letter code of the most likely language.

    "en" for a short text that tells nothing; empty for a long one that fits no language here.
    """
    sample = _ADDRESS.sub(" ", text[:_SAMPLE].lower())
    words = re.findall(r"[^\W\d_]+", sample)
    owners = _languages_by_word()
    counts = Counter(language for word in words for language in owners.get(word, ()))
    cyrillic = sum("\u0400" <= c <= "\u052f" for c in sample)
    if cyrillic * 3 > sum(c.isalpha() for c in sample):
        counts = Counter({code: counts[code] + 1 for code in ("ru", "uk", "be")})
        for language, letters in _LETTERS.items():
            counts[language] += sum(sample.count(letter) for letter in letters)
    best = max(counts, key=lambda code: (counts[code], code == "en"), default="en")
    if len(words) >= _ENOUGH and counts[best] < _LEAST * len(words):
        return ""
    return best


@cache
def _languages_by_word() -> dict[str, list[str]]:
    """For each small word the languages that have it."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for language, words in _SMALL.items():
        for word in words.split():
            found[word].append(language)
    return dict(found)
