"""`copytaster [PATH ...]`: opens the desk, if there is a terminal that can show it."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tui import __version__
from tui.cases import Case, NoInboxError, find_case
from tui.cli.arguments import Command, named_case, named_reader
from tui.cli.output import Failure
from tui.cli.piping import STANDARD_INPUT, is_piped, take_in, use_terminal
from tui.cli.recent import Recent, recent_cases
from tui.ingest.sanitise import sanitise_name
from tui.settings import read_settings

_BARE_TERMINALS = ("", "dumb", "unknown")


def open_screen(options: Namespace) -> int:
    """Open the case of the paths; the exit code."""
    if options.version:
        print(f"copytaster {__version__}")
        return 0
    for path in options.paths:
        if path != STANDARD_INPUT and not os.path.lexists(path):
            raise Failure(f"{sanitise_name(path)}: neither a command nor a file or folder")
    options.inbox = [*options.inbox, *options.paths]
    if is_piped(options):
        take_in(options)
        if not _has_keys():
            use_terminal()
    _need_a_terminal()
    settings = read_settings()
    if options.follow is not None:
        settings = replace(settings, follow="on" if options.follow else "off")
    if options.blind is not None:
        settings = replace(settings, blind=options.blind)
    reader = named_reader(options)
    _choose_case(options)
    with named_case(options) as case:
        from tui.cli.desk import open_desk

        return open_desk(case, reader, settings)


def _has_keys() -> bool:
    """Whether keys can come from standard input, which may be closed."""
    return sys.stdin is not None and sys.stdin.isatty()


def _choose_case(options: Namespace) -> None:
    """Where no inbox is named, let the reader choose a recent case; it becomes the one named."""
    if options.demo or options.case or options.state or options.piped:
        return
    try:
        find_case(options.inbox)
    except NoInboxError:
        known = recent_cases()
        if not known:
            raise
        case = _chosen(known)
        options.inbox, options.state, options.case = [*case.inbox], case.state, case.name


def _chosen(known: Sequence[Recent]) -> Case:
    inboxes = Counter((case.name, case.inbox) for case, _ in known)
    for number, (case, opened) in enumerate(known, 1):
        place = " ".join(sanitise_name(path, 200) for path in case.inbox)
        alike = inboxes[case.name, case.inbox] > 1
        record = f"  record in {sanitise_name(case.state, 200)}" if alike else ""
        print(f"{number:3}  {opened}  {sanitise_name(case.name)}  {place}{record}")
    print("\nAnother folder is opened by its name: copytaster FOLDER")
    try:
        answer = input("Number of the case (Enter leaves): ").strip()
    except EOFError:
        answer = ""
    if not answer:
        raise SystemExit(0)
    if not answer.isdecimal() or not 1 <= int(answer) <= len(known):
        raise Failure(f"{sanitise_name(answer)}: a number from 1 to {len(known)}", 2)
    return known[int(answer) - 1].case


def _need_a_terminal() -> None:
    if not sys.stdout.isatty():
        raise Failure("the screen needs a terminal; `copytaster list` needs none", 2)
    if not _has_keys():
        raise Failure("keys need a terminal; `copytaster -` reads a document that is piped in", 2)
    if os.environ.get("TERM", "") in _BARE_TERMINALS:
        raise Failure(
            f"the screen cannot be drawn on TERM={os.environ.get('TERM', '')}; "
            "`copytaster list` needs none",
            2,
        )


def _arguments(parser: ArgumentParser) -> None:
    parser.usage = "copytaster [PATH ...] | copytaster COMMAND ... [options]"
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", help="folders or files to read; - for standard input"
    )
    follow = parser.add_mutually_exclusive_group()
    follow.add_argument(
        "--follow", action="store_true", default=None, help="the text follows the list's cursor"
    )
    follow.add_argument(
        "--no-follow", dest="follow", action="store_false", help="the text waits for Enter"
    )
    parser.add_argument("--version", "-V", action="store_true", help="print the version")


COMMANDS = {
    "": Command(
        help="Read what comes in, decide with one key, lose nothing.",
        examples="",
        arguments=_arguments,
        run=open_screen,
    )
}
