"""What is piped in: a document on standard input, or a list of the files to read.

A document is stored by its hash in a folder of the case's own, because decisions and notes need its
bytes later. What was piped is not among the recent cases.
"""

from __future__ import annotations

import hashlib
import os
import sys
from argparse import Namespace

from tui.cases import find_case, spool_folder
from tui.cli.output import Failure, complain, counted
from tui.ingest.read import size_in_words
from tui.ingest.sanitise import sanitise_name

STANDARD_INPUT = "-"
#: What a case is called that has no other name than its pipe.
_NAME = "standard-input"
#: The longest list of paths, in bytes, and how many missing ones are named.
_LONGEST_LIST, _NAMED = 64_000_000, 3


def is_piped(options: Namespace) -> bool:
    """Whether the options name standard input, or a list of files, taken in already or not."""
    return bool(
        options.piped
        or options.files_from
        or STANDARD_INPUT in options.inbox
        or getattr(options, "doc", "") == STANDARD_INPUT
    )


def take_in(options: Namespace) -> None:
    """Put paths where the options name standard input or a list of files, and name the case;
    ``piped`` holds these paths then.

    Raises :class:`tui.cli.output.Failure` where there is nothing to read.
    """
    if options.files_from:
        _take_list(options)
    if getattr(options, "doc", "") == STANDARD_INPUT:
        options.doc = _take_document(options)
    if STANDARD_INPUT in options.inbox:
        _take_document(options)


def listed(given: str) -> list[str]:
    """The paths in the file ``given``, or on standard input, each once; those that are not there
    are said and left out.

    Raises :class:`tui.cli.output.Failure` where none is left.
    """
    if given == STANDARD_INPUT:
        data = _read("a list of files", _LONGEST_LIST)
    else:
        with open(given, "rb") as file:
            data = file.read(_LONGEST_LIST + 1)
    if len(data) > _LONGEST_LIST:
        raise Failure(f"{sanitise_name(given)}: too long for a list of files")
    # No path has a NUL in it: where there is one, it stands between paths, as find -print0 writes.
    lines = data.split(b"\0") if b"\0" in data else data.splitlines()
    paths = [os.fsdecode(line) for line in lines if line.strip()]
    there = [path for path in dict.fromkeys(paths) if os.path.lexists(path)]
    missing = [path for path in paths if not os.path.lexists(path)]
    if missing:
        some = ", ".join(sanitise_name(path) for path in missing[:_NAMED])
        more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
        complain(f"left out, not there: {some}{more}")
    if not there:
        raise Failure(f"{sanitise_name(given)}: {counted(len(paths), 'path')}, and no file there")
    return there


def use_terminal() -> None:
    """Have keys come from the terminal itself, because standard input was something else."""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except OSError as error:
        raise Failure(f"keys need a terminal: /dev/tty: {error.strerror}", 2) from error
    os.dup2(terminal, 0)
    os.close(terminal)


def _take_document(options: Namespace) -> str:
    """Read the document, store it, and put it into the inbox; its path."""
    from tui.ingest.load import LIMIT

    data = _read("a document", LIMIT)
    others = [path for path in options.inbox if path != STANDARD_INPUT]
    name = options.case or ("" if others else _NAME)
    # The record is that of the other paths: it must not change with every document.
    case = find_case(others or [STANDARD_INPUT], options.state, name)
    path = os.path.join(spool_folder(case), hashlib.sha256(data).hexdigest())
    _store(path, data)
    options.case, options.state = case.name, case.state
    options.piped = (*options.piped, path)
    options.inbox = [*others, path]
    return path


def _store(path: str, data: bytes) -> None:
    """Write the bytes durably under a name that says what they are; once."""
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    temporary = f"{path}.{os.getpid()}.tmp"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
    if os.path.lexists(path):
        return
    with open(os.open(temporary, flags, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


def _take_list(options: Namespace) -> None:
    given = options.files_from
    there = listed(given)
    options.files_from, options.piped = "", tuple(there)
    options.case = options.case or (_NAME if given == STANDARD_INPUT else os.path.basename(given))
    options.inbox = [*options.inbox, *there]


def _read(what: str, limit: int) -> bytes:
    """All of standard input, which is no terminal, not empty, and not longer than the limit."""
    if sys.stdin is None or sys.stdin.isatty():
        raise Failure(f"- reads {what} from a pipe, and there is none", 2)
    data = sys.stdin.buffer.read(limit + 1)
    if not data:
        raise Failure("standard input is empty")
    if len(data) > limit:
        raise Failure(f"standard input is larger than {size_in_words(limit)}")
    return data
