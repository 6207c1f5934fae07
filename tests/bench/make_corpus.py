"""A corpus of any size: ``python -m tests.bench.make_corpus N DIR``.

Document ``i`` is a function of the seed and ``i`` alone, so that a corpus can be made in any order
and any part, and is the same everywhere. Bodies are of 2 to 15 KB, of words in the proportions of
Zipf's law: common ones from the sample inbox, rare ones made of syllables. One document in ten is a
planted copy of an earlier one (whole, inside another page, cut, or edited); ``manifest.tsv`` says
which. It serves to measure the index and the list, not the quality of names or cleaning.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

SEED = 20261
_VOCABULARY = 60_000
_PEOPLE = 8_000
_PLACES = 1_500
_OUTLETS = 60
_COPIES = 0.10
_SYLLABLES = tuple(
    re.findall(
        "[a-z]+",
        "ba be bi bo bra car cen da del dor e el en fa fel gar gor ha hin i in ka kel la len li"
        " lo ma mer mi mo na nel o or pa pel po ra ren ri ro sa sel shi so ta ter ti tor tra u un"
        " va vel wa yo za zen",
    )
)
_ENDINGS = ("", "", "", "s", "ed", "ing", "ly", "er", "tion")
_SEEDS = Path(__file__).parents[2] / "seeds"


@dataclass(frozen=True, slots=True)
class Made:
    """A document of the corpus. ``kind`` says how it was made, ``of`` which one it is a copy of."""

    number: int
    kind: str
    of: int
    title: str
    outlet: str
    published: str
    language: str
    paragraphs: tuple[str, ...]
    furniture: tuple[str, ...]
    people: tuple[str, ...]
    places: tuple[str, ...]

    @property
    def page(self) -> str:
        """The document as a file of the inbox."""
        head = (self.title, f"{self.outlet} | {self.published}")
        parts = "\n\n".join((*head, *self.paragraphs))
        return parts + "\n\n" + "\n".join(self.furniture) + "\n" if self.furniture else parts + "\n"


@cache
def vocabulary() -> tuple[str, ...]:
    """All words, the most frequent first."""
    counts: Counter[str] = Counter()
    for path in sorted(_SEEDS.glob("*.txt")):
        text = path.read_text("utf-8", "replace").casefold()
        counts.update(re.findall(r"[a-z]{2,}", text))
    words = dict.fromkeys(word for word, _ in counts.most_common(3_000))
    source = Random(SEED)
    while len(words) < _VOCABULARY:
        stem = "".join(source.choices(_SYLLABLES, k=source.randint(2, 4)))
        words[stem + source.choice(_ENDINGS)] = None
    return tuple(words)


def make(number: int, seed: int = SEED) -> Made:
    """Document ``number``, counted from 0."""
    source = Random(f"{seed}/{number}")
    if number and source.random() < _COPIES:
        return _copy(number, source, seed)
    kind = source.choices(("plain", "page", "comments"), (70, 20, 10))[0]
    people = tuple(_name(source, "person", _PEOPLE, 2) for _ in range(source.randint(2, 9)))
    places = tuple(_name(source, "place", _PLACES, 1) for _ in range(source.randint(1, 5)))
    return Made(
        number=number,
        kind=kind,
        of=-1,
        title=_sentence(source, source.randint(5, 11), ()).rstrip("."),
        outlet=_name(source, "outlet", _OUTLETS, 2),
        published=_day(source),
        language=source.choices(("en", "fr", "ru"), (85, 10, 5))[0],
        paragraphs=_paragraphs(source, people + places),
        furniture=_furniture(source, kind),
        people=people,
        places=places,
    )


def write(count: int, folder: Path) -> int:
    """Write ``count`` documents and their manifest; the bytes of all texts."""
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    with (folder / "manifest.tsv").open("w", encoding="utf-8") as manifest:
        manifest.write("file\tkind\tcopy of\n")
        for number in range(count):
            made = make(number)
            place = folder / f"{number // 1000:04}"
            place.mkdir(exist_ok=True)
            total += (place / _file(number)).write_bytes(made.page.encode("utf-8"))
            of = _file(made.of) if made.of >= 0 else ""
            manifest.write(f"{_file(number)}\t{made.kind}\t{of}\n")
    return total


def _copy(number: int, source: Random, seed: int) -> Made:
    """An earlier document again, as reprints are."""
    of = source.randrange(number)
    original = make(of, seed)
    if original.of >= 0:
        of, original = original.of, make(original.of, seed)
    kind = source.choice(("reprint", "wrapped", "cut", "edited"))
    paragraphs = list(original.paragraphs)
    if kind == "cut":
        paragraphs = paragraphs[: max(1, 3 * len(paragraphs) // 4)]
    elif kind == "wrapped":
        paragraphs = [*_paragraphs(source, ())[:2], *paragraphs]
    elif kind == "edited":
        paragraphs = [_edited(source, paragraph) for paragraph in paragraphs]
    return Made(
        number=number,
        kind=kind,
        of=of,
        title=_sentence(source, source.randint(5, 11), ()).rstrip("."),
        outlet=_name(source, "outlet", _OUTLETS, 2),
        published=original.published,
        language=original.language,
        paragraphs=tuple(paragraphs),
        furniture=_furniture(source, "page"),
        people=original.people,
        places=original.places,
    )


@cache
def _chances(count: int) -> list[float]:
    """Cumulative weights after Zipf and Mandelbrot: 1 / (rank + 2.7)."""
    return list(accumulate(1 / (rank + 2.7) for rank in range(1, count + 1)))


def _draw(source: Random, count: int) -> int:
    """A rank below ``count``."""
    chances = _chances(count)
    return bisect(chances, source.random() * chances[-1], 0, count - 1)


@cache
def _of_names(kind: str, count: int, parts: int) -> tuple[str, ...]:
    source = Random(f"{SEED}/{kind}")
    return tuple(
        " ".join(
            "".join(source.choices(_SYLLABLES, k=source.randint(2, 3))).title()
            for _ in range(parts)
        )
        for _ in range(count)
    )


def _name(source: Random, kind: str, count: int, parts: int) -> str:
    return _of_names(kind, count, parts)[_draw(source, count)]


def _sentence(source: Random, length: int, names: tuple[str, ...]) -> str:
    words = source.choices(vocabulary(), cum_weights=_chances(_VOCABULARY), k=length)
    if names and source.random() < 0.6:
        words[source.randrange(length)] = source.choice(names)
    text = " ".join(words)
    return text[0].upper() + text[1:] + "."


def _paragraphs(source: Random, names: tuple[str, ...]) -> tuple[str, ...]:
    wanted = min(15_000, max(2_000, int(source.lognormvariate(8.85, 0.5))))
    paragraphs: list[str] = []
    size = 0
    while size < wanted:
        sentences = source.randint(2, 5)
        text = " ".join(_sentence(source, source.randint(8, 25), names) for _ in range(sentences))
        paragraphs.append(text)
        size += len(text)
    return tuple(paragraphs)


def _furniture(source: Random, kind: str) -> tuple[str, ...]:
    """What a page has around its document: menus of its outlet, and perhaps comments."""
    if kind == "plain":
        return ()
    outlet = Random(f"{SEED}/menu/{source.randrange(_OUTLETS)}")
    lines = [_sentence(outlet, outlet.randint(1, 4), ()).rstrip(".") for _ in range(25)]
    lines.append(_sentence(outlet, 30, ()))
    if kind == "comments":
        for _ in range(source.randint(5, 40)):
            lines += ["Reply", _sentence(source, source.randint(6, 30), ())]
    return tuple(lines)


def _edited(source: Random, paragraph: str) -> str:
    words = paragraph.split()
    for _ in range(max(1, len(words) // 20)):
        words[source.randrange(len(words))] = source.choice(vocabulary())
    return " ".join(words)


def _day(source: Random) -> str:
    return (date(2020, 1, 1) + timedelta(source.randrange(2_400))).isoformat()


def _file(number: int) -> str:
    return f"{number:07}.txt"


if __name__ == "__main__":
    print(f"{write(int(sys.argv[1]), Path(sys.argv[2])):,} bytes of text")
