"""The texts and labels that the model is trained on, with one set of labels. For training only."""

from __future__ import annotations

import csv
import hashlib
import json
import lzma
import os
from typing import TYPE_CHECKING, NamedTuple

from tui.document import Label
from tui.entities.features import MISC
from tui.entities.gazetteer import Gazetteer
from tui.entities.language import language_of
from tui.entities.mend import mend
from tui.entities.recogniser import Candidate
from tui.entities.tokens import Tokens, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

POLITICS_TRAINED = 340
"""The politics sentences from here on are kept apart from training, to measure by."""

_LEADING, _LONGEST_HEADLINE = 3, 30
_FREE_LICENCES = frozenset({"Apache-2.0", "MIT"})
_FILLER = "ipsum"
NEWS = ("wikinews_2019.csv", "wikinews_2020.csv")
_KINDS = {
    "PER": Label.PERSON, "person": Label.PERSON, "politician": Label.PERSON,
    "ORG": Label.ORG, "organisation": Label.ORG, "politicalparty": Label.ORG,
    "corporation": Label.ORG, "group": Label.ORG, "LOC": Label.PLACE, "location": Label.PLACE,
    "country": Label.PLACE, "event": Label.EVENT, "election": Label.EVENT,
}  # fmt: skip


class Labelled(NamedTuple):
    """A document and, for each of its tokens, "O" or "B-" or "I-" and a kind."""

    tokens: Tokens
    tags: tuple[str, ...]


def conll(path: str, gazetteer: Gazetteer, together: bool = False) -> list[Labelled]:
    """The documents of a file with a word and its tag on each line, and blank lines between
    sentences.

    Each sentence is a document, or, with ``together``, all up to ``-DOCSTART-`` are one. Peoples
    get a label of their own, whatever the file says; ``@handles`` get none.
    """
    documents: list[list[list[tuple[str, str]]]] = [[]]
    for sentence in _sentences(path):
        if not together or sentence[0][0] == "-DOCSTART-":
            documents.append([])
        if sentence[0][0] != "-DOCSTART-":
            documents[-1].append(sentence)
    return [_labelled(document, gazetteer) for document in documents if document]


def _sentences(path: str) -> Iterator[list[tuple[str, str]]]:
    with open(path, encoding="utf-8") as lines:
        sentence: list[tuple[str, str]] = []
        for line in lines:
            word, tag = [*line.split(), "O"][:2] if line.strip() else ("", "")
            if word:
                sentence.append((word, tag))
            elif sentence:
                yield sentence
                sentence = []
        if sentence:
            yield sentence


def _labelled(sentences: list[list[tuple[str, str]]], gazetteer: Gazetteer) -> Labelled:
    words: list[str] = []
    tags: list[str] = []
    ranges = []
    for sentence in sentences:
        first = len(words)
        words += [word for word, _ in sentence]
        tags += _tags([tag for _, tag in sentence])
        ranges.append((first, len(words)))
    tokens = _spaced(words, ranges)
    for at, word in enumerate(words):
        entry = gazetteer.entry(word)
        alone = not tags[at].startswith("I-") and not "".join(tags[at + 1 : at + 2]).startswith(
            "I-"
        )
        if entry and entry.label is Label.NATIONALITY and alone and tags[at] in ("O", f"B-{MISC}"):
            tags[at] = f"B-{Label.NATIONALITY}"
        if word.startswith("@") or (at and words[at - 1] == "@"):
            tags[at] = "O"
    return Labelled(tokens, tuple(tags))


def _tags(given: list[str]) -> list[str]:
    """The tags with our kinds; a name that begins with "I-" (IOB1) gets "B-"."""
    tags, before = [], "O"
    for tag in given:
        place, _, kind = tag.partition("-")
        if place == "O":
            tags.append("O")
        else:
            ours = _KINDS.get(kind, MISC)
            goes_on = place == "I" and before.partition("-")[2] == kind
            tags.append(f"{'I' if goes_on and tags[-1] != 'O' else 'B'}-{ours}")
        before = tag
    return tags


