"""`copytaster list` and `copytaster show`."""

from __future__ import annotations

import os
import shutil
import unicodedata
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from textwrap import wrap

from tui.cli.arguments import Command
from tui.cli.inheriting import INHERITED, versions_of
from tui.cli.opening import Opened, opened
from tui.cli.output import (
    Failure,
    complain,
    counted,
    json_line,
    local_time,
    name_lines,
    one_line,
    title_of,
    to_terminal,
)
from tui.cli.piping import STANDARD_INPUT
from tui.cli.team import assignments
from tui.corrections import corrected
from tui.decision import DOCUMENTS, Decision, Judgement, Reading
from tui.document import PreparedDocument
from tui.export import jsonl, plain
from tui.index.fields import FIELDS
from tui.ingest.sanitise import sanitise, sanitise_name
from tui.row import Row
from tui.triage import evidence

#: Columns from which there is room for the outlet.
_ROOMY = 90


def list_documents(options: Namespace) -> int:
    """The `list` command."""
    if options.query[:1] == [STANDARD_INPUT]:
        options.inbox, options.query = [*options.inbox, STANDARD_INPUT], options.query[1:]
    with opened(options) as case:
        rows = case.rows(" ".join(options.query))
        if options.mine:
            assigned = assignments(case.record.folder)
            rows = (row for row in rows if case.reader.name in assigned.get(row.id, ()))
        if options.json:
            lines: Iterable[str] = (json_line(jsonl.fields(case.entry(row))) for row in rows)
        elif to_terminal():
            lines = _aligned(case, rows, shutil.get_terminal_size().columns)
        else:
            lines = ("\t".join(_cells(case, row)) for row in rows)
        for line in lines:
            print(line)
        if not case.index.tally().documents:
            complain(f"no documents in {', '.join(map(sanitise_name, case.case.inbox))}")
    return 0


def show_document(options: Namespace) -> int:
    """The `show` command."""
    with opened(options, look=not options.kept) as case:
        if options.kept:
            row, document = _kept(case, options.doc)
        else:
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


def _kept(case: Opened, doc: str) -> tuple[Row, PreparedDocument]:
    """A document from the copy in the record, whether or not a file still holds it."""
    stored = evidence.stored(case.record.folder)
    digest = doc.casefold().removeprefix("sha256:")
    named = case.index.find(doc)
    if not any(row.id.startswith(f"sha256:{digest}") for row in named):
        # A path: what its file held before will do as well.
        named = [state for row in named for state in versions_of(case.index, row.number)]
    rows = [row for row in named if row.id in stored]
    found = [row.id for row in rows] or [
        identity for identity in stored if digest and identity[7:].startswith(digest)
    ]
    if len(found) > 1:
        some = ", ".join(identity[7:19] for identity in found[:5])
        raise Failure(f"{sanitise_name(doc)}: several copies in the record: {some}")
    data = evidence.fetch(case.record.folder, found[0]) if found else None
    if data is None:
        raise Failure(f"{sanitise_name(doc)}: no copy in the record")
    from tui.pipeline import prepare_bytes

    name = os.path.basename(rows[0].path) if rows else ""
    document = corrected(prepare_bytes(data, name, choice=case.settings.names), case.corrections)
    return rows[0] if rows else Row(0, found[0], found[0], document.title), document


def _head(case: Opened, row: Row, document: PreparedDocument) -> Iterator[str]:
    yield title_of(row)
    metadata = document.metadata
    facts = [fact.value for fact in (metadata.outlet, metadata.author, metadata.published) if fact]
    yield " · ".join([*map(one_line, facts), counted(document.words, "word"), row.id[7:19]])
    judgement = case.record.judgement(row.id)
    if judgement.decision is not Decision.NONE:
        yield _said("", judgement) + _inherited(case, row)
    elif judgement.reading is Reading.CHANGED:
        yield _changed(case, row)
    for reader, said in case.others(row.id).items():
        yield _said(f"{reader}: ", said)
    if document.remark:
        yield f"[{one_line(document.remark)}]"
    if document.safe.dropped:
        yield f"[{document.safe.dropped} hidden or control characters]"


