"""Where sentences end, in any language that ends them by a sign; and those that names stand in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from tui.document import Block, Label, Mention, PreparedDocument, Span

#: A name as it is known across documents: its label and its display form.
NameKey = tuple[Label, str]

#: Characters of a passage, at most: a table without full stops is one sentence.
_LONGEST = 400

# Signs of scripts that put a space behind a sentence, with what may close it; then those of Chinese
# and Japanese, which do not. UAX 29 leaves abbreviations to the program. A run of signs is
# looked at from its first one only, and as a whole: it may be as long as the text.
_SIGN = "[.!?…؟۔।։።။៕\u037e]"
_END = re.compile(
    f"((?<!{_SIGN}){_SIGN}++[\"'”’»)\\]]{{0,3}}(?=\\s|$)|[。！？｡]+[”’」』）]{{0,3}})"
)
_WORD_BEFORE = re.compile(r"[^\s(\[\"'“‘«]+$")
_WORD_BEHIND = re.compile(r"\s{1,80}[\"'“‘«(\[]{0,3}(\w+)")
_DOTTED = re.compile(r"(?:\w{1,2}\.){1,8}\w{1,2}")
_INITIAL = re.compile(r"[^\W\d_]")
_ORDINAL = re.compile(r"\d{1,2}|[IVX]{1,5}")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# What stands with a full stop before a name, before a number, and anywhere in a sentence.
_BEFORE_NAMES = _words(
    "mr mrs ms dr prof rev fr st mt gen col maj capt cmdr lt sgt cpl adm gov sen rep hon pres amb"
    " hr mme mlle mgr sra srta dra dott ing проф акад ген полк им тов гр ул пр просп бул дж"
)
_BEFORE_NUMBERS = _words(
    "no nos art fig figs vol ch pp abs nr str tel núm pág jan feb mar apr jun jul aug sep sept oct"
    " nov dec ok стр рис ст чл"
)
_ANYWHERE = _words(
    "sr jr inc ltd co corp bros dept div est ed eds al cf vs viz etc approx appt ave blvd rd ft"
    " bzw ca evtl ggf inkl jh jhd mio mrd usw vgl zzgl bd ud uds avda ul tzw np tzn mld tys inż"
    " г гг см млн млрд тыс руб коп кв вул грн лв др пер"
)
# Words that begin a sentence rather than go on after an abbreviation.
_STARTERS = _words(
    "the a an he she it they we i you this that these those there but and in on at for after"
    " before when while his her its their our my if as by from with both no not most many some"
    " however meanwhile then what who он она оно они это но и в на по как после"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a document in which names stand.

    ``at`` is the safe offset of the first of them; ``text`` the sentence on one line, cut if it is
    long; ``marks`` are where they stand in ``text``.
    """

    at: int
    text: str
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A passage, the number of the document that it stands in, and in how many further documents
    the same words stand."""

    number: int
    passage: Passage
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a case in which all of ``names`` stand.

    ``documents`` counts those that mention all of the names, in one sentence or not; ``more`` says
    that there are further sentences.
    """

    names: tuple[NameKey, ...]
    found: tuple[Sentence, ...]
    documents: int
    more: bool = False


def sentences(text: str) -> list[Span]:
    """The sentences of a paragraph, without the spaces between them.

    A full stop behind an initial, an abbreviation, a short number or the number of a list ends
    none, nor does one that a small letter follows. Linear in the length of the text.
    """
    found, start = [], 0
    ends = [match.end() for match in _END.finditer(text) if _ends(text, match)]
    for end in [*ends, len(text)]:
        part = text[start:end]
        if part.strip():
            first = start + len(part) - len(part.lstrip())
            found.append(Span(first, start + len(part.rstrip())))
        start = end
    return found


def passages(document: PreparedDocument, names: Collection[NameKey]) -> Iterator[Passage]:
    """The shown sentences in which all of ``names`` are mentioned, in the order of the text."""
    wanted = set(names)
    named = [each for each in document.mentions if (each.label, each.name) in wanted]
    starts = [each.start for each in named]
    for block in document.blocks if named else ():
        first, last = (bisect_left(starts, edge) for edge in block.span)
        mentions = named[first:last]
        if not block.hidden and wanted <= {(each.label, each.name) for each in mentions}:
            yield from _inside(document, block, mentions, wanted)


def _inside(
    document: PreparedDocument, block: Block, mentions: list[Mention], wanted: set[NameKey]
) -> Iterator[Passage]:
    text, offsets = block.text(document.safe.text), block.offsets
    placed = [(offsets.position(mention.start), mention) for mention in mentions]
    starts = [at for at, _ in placed]
    for sentence in sentences(text):
        first, last = (bisect_left(starts, edge) for edge in sentence)
        here = placed[first:last]
        if here and wanted <= {(each.label, each.name) for _, each in here}:
            marks = [Span(at, offsets.position(each.end - 1) + 1) for at, each in here]
            yield _passage(text, sentence, marks, here[0][1].start)


def _passage(text: str, sentence: Span, marks: list[Span], at: int) -> Passage:
    """The sentence, or as much of it as has room around the first mark."""
    start, end = sentence
    if end - start > _LONGEST:
        start = max(start, min(marks[0].start - _LONGEST // 4, end - _LONGEST))
        end = min(end, start + _LONGEST)
    before = "…" if start > sentence.start else ""
    behind = "…" if end < sentence.end else ""
    shift = len(before) - start
    kept = tuple(
        Span(mark.start + shift, min(mark.end, end) + shift)
        for mark in marks
        if start <= mark.start < end
    )
    line = re.sub(r"\s", " ", text[start:end])
    return Passage(at, f"{before}{line}{behind}", kept)


def _ends(text: str, match: re.Match[str]) -> bool:
    if match[0][0] != "." or match[0].startswith(".."):
        return True
    behind = _WORD_BEHIND.match(text, match.end())
    if behind and behind[1][0].islower():
        return False
    window = text[max(0, match.start() - 40) : match.start()]
    before = _WORD_BEFORE.search(window)
    if before is None or len(match[0]) > 1:
        return True
    of_a_list = _ORDINAL.fullmatch(before[0]) and window.strip() == before[0]
    return not of_a_list and not _abbreviated(before[0], behind[1] if behind else "")


def _abbreviated(word: str, following: str) -> bool:
    """Whether the full stop behind ``word`` belongs to it, ``following`` being the next word."""
    folded, begins = word.casefold(), following.casefold() in _STARTERS
    if folded in _BEFORE_NAMES or _INITIAL.fullmatch(word):
        return bool(following)
    if folded in _BEFORE_NUMBERS:
        return following[:1].isdigit()
    if folded in _ANYWHERE or _DOTTED.fullmatch(word) or _ORDINAL.fullmatch(word):
        return bool(following) and not begins
    return False
