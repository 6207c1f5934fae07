"""What the command line prints: nothing that came from outside reaches a terminal unsanitised."""

from __future__ import annotations

import codecs
import json
import os
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, TextIO
from unicodedata import combining, east_asian_width

from tui.ingest.sanitise import sanitise, sanitise_line, sanitise_name

if TYPE_CHECKING:
    from tui.document import PreparedDocument
    from tui.row import Row

#: How an encoding is to deal with what it does not have, see :func:`set_up_streams`.
NEAREST = "copytaster-nearest"
_NEAREST = dict(zip("·▌▎│┄┆•×…“”—–", '.>||-:*x~""--', strict=True))


class Failure(Exception):  # noqa: N818 - what a command ends with, not a defect
    """A command that cannot go on: one sentence for the reader, and the exit code."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


def complain(sentence: str) -> None:
    """One line on standard error."""
    print(f"copytaster: {sanitise_line(sentence, 2000)}", file=sys.stderr, flush=True)


def to_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def set_up_streams() -> None:
    """UTF-8 into files and pipes whatever the locale; on a terminal, signs of ours that it cannot
    show as the nearest that it can, and anything else as ?.

    A stream that was closed by whoever started us leads nowhere.
    """
    codecs.register_error(NEAREST, _nearest)
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if stream.isatty():
            stream.reconfigure(errors=NEAREST)  # type: ignore[union-attr]
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """A handler of encoding errors (:func:`codecs.register_error`) that keeps every column."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(_NEAREST.get(sign) or "?" * _columns(sign) for sign in wrong), error.end


def _columns(sign: str) -> int:
    if combining(sign):
        return 0
    return 2 if east_asian_width(sign) in "FW" else 1


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")


def turn_away_output() -> None:
    """Nobody reads standard output any more: what is still in its buffer goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def json_line(value: Mapping[str, Any]) -> str:
    """The value as one line of JSON that no terminal acts upon, and that loses nothing.

    Letters stay as they are; a line with a character that a terminal might act upon is written in
    ASCII, with escapes.
    """
    line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    if sanitise(line).text == line:
        return line
    return json.dumps(value, allow_nan=False).replace("\x7f", "\\u007f")


def one_line(text: str) -> str:
    """Text for a cell of a table: no line end, no tab."""
    return sanitise_line(text, 1000)


def local_time(at: str) -> str:
    """A time of the record (RFC 3339) in local time, to the minute, with its zone.

    What is no time, or none in the calendar here, is given as it is written.
    """
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M %Z")
    except (ValueError, OverflowError):
        return one_line(at)


def name_lines(document: PreparedDocument) -> Iterator[str]:
    """Names one a line: kind, name, times shown, times in hidden text, spellings."""
    from tui.names import counted as names_of

    for line in names_of(document):
        forms = " | ".join(each.form for each in line.spellings if each.form != line.name)
        yield "\t".join(
            (line.label, one_line(line.name), str(line.shown), str(line.hidden), one_line(forms))
        )


def counted(number: int, what: str) -> str:
    """A number of things: ``1 file``, ``3 files``."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def title_of(row: Row) -> str:
    """The title, or the file name where none is known: one safe line."""
    name = os.path.basename(row.path)
    return sanitise_name(name) if row.title in ("", name) else one_line(row.title)
