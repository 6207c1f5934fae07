"""`copytaster watch`: the names, strings, patterns and queries that ring."""

from __future__ import annotations

import csv
import io
import os
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from tui import watchlist
from tui.cli.arguments import Command
from tui.cli.lists import read_list
from tui.cli.opening import Opened, opened
from tui.cli.output import Failure, complain, counted, json_line, one_line
from tui.decision import WATCH, Change
from tui.index import ringing
from tui.ingest.sanitise import sanitise_name
from tui.watchlist import KINDS, NAME, PATTERN, QUERY, STRING, Watched

_BETWEEN = "|"


def run_watch(options: Namespace) -> int:
    """The `watch` command."""
    return _VERBS[options.verb](options)


def _add(options: Namespace) -> int:
    kind = _kind(options)
    if not options.texts:
        raise Failure("add takes what is to be watched for", 2)
    if options.spelling and (len(options.texts) > 1 or kind in (PATTERN, QUERY)):
        raise Failure("--spelling goes with one name or string", 2)
    return _watch_for(
        options, [Watched(one, kind, tuple(options.spelling)) for one in options.texts]
    )


def _import(options: Namespace) -> int:
    if len(options.texts) != 1:
        raise Failure("import takes one file", 2)
    return _watch_for(options, list(_read(options.texts[0], _kind(options))))


def _remove(options: Namespace) -> int:
    if not options.texts:
        raise Failure("remove takes what is watched for no more", 2)
    with opened(options, write=True, look=False) as case:
        known = _known(case)
        changes = [one for text in options.texts for one in watchlist.remove(text, known)]
        if unknown := [text for text in options.texts if not watchlist.entry(text, known)]:
            raise Failure(f"{one_line(unknown[0])}: is not watched for")
        case.record.submit_and_wait(changes)
    print(f"{counted(len(changes), 'text')} watched for no more")
    return 0


def _list(options: Namespace) -> int:
    if options.texts:
        raise Failure("list takes no text", 2)
    with opened(options, look=False) as case:
        counts = case.index.watch_counts()
        for one in watchlist.watch_list(_known(case)):
            documents = counts.get(one.key, 0)
            if options.json:
                print(json_line({**_fields(one), "documents": documents}))
            else:
                forms = " | ".join(map(one_line, one.spellings))
                if case.index.given_up(one.key):
                    forms = "takes too long: given up"
                print("\t".join((one.kind, one_line(one.text), str(documents), forms)))
    return 0


def _watch_for(options: Namespace, texts: Sequence[Watched]) -> int:
    """Record all texts as one step, or none of them."""
    with opened(options, write=True, look=False) as case:
        known = _known(case)
        changes: list[Change] = []
        for one in watchlist.merged(texts):
            wrong = ringing.check(one.text) if one.kind == QUERY else ""
            if wrong:
                raise Failure(f"query: {wrong}: nothing is added")
            try:
                changes += watchlist.add(one, known)
            except ValueError as error:
                raise Failure(f"{error}: nothing is added") from error
        case.record.submit_and_wait(changes)
    before = len({one.key for one in texts}) - len(changes)
    print(f"{counted(len(changes), 'text')} added, {before} known before")
    return 0


def _known(case: Opened) -> Mapping[str, Mapping[str, Any]]:
    return case.record.entries().get(WATCH, {})


def _kind(options: Namespace) -> str:
    return str(options.kind or NAME)


def _fields(one: Watched) -> dict[str, Any]:
    return {"text": one.text, "kind": one.kind, "spellings": list(one.spellings)}


def _read(path: str, kind: str) -> Iterator[Watched]:
    """The texts of a file: one a line, or a table whose first column they are."""
    text = read_list(path, "a watch list")
    if os.path.splitext(path)[1].lower() == ".csv":
        yield from _table(path, text, kind)
    else:
        yield from (Watched(line.strip(), kind) for line in text.splitlines() if line.strip())


def _table(path: str, text: str, kind: str) -> Iterator[Watched]:
    """The texts of a table.

    One with a head may have columns ``text`` (or ``name``), ``kind`` and ``spellings``; in one
    without, all further columns are spellings. Several spellings in a cell stand between ``|``.
    """
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline="")) if any(row)]
    except csv.Error as error:
        raise Failure(f"{sanitise_name(path)}: {error}") from error
    head = [cell.strip().casefold() for cell in rows[0]] if rows else []
    first = next((name for name in ("text", "name") if name in head), "")
    if not first:
        yield from (
            Watched(row[0].strip(), kind, _forms(row[1:])) for row in rows if row[0].strip()
        )
        return
    for number, row in enumerate(rows[1:], 2):
        cells = {name: cell.strip() for name, cell in zip(head, row, strict=False)}
        own = cells.get("kind", "").casefold() or kind
        if not cells.get(first):
            complain(f"{sanitise_name(path)}:{number}: no text")
        elif own not in KINDS:
            complain(f"{sanitise_name(path)}:{number}: no kind {one_line(own)}")
        else:
            yield Watched(cells[first], own, _forms([cells.get("spellings", "")]))


def _forms(cells: Sequence[str]) -> tuple[str, ...]:
    parts = (part.strip() for cell in cells for part in cell.split(_BETWEEN))
    return tuple(dict.fromkeys(part for part in parts if part))


_VERBS: dict[str, Callable[[Namespace], int]] = {
    "add": _add,
    "remove": _remove,
    "list": _list,
    "import": _import,
}


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("verb", choices=tuple(_VERBS), nargs="?", default="list", help="what to do")
    parser.add_argument(
        "texts", metavar="TEXT", nargs="*", help="what to watch for; to import, a file or -"
    )
    kind = parser.add_mutually_exclusive_group()
    for word, what in (
        (STRING, "just as it is written; else a name, in all its forms"),
        (PATTERN, "a regular expression (of Python; case counts in (?-i:...) only)"),
        (QUERY, "a query, of words and of what is known about documents"),
    ):
        kind.add_argument(f"--{word}", action="store_const", const=word, dest="kind", help=what)
    parser.add_argument(
        "--spelling", metavar="TEXT", action="append", default=[], help="another form; repeatable"
    )
    parser.add_argument("--json", action="store_true", help="JSON Lines")


COMMANDS = {
    "watch": Command(
        help=(
            "Watch for names, strings, patterns and queries: documents that hold one are marked !, "
            "also where it stands in hidden text. A list may come from a file: .txt with a text a "
            "line, or .csv with columns text, kind and spellings."
        ),
        examples=(
            '  copytaster watch add "Greta Holmqvist" --spelling "G. Holmqvist"\n'
            "  copytaster watch add --pattern 'IBAN:? [A-Z]{2}\\d+'\n"
            "  copytaster watch add --query 'outlet:wire toll*'\n"
            "  copytaster watch import persons.csv\n"
            "  copytaster list watch:any"
        ),
        arguments=_arguments,
        run=run_watch,
        query=True,
    )
}
