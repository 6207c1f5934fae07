"""A page read for judging: its paragraphs, their words, the language they are in."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from tui.cleaning import language
from tui.cleaning.features import WORD, Words, words_of
from tui.cleaning.lines import split_lines
from tui.cleaning.reflow import Paragraph, reflow

if TYPE_CHECKING:
    from tui.cleaning.lines import Line

# Enough to tell a language by; more only costs time.
_SAMPLE_LINES = 2000


class Page(NamedTuple):
    """The paragraphs of a text with their words; ``language`` is None where it was not told."""

    paragraphs: list[Paragraph]
    words: list[Words]
    small_words: frozenset[str]
    language: language.Guess | None


def read_page(safe: str) -> Page:
    """Everything about a text that can be known before any verdict on it."""
    lines = split_lines(safe)
    guess = language.guess(_sample(lines), safe)
    small_words = language.stopwords(guess.code) if guess else frozenset()
    paragraphs = reflow(lines, small_words)
    words = [words_of(paragraph.text, small_words) for paragraph in paragraphs]
    return Page(paragraphs, words, small_words, guess)


def _sample(lines: list[Line]) -> chain[str]:
    return chain.from_iterable(
        WORD.findall(line.text[:2000].lower()) for line in lines[:_SAMPLE_LINES]
    )
