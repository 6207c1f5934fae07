"""`copytaster clean` and `copytaster names`: filters that need no case.

What each needs is imported when it is called: the other one's models need not be read for it.
"""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from typing import Any

from tui.cli.arguments import Command
from tui.cli.output import complain, json_line, name_lines
from tui.cli.piping import STANDARD_INPUT, listed
from tui.ingest.read import ReadError
from tui.ingest.sanitise import sanitise, sanitise_name


def run_clean(options: Namespace) -> int:
    """The `clean` command."""
    from tui.cleaning.clean import clean_text

    if options.jsonl:
        return _map_lines(
            _files(options), "raw_text", lambda text: {"text": clean_text(sanitise(text).text)}
        )
    from tui.ingest.load import load, load_bytes

    return _each_file(
        _files(options),
        lambda path: [clean_text(load(path).safe.text)],
        lambda data: [clean_text(load_bytes(data, STANDARD_INPUT).safe.text)],
    )


def run_names(options: Namespace) -> int:
    """The `names` command."""
    from tui.cli.choosing import steps
    from tui.settings import read_settings

    settings = read_settings()
    steps(settings)
    choice = settings.names
    if options.jsonl:
        return _map_lines(_files(options), "text", lambda text: _named(text, choice))
    from tui.pipeline import prepare, prepare_bytes

    return _each_file(
        _files(options),
        lambda path: name_lines(prepare(path, choice=choice)),
        lambda data: name_lines(prepare_bytes(data, STANDARD_INPUT, choice=choice)),
    )


def _named(text: str, choice: Mapping[str, str]) -> dict[str, Any]:
    from tui.entities.find import find_in_text

    return {
        "mentions": [
            {"start": one.start, "end": one.end, "label": one.label, "name": one.name}
            for one in find_in_text(text, choice=choice).mentions
        ]
    }


def _files(options: Namespace) -> list[str]:
    return [*options.files, *(listed(options.files_from) if options.files_from else ())]


def _each_file(
    paths: Sequence[str],
    of_file: Callable[[str], Iterable[str]],
    of_input: Callable[[bytes], Iterable[str]],
) -> int:
    """Print what becomes of each file, or of standard input; files that fail are named."""
    code = 0
    for path in paths or [STANDARD_INPUT]:
        try:
            given = path == STANDARD_INPUT
            lines = of_input(sys.stdin.buffer.read()) if given else of_file(path)
        except ReadError as error:
            complain(f"{sanitise_name(path)}: {error}")
            code = 1
            continue
        for line in lines:
            print(line)
    return code


def _map_lines(paths: Sequence[str], field: str, work: Callable[[str], dict[str, Any]]) -> int:
    """Map JSON Lines: ``id`` stays, ``field`` is worked on. Lines that fail are named, not mapped.

    Each line is written as soon as it is done, so that a program can talk to this one.
    """
    code = 0
    for place, line in _lines(paths):
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            complain(f"{place}: no JSON: {error}")
            code = 1
            continue
        if problem := _missing(record, field):
            complain(f"{place}: {problem}")
            code = 1
            continue
        print(json_line({"id": record["id"], **work(record[field])}), flush=True)
    return code


def _missing(record: object, field: str) -> str:
    """What a line lacks to be mapped; empty if nothing."""
    if not isinstance(record, dict):
        return "no JSON object"
    if "id" not in record:
        return "has no id"
    if not isinstance(record.get(field), str):
        return f"has no text in {field}"
    return ""


def _lines(paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """The lines of the files, or of standard input, each with its place."""
    for path in paths or [STANDARD_INPUT]:
        given = path == STANDARD_INPUT
        with nullcontext(sys.stdin.buffer) if given else open(path, "rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield f"{sanitise_name(os.path.basename(path))}:{number}", line


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="*", help="else standard input")
    parser.add_argument("--jsonl", action="store_true", help="map JSON Lines, see below")


COMMANDS = {
    "clean": Command(
        help="Print the title, the headings and the body of a text, without what stood around it.",
        examples=(
            "  copytaster clean page.html > page.txt\n"
            "  wl-paste | copytaster clean | less\n"
            '  copytaster clean --jsonl < pages.jsonl     {"id", "raw_text"} -> {"id", "text"}'
        ),
        arguments=_arguments,
        run=run_clean,
        record=False,
    ),
    "names": Command(
        help=(
            "Print the names, dates and amounts of a text, tab-separated: kind, name, times in the "
            "document, times in what is hidden, other spellings."
        ),
        examples=(
            "  copytaster names page.txt\n"
            '  copytaster names --jsonl < texts.jsonl     {"id", "text"} -> {"id", "mentions"}:\n'
            "                                             not cleaned, offsets in code points"
        ),
        arguments=_arguments,
        run=run_names,
        record=False,
    ),
}
