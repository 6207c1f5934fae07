"""Train the sequence model: ``python -m tui.entities.train DATA PAGES``.

DATA is the folder of the news articles and the hand-labelled sets, PAGES a file of news pages (see
model/NOTICE for their sources). The teachers' labels and the word clusters are read from the
package; ``--teach`` makes both anew, for which spaCy and three of its models must be installed. The
same files give the same model, byte for byte.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import sys
import tempfile
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from tui.document import Label
from tui.entities import clusters, corpora, teachers, trust
from tui.entities.calibration import fitted
from tui.entities.chain import chain
from tui.entities.corpora import Labelled
from tui.entities.features import Features
from tui.entities.find import KEPT
from tui.entities.gazetteer import built_in
from tui.entities.mend import mend
from tui.entities.sequence import CALIBRATION, CHAIN, CLUSTERS, FOLDER, WEIGHTS, SequenceModel
from tui.entities.tokens import tokenise
from tui.entities.weights import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tui.entities.calibration import Curve
    from tui.entities.teachers import Span
    from tui.entities.trust import Trust

SILVER = "silver.jsonl.xz"
_PARAMETERS = {"max_iterations": 8, "feature.minfreq": 5}
_METHOD = "pa"
_HELD_BACK = 3
DRAWN_KINDS = (Label.PERSON, Label.ORG, Label.PLACE)
_FOLDS = 3
_HEADLINES = "headlines"
"""Made from the news and the politics, so left out where some of those are held back."""
_SURE_ENOUGH = 0.5
"""The least marginal, uncalibrated, of a name that the student votes for."""


class Source(NamedTuple):
    """Documents, and how often each is seen in a round of training."""

    name: str
    documents: list[Labelled]
    weight: int


def sources(data: str, labels: Mapping[str, Sequence[Span]], pages: str = "") -> list[Source]:
    """All that the model is trained on; ``labels`` are those of articles, by the article's key.

    Raises OSError when a file is missing.
    """
    gazetteer = built_in()

    def labelled(texts: Iterable[str]) -> list[Labelled]:
        keyed = ((text, corpora.key(text)) for text in texts)
        return [
            corpora.silver(text, labels[key], gazetteer) for text, key in keyed if key in labels
        ]

    news = labelled(corpora.articles(data))

    def read(name: str, together: bool = False) -> list[Labelled]:
        return corpora.conll(os.path.join(data, f"{name}.conll"), gazetteer, together)

    politics = read("crossner_politics_dev")[: corpora.POLITICS_TRAINED]
    tweets = [tweet for part in "efg" for tweet in read(f"btc_{part}")]
    return [
        Source("news", news, 1),
        Source("wikigold", read("wikigold", together=True), 2),
        Source("politics", read("crossner_politics_train") + politics, 2),
        Source("wnut17", read("wnut17_train"), 1),
        Source("tweets", tweets, 1),
        Source(_HEADLINES, corpora.headlines([*news, *politics[::3]]), 1),
        Source("pages", labelled(corpora.pages(pages)) if pages else [], 1),
    ]


def teach(data: str, pages: str, silver: str, features: Features) -> None:
    """Label the news anew, by a majority of the teachers and of a student trained on their labels.

    The student labels each third of the news after training on the other two and on everything that
    was labelled by hand. It breaks ties, so it corrects teachers who disagree. The pages get the
    majority of the teachers alone.
    """
    texts = list(corpora.articles(data))
    given = teachers.answers(texts)
    rows = list(zip(*given, strict=True))
    first = {corpora.key(t): teachers.majority(t, row) for t, row in zip(texts, rows, strict=True)}
    student = _student(texts, sources(data, first), features)
    labels = {
        corpora.key(text): teachers.majority(text, (own, *row))
        for text, own, row in zip(texts, student, rows, strict=True)
    }
    others = list(corpora.pages(pages)) if pages else []
    for text, *row in zip(others, *teachers.answers(others), strict=True):
        labels[corpora.key(text)] = teachers.majority(text, row)
    corpora.write_silver(silver, labels)


def _student(texts: Sequence[str], given: Sequence[Source], features: Features) -> list[list[Span]]:
    news, *others = (source for source in given if source.name != _HEADLINES)
    answers: list[list[Span]] = [[] for _ in texts]
    for fold in range(_FOLDS):
        kept = [(d, 1) for i, d in enumerate(news.documents) if i % _FOLDS != fold]
        kept += [(d, source.weight + 1) for source in others for d in source.documents]
        with tempfile.TemporaryDirectory() as folder:
            fit(kept, features, folder)
            model = SequenceModel.read(folder, features)
        for i in range(fold, len(texts), _FOLDS):
            found = model.recognise(texts[i], "en")
            mended = mend(tokenise(texts[i]), found, built_in(), _SURE_ENOUGH)
            answers[i] = [(c.start, c.end, str(c.label)) for c in mended]
    return answers


def fit(documents: Iterable[tuple[Labelled, int]], features: Features, folder: str) -> None:
    """Train on weighted documents and write the model into ``folder``."""
    with tempfile.TemporaryDirectory() as scratch:
        labels, states, steps = _trained(documents, features, os.path.join(scratch, "model"))
    numbers = {label: number for number, label in enumerate(labels)}
    weights: dict[str, dict[int, float]] = {}
    for (feature, label), weight in states.items():
        weights.setdefault(feature, {})[numbers[label]] = weight
    with open(os.path.join(folder, WEIGHTS), "wb") as file:
        file.write(table(weights, len(labels)))
    with open(os.path.join(folder, CHAIN), "wb") as file:
        file.write(chain(labels, steps))


_Pairs = dict[tuple[str, str], float]


def _trained(
    documents: Iterable[tuple[Labelled, int]], features: Features, path: str
) -> tuple[list[str], _Pairs, _Pairs]:
    """The labels, the weight of each feature for each of them, and of each step between two."""
    pycrfsuite = import_module("pycrfsuite")
    # CRFsuite shuffles with C's rand(): the same seed each time makes the same model.
    ctypes.CDLL(None).srand(1)
    trainer = pycrfsuite.Trainer(verbose=False)
    for document, weight in documents:
        tokens = document.tokens
        for (first, end), sentence in zip(tokens.sentences, features.of(tokens), strict=True):
            items = pycrfsuite.ItemSequence(sentence)
            for _ in range(weight):
                trainer.append(items, document.tags[first:end])
    trainer.select(_METHOD)
    trainer.set_params(_PARAMETERS)
    trainer.train(path)
    tagger = pycrfsuite.Tagger()
    tagger.open(path)
    learnt = tagger.info()
    return tagger.labels(), learnt.state_features, learnt.transitions


def _marks(document: Labelled) -> set[tuple[int, int, str]]:
    tokens, tags = document
    ends = [
        at for at in range(1, len(tags) + 1) if at == len(tags) or not tags[at].startswith("I-")
    ]
    marks = set()
    for end in ends:
        first = end - 1
        while tags[first].startswith("I-"):
            first -= 1
        if tags[first] != "O":
            marks.add((tokens.starts[first], tokens.ends[end - 1], tags[first][2:]))
    return marks


def calibration(given: Sequence[Source], features: Features) -> tuple[Curve, Trust]:
    """The calibration of the model's marginals, and of mended names of each kind.

    Both are fitted on documents that the model has not seen. The second, which decides what is
    drawn, uses only those that were labelled by hand.
    """
    own = [source for source in given if source.name != _HEADLINES]
    kept = [(d, s.weight) for s in own for i, d in enumerate(s.documents) if i % _HELD_BACK]
    held = {s.name: s.documents[::_HELD_BACK] for s in own}
    with tempfile.TemporaryDirectory() as folder:
        fit(kept, features, folder)
        model = SequenceModel.read(folder, features)
    by_hand = [*held["wikigold"], *held["politics"]]
    model.curve = fitted(
        (c.confidence, (c.start, c.end, str(c.label)) in marks)
        for document in [*held["news"], *by_hand]
        for marks in [_marks(document)]
        for c in model.spans(document.tokens)
    )
    points: dict[Label, list[tuple[Sequence[float], bool]]] = {kind: [] for kind in DRAWN_KINDS}
    for document in by_hand:
        marks = _marks(document)
        guessed = list(model.spans(document.tokens))
        names = mend(document.tokens, guessed, built_in(), KEPT)
        for c, signs in zip(names, trust.signs(document.tokens, guessed, names), strict=True):
            if c.label in points:
                points[c.label].append((signs, (c.start, c.end, str(c.label)) in marks))
    return model.curve, {kind: trust.fitted(known) for kind, known in points.items()}


def main(arguments: Sequence[str]) -> int:
    """Write the model and its calibration and, with ``--teach``, the labels and clusters, too."""
    parser = argparse.ArgumentParser(prog="python -m tui.entities.train", description=__doc__)
    parser.add_argument("data", help="folder of the articles and labelled sets")
    parser.add_argument("pages", help="file of news pages")
    parser.add_argument("--out", default=FOLDER, help="where the model is written")
    parser.add_argument("--teach", action="store_true", help="make labels and clusters anew")
    options = parser.parse_args(arguments)
    silver, groups = (os.path.join(options.out, name) for name in (SILVER, CLUSTERS))
    if options.teach:
        with open(groups, "wb") as file:
            file.write(clusters.table(teachers.word_groups()))
    features = Features(clusters.Clusters.read(groups), built_in())
    if options.teach:
        teach(options.data, options.pages, silver, features)
    given = sources(options.data, corpora.read_silver(silver), options.pages)
    marginals, names = calibration(given, features)
    fit(
        ((d, s.weight) for s in given for d in s.documents),
        features,
        options.out,
    )
    with open(os.path.join(options.out, CALIBRATION), "w", encoding="utf-8") as file:
        json.dump({"method": _METHOD, "marginals": marginals, "names": names}, file)
        file.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
