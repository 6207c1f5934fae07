"""The options that every command takes, and the case and the reader that they name."""

from __future__ import annotations

import os
import re
from argparse import SUPPRESS, ArgumentParser, BooleanOptionalAction, Namespace
from argparse import RawDescriptionHelpFormatter as Formatter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import NoReturn

from tui.cases import (
    NO_RECORD,
    Case,
    NoInboxError,
    Reader,
    demo_case,
    find_case,
    find_record,
    reader,
)
from tui.cli import recent
from tui.cli.output import complain
from tui.cli.piping import is_piped, take_in
from tui.settings import SettingsError

#: Stands before a word that begins with a minus and is no option: no argument has a NUL in it.
_WORD = "\0"
#: In a query ``-bridge`` is a word; ``-h`` is an option everywhere, ``-`` standard input, and a
#: negative number is what an option or a query is given.
_IN_A_QUERY = re.compile(r"-(?!h$|\d+$)[^-]")


@dataclass(frozen=True, slots=True)
class Command:
    """A command: what it says of itself, which arguments it adds, and what it does.

    ``record`` is false of commands that open no record; ``query`` is true of those that take a
    query, whose words may begin with a minus.
    """

    help: str
    examples: str
    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]
    record: bool = True
    query: bool = False


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        # The message has what was typed as Python writes it, or as it is.
        for mark in (_WORD, repr(_WORD)[1:-1]):
            message = message.replace(mark, "")
        complain(f"{message} (see {self.prog} --help)")
        raise SystemExit(2)


def parsed(made: ArgumentParser, command: Command, arguments: Sequence[str]) -> Namespace:
    """What the arguments say. Behind ``--`` all are words, whatever they begin with.

    Leaves with exit code 2, after saying why, where they say nothing.
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    before, behind = arguments[:end], arguments[end + 1 :]
    words = [
        *(_WORD + one if command.query and _IN_A_QUERY.match(one) else one for one in before),
        *(_WORD + one if one.startswith("-") else one for one in behind),
    ]
    options = made.parse_intermixed_args(words)
    for name, value in vars(options).items():
        if isinstance(value, list):
            setattr(options, name, [one.removeprefix(_WORD) for one in value])
        elif isinstance(value, str):
            setattr(options, name, value.removeprefix(_WORD))
    return options


def parser(name: str, command: Command) -> ArgumentParser:
    """The parser of one command, with the common options."""
    made = _Parser(
        prog=f"copytaster {name}".strip(),
        description=command.help,
        epilog=f"examples:\n{command.examples}",
        formatter_class=Formatter,
        allow_abbrev=False,
    )
    command.arguments(made)
    common = made.add_argument_group("where")
    common.add_argument(
        "--inbox", metavar="PATH", action="append", default=[],
        help="folder or file to read, - for standard input; may be repeated "
        "(else $COPYTASTER_INBOX)",
    )  # fmt: skip
    common.add_argument(
        "--files-from", metavar="FILE", default="",
        help="read the files that FILE lists (- for standard input), one a line or split by NUL",
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
    made.set_defaults(shared=False, read_only=False, blind=None, piped=())
    if command.record:
        _add_record_options(made)
    return made


def _add_record_options(made: ArgumentParser) -> None:
    record = made.add_argument_group("record")
    record.add_argument(
        "--shared", action="store_true", help="a team's folder: its group reads all of it"
    )
    record.add_argument("--read-only", action="store_true", help="look, and write nothing into it")
    record.add_argument(
        "--blind", action=BooleanOptionalAction,
        help="leave out what others decided until you have decided",
    )  # fmt: skip


@contextmanager
def named_case(options: Namespace) -> Iterator[Case]:
    """The case that the options name; raises :class:`tui.settings.SettingsError`.

    One that was opened before is known by its name alone.
    """
    if options.demo:
        with demo_case() as case:
            yield replace(case, read_only=options.read_only)
        return
    if is_piped(options):
        take_in(options)
        with _passing(options):
            yield _as_asked(_find(options), options)
        return
    case = _find(options)
    recent.remember(case)
    yield _as_asked(case, options)


@contextmanager
def _passing(options: Namespace) -> Iterator[None]:
    """A cache that goes with the program, for a single document that may not come again."""
    if len(options.inbox) > 1 or options.cache:
        yield
        return
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="copytaster-", ignore_cleanup_errors=True) as options.cache:
        yield


@contextmanager
def named_record(options: Namespace) -> Iterator[Case]:
    """The case whose record the options name; no inbox need be known, and the case may have none.

    Raises :class:`tui.settings.SettingsError`.
    """
    if options.demo:
        with demo_case() as case:
            yield replace(case, read_only=options.read_only)
        return
    try:
        case = _find(options)
    except NoInboxError:
        alone = find_record(options.state, options.case)
        if alone is None:
            raise SettingsError(NO_RECORD) from None
        case = alone
    yield _as_asked(case, options)


def named_reader(options: Namespace) -> Reader:
    """The reader that the options name; raises :class:`tui.settings.SettingsError`."""
    return reader(options.reader, options.host)


def _find(options: Namespace) -> Case:
    known = None if options.inbox else recent.find(options.case, options.state)
    if known is not None and options.case:
        # Named outright: that counts for more than the folder one happens to stand in.
        return known
    try:
        return find_case(options.inbox, options.state, options.case)
    except NoInboxError:
        if known is None:
            raise
        return known


def _as_asked(case: Case, options: Namespace) -> Case:
    return replace(
        case,
        cache=os.path.abspath(options.cache) if options.cache else case.cache,
        shared=options.shared,
        read_only=options.read_only,
    )
