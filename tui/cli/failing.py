"""How a command ends when something goes wrong: one line, an exit code, never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from tui.cases import log_file
from tui.cli.output import Failure, complain, set_up_streams, turn_away_output
from tui.settings import SettingsError

_INTERRUPTED = 130


def guarded(command: Callable[[], int]) -> int:
    """Run a command; what goes wrong becomes a line on standard error and an exit code."""
    set_up_streams()
    try:
        code = command()
        sys.stdout.flush()
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 1
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last one who can tell the reader
        return told(error)
    return code


def told(error: Exception) -> int:
    """Tell the reader what went wrong, in one line; the exit code.

    That nobody reads the output any more is no failure, and is not told.
    """
    if isinstance(error, BrokenPipeError):
        turn_away_output()
        return 0
    if isinstance(error, Failure):
        complain(str(error))
        return error.code
    if isinstance(error, SettingsError):
        complain(str(error))
        return 2
    if _foreseen(error):
        complain(str(error))
        return 1
    if isinstance(error, OSError) and error.strerror:
        _give_up_broken_output()
        place = f"{os.fsdecode(error.filename)}: " if error.filename else ""
        complain(f"{place}{error.strerror}")
        return 1
    complain(f"{type(error).__name__}: {error} ({logged(error)})")
    return 1


def _give_up_broken_output() -> None:
    """After an error of the system: if it was standard output's, no second attempt at the end."""
    try:
        sys.stdout.flush()
    except OSError:
        turn_away_output()


def _foreseen(error: Exception) -> bool:
    """Whether the error is one that a room raises with a sentence for the reader."""
    from tui.ingest.read import ReadError
    from tui.ingest.scan import InboxError
    from tui.triage.folder import RecordError

    return isinstance(error, ReadError | InboxError | RecordError)


def logged(error: Exception) -> str:
    """Write the traceback into the log, quoted: it may hold text of a document; where it is."""
    import traceback

    path = log_file()
    lines = traceback.format_exception(error)
    entry = f"{datetime.now(UTC).isoformat()} {''.join(lines)!a}\n"
    try:
        with open(_opened(path), "a", encoding="ascii") as log:
            log.write(entry)
    except OSError as refused:
        return f"not logged: {refused.strerror}"
    return f"more in {path}"


def open_log() -> int:
    """A descriptor that appends to the log; -1 where there can be none."""
    try:
        return _opened(log_file())
    except OSError:
        return -1


def _opened(path: str) -> int:
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    return os.open(path, flags, 0o600)
