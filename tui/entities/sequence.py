"""The sequence model: a linear-chain CRF over the features of each sentence.

Trained by ``python -m tui.entities.train``; read with python-crfsuite. It speaks English only.
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
from tui.entities.clusters import Clusters
from tui.entities.features import MISC, Features
from tui.entities.gazetteer import built_in
from tui.entities.recogniser import Candidate
from tui.entities.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui.entities.tokens import Tokens


FOLDER = os.path.join(os.path.dirname(__file__), "model")
"""Where the model, its calibration and the word clusters lie."""


@dataclass
class SequenceModel:
    """Names by a trained CRF. Not for use by two threads at once.

    ``curve`` leads from a marginal of the CRF to how often a name with it is right, ``curves`` from
    that to how often it is once it has been mended. ``tagger`` reads in ``table`` as long as it
    lives.
    """

    id: str
    tagger: Any
    table: bytes
    features: Features
    curve: Curve = STRAIGHT
    curves: Curves = field(default_factory=dict)
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
    def read(cls, path: str, features: Features) -> SequenceModel:
        """The model in the file ``path``.

        Raises ImportError without python-crfsuite, OSError when the file cannot be read and
        ValueError when it is no model.
        """
        with open(path, "rb") as file:
            table = file.read()
        tagger = import_module("pycrfsuite").Tagger()
        tagger.open_inmemory(table)
        return cls(f"crf-{zlib.crc32(table):08x}", tagger, table, features)

    def recognise(self, text: str, language: str) -> Sequence[Candidate]:
        """The names in ``text``; ``confidence`` is the least sure of a name's tags.

        A law, a work, a product is a PRODUCT: it is told so that no part of it is taken for another
        name.
        """
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
    features = Features(Clusters.read(os.path.join(FOLDER, "clusters.bin")), built_in())
    model = SequenceModel.read(os.path.join(FOLDER, "english.crf"), features)
    with open(os.path.join(FOLDER, "english.json"), encoding="utf-8") as file:
        known = json.load(file)
    model.curve = _curve(known["marginals"])
    model.curves = {Label(kind): _curve(points) for kind, points in known["names"].items()}
    return model


def _curve(points: Iterable[tuple[float, float]]) -> Curve:
    return tuple((given, right) for given, right in points)
