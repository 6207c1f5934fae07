"""Hand-labelled names to measure against, and the measure: exact span and kind."""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.document import Label
from tui.entities.corpora import POLITICS_TRAINED, Labelled, conll
from tui.entities.features import MISC
from tui.entities.gazetteer import built_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from tui.entities.recogniser import Candidate

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
NEWS_KINDS = (Label.PERSON, Label.ORG, Label.PLACE)
BODY_KINDS = (*NEWS_KINDS, Label.NATIONALITY)

_KINDS = {"GPE": "PLACE", "LOC": "PLACE", "NORP": "NATIONALITY"}
_SHOWN = frozenset({"title", "heading", "dateline", "body", "caption"})


class Mark(NamedTuple):
    """A labelled stretch: the kinds that are right for it, and the name it is one of."""

    start: int
    end: int
    kinds: frozenset[str]
    canonical: str = ""


@dataclass(frozen=True)
class Example:
    """A text with its marks; what touches ``ignored`` counts neither way."""

    text: str
    marks: tuple[Mark, ...]
    ignored: tuple[tuple[int, int], ...] = ()
    name: str = ""


@dataclass
class Tally:
    """Right, wrong and missed mentions."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Right among drawn, in percent."""
        return 100 * self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Right among those there are, in percent."""
        return 100 * self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, in percent."""
        return 200 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


def measured(
    examples: Iterable[Example],
    recognise: Callable[[str], Iterable[Candidate]],
    kinds: Iterable[Label],
) -> dict[str, Tally]:
    """The tally of each kind, and of all under "all"; articles and possessives do not matter."""
    wanted = frozenset(map(str, kinds))
    tallies: dict[str, Tally] = defaultdict(Tally)
    for example in examples:
        open_marks = {mark[:2]: mark for mark in example.marks if mark.kinds & wanted}
        for candidate in recognise(example.text):
            if candidate.label not in wanted:
                continue
            span = _bare(example.text, candidate.start, candidate.end)
            mark = open_marks.get(span)
            if mark and candidate.label in mark.kinds:
                tallies[candidate.label].right += 1
                del open_marks[span]
            elif not any(start < span[1] and span[0] < end for start, end in example.ignored):
                tallies[candidate.label].wrong += 1
        for mark in open_marks.values():
            tallies[min(mark.kinds & wanted)].missed += 1
    parts = list(tallies.values())
    tallies["all"] = Tally(
        *(sum(getattr(t, part) for t in parts) for part in Tally.__annotations__)
    )
    return tallies


def mistakes(example: Example, found: Iterable[Candidate], kinds: Iterable[Label]) -> Iterator[str]:
    """What is wrong with each name that is: its kind, its extent, that there is none, or missed."""
    wanted = frozenset(map(str, kinds))
    marks = {mark[:2]: mark for mark in example.marks if mark.kinds & wanted}
    spans = {_bare(example.text, c.start, c.end): c.label for c in found if c.label in wanted}
    for span, label in spans.items():
        mark = marks.get(span)
        if mark and label not in mark.kinds:
            yield f"{min(mark.kinds)} as {label}"
        elif not mark and _touches(span, example.ignored):
            continue
        elif not mark:
            yield f"{label} of another extent" if _touches(span, marks) else f"{label} is no name"
    for place, mark in marks.items():
        if not _touches(place, spans):
            yield f"{min(mark.kinds)} missed"


