"""A reader's own regular expression, looked for under a time limit.

Expressions that backtrack may take longer than anybody lives. The engine looks for signals while it
matches, so that an alarm ends it (``signal.setitimer``, main thread only).
"""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

#: Seconds for a text, and for each further million characters of it.
SECONDS, SECONDS_A_MILLION = 0.1, 0.5
#: How many matches of one text count.
MOST = 1_000


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
