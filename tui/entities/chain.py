"""The smaller part of the trained model: the label transitions, as python-crfsuite reads them.

It is a CRF whose only attributes are the numbers of the labels. A token that has the score of each
label as the value of that attribute is decoded as by the CRF that the scores come from.
"""

from __future__ import annotations

import os
import struct
import tempfile
from importlib import import_module
from typing import TYPE_CHECKING

from tui.entities.weights import UNIT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SHARPNESS = 6
"""By how much all weights are multiplied. Training only asks for a margin of one. The factor keeps
the best labels as they are, and spreads their probabilities so that they tell right from wrong."""

_OFFSET_OF_FEATURES = 28
_CHUNK = 12
_FEATURE = struct.Struct("<IIId")
_STATE = 0


def attribute(label: int) -> bytes:
    """The attribute that carries the score of a label."""
    return b"%d" % label


def chain(labels: Sequence[str], transitions: Mapping[tuple[str, str], float]) -> bytes:
    """The model file for these labels and the weights of steps between them (0 if not given).

    python-crfsuite can write a model only by training one, so one of the right form is trained and
    its weights are replaced. Raises ValueError where it does not have that form.
    """
    model = bytearray(_any(labels))
    at = int.from_bytes(model[_OFFSET_OF_FEATURES : _OFFSET_OF_FEATURES + 4], "little")
    count = int.from_bytes(model[at + _CHUNK - 4 : at + _CHUNK], "little")
    if count != len(labels) * (len(labels) + 1):
        raise ValueError("the trained chain of labels does not have every step")
    for first in range(at + _CHUNK, at + _CHUNK + count * _FEATURE.size, _FEATURE.size):
        kind, source, target, _ = _FEATURE.unpack_from(model, first)
        step = (labels[source], labels[target])
        if kind == _STATE and source != target:
            raise ValueError("the trained chain of labels has them in another order")
        weight = UNIT if kind == _STATE else transitions.get(step, 0.0)
        _FEATURE.pack_into(model, first, kind, source, target, _SHARPNESS * weight)
    return bytes(model)


def _any(labels: Sequence[str]) -> bytes:
    """A model that has every label and every step, whatever their weights.

    Each step is shown a different number of times: one with the weight 0 would be left out.
    """
    pycrfsuite = import_module("pycrfsuite")
    trainer = pycrfsuite.Trainer(verbose=False)
    numbers = range(len(labels))
    for source in numbers:
        for target in numbers:
            items = pycrfsuite.ItemSequence([[attribute(source)], [attribute(target)]])
            for _ in range(1 + source * len(labels) + target):
                trainer.append(items, [labels[source], labels[target]])
    trainer.select("lbfgs")
    trainer.set_params({"max_iterations": 1})
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "chain.crf")
        trainer.train(path)
        with open(path, "rb") as file:
            return file.read()