def _spaced(words: Sequence[str], ranges: list[tuple[int, int]]) -> Tokens:
    starts, ends, at = [], [], 0
    for word in words:
        starts.append(at)
        ends.append(at + len(word))
        at += len(word) + 1
    firsts = tuple(first for first, _ in ranges)
    return Tokens(" ".join(words), tuple(words), tuple(starts), tuple(ends), tuple(ranges), firsts)


def articles(folder: str) -> Iterator[str]:
    """The texts of the news articles in ``folder``, in order."""
    for name in NEWS:
        with open(os.path.join(folder, name), encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                yield row["text"]


def pages(path: str) -> Iterator[str]:
    """The English articles of a file of pages, of those whose licence is free, in order.

    A page is a JSON object a line with ``gold_text`` and ``licence``.
    """
    with open(path, encoding="utf-8") as lines:
        for page in map(json.loads, lines):
            text = page["gold_text"]
            free = page["licence"] in _FREE_LICENCES and _FILLER not in text
            if free and language_of(text) == "en":
                yield text


def key(text: str) -> str:
    """The key under which an article's labels are stored: a hash, without a word of the text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def write_silver(path: str, labels: Mapping[str, Sequence[tuple[int, int, str]]]) -> None:
    """Store the teachers' labels: for each article its key, and (start, end, kind) of each name."""
    lines = [json.dumps([k, *spans], separators=(",", ":")) for k, spans in sorted(labels.items())]
    with lzma.open(path, "wt", encoding="utf-8", preset=9) as file:
        file.write("\n".join(lines) + "\n")


def read_silver(path: str) -> dict[str, list[tuple[int, int, str]]]:
    """The labels that :func:`write_silver` stored."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {row[0]: [(start, end, kind) for start, end, kind in row[1:]] for row in rows}


def silver(text: str, spans: Sequence[tuple[int, int, str]], gazetteer: Gazetteer) -> Labelled:
    """An article with its teachers' labels, mended."""
    tokens = tokenise(text)
    named = [
        Candidate(start, end, Label(kind), 1.0, "teacher")
        for start, end, kind in spans
        if kind != MISC
    ]
    others = [
        Candidate(start, end, Label.PRODUCT, 1.0, "teacher")
        for start, end, kind in spans
        if kind == MISC
    ]
    mended = mend(tokens, [*named, *others], gazetteer, 0.5, products=True)
    return Labelled(tokens, tuple(tagged(tokens, mended)))


def tagged(tokens: Tokens, candidates: Sequence[Candidate]) -> list[str]:
    """The tag of each token, from sorted candidates that do not overlap."""
    tags = ["O"] * len(tokens.words)
    at = 0
    for candidate in candidates:
        while at < len(tags) and tokens.ends[at] <= candidate.start:
            at += 1
        kind = MISC if candidate.label is Label.PRODUCT else str(candidate.label)
        place = "B"
        while at < len(tags) and tokens.starts[at] < candidate.end:
            if tags[at] == "O":
                tags[at] = f"{place}-{kind}"
            place = "I"
            at += 1
    return tags


def headlines(documents: Sequence[Labelled]) -> list[Labelled]:
    """The first sentences of documents as headlines: in capitals, and with capitalised words."""
    found = []
    for tokens, tags in documents:
        for first, end in tokens.sentences[:_LEADING]:
            words = tokens.words[first:end]
            if len(words) <= _LONGEST_HEADLINE:
                shouted = [word.upper() for word in words]
                found.append(Labelled(_spaced(shouted, [(0, len(words))]), tags[first:end]))
            if len(words) <= _LONGEST_HEADLINE and len(words) > 1:
                words = words[:-1] if words[-1] == "." else words
                titled = [w[0].upper() + w[1:] if len(w) > 3 else w for w in words]
                part = tags[first : first + len(words)]
                found.append(Labelled(_spaced(titled, [(0, len(words))]), part))
    return found
