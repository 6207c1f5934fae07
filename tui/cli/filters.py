"""`copytaster clean` and `copytaster names`: filters that need no case.

What each needs is imported when it is called: the other one's models need not be read for it.
"""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from typing import Any

from tui.cli.arguments import Command
from tui.cli.output import Failure, complain, json_line, name_lines
from tui.cli.piping import STANDARD_INPUT, listed
from tui.document import PreparedDocument
from tui.ingest.load import LIMIT
from tui.ingest.read import ReadError, size_in_words
from tui.ingest.sanitise import sanitise, sanitise_name


def run_clean(options: Namespace) -> int:
    """The `clean` command."""
    from tui.cleaning.clean import clean_text
    from tui.ingest.load import Loaded, load, load_bytes

    if options.jsonl:
        lines: Iterable[tuple[str, bytes]] = _lines(_files(options))
        if options.together:
            lines = list(lines)
        known = _recurring(_texts(lines)) if options.together else {}
        return _map_lines(
            lines, "raw_text", lambda text: {"text": clean_text(sanitise(text).text, known=known)}
        )
    known = _recurring(_readable(_files(options))) if options.together else {}

    def cleaned(loaded: Loaded) -> list[str]:
        _need_text(loaded.encoding, loaded.remark)
        return [clean_text(loaded.safe.text, markup=loaded.markup, known=known)]

    return _each_file(
        _files(options),
        lambda path: cleaned(load(path)),
        lambda data: cleaned(load_bytes(data, STANDARD_INPUT)),
    )


def _recurring(texts: Iterable[str]) -> Mapping[int, int]:
    """The lines that several of the texts have; texts that are the same count once."""
    from tui.cleaning.memory import recurring
    from tui.lines import line_keys

    return recurring({line_keys(text) for text in texts})


def _readable(paths: Sequence[str]) -> Iterator[str]:
    """The texts of the files that can be read; the others are named when it is their turn."""
    from tui.ingest.load import load

    for path in paths:
        if path != STANDARD_INPUT:
            with suppress(ReadError):
                yield load(path).safe.text


def _texts(lines: Iterable[tuple[str, bytes]]) -> Iterator[str]:
    """The texts in JSON Lines; a line without one is named when it is its turn."""
    for _, line in lines:
        with suppress(ValueError, RecursionError):
            record = json.loads(line)
            if not _missing(record, "raw_text"):
                yield sanitise(record["raw_text"]).text


def run_names(options: Namespace) -> int:
    """The `names` command."""
    from tui.cli.choosing import steps
    from tui.settings import read_settings

    settings = read_settings()
    steps(settings)
    choice = settings.names
    if options.jsonl:
        return _map_lines(_lines(_files(options)), "text", lambda text: _named(text, choice))
    from tui.pipeline import prepare, prepare_bytes

    def named(document: PreparedDocument) -> Iterator[str]:
        _need_text(document.encoding, document.remark)
        return name_lines(document)

    return _each_file(
        _files(options),
        lambda path: named(prepare(path, choice=choice)),
        lambda data: named(prepare_bytes(data, STANDARD_INPUT, choice=choice)),
    )


def _named(text: str, choice: Mapping[str, str]) -> dict[str, Any]:
    from tui.entities.find import find_in_text

    return {
        "mentions": [
            {"start": one.start, "end": one.end, "label": one.label, "name": one.name}
            for one in find_in_text(text, choice=choice).mentions
        ]
    }


def _need_text(encoding: str, remark: str) -> None:
    """Raises ``ReadError`` for what was not read as text; the remark says what it is."""
    if not encoding:
        raise ReadError(remark)


def _files(options: Namespace) -> list[str]:
    if options.inbox:
        raise Failure("a filter needs no inbox: name the files themselves", 2)
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
            lines = of_input(_standard_input()) if path == STANDARD_INPUT else of_file(path)
        except ReadError as error:
            complain(f"{sanitise_name(path)}: {error}")
            code = 1
            continue
        for line in lines:
            print(line)
    return code


def _standard_input() -> bytes:
    """All of standard input; raises ``ReadError`` for more than a file may have."""
    data = sys.stdin.buffer.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise ReadError(f"too large: {size_in_words(LIMIT)} is the limit")
    return data


def _map_lines(
    lines: Iterable[tuple[str, bytes]], field: str, work: Callable[[str], dict[str, Any]]
) -> int:
    """Map JSON Lines: ``id`` stays, ``field`` is worked on. Lines that fail are named, not mapped.

    Each line is written as soon as it is done, so that a program can talk to this one.
    """
    code = 0
    for place, line in lines:
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
        found = work(record[field])
        try:
            mapped = json_line({"id": record["id"], **found})
        except ValueError:
            complain(f"{place}: its id is not finite, which JSON does not know")
            code = 1
            continue
        print(mapped, flush=True)
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


def _clean_arguments(parser: ArgumentParser) -> None:
    _arguments(parser)
    parser.add_argument(
        "--together", action="store_true",
        help="read all texts first; a line that several of them have is likelier the site's",
    )  # fmt: skip


COMMANDS = {
    "clean": Command(
        help="Print the title, the headings and the body of a text, without what stood around it.",
        examples=(
            "  copytaster clean page.html > page.txt\n"
            "  wl-paste | copytaster clean | less\n"
            "  copytaster clean --together site/*.txt\n"
            '  copytaster clean --jsonl < pages.jsonl     {"id", "raw_text"} -> {"id", "text"}'
        ),
        arguments=_clean_arguments,
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
