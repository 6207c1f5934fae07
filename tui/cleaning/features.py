"""Features of a paragraph by itself: its words, marks, letters and shape.

They are the shallow features of boilerplate detection (Kohlschütter et al., WSDM 2010; Pomikálek's
jusText, 2011) as far as plain text has them. None depends on a word list of one language: function
words are those of the page's language or, if that is unknown, the most frequent words of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain, pairwise
from math import log1p
from typing import TYPE_CHECKING, NamedTuple

from tui.cleaning import lexicon

if TYPE_CHECKING:
    from tui.cleaning.reflow import Paragraph

WORD = re.compile(r"\w+")
# Scripts written without blanks between words.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)
_UNSPACED_RUN = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)
# It begins with a set of characters, to which a search can skip.
_SENTENCE = re.compile(r"[.!?…。！？؟۔।](?:(?<=[。！？؟۔।])|[\"'”’»)\]]?(?=\s|$))")
_TERMINAL = re.compile(r"[.!?…。！？؟۔।][\"'”’»)\]」』]{0,3}$")
_COMMA = re.compile("[,،、，;；]")
_MAILBOX = re.compile(r"\w@\w")
_TAG = re.compile(r"#\w")
_DOMAIN = re.compile(r"\.(?:com|org|net|ru|de|fr|info)\b")
_SEPARATOR = re.compile(r"[|»›→▼▶✕×/\\]| · | • | - ")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b")
_QUOTE = re.compile('["“”«»„「」『』]')
_DIGIT = re.compile(r"\d")
# A date has at least so many digits.
_DATE_DIGITS = 3
# How many of the most frequent words of a page's prose count as common, and the words of prose.
_COMMON_WORDS = 40
_PROSE_WORDS = 12


class Words(NamedTuple):
    """The words of a paragraph.

    ``all`` are in lower case and in order, ``content`` those that carry meaning, and ``telling``
    those that pages use about themselves (:data:`tui.cleaning.lexicon.TELLING`). ``size`` is how
    many words it counts for. In scripts without spaces two characters count as a word, and pairs of
    neighbouring characters stand for words of content.
    """

    all: list[str]
    content: frozenset[str]
    size: float
    telling: list[str]


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, closing quotation marks and brackets aside."""
    return _TERMINAL.search(text[-4:]) is not None


def said_in(text: str) -> list[str]:
    """The words of a text in lower case."""
    return WORD.findall(text.lower())


def words_of(text: str, found: list[str], small_words: frozenset[str]) -> Words:
    """The words of a text, of which ``found`` are all; ``small_words`` are the function words."""
    count = float(len(found))
    content = {word for word in set(found).difference(small_words) if len(word) > 3}
    if not text.isascii():
        unspaced = len(_UNSPACED.findall(text))
        if unspaced:
            count += unspaced / 2
            runs = _UNSPACED_RUN.findall(text)
            content.difference_update(runs)
            for run in runs:
                content.update(map("".join, pairwise(run)))
    telling = list(filter(lexicon.TELLING.__contains__, found))
    return Words(found, frozenset(content), count, telling)


def _common_words(words: list[Words]) -> frozenset[str]:
    """The most frequent words of the longer paragraphs: function words, in whatever language."""
    prose = (entry.all for entry in words if entry.size >= _PROSE_WORDS)
    counts = Counter(chain.from_iterable(prose))
    return frozenset(word for word, times in counts.most_common(_COMMON_WORDS) if times > 1)


OWN = (
    "log_words", "words", "log_characters", "word_length", "sentences", "sentence_words",
    "terminal", "ends_in_word", "ends_in_colon", "asks", "commas", "comma_rate", "small",
    "common", "capitals", "all_capitals", "digits", "bullet", "lower_start", "digit_start",
    "quotes", "quote_start", "address", "separators", "dated", "bracket", "we", "you", "site",
    "site_rate", "comment_mark", "more_mark", "credit", "pieces", "prose", "short", "long",
    "indent", "repeats", "gap_above", "gap_below",
)  # fmt: skip


def own_features(
    paragraphs: list[Paragraph], words: list[Words], small_words: frozenset[str]
) -> list[list[float]]:
    """A column for each name in :data:`OWN`, with an entry for each paragraph."""
    if not paragraphs:
        return [[] for _ in OWN]
    common = _common_words(words)
    rows = [
        _measure(paragraph, entry, small_words, common)
        for paragraph, entry in zip(paragraphs, words, strict=True)
    ]
    columns = [list(column) for column in zip(*rows, strict=True)]
    times = Counter(paragraph.text for paragraph in paragraphs)
    gaps = [float(min(paragraph.gap, 3)) for paragraph in paragraphs]
    columns.append([log1p(times[paragraph.text] - 1) for paragraph in paragraphs])
    columns.append(gaps)
    columns.append([*gaps[1:], 1.0])
    return columns


class _Marks(NamedTuple):
    """How many characters of each kind a text has."""

    digits: int
    commas: int
    quotes: int
    separators: int


