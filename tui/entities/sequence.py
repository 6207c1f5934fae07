"""The sequence model: a linear-chain CRF over the features of each sentence.

Trained by ``python -m tui.entities.train``; read with python-crfsuite. It speaks English only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from tui.document import Label
from tui.entities.corpora import MISC
from tui.entities.features import Features
from tui.entities.recogniser import Candidate
from tui.entities.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.entities.tokens import Tokens


@dataclass
class SequenceModel:
    """Names by a trained CRF. Not for use by two threads at once."""

    id: str
    tagger: Any
    features: Features
    languages: ClassVar[frozenset[str]] = frozenset({"en"})
    labels: ClassVar[frozenset[Label]] = frozenset(
        {Label.PERSON, Label.ORG, Label.PLACE, Label.NATIONALITY, Label.EVENT}
    )

    def recognise(self, text: str, language: str) -> Sequence[Candidate]:
        """The names in ``text``; ``confidence`` is the least sure of a name's tags."""
        return list(self.spans(tokenise(text)))

    def spans(self, tokens: Tokens) -> Iterator[Candidate]:
        """The names of a text that has been cut into tokens."""
        for (first, _), sentence in zip(tokens.sentences, self.features.of(tokens), strict=True):
            tags = self.tagger.tag(sentence)
            at = 0
            while at < len(tags):
                if tags[at] == "O":
                    at += 1
                    continue
                kind, start = tags[at][2:], at
                at += 1
                while at < len(tags) and tags[at] == f"I-{kind}":
                    at += 1
                if kind == MISC:
                    continue
                sure = min(self.tagger.marginal(tags[i], i) for i in range(start, at))
                yield Candidate(
                    tokens.starts[first + start],
                    tokens.ends[first + at - 1],
                    Label(kind),
                    sure,
                    "model",
                )
