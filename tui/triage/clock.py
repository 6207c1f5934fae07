"""Times and names for operations: a hybrid clock and sortable unique identifiers."""

from __future__ import annotations

import os
import time
from datetime import datetime, timedelta

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - written as UTC, with a Z
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS = [first + second for first in _DIGITS for second in _DIGITS]
#: Where each two of the 26 digits begin among the 128 bits of an identifier, and two above them.
_SHIFTS = range(120, -1, -10)


class Clock:
    """Wall time that never runs behind what it has seen (after Kulkarni et al., Logical Physical
    Clocks, OPODIS 2014): ``max(wall, last seen + 1 us)``, in RFC 3339 UTC with microseconds."""

    def __init__(self) -> None:
        self._seen = ""
        self._given = ("", 0)
        self._last_id = 0

    def observe(self, at: str) -> None:
        """Take notice of the time of an operation; later ticks are behind it."""
        self._seen = max(self._seen, at)

    def tick(self) -> str:
        """A time later than all that was seen or given before."""
        wall = time.time_ns() // 1000
        if self._seen:
            wall = max(wall, self._microseconds(self._seen) + 1)
        made = _EPOCH + timedelta(microseconds=wall)
        self._seen = made.isoformat(timespec="microseconds") + "Z"
        self._given = (self._seen, wall)
        return self._seen

    def identifier(self, at: str) -> str:
        """A ULID (github.com/ulid/spec) for the time ``at``, greater than the one before.

        Within a millisecond it is the one before and 1, as the specification has it. To draw each
        by chance would let go of the interpreter each time, and take it again before another
        thread wakes up, which then waits as long as a large step takes.
        """
        milliseconds = self._microseconds(at) // 1000
        if milliseconds > self._last_id >> 80:
            self._last_id = milliseconds << 80 | int.from_bytes(os.urandom(10))
        else:
            self._last_id += 1
        return "".join([_PAIRS[self._last_id >> shift & 1023] for shift in _SHIFTS])

    def _microseconds(self, at: str) -> int:
        """``at`` since the epoch; the tick that was given last is known without reading it."""
        given, wall = self._given
        if at == given:
            return wall
        return (datetime.fromisoformat(at[:-1]) - _EPOCH) // timedelta(microseconds=1)
