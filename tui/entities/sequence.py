"""The sequence model: a linear-chain CRF over the features of each sentence.

Trained by ``python -m tui.entities.train``; it knows English only. The weights of features are
added up here, once for each word; python-crfsuite finds the best labels and how likely they are.
"""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, ClassVar

from tui.document import Label
from tui.entities.calibration import STRAIGHT, Curve, Curves
from tui.entities.calibration import at as at_curve
from tui.entities.chain import attribute
from tui.entities.clusters import Clusters
from tui.entities.features import MISC, Features
from tui.entities.gazetteer import built_in
from tui.entities.recogniser import Candidate
from tui.entities.scores import Scores
from tui.entities.tokens import tokenise
from tui.entities.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.entities.tokens import Tokens
    from tui.entities.trust import Trust


FOLDER = os.path.join(os.path.dirname(__file__), "model")
"""Where the model, its calibration and the word clusters lie."""

CHAIN, WEIGHTS, CALIBRATION, CLUSTERS = (
    "english.crf",
    "english.weights",
    "english.json",
    "clusters.bin",
)
"""The files of the model."""


@dataclass
class SequenceModel:
    """Names by a trained CRF. Not for use by two threads at once.

    ``curve`` calibrates the marginals of the CRF; ``trust`` judges, from that and other signs, how
    often a name is right after mending. ``tagger`` reads ``chain`` as long as it lives, so that
    must be kept; ``attributes`` carry the scores of the labels.
    """

    id: str
    tagger: Any
    chain: bytes
    attributes: tuple[bytes, ...]
    scores: Scores
    curve: Curve = STRAIGHT
    trust: Trust = field(default_factory=dict)
    curves: ClassVar[Curves] = {}
    languages: ClassVar[frozenset[str]] = frozenset({"en"})
    labels: ClassVar[frozenset[Label]] = frozenset(
        {
            Label.PERSON,
            Label.ORG,
            Label.PLACE,
            Label.NATIONALITY,
            Label.EVENT,
            Label.PRODUCT,
        }
    )

    @classmethod
    def read(cls, folder: str, features: Features) -> SequenceModel:
        """The model in ``folder``.

        Raises ImportError without python-crfsuite, OSError when a file cannot be read and
        ValueError when it is no model.
        """
        with open(os.path.join(folder, CHAIN), "rb") as file:
            steps = file.read()
        weights = Weights.read(os.path.join(folder, WEIGHTS))
        tagger = import_module("pycrfsuite").Tagger()
        tagger.open_inmemory(steps)
        attributes = tuple(map(attribute, range(len(tagger.labels()))))
        name = f"crf-{zlib.crc32(steps, weights.checksum):08x}"
        return cls(name, tagger, steps, attributes, Scores(features, weights))

    def recognise(self, text: str, language: str) -> Sequence[Candidate]:
        """The names in ``text``; a name's ``confidence`` is that of its least sure tag.

        Laws, works and products are given as PRODUCT, so that no part of one is taken for another
        name.
        """
        return list(self.spans(tokenise(text)))

    def spans(self, tokens: Tokens) -> Iterator[Candidate]:
        """The names of a text that has been cut into tokens."""
        names = self.attributes
        for (first, _), sentence in zip(tokens.sentences, self.scores.of(tokens), strict=True):
            tags = self.tagger.tag([dict(zip(names, token, strict=False)) for token in sentence])
            at = 0
            while at < len(tags):
                if tags[at] == "O":
                    at += 1
                    continue
                kind, start = tags[at][2:], at
                at += 1
                while at < len(tags) and tags[at] == f"I-{kind}":
                    at += 1
                marginal = min(self.tagger.marginal(tags[i], i) for i in range(start, at))
                yield Candidate(
                    tokens.starts[first + start],
                    tokens.ends[first + at - 1],
                    Label.PRODUCT if kind == MISC else Label(kind),
                    at_curve(self.curve, marginal),
                    "model",
                )


@cache
def english() -> SequenceModel | None:
    """The model that ships with the package, read on first use; None without python-crfsuite."""
    if find_spec("pycrfsuite") is None:
        return None
    features = Features(Clusters.read(os.path.join(FOLDER, CLUSTERS)), built_in())
    model = SequenceModel.read(FOLDER, features)
    with open(os.path.join(FOLDER, CALIBRATION), encoding="utf-8") as file:
        known = json.load(file)
    model.curve = tuple((given, right) for given, right in known["marginals"])
    model.trust = {Label(kind): tuple(weights) for kind, weights in known["names"].items()}
    return model
