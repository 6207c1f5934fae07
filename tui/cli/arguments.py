"""The options that every command takes, and the case and the reader that they name."""

from __future__ import annotations

import os
from argparse import SUPPRESS, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import NoReturn

from tui.cli.output import complain
from tui.settings import Case, Reader, demo_case, find_case, reader


@dataclass(frozen=True, slots=True)
class Command:
    """A command: what it says of itself, which arguments it adds, and what it does."""

    help: str
    examples: str
    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        complain(f"{message} (see {self.prog} --help)")
        raise SystemExit(2)


def parser(name: str, command: Command) -> ArgumentParser:
    """The parser of one command, with the common options."""
    made = _Parser(
        prog=f"copytaster {name}".strip(),
        description=command.help,
        epilog=f"examples:\n{command.examples}",
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.arguments(made)
    common = made.add_argument_group("where")
    common.add_argument(
        "--inbox", metavar="PATH", action="append", default=[],
        help="folder or file to read; may be repeated (else $COPYTASTER_INBOX)",
    )  # fmt: skip
    common.add_argument(
        "--state", metavar="DIR", default="", help="folder of the record (else $COPYTASTER_STATE)"
    )
    common.add_argument("--case", metavar="NAME", default="", help="name of the case")
    common.add_argument("--reader", metavar="NAME", default="", help="who reads (else the login)")
    common.add_argument("--host", metavar="NAME", default="", help="name of this machine")
    common.add_argument(
        "--demo", action="store_true", help="the sample inbox, with a record that is thrown away"
    )
    common.add_argument("--cache", metavar="DIR", default="", help=SUPPRESS)
    return made


@contextmanager
def named_case(options: Namespace) -> Iterator[Case]:
    """The case that the options name; raises :class:`tui.settings.SettingsError`."""
    if options.demo:
        with demo_case() as case:
            yield case
        return
    case = find_case(options.inbox, options.state, options.case)
    yield replace(case, cache=os.path.abspath(options.cache)) if options.cache else case


def named_reader(options: Namespace) -> Reader:
    """The reader that the options name; raises :class:`tui.settings.SettingsError`."""
    return reader(options.reader, options.host)
