"""Times and ids of operations: a hybrid clock, and unique identifiers that sort by time."""

from __future__ import annotations

import os
import time
from datetime import datetime, timedelta

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - written as UTC, with a Z
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS = [first + second for first in _DIGITS for second in _DIGITS]
# How far to shift the 130 bits of 26 digits to reach each pair of them.
_SHIFTS = range(120, -1, -10)


class Clock:
    """Wall time that never falls behind a time it has seen: ``max(wall, last seen + 1 us)``.

    After Kulkarni et al., Logical Physical Clocks (OPODIS 2014). Times are RFC 3339 in UTC with
    microseconds.
    """

    def __init__(self) -> None:
        self._seen = ""
        self._given = ("", 0)
        self._last_id = 0

    def observe(self, at: str) -> None:
        """Note the time of an operation; every later tick is after it."""
        self._seen = max(self._seen, at)

    def tick(self) -> str:
        """A time later than every time seen or given before."""
        wall = time.time_ns() // 1000
        if self._seen:
            wall = max(wall, self._microseconds(self._seen) + 1)
        made = _EPOCH + timedelta(microseconds=wall)
        self._seen = made.isoformat(timespec="microseconds") + "Z"
        self._given = (self._seen, wall)
        return self._seen

    def identifier(self, at: str) -> str:
        """A ULID (github.com/ulid/spec) for the time ``at``, greater than the one before.

        Within a millisecond it is the one before plus 1, as the specification allows. Random bits
        for each would release the interpreter's lock each time and take it back before another
        thread wakes up, so that a large step would keep the screen waiting.
        """
        milliseconds = self._microseconds(at) // 1000
        if milliseconds > self._last_id >> 80:
            self._last_id = milliseconds << 80 | int.from_bytes(os.urandom(10))
        else:
            self._last_id += 1
        return "".join([_PAIRS[self._last_id >> shift & 1023] for shift in _SHIFTS])

    def _microseconds(self, at: str) -> int:
        """``at`` as microseconds since the epoch; the last tick need not be parsed for that."""
        given, wall = self._given
        if at == given:
            return wall
        return (datetime.fromisoformat(at[:-1]) - _EPOCH) // timedelta(microseconds=1)
