"""`copytaster [PATH ...]`: opens the desk, if there is a terminal that can show it."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace

from tui import __version__
from tui.cli.arguments import Command, named_case, named_reader
from tui.cli.output import Failure
from tui.settings import read_settings

_BARE_TERMINALS = ("", "dumb", "unknown")


def open_screen(options: Namespace) -> int:
    """Open the case of the paths; the exit code."""
    if options.version:
        print(f"copytaster {__version__}")
        return 0
    _need_a_terminal()
    settings = read_settings()
    if options.follow is not None:
        settings = replace(settings, follow="on" if options.follow else "off")
    options.inbox = [*options.inbox, *options.paths]
    reader = named_reader(options)
    with named_case(options) as case:
        from tui.cli.desk import open_desk

        return open_desk(case, reader, settings)


def _need_a_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Failure("the screen needs a terminal; `copytaster list` needs none", 2)
    if os.environ.get("TERM", "") in _BARE_TERMINALS:
        raise Failure(
            f"the screen cannot be drawn on TERM={os.environ.get('TERM', '')}; "
            "`copytaster list` needs none",
            2,
        )


def _arguments(parser: ArgumentParser) -> None:
    parser.usage = "copytaster [PATH ...] | copytaster COMMAND ... [options]"
    parser.add_argument("paths", metavar="PATH", nargs="*", help="folders or files to read")
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
