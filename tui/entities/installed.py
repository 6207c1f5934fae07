"""Recognisers that the reader has installed besides the default: spaCy's, and Slovnet.

The settings choose them by language: ``spacy:NAME`` is a spaCy pipeline, in the package or in the
folder ``NAME``; ``natasha`` is Slovnet with the models from the package natasha. Nothing is ever
downloaded.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib import import_module, metadata
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, ClassVar

from tui.document import Label
from tui.entities.recogniser import DEFAULT, Candidate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.entities.calibration import Curves
    from tui.entities.recogniser import Recogniser
    from tui.entities.trust import Trust

NATASHA, SPACY = "natasha", "spacy:"
_SPACY_CONFIDENCE = 0.85
_SLOVNET_CONFIDENCE = 0.9
_EMBEDDINGS = "emb/navec_news_v1_1B_250K_300d_100q.tar"
_SLOVNET = "model/slovnet_ner_news_v1.tar"
_SLOVNET_KINDS = {"PER": Label.PERSON, "ORG": Label.ORG, "LOC": Label.PLACE}
_RUSSIAN = "ru"


class RecogniserError(Exception):
    """A chosen recogniser is not installed or does not answer; the message says which."""


def identity(language: str, name: str) -> str:
    """What the answers of the recogniser ``name`` depend on: its versions; it is not loaded.

    Raises :class:`RecogniserError` where it is not installed or does not know ``language``.
    """
    if name == DEFAULT:
        return DEFAULT
    if name == NATASHA:
        if language != _RUSSIAN:
            raise RecogniserError(f"natasha reads Russian, not {language!r}")
        return f"natasha {_version('natasha')}, slovnet {_version('slovnet')}"
    if not name.startswith(SPACY):
        raise RecogniserError(f"no recogniser is called {name!r}")
    model = name.removeprefix(SPACY)
    spacy = _version("spacy")
    if os.path.isdir(model):
        return f"{name} {_digest(model)}, spacy {spacy}"
    return f"{name} {_version(model)}, spacy {spacy}"


@cache
def chosen(language: str, name: str) -> Recogniser:
    """The recogniser ``name`` for ``language``. Raises as :func:`identity` does."""
    known = identity(language, name)
    if name == NATASHA:
        return Slovnet(known)
    return Spacy(known, name.removeprefix(SPACY), frozenset({language}))


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError as error:
        raise RecogniserError(f"{package} is not installed") from error


def _digest(folder: str) -> str:
    """A hash of a pipeline's folder: the names of its files, their sizes and times of change."""
    seen = sha256()
    for path, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            whole = os.path.join(path, name)
            about = os.stat(whole)
            place = os.path.relpath(whole, folder)
            seen.update(f"{place} {about.st_size} {about.st_mtime_ns}\n".encode())
    return seen.hexdigest()[:16]


@dataclass
class Spacy:
    """A spaCy pipeline in a process of its own, started with the first text.

    So its memory, and the seconds it takes to load, are not those of the asking process.
    """

    id: str
    model: str
    languages: frozenset[str]
    labels: ClassVar[frozenset[Label]] = frozenset(
        {Label.PERSON, Label.ORG, Label.PLACE, Label.NATIONALITY, Label.EVENT, Label.PRODUCT}
    )
    curves: ClassVar[Curves] = {}
    trust: ClassVar[Trust] = {}
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def recognise(self, text: str, language: str) -> Sequence[Candidate]:
        """The pipeline's entities, all with one confidence, since spaCy gives none.

        Raises :class:`RecogniserError` where the process does not answer.
        """
        process = self._running()
        stdin, stdout = process.stdin, process.stdout
        if stdin is None or stdout is None:
            raise RecogniserError(f"{self.id} cannot be asked")
        try:
            stdin.write(json.dumps(text).encode() + b"\n")
            stdin.flush()
            answer = stdout.readline()
        except BrokenPipeError:
            answer = b""
        if not answer:
            self._process = None
            raise RecogniserError(f"{self.id} ended with {process.wait()}")
        return [
            Candidate(start, end, Label(label), _SPACY_CONFIDENCE, "spacy")
            for start, end, label in json.loads(answer)
        ]

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tui.entities.spacy_process", self.model],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        return self._process


@dataclass
class Slovnet:
    """Slovnet's recogniser for Russian news (Natasha project), in this process; takes 190 MB."""

    id: str
    languages: ClassVar[frozenset[str]] = frozenset({_RUSSIAN})
    labels: ClassVar[frozenset[Label]] = frozenset(_SLOVNET_KINDS.values())
    curves: ClassVar[Curves] = {}
    trust: ClassVar[Trust] = {}
    _tagger: Any = field(default=None, repr=False)

    def recognise(self, text: str, language: str) -> Sequence[Candidate]:
        """The names in ``text``, all with one confidence, since Slovnet gives none.

        Raises :class:`RecogniserError` where natasha is not installed.
        """
        if not text.strip():
            return []
        if self._tagger is None:
            self._tagger = _slovnet()
        return [
            Candidate(span.start, span.stop, kind, _SLOVNET_CONFIDENCE, "natasha")
            for span in self._tagger(text).spans
            if (kind := _SLOVNET_KINDS.get(span.type))
        ]


def _slovnet() -> Any:
    """Slovnet's tagger, loaded without the rest of natasha, which is not needed."""
    natasha = find_spec("natasha")
    if natasha is None or natasha.origin is None:
        raise RecogniserError("natasha is not installed")
    data = os.path.join(os.path.dirname(natasha.origin), "data")
    tagger = import_module("slovnet").NER.load(os.path.join(data, _SLOVNET))
    tagger.navec(import_module("navec").Navec.load(os.path.join(data, _EMBEDDINGS)))
    return tagger
