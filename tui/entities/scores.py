"""The scores of the model for each token of a document: sums of the weights of its features.

Kept in memory are the sums for each word, and the row of each feature that words share or that
belongs to several words together; what was not used lately is dropped, to bound memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from tui.entities.features import ALWAYS, EDGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui.entities.features import Features
    from tui.entities.tokens import Tokens
    from tui.entities.weights import Weights

# The most words and features that are remembered.
_WORDS, _FEATURES = 8_000, 15_000


class _Word(NamedTuple):
    """The sums for a word, for tokens in each of ``weights.PLACES`` from it, and its look."""

    here: int
    one_on: int
    one_back: int
    two_on: int
    two_back: int
    three_on: int
    three_back: int
    shape: str
    lower: str


_Value = TypeVar("_Value")


class _Recent(dict[str, _Value]):
    """Values made on first use; when there are too many, the half not used lately is dropped."""

    __slots__ = ("_half", "_made", "_old")

    def __init__(self, most: int, made: Callable[[str], _Value]) -> None:
        super().__init__()
        self._half, self._made = most // 2, made
        self._old: dict[str, _Value] = {}

    def __missing__(self, key: str) -> _Value:
        value = self._old.get(key)
        if value is None:
            value = self._made(key)
        if len(self) >= self._half:
            self._old = dict(self)
            self.clear()
        self[key] = value
        return value


class Scores:
    """Weighs the tokens of documents. Not for use by two threads at once."""

    def __init__(self, features: Features, weights: Weights) -> None:
        self._features = features
        self._weights = weights
        self._always = sum(weights.rows([ALWAYS]))
        self._words = _Recent(_WORDS, self._word)
        self._shared = _Recent(_FEATURES, lambda feature: sum(weights.rows((feature,))))

    def of(self, tokens: Tokens) -> Iterator[list[tuple[int, ...]]]:
        """For each sentence, for each token, the score of each label in units of the weights.

        All scores of a token are raised by the same amount, which changes no choice of labels.
        """
        weights, beside, lanes = self._weights, self._weights.beside, self._weights.lanes
        other = self._shared.__getitem__
        for words, told, others in self._features.sentences(tokens, self._words.__getitem__):
            columns = [words[at:] for at in range(2 * EDGES + 1)]
            pairs = weights.rows(told)
            totals = [
                self._always
                + (a.three_back + b.two_back + c.one_back)
                + word.here
                + (d.one_on + e.two_on + f.three_on)
                + pair
                for a, b, c, word, d, e, f, pair in zip(*columns, pairs, strict=False)
            ]
            yield [
                lanes(sum(map(other, features), total + (beside(pair) if pair else 0)))
                for total, pair, features in zip(totals, pairs[1:], others, strict=True)
            ]

    def _word(self, word: str) -> _Word:
        own, shared, shape, lower = self._features.word(word)
        total = sum(map(self._shared.__getitem__, shared), sum(self._weights.rows(own)))
        a, b, c, d, e, f, g = self._weights.parts(total)
        return _Word(a, b, c, d, e, f, g, shape, lower)
