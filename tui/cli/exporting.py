"""`copytaster export`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import replace

from tui.cli.arguments import Command
from tui.cli.opening import Opened, opened
from tui.cli.output import json_line, one_line, title_of
from tui.export import jsonl, markdown, table
from tui.export.entry import Entry
from tui.ingest.sanitise import sanitise, sanitise_name


def export(options: Namespace) -> int:
    """The `export` command."""
    with opened(options) as case:
        query = " ".join(options.query)
        entries = (case.entry(row, whole=True) for row in case.rows(query))
        sys.stdout.writelines(_lines(options.format, case, query, entries))
    return 0


def _lines(form: str, case: Opened, query: str, entries: Iterator[Entry]) -> Iterator[str]:
    if form == "jsonl":
        return (f"{json_line(jsonl.fields(entry))}\n" for entry in entries)
    safe = (_safe(entry) for entry in entries)
    if form == "csv":
        return table.lines(safe)
    title = sanitise_name(case.case.name) + (f": {sanitise(query).text}" if query else "")
    return markdown.lines(title, safe)


def _safe(entry: Entry) -> Entry:
    """Without anything that a terminal obeys: such files are looked at with cat and less."""
    notes = tuple(replace(note, text=sanitise(note.text).text) for note in entry.notes)
    row = replace(
        entry.row,
        path=sanitise_name(entry.row.path, 4096),
        title=title_of(entry.row),
        outlet=one_line(entry.row.outlet),
    )
    return replace(entry, row=row, notes=notes)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("query", metavar="QUERY", nargs="*", help="which documents; else all")
    parser.add_argument(
        "--format", choices=("jsonl", "csv", "markdown"), default="jsonl", help="else jsonl"
    )


COMMANDS = {
    "export": Command(
        help="Write documents, decisions and notes to standard output.",
        examples=(
            "  copytaster export > all.jsonl\n"
            "  copytaster export --format csv decision:keep > kept.csv\n"
            "  copytaster export --format markdown is:decided > brief.md"
        ),
        arguments=_arguments,
        run=export,
    )
}
