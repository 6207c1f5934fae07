"""From the record to the index's mirror of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tui.decision import Operation
from tui.index.index import Index
from tui.triage.record import Record

#: Operations that the mirror takes in at a time.
_STEP = 1_000
#: Seconds between two such steps. Who waits to write looks again every tenth of a second (SQLite's
#: busy handler), and would find the index locked for ever if the steps followed one another.
_PAUSE = 0.05


@dataclass(frozen=True, slots=True)
class News:
    """Operations that a mirror does not have yet; ``anew`` where it has to forget what it has."""

    operations: Sequence[Operation]
    cursor: str
    anew: bool

    @property
    def long(self) -> bool:
        """Whether telling it takes a while."""
        return len(self.operations) > _STEP

    def tell(self, index: Index, go_on: Callable[[], bool] = lambda: True) -> None:
        """Bring the mirror up to date, in steps between which other processes can write.

        Killed on the way, or once it is not to ``go_on``, it begins again the next time: operations
        may be taken in any number of times.
        """
        if self.anew:
            index.mirror_all((), "")
        last = max(0, len(self.operations) - 1) // _STEP * _STEP
        known = index.watermark() if last else ""
        for start in range(0, last, _STEP):
            index.mirror(self.operations[start : start + _STEP], known)
            time.sleep(_PAUSE)
            if not go_on():
                return
        index.mirror(self.operations[last:], self.cursor)


def news(record: Record, watermark: str) -> News:
    """What was recorded since ``watermark``; everything, where the record does not hold that far
    any more because it was deleted, restored or purged."""
    anew = not record.reaches(watermark)
    operations, cursor = record.operations("" if anew else watermark)
    return News(operations, "" if anew and not operations else cursor, anew)
