"""A page as it is read before any verdict: its paragraphs, their words, their language."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from tui.cleaning import language
from tui.cleaning.features import Words, said_in, words_of
from tui.cleaning.lines import split_lines
from tui.cleaning.reflow import Paragraph, reflow

if TYPE_CHECKING:
    from tui.cleaning.lines import Line

# How many lines, and how much of each, the language is told by: more would only take time.
_SAMPLE_LINES, _SAMPLE_LENGTH = 2000, 2000


class Page(NamedTuple):
    """The paragraphs of a text with their words.

    ``small_words`` are the function words of its language; ``language`` is None if unknown.
    """

    paragraphs: list[Paragraph]
    words: list[Words]
    small_words: frozenset[str]
    language: language.Guess | None


def read_page(safe: str) -> Page:
    """Split a text into paragraphs and words, and tell its language."""
    lines = split_lines(safe)
    said = {line.text: said_in(line.text) for line in lines}
    guess = language.guess(_sample(lines, said), safe)
    small_words = language.stopwords(guess.code) if guess else frozenset()
    paragraphs = reflow(lines, small_words)
    words = [
        words_of(one.text, said.get(one.text) or said_in(one.text), small_words)
        for one in paragraphs
    ]
    return Page(paragraphs, words, small_words, guess)


def _sample(lines: list[Line], said: dict[str, list[str]]) -> chain[str]:
    return chain.from_iterable(
        said[line.text] if len(line.text) <= _SAMPLE_LENGTH else said_in(line.text[:_SAMPLE_LENGTH])
        for line in lines[:_SAMPLE_LINES]
    )
