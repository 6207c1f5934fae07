"""`copytaster list` and `copytaster show`."""

from __future__ import annotations

import shutil
import unicodedata
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator

from tui.cli.arguments import Command
from tui.cli.opening import Opened, opened
from tui.cli.output import complain, json_line, name_lines, one_line, title_of, to_terminal
from tui.decision import Decision
from tui.document import PreparedDocument
from tui.export import jsonl, plain
from tui.ingest.sanitise import sanitise, sanitise_name
from tui.row import Row

_GLYPHS = {Decision.KEEP: "+", Decision.MAYBE: "?", Decision.DISCARD: "x", Decision.NONE: "·"}

#: Columns from which there is room for the outlet.
_ROOMY = 90


def list_documents(options: Namespace) -> int:
    """The `list` command."""
    with opened(options) as case:
        rows = case.rows(" ".join(options.query))
        if options.json:
            lines: Iterable[str] = (json_line(jsonl.fields(case.entry(row))) for row in rows)
        elif to_terminal():
            lines = _aligned(rows, shutil.get_terminal_size().columns)
        else:
            lines = ("\t".join(_cells(row)) for row in rows)
        for line in lines:
            print(line)
        if not case.index.tally().documents:
            complain(f"no documents in {', '.join(map(sanitise_name, case.case.inbox))}")
    return 0


def show_document(options: Namespace) -> int:
    """The `show` command."""
    with opened(options) as case:
        row = case.document(options.doc)
        document = case.prepared(row)
        if options.raw:
            print(document.safe.text)
        elif options.names:
            for line in name_lines(document):
                print(line)
        else:
            body = plain.with_hidden(document) if options.hidden else plain.shown(document)
            print("\n".join([*_head(case, row, document), "", body, *_notes(case, row)]))
    return 0


def _head(case: Opened, row: Row, document: PreparedDocument) -> Iterator[str]:
    yield title_of(row)
    metadata = document.metadata
    facts = [fact.value for fact in (metadata.outlet, metadata.author, metadata.published) if fact]
    yield " · ".join([*map(one_line, facts), f"{document.words} words", row.id[7:19]])
    judgement = case.record.judgement(row.id)
    if judgement.decision is not Decision.NONE:
        said = [judgement.decision, *judgement.reasons, *(f"#{tag}" for tag in judgement.tags)]
        yield " · ".join(map(one_line, said))
    if document.remark:
        yield f"[{one_line(document.remark)}]"
    if document.safe.dropped:
        yield f"[{document.safe.dropped} hidden or control characters]"


def _notes(case: Opened, row: Row) -> Iterator[str]:
    for note in case.record.notes(row.id):
        passage = f' on "{one_line(note.anchor.quote)}"' if note.anchor else ""
        yield f"\nnote {note.at[:16].replace('T', ' ')} UTC{passage}\n{sanitise(note.text).text}"


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.decision,
        row.id[7:19],
        title_of(row),
        one_line(row.outlet),
        row.published,
        str(row.words),
        str(row.copies),
        _remark(row),
        sanitise_name(row.path),
    )


def _remark(row: Row) -> str:
    return one_line(row.remark) or ("the file is gone" if row.missing else "")


def _aligned(rows: Iterable[Row], columns: int) -> Iterator[str]:
    """Rows that fit the terminal: glyph, id, title, outlet if it fits, date, words, copies."""
    outlet = 16 if columns >= _ROOMY else 0
    title = max(10, columns - 34 - (outlet + 2 if outlet else 0))
    for row in rows:
        about = f" [{_remark(row)}]" if _remark(row) else ""
        cells = [
            f"{_GLYPHS[row.decision]}{'~' if row.doubt else ' '}{row.id[7:15]:8}",
            _fitted(title_of(row) + about, title),
            _fitted(one_line(row.outlet), outlet),
            f"{row.published:10}{row.words:6}{f' +{row.copies}' if row.copies else ''}",
        ]
        yield "  ".join(cell for cell in cells if cell).rstrip()


def _fitted(text: str, width: int) -> str:
    if _width(text) > width:
        while text and _width(text) > width - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """Cells that a terminal takes for ``text`` (UAX 11; marks take none)."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(sign) in ("Mn", "Me") else
        2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )  # fmt: skip


def _list_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("query", metavar="QUERY", nargs="*", help="words, is:, decision:, ...")
    parser.add_argument("--json", action="store_true", help="JSON Lines, with notes in full")


def _show_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("doc", metavar="DOC", help="a path, or the beginning of an id")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--raw", action="store_true", help="all of its text, uncleaned")
    what.add_argument("--hidden", action="store_true", help="what is hidden, in place, with why")
    what.add_argument("--names", action="store_true", help="its names, dates and amounts")


COMMANDS = {
    "list": Command(
        help=(
            "List the documents of a case: aligned for a terminal, else tab-separated (decision, "
            "id, title, outlet, date, words, copies, remark, path)."
        ),
        examples=(
            "  copytaster list\n"
            "  copytaster list is:undecided ferry\n"
            "  copytaster list --json decision:keep | jq -r .path"
        ),
        arguments=_list_arguments,
        run=list_documents,
    ),
    "show": Command(
        help="Print one document: title, headings and body.",
        examples="  copytaster show incoming/ferry.txt\n  copytaster show 3fa2 --names",
        arguments=_show_arguments,
        run=show_document,
    ),
}