def _marks(text: str) -> _Marks:
    if not text.isascii():
        patterns = (_DIGIT, _COMMA, _QUOTE, _SEPARATOR)
        return _Marks(*(len(pattern.findall(text)) for pattern in patterns))
    # The same in a tenth of the time.
    plain = text.encode()
    times = text.count
    return _Marks(
        len(plain) - len(plain.translate(None, b"0123456789")),
        times(",") + times(";"),
        times('"'),
        times("|") + times("/") + times("\\") + times(" - "),
    )


def _has_address(text: str) -> bool:
    """Whether a text has a web or mail address, or a hashtag."""
    return (
        "http:" in text
        or "https:" in text
        or "www." in text
        or ("@" in text and _MAILBOX.search(text) is not None)
        or ("#" in text and _TAG.search(text) is not None)
        or ("." in text and _DOMAIN.search(text) is not None)
    )


def _measure(
    paragraph: Paragraph, words: Words, small_words: frozenset[str], common: frozenset[str]
) -> tuple[float, ...]:
    """The features of a paragraph up to those that compare it with others on the page."""
    text = paragraph.text
    count = max(words.size, 1.0)
    terminal = ends_sentence(text)
    small = sum(map(small_words.__contains__, words.all)) / count
    usual = sum(map(common.__contains__, words.all)) / count
    marks = _marks(text)
    return (
        *_extent(text, count),
        *_ending(text, terminal=terminal),
        min(marks.commas, 10.0),
        marks.commas / count,
        small,
        usual,
        *_letters(text, marks),
        *_opening(paragraph, marks),
        *_told(text, words.telling, count),
        *_form(paragraph, count, max(small, usual), terminal=terminal),
    )


def _extent(text: str, count: float) -> tuple[float, ...]:
    """How long a paragraph, its words and its sentences are."""
    sentences = float(len(_SENTENCE.findall(text)))
    return (
        log1p(count),
        min(count, 80.0),
        log1p(len(text)),
        min(len(text) / count, 20.0),
        min(sentences, 12.0),
        min(count / max(sentences, 1.0), 60.0),
    )


def _ending(text: str, *, terminal: bool) -> tuple[float, ...]:
    """How a paragraph ends."""
    last, ending = text[-1], text[-5:]
    return (
        1.0 if terminal else 0.0,
        1.0 if last.isalnum() else 0.0,
        1.0 if last in ":：" else 0.0,
        1.0 if "?" in ending or "？" in ending else 0.0,
    )


def _letters(text: str, marks: _Marks) -> tuple[float, ...]:
    """The shares of capitalised words and of digits."""
    spaced = text.split()
    capitals = sum(map(str.istitle, spaced)) + sum(map(str.isupper, spaced))
    return (
        capitals / max(len(spaced), 1),
        1.0 if text.isupper() else 0.0,
        marks.digits / len(text),
    )


def _opening(paragraph: Paragraph, marks: _Marks) -> tuple[float, ...]:
    """How a paragraph begins, and the marks and addresses in it."""
    text = paragraph.text
    first, last = text[0], text[-1]
    return (
        1.0 if paragraph.lines[0].bulleted else 0.0,
        1.0 if first.islower() else 0.0,
        1.0 if first.isdigit() else 0.0,
        min(float(marks.quotes), 6.0),
        1.0 if first in "\"“«„「‘'—–" else 0.0,
        1.0 if _has_address(text) else 0.0,
        min(float(marks.separators), 6.0),
        1.0 if marks.digits >= _DATE_DIGITS and _DATE.search(text) else 0.0,
        1.0 if first in "([【" or last in ")]】" else 0.0,
    )


def _told(text: str, telling: list[str], count: float) -> tuple[float, ...]:
    """The words and lines that pages use about themselves."""
    we = sum(map(lexicon.WE_WORDS.__contains__, telling)) if telling else 0
    you = sum(map(lexicon.YOU_WORDS.__contains__, telling)) if telling else 0
    site = sum(map(lexicon.SITE_WORDS.__contains__, telling)) if telling else 0
    return (
        min(we / count, 0.3),
        min(you / count, 0.3),
        min(float(site), 6.0),
        min(site / count, 1.0),
        1.0 if count < 12 and lexicon.announces_comments(text) else 0.0,
        1.0 if count < 12 and lexicon.announces_more(text) else 0.0,
        1.0 if count < 60 and lexicon.names_source(text) else 0.0,
    )


def _form(
    paragraph: Paragraph, count: float, density: float, *, terminal: bool
) -> tuple[float, ...]:
    """How much a paragraph looks like prose; ``density`` is its share of function words."""
    prose = min(count / 25.0, 1.0) * (0.35 + 0.65 * min(density / 0.3, 1.0))
    return (
        float(min(len(paragraph.lines), 5)),
        prose * (1.0 if terminal else 0.5),
        1.0 if count < 6 else 0.0,
        1.0 if count >= 15 else 0.0,
        1.0 if paragraph.lines[0].indent else 0.0,
    )
