"""Documents and judgements as CSV (RFC 4180) that a spreadsheet opens without running any of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from tui.export.entry import Entry

COLUMNS = (
    "title", "outlet", "author", "published", "url", "language", "words", "decision", "reasons",
    "tags", "priority", "reading", "decided_at", "notes", "path", "id", "others",
)  # fmt: skip

# A spreadsheet takes a cell that begins with one of these for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def lines(entries: Iterable[Entry]) -> Iterator[str]:
    """A line of column names, then one record for each entry, each with its line end.

    Several reasons, tags, notes or other readers share a cell, one a line.
    """
    yield _record(COLUMNS)
    for entry in entries:
        row, judgement = entry.row, entry.judgement
        yield _record(
            (
                row.title,
                row.outlet,
                entry.fact("author"),
                row.published,
                entry.fact("url"),
                row.language,
                str(row.words),
                judgement.decision.value,
                "\n".join(judgement.reasons),
                "\n".join(judgement.tags),
                str(judgement.priority),
                judgement.reading.value,
                judgement.decided_at,
                "\n".join(note.text for note in entry.notes),
                row.path,
                row.id,
                "\n".join(f"{reader}: {said.decision}" for reader, said in entry.others.items()),
            )
        )


def _record(cells: Iterable[str]) -> str:
    target = io.StringIO()
    csv.writer(target).writerow([_harmless(cell) for cell in cells])
    return target.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
