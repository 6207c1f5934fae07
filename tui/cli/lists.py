"""Lists that a reader hands over in a file: what to watch for, corrections."""

from __future__ import annotations

from tui.cli.output import Failure
from tui.cli.piping import STANDARD_INPUT
from tui.ingest.sanitise import sanitise_name

#: The longest file that is taken in, in bytes.
_LIMIT = 64_000_000


def read_list(path: str, what: str) -> str:
    """The text of the file at ``path``, or of standard input for ``-``; ``what`` it is to be is for
    the complaint.

    Raises :class:`tui.cli.output.Failure` for a file that is too large or not UTF-8, and
    ``OSError``.
    """
    given = path == STANDARD_INPUT
    with open(0 if given else path, "rb", closefd=not given) as file:
        data = file.read(_LIMIT + 1)
    if len(data) > _LIMIT:
        raise Failure(f"{sanitise_name(path)}: too large for {what}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Failure(f"{sanitise_name(path)}: not UTF-8: {error.reason}") from error
