"""The list of documents, read back from the screen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Where a row says how long its document is, one that is not prepared has this.
_WAITS = re.compile(r" …(?: |$)")
_ROW = re.compile(
    r"(?P<cursor>[▌ ])(?P<glyph>[·+?x])(?P<sign>[!~ ])(?P<mark>[*… ])(?P<title>\S.*?)(?:…|  |$)"
)


@dataclass(frozen=True)
class Seen:
    """One row as it stands on the screen; ``title`` as far as the row shows it."""

    here: bool
    glyph: str
    pending: bool
    marked: bool
    doubtful: bool
    waiting: bool
    title: str


def seen(lines: Sequence[str]) -> list[Seen]:
    """The rows of the list between the two bars."""
    return [
        Seen(
            here=row["cursor"] == "▌",
            glyph=row["glyph"],
            pending=row["mark"] == "…",
            marked=row["mark"] == "*",
            doubtful=row["sign"] == "~",
            waiting=row["sign"] != "~" and bool(_WAITS.search(line, row.end("title"))),
            title=row["title"].strip(),
        )
        for line in lines[1:-1]
        if (row := _ROW.match(line))
    ]


def glyphs(lines: Sequence[str]) -> str:
    """The decisions of the rows, from the top down."""
    return "".join(row.glyph for row in seen(lines))


def cursor(lines: Sequence[str]) -> int:
    """Which row the cursor is on, counted from 0."""
    return [row.here for row in seen(lines)].index(True)


def is_saved(lines: Sequence[str]) -> bool:
    """Whether the screen says that everything is saved."""
    return lines[-1].endswith(" · saved") and not any(row.pending for row in seen(lines))


def is_ready(lines: Sequence[str]) -> bool:
    """Whether the list is up, the inbox gone through, and nothing waits to be prepared."""
    bar, whole = lines[0], "\n".join(lines)
    if "to decide" not in bar or "looking through" in whole:
        return False
    if any(words in f"{bar} {lines[-1]}" for words in (" preparing ", "looking again at ")):
        return False
    # Below the bar there is a row, or it says that there is none.
    return bool(lines[1].strip()) and not any(row.waiting for row in seen(lines))
