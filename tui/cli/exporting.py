"""`copytaster export`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tui.cli.arguments import Command
from tui.cli.opening import Opened, opened
from tui.cli.output import Failure, json_line, one_line, title_of
from tui.decision import CORRECTIONS
from tui.export import corrections, jsonl, markdown, table, tinydb
from tui.export.entry import Entry
from tui.ingest.sanitise import sanitise, sanitise_name

_OF_DOCUMENTS = ("jsonl", "csv", "markdown")
_OF_RECORD = ("tinydb", "corrections", "names")


def export(options: Namespace) -> int:
    """The `export` command."""
    query = " ".join(options.query)
    whole = options.format in _OF_RECORD
    if whole and query:
        raise Failure(f"--format {options.format} is of the whole record, and takes no query", 2)
    if options.text and options.format != "jsonl":
        raise Failure("--text goes with --format jsonl", 2)
    with opened(options, look=not whole) as case:
        if whole:
            sys.stdout.writelines(_of_record(options.format, case))
            return 0
        entries = (case.entry(row, whole=True) for row in case.rows(query))
        if options.format == "jsonl":
            lines = (jsonl.fields(entry, text=options.text) for entry in entries)
            sys.stdout.writelines(f"{json_line(line)}\n" for line in lines)
        else:
            sys.stdout.writelines(_for_people(options.format, case, query, entries))
    return 0


def _for_people(form: str, case: Opened, query: str, entries: Iterable[Entry]) -> Iterator[str]:
    safe = (_safe(entry) for entry in entries)
    if form == "csv":
        return table.lines(safe)
    title = sanitise_name(case.case.name) + (f": {sanitise(query).text}" if query else "")
    return markdown.lines(title, safe)


def _of_record(form: str, case: Opened) -> Iterator[str]:
    entries = case.record.entries()
    if form == "tinydb":
        yield f"{json_line(tinydb.tables(entries))}\n"
    elif form == "corrections":
        for rule in corrections.line_rules(entries.get(CORRECTIONS, {})):
            yield f"{json_line(rule)}\n"
    else:
        yield "\t".join(corrections.COLUMNS) + "\n"
        for row in corrections.name_rules(entries.get(CORRECTIONS, {})):
            yield "\t".join(map(one_line, row)) + "\n"


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
        "--format", choices=(*_OF_DOCUMENTS, *_OF_RECORD), default="jsonl",
        help="else jsonl; tinydb, corrections and names are of the whole record",
    )  # fmt: skip
    parser.add_argument(
        "--text", action="store_true", help="with the clean text and the names in it (jsonl)"
    )


COMMANDS = {
    "export": Command(
        help="Write documents, decisions and notes to standard output.",
        examples=(
            "  copytaster export > all.jsonl\n"
            "  copytaster export --format csv decision:keep > kept.csv\n"
            "  copytaster export --format markdown decision:keep > brief.md\n"
            "  copytaster export --format tinydb > record.json"
        ),
        arguments=_arguments,
        run=export,
        query=True,
    )
}