def _said(who: str, judgement: Judgement) -> str:
    said = [judgement.decision, *judgement.reasons, *(f"#{tag}" for tag in judgement.tags)]
    return who + " · ".join(map(one_line, said))


def _inherited(case: Opened, row: Row) -> str:
    old = case.record.entries().get(DOCUMENTS, {}).get(row.id, {}).get(INHERITED)
    return f" · inherited from {one_line(str(old))[7:19]}" if old else ""


def _changed(case: Opened, row: Row) -> str:
    """What was decided of the version before, which says something else."""
    for old in versions_of(case.index, row.number):
        was = case.record.judgement(old.id)
        if was.decision is not Decision.NONE:
            return f"changed · was {_said('', was)} ({old.id[7:19]})"
    return "changed"


def _notes(case: Opened, row: Row) -> Iterator[str]:
    for note in case.record.notes(row.id):
        passage = f' on "{one_line(note.anchor.quote)}"' if note.anchor else ""
        yield f"\nnote {local_time(note.at)}{passage}\n{sanitise(note.text).text}"


def _cells(case: Opened, row: Row) -> tuple[str, ...]:
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
        " ".join(f"{reader}:{said.decision}" for reader, said in case.others(row.id).items()),
    )


def _remark(row: Row) -> str:
    return one_line(row.trouble)


def _aligned(case: Opened, rows: Iterable[Row], columns: int) -> Iterator[str]:
    """Rows that fit the terminal: glyph, id, others' glyphs, title, outlet if it fits, date, words,
    copies."""
    readers = case.readers()
    outlet = 16 if columns >= _ROOMY else 0
    title = max(
        10, columns - 34 - (outlet + 2 if outlet else 0) - (len(readers) and len(readers) + 2)
    )
    for row in rows:
        about = f" [{_remark(row)}]" if _remark(row) else ""
        said = case.others(row.id)
        others = "".join(said[name].decision.glyph if name in said else " " for name in readers)
        cells = [
            f"{row.decision.glyph}{'~' if row.doubt else ' '}{row.id[7:15]:8}",
            others,
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


def _fields() -> str:
    """The fields of the query language, one a line, with the words that each knows."""
    return "\n".join(
        f"  {name + ':':10} {field.help}"
        + "".join(f"\n{'':13}{line}" for line in wrap(", ".join(field.choices), 66))
        for name, field in FIELDS.items()
    )


def _list_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "query",
        metavar="QUERY",
        nargs="*",
        help="words, is:, decision:, ...; first - for standard input",
    )
    parser.add_argument("--json", action="store_true", help="JSON Lines, with notes in full")
    parser.add_argument("--mine", action="store_true", help="only what is assigned to you")


def _show_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "doc", metavar="DOC", help="a path, the beginning of an id, or - for standard input"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--raw", action="store_true", help="all of its text, uncleaned")
    what.add_argument("--hidden", action="store_true", help="what is hidden, in place, with why")
    what.add_argument("--names", action="store_true", help="its names, dates and amounts")
    parser.add_argument(
        "--kept", action="store_true", help="the copy in the record, of what was kept or noted"
    )


COMMANDS = {
    "list": Command(
        help=(
            "List the documents of a case: aligned for a terminal, else tab-separated (decision, "
            "id, title, outlet, date, words, copies, remark, path, what others decided)."
        ),
        examples=(
            "  copytaster list\n"
            "  copytaster list is:undecided ferry\n"
            "  copytaster list --json decision:keep | jq -r .path\n\n"
            'a query has words, "phrases", begin*, -without, this or that, ( ), and fields:\n'
            f"{_fields()}"
        ),
        arguments=_list_arguments,
        run=list_documents,
        query=True,
    ),
    "show": Command(
        help="Print one document: title, headings and body.",
        examples=(
            "  copytaster show incoming/ferry.txt\n"
            "  copytaster show 3fa2 --names\n"
            "  curl -s https://example.org | copytaster show -\n"
            "  copytaster show 3fa2 --kept"
        ),
        arguments=_show_arguments,
        run=show_document,
    ),
}