def _touches(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    while text[start:end].lower().startswith("the "):
        start += 4
    while text[start:end].endswith(("'s", "’s", " ")):
        end -= 1 if text[end - 1] == " " else 2
    return start, end


def from_labelled(documents: Iterable[Labelled]) -> list[Example]:
    """Examples of tagged documents."""
    return [Example(d.tokens.text, tuple(_marks(d))) for d in documents]


def _marks(document: Labelled) -> Iterable[Mark]:
    tokens, tags = document
    at = 0
    while at < len(tags):
        start = at
        at += 1
        if tags[start] == "O":
            continue
        kind = tags[start][2:]
        while at < len(tags) and tags[at] == f"I-{kind}":
            at += 1
        if kind != MISC:
            yield Mark(
                *_bare(tokens.text, tokens.starts[start], tokens.ends[at - 1]), frozenset({kind})
            )


def politics() -> list[Example]:
    """The politics sentences held out of training."""
    path = SHARED / "nerdata" / "crossner_politics_dev.conll"
    return from_labelled(conll(str(path), built_in())[POLITICS_TRAINED:])


def tweets() -> list[Example]:
    """WNUT17's development set: names that are rare and new, in noisy text."""
    return from_labelled(conll(str(SHARED / "nerdata" / "wnut17_dev.conll"), built_in()))


def encyclopedia() -> list[Labelled]:
    """Wikigold, article by article."""
    return conll(str(SHARED / "nerdata" / "wikigold.conll"), built_in(), together=True)


def seeds() -> list[Example]:
    """The sample documents 001 to 004, their bodies only."""
    shown = _shown_lines()
    return [
        _seed(path, shown[path.name])
        for path in sorted((SHARED / "seeds").glob("*.txt"))
        if not path.name.startswith("000")
    ]


def _shown_lines() -> Mapping[str, set[int]]:
    lines: dict[str, set[int]] = defaultdict(set)
    with open(SHARED / "gold" / "seeds.roles.tsv", encoding="utf-8") as rows:
        for row in csv.reader((r for r in rows if not r.startswith("#")), delimiter="\t"):
            if row[3].strip() in _SHOWN:
                lines[row[0]].update(range(int(row[1]), int(row[2]) + 1))
    return lines


def _seed(path: Path, shown: set[int]) -> Example:
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    ignored = []
    at = 0
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        if number not in shown:
            ignored.append((at, at + len(line)))
        at += len(line)
    marks = []
    for row in seed_rows(path.stem):
        kinds = frozenset(_KINDS.get(k, k) for k in [row["label"], *row.get("alt", [])])
        drawn = row["zone"] == "body" and not row.get("optional")
        if drawn and _KINDS.get(row["label"], row["label"]) in BODY_KINDS:
            marks.append(Mark(row["start"], row["end"], kinds, row["canonical"] or ""))
        else:
            ignored.append((row["start"], row["end"]))
    return Example(text, tuple(marks), tuple(ignored), path.stem)


def seed_rows(stem: str) -> list[dict]:  # type: ignore[type-arg]
    """The gold rows of a sample document."""
    with open(SHARED / "gold" / "entities" / f"{stem}.jsonl", encoding="utf-8") as rows:
        return [json.loads(row) for row in rows]


def people() -> dict[str, str]:
    """Spellings of people, each with the person it is one of."""
    path = SHARED / "gold" / "entities" / "person_alias_stress.jsonl"
    with open(path, encoding="utf-8") as rows:
        return {row["text"]: row["canonical"] for row in map(json.loads, rows)}


def pairs_f1(gold: Mapping[str, str], given: Mapping[str, str]) -> Tally:
    """Pairs of forms that are under one name in both, in ``given`` only, in ``gold`` only."""
    tally = Tally()
    forms = sorted(gold)
    for i, one in enumerate(forms):
        for other in forms[i + 1 :]:
            same, joined = gold[one] == gold[other], given[one] == given[other]
            tally.right += same and joined
            tally.wrong += joined and not same
            tally.missed += same and not joined
    return tally


def mentions_f1(names: Iterable[tuple[str, str]]) -> float:
    """B-cubed F1, in percent, over mentions as (gold name, given name)."""
    pairs = list(names)
    both, gold, given = Counter(pairs), Counter(p[0] for p in pairs), Counter(p[1] for p in pairs)
    precision = sum(both[p] / given[p[1]] for p in pairs) / len(pairs)
    recall = sum(both[p] / gold[p[0]] for p in pairs) / len(pairs)
    return 200 * precision * recall / (precision + recall)
