"""A brief in Markdown (CommonMark 0.31): what was kept, with the notes and the passages noted."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from tui.decision import Decision, Note
from tui.export.entry import Entry

_SECTIONS = (
    (Decision.KEEP, "Kept"),
    (Decision.MAYBE, "Maybe"),
    (Decision.NONE, "Not decided"),
    (Decision.DISCARD, "Discarded"),
)
_SIGNS = re.compile(
    r"[\\`*_\[\]<>&~|@$]|(?<=http):|(?<=https):|(?<=ftp):|(?<=www)\.", re.IGNORECASE
)
_BLOCK = re.compile(r"^([#+\-=]|\d{1,9}[.)])")
_LINK = re.compile(r"https?://[!#$%&'*+,\-./0-9:;=?@A-Z_a-z~]{1,2000}")


def lines(title: str, entries: Iterable[Entry]) -> Iterator[str]:
    """The brief, line by line, each with its line end.

    Nothing of a document's text is taken for Markdown.
    """
    found = list(entries)
    tally = Counter(entry.judgement.decision for entry in found)
    yield f"# {escaped(title)}\n\n"
    counts = ", ".join(f"{tally[which]} {name.lower()}" for which, name in _SECTIONS)
    documents = "1 document" if len(found) == 1 else f"{len(found)} documents"
    yield f"{documents}: {counts}.\n"
    for which, name in _SECTIONS:
        section = [entry for entry in found if entry.judgement.decision is which]
        if section:
            yield f"\n## {name}\n"
        for entry in section:
            yield from _document(entry)


def escaped(text: str) -> str:
    """``text`` as one line of Markdown that shows exactly its characters."""
    line = _SIGNS.sub(lambda sign: f"\\{sign.group()}", " ".join(text.split()))
    return _BLOCK.sub(lambda mark: f"{mark.group()[:-1]}\\{mark.group()[-1]}", line)


def _document(entry: Entry) -> Iterator[str]:
    row, judgement = entry.row, entry.judgement
    yield f"\n### {escaped(row.title or os.path.basename(row.path))}\n\n"
    facts = [row.outlet, entry.fact("author"), row.published, f"{row.words} words"]
    yield f"{' · '.join(escaped(fact) for fact in facts if fact)}\n"
    url = entry.fact("url")
    if _LINK.fullmatch(url):
        yield f"<{url}>\n"
    said = [*judgement.reasons, *(f"#{tag}" for tag in judgement.tags)]
    if judgement.priority:
        said.append(f"priority {judgement.priority}")
    if said:
        yield f"\n{', '.join(escaped(word) for word in said)}\n"
    if entry.others:
        others = (f"{reader}: {said.decision}" for reader, said in entry.others.items())
        yield f"\n{escaped(', '.join(others))}\n"
    for note in entry.notes:
        yield from _note(note)


def _note(note: Note) -> Iterator[str]:
    if note.anchor and note.anchor.quote:
        yield f"\n> {escaped(note.anchor.quote)}\n"
    yield f"\n{escaped(note.text)} ({escaped(note.by)}, {escaped(note.at[:10])})\n"
