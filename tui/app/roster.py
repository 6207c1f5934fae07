"""The panel of names and the panel of sentences: their rows, and what each row stands for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import groupby

from rich.style import Style

from tui.app import theme
from tui.app.widgets.details import Flow, PanelRow
from tui.document import Label, PreparedDocument
from tui.kinship import IN_THE_CASE
from tui.names import KINDS, NameLine, counted, kind_of
from tui.row import Kin, Standing
from tui.sentences import NameKey, Sentence, Sentences

_MARK = "•"
#: Names from other documents that are listed with one, at most.
_MOST = 12
_HEAD: tuple[PanelRow, ...] = (
    (("NAMES", theme.STRONG), ("  Enter go  v mark  S sentences", theme.QUIET)),
    ((" * next  c correct  1-7 draw or not", theme.QUIET),),
    (("here   case", theme.QUIET),),
)


@dataclass(frozen=True, slots=True)
class NameRow:
    """A row of the panel of names: a ``whole`` name, or one of the spellings that are its own.

    ``spellings`` are those that a verb on the row is about; ``joined`` says that they were taken
    for the name because of other documents.
    """

    label: Label
    name: str
    spellings: tuple[str, ...]
    whole: bool = True
    joined: bool = False

    @property
    def key(self) -> NameKey:
        """The name as it is known across documents."""
        return self.label, self.name


Names = list[tuple[PanelRow, NameRow | None]]
Found = list[tuple[PanelRow, Sentence | None]]


def countable(document: PreparedDocument) -> list[NameKey]:
    """The names of a document that are counted across the case."""
    return [
        (line.label, line.name)
        for line in counted(document)
        if line.shown and kind_of(line.label) not in ("dates", "amounts")
    ]


def names_panel(
    document: PreparedDocument,
    number: int,
    standing: Mapping[NameKey, Standing],
    off: Collection[str] = (),
    marked: Collection[NameKey] = (),
) -> Names:
    """The names of a document by kind, the most used first; then what stands in hidden text.

    ``number`` is the document's own, ``standing`` how its names stand in the case, as far as that
    is known; kinds that are ``off`` are named alone.
    """
    lines = counted(document)
    rows: Names = [(row, None) for row in _HEAD]
    for place, kind in enumerate(KINDS, 1):
        found = [line for line in lines if kind_of(line.label) == kind and line.shown]
        if found:
            drawn = f"  {len(found)}{' · not drawn' if kind in off else ''}"
            head = ((f"{place} {kind}", theme.of_kind(kind)), (drawn, theme.QUIET))
            rows += [((), None), (head, None)]
        if kind not in off:
            for line in sorted(found, key=lambda each: -each.shown):
                rows += _name_rows(line, number, standing.get((line.label, line.name)), marked)
    hidden = [line for line in lines if line.hidden]
    if hidden:
        rows += [((), None), ((("in hidden parts", theme.QUIET),), None)]
        rows += [(_hidden_row(line), None) for line in hidden]
    if not lines:
        rows += [((), None), ((("no names found", theme.QUIET),), None)]
    return rows


def sentences_panel(answer: Sentences, titles: Mapping[int, str]) -> Found:
    """The sentences with the names that were asked for, by document."""
    names = " + ".join(name for _, name in answer.names)
    count = f"{len(answer.found)} sentences" if len(answer.found) != 1 else "1 sentence"
    documents = "1 document" if answer.documents == 1 else f"{answer.documents} documents"
    where = f"in {documents}" if len(answer.names) == 1 else f"· all names in {documents}"
    said = f"{'the first ' if answer.more else ''}{count} {where}"
    rows: Found = [
        (Flow((("SENTENCES  ", theme.STRONG),), ((names, None),)), None),
        (((said, theme.QUIET),), None),
    ]
    for number, found in groupby(answer.found, key=lambda each: each.number):
        rows += [((), None), (Flow((), ((titles.get(number, ""), theme.QUIET),)), None)]
        rows += [(_sentence_row(each), each) for each in found]
    return rows


def _name_rows(
    line: NameLine, number: int, standing: Standing | None, marked: Collection[NameKey]
) -> Names:
    mark = _MARK if (line.label, line.name) in marked else " "
    case = f"{standing.documents:,}" if standing else ""
    said = [(line.name, Style(bold=True) if mark == _MARK else None)]
    if line.label is not KINDS[kind_of(line.label)][0]:
        said.append((f" {line.label.lower()}", theme.QUIET))
    if standing and standing.first == number:
        said.append((" · only here" if standing.documents == 1 else " · new here", theme.QUIET))
    lead = ((f"{mark}{line.shown:>3}{case:>7}  ", theme.QUIET),)
    forms = tuple(each.form for each in line.spellings)
    rows: Names = [(Flow(lead, tuple(said)), NameRow(line.label, line.name, forms))]
    for each in line.spellings:
        if each.form != line.name:
            why = f" · {each.why}" if each.why else ""
            row = Flow(((" " * 7, None),), ((f"= {each.form} ×{each.times}{why}", theme.QUIET),))
            joined = IN_THE_CASE in each.why
            target = NameRow(line.label, line.name, (each.form,), whole=False, joined=joined)
            rows.append((row, target))
    return rows + [_elsewhere(line, one) for one in _other_names(line, standing)]


def _other_names(line: NameLine, standing: Standing | None) -> list[Kin]:
    """What the same is called in other documents only, the most frequent first."""
    spelled = {line.name, *(each.form for each in line.spellings)}
    found = [one for one in standing.kin if one.name not in spelled] if standing else []
    return sorted(found, key=lambda one: -one.documents)[:_MOST]


def _elsewhere(line: NameLine, one: Kin) -> tuple[PanelRow, NameRow | None]:
    documents = "1 document" if one.documents == 1 else f"{one.documents:,} documents"
    said = f"= {one.name} in {documents}{f' · {one.why}' if one.why else ''}"
    row = Flow(((" " * 7, None),), ((said, theme.QUIET),))
    return row, NameRow(line.label, line.name, (one.name,), whole=False, joined=True)


def _hidden_row(line: NameLine) -> PanelRow:
    return (
        (f"{line.hidden:>4}         ", theme.QUIET),
        (f"{line.name} {line.label.lower()}", None),
    )


def _sentence_row(sentence: Sentence) -> PanelRow:
    text, marks = sentence.passage.text, sentence.passage.marks
    parts: list[tuple[str, Style | None]] = []
    done = 0
    for mark in marks:
        parts += [(text[done : mark.start], None), (text[mark.start : mark.end], theme.STRONG)]
        done = mark.end
    copies = f" +{sentence.copies}" if sentence.copies else ""
    return Flow((("  ", None),), (*parts, (text[done:], None), (copies, theme.QUIET)))
