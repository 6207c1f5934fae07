"""From the record to the index's mirror of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tui.decision import Operation
from tui.index.index import Index
from tui.triage.record import Record

#: Operations that the mirror takes in at a time.
_STEP = 2_000
#: Seconds between two such steps. Who waits to write looks again every tenth of a second (SQLite's
#: busy handler), and would find the index locked for ever if the steps followed one another.
_PAUSE = 0.05
#: Bytes of the journal that take a while to be told, a thousand operations.
_LONG = 1 << 18


@dataclass(frozen=True, slots=True)
class News:
    """Operations that a mirror does not have yet, in pieces, each with the cursor behind it.

    ``anew`` where the mirror has to forget what it has; ``long`` where telling takes a while.
    """

    pieces: Iterable[tuple[Sequence[Operation], str]]
    anew: bool = False
    long: bool = False

    def tell(self, index: Index, go_on: Callable[[], bool] = lambda: True) -> None:
        """Bring the mirror up to date, in steps between which other processes can write.

        Killed on the way, or once it is not to ``go_on``, it goes on from the last piece the next
        time: operations may be taken in any number of times.
        """
        if self.anew:
            index.mirror_all((), "")
        told = False
        for operations, cursor in self.pieces:
            # Steps inside a piece end where the piece before it did.
            for start in range(0, max(1, len(operations)), _STEP):
                if told:
                    time.sleep(_PAUSE)
                    if not go_on():
                        return
                last = start + _STEP >= len(operations)
                step = operations[start : start + _STEP]
                index.mirror(step, cursor if last else index.watermark())
                told = True


def news(record: Record, watermark: str) -> News:
    """What was recorded since ``watermark``; everything, where the record does not hold that far
    any more because it was deleted, restored or purged."""
    anew = not record.reaches(watermark)
    behind = "" if anew else watermark
    return News(record.pieces(behind), anew, record.unread(behind) > _LONG)
