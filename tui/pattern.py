"""A reader's own regular expression, looked for under a time limit.

Expressions that backtrack may take longer than anybody lives. The engine looks for signals while it
matches, so that an alarm ends it (``signal.setitimer``, main thread only).
"""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice

#: Seconds for a text, and for each further million characters of it.
SECONDS, SECONDS_A_MILLION = 0.1, 0.5
#: How many matches of one text count.
MOST = 1_000

# An expression piece by piece. Unclear are flags, conditions, comments, and characters by number.
_PIECES = re.compile(
    r"""
    (?P<opens> \( (?! \? ) | \( \? (?: [:=!] | < [=!] | P < \w+ > ) )
  | (?P<unclear> \( \? | \\ [0-9NUux] )
  | (?P<plain> [A-Za-z0-9] | \\? [ !\#%&',/:;<=>@_`~-] | \\ [.^$*+?()\[\]{}|] )
  | (?P<maybe> [*?] | \{ [0-9]* (?: , [0-9]* )? \} )
  | \[ \^? \]? (?: \\ . | [^\]\\] )* \]
  | \\ . | .
    """,
    re.VERBOSE | re.DOTALL,
)
# Regardless of case these are i and s too, which the small letters do not show (re, IGNORECASE);
# and the mark of a line of JSON in which all but ASCII is written by number.
_ODD = ("İ", "ı", "ſ", "\\ud")


class SlowPatternError(Exception):
    """A pattern took longer on a text than it may."""


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern as it is looked for: without regard to case, ``^`` and ``$`` at each line.

    Raises ``ValueError`` where it is none, or matches nothing at all, which is everywhere.
    """
    try:
        found = re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"no pattern: {error}") from error
    try:
        with _in_time(SECONDS):
            empty = found.search("") is not None
    except SlowPatternError:
        empty = True
    if empty:
        raise ValueError("the pattern matches where nothing is")
    return found


def spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where a pattern stands in a text, the first :data:`MOST` places, none of them empty.

    Called on the main thread. Raises :class:`SlowPatternError`.
    """
    with _in_time(SECONDS + SECONDS_A_MILLION * len(text) / 1e6):
        found = islice(pattern.finditer(text), MOST)
        return [match.span() for match in found if match.end() > match.start()]


def sieve(pattern: str) -> Callable[[str], bool]:
    """Whether a pattern can stand in a text, or in one that a line of JSON holds; no is certain.

    Judged by the longest string that each of its matches has, as far as that is plain to see, and
    several times faster than to look for the pattern itself.
    """
    wanted = _needed(pattern)

    def possible(line: str) -> bool:
        return not wanted or wanted in line.lower() or any(sign in line for sign in _ODD)

    return possible


def _needed(pattern: str) -> str:
    """A string in small letters that every match has, however it is written; empty for unknown."""
    depth, run, runs = 0, "", [""]
    for piece in _PIECES.finditer(pattern):
        sign = piece.group()
        if piece["unclear"] or (sign == "|" and not depth):
            return ""
        depth += piece["opens"] is not None
        depth -= sign == ")"
        if piece["plain"] and not depth:
            run += sign[-1]
            continue
        # What may stand there once or not at all is not needed; once or often, it ends a string.
        runs.append(run[:-1] if piece["maybe"] else run)
        run = run[-1:] if sign == "+" else ""
    return max(*runs, run, key=len).lower()


@contextmanager
def _in_time(seconds: float) -> Iterator[None]:
    def late(*_: object) -> None:
        raise SlowPatternError

    before = signal.signal(signal.SIGALRM, late)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.signal(signal.SIGALRM, before)
