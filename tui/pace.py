"""How fast work gets on, and how long it may take: from what waits now and then."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

#: Seconds over which the rate is taken, and before which none is said.
_WINDOW, _SOONEST = 15.0, 2.0


@dataclass(frozen=True, slots=True)
class Standing:
    """Of ``total`` pieces ``done`` are done, at ``rate`` a second; 0 where that is not known yet.

    ``left`` are the seconds that the others may take; ``None`` without a rate.
    """

    done: int
    total: int
    rate: float = 0.0

    @property
    def left(self) -> float | None:
        """Seconds until all is done, at this rate."""
        return (self.total - self.done) / self.rate if self.rate else None

    def words(self) -> str:
        """``312 of 2,000 · 24/s · 1 min left``, as far as it is known."""
        parts = [f"{self.done:,} of {self.total:,}"]
        if self.left is not None:
            shown = f"{self.rate:.0f}" if self.rate >= 10 else f"{self.rate:.1f}"
            parts += [f"{shown}/s", f"{duration(self.left)} left"]
        return " · ".join(parts)

    def brief(self) -> str:
        """The same in few cells: ``16 % · 1 min left``."""
        share = f"{100 * self.done // max(1, self.total)} %"
        return share if self.left is None else f"{share} · {duration(self.left)} left"


@dataclass(slots=True)
class Pace:
    """Follows a queue from the first that waits until none does, and then begins anew.

    What joins the queue while it is worked on joins the total.
    """

    _done: int = 0
    _waiting: int = 0
    _seen: deque[tuple[float, int]] = field(default_factory=deque)

    def tell(self, waiting: int, now: float) -> None:
        """So many wait at ``now``, a monotonic time in seconds."""
        if not waiting:
            self._done, self._waiting = 0, 0
            self._seen.clear()
            return
        self._done += max(0, self._waiting - waiting)
        self._waiting = waiting
        self._seen.append((now, self._done))
        while len(self._seen) > 2 and self._seen[1][0] <= now - _WINDOW:
            self._seen.popleft()

    def standing(self, now: float) -> Standing | None:
        """How the work stands at ``now``; ``None`` where nothing waits."""
        if not self._waiting:
            return None
        total = self._done + self._waiting
        began, before = self._seen[0]
        spent = now - began
        if spent < _SOONEST or self._done == before:
            return Standing(self._done, total)
        return Standing(self._done, total, (self._done - before) / spent)


def duration(seconds: float) -> str:
    """A time in its largest unit: ``20 s``, ``3 min``, ``2 h``; never less than a second."""
    whole = max(1, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 5400:
        return f"{round(whole / 60)} min"
    return f"{round(whole / 3600)} h"
