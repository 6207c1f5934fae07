"""Progress of preparation on a terminal's standard error; gone when the work is done."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

from tui.pace import Pace, Standing

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

#: Seconds after which a terminal is told what is going on.
SLOW = 0.7


class ProgressLine:
    """A line, in front of a command that has to prepare first; there only if that takes long."""

    def __init__(self) -> None:
        self._pace = Pace()
        self._began = time.monotonic()
        self._shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def show(self, waiting: int, again: int = 0) -> None:
        """So many documents wait now, and so many are to be looked at again after them."""
        now = time.monotonic()
        self._pace.tell(waiting, now)
        words = said(self._pace.standing(now), again)
        if words and sys.stderr.isatty() and now - self._began > SLOW:
            self._shown = True
            print(f"\r{words} \x1b[K", end="", file=sys.stderr, flush=True)


class ProgressBar:
    """A bar, for who asked for nothing but preparation. Nothing where there is no terminal."""

    def __init__(self) -> None:
        self._pace = Pace()
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn

            columns = (BarColumn(), TextColumn("{task.description}"))
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, waiting: int, again: int = 0) -> None:
        """So many documents wait now, and so many are to be looked at again after them."""
        now = time.monotonic()
        self._pace.tell(waiting or again, now)
        standing = self._pace.standing(now)
        if self._bar is None or standing is None:
            return
        if self._task is None:
            self._task = self._bar.add_task("")
        self._bar.update(
            self._task,
            completed=standing.done,
            total=standing.total,
            description=said(standing if waiting else None, again),
        )


def said(preparing: Standing | None, again: int) -> str:
    """What is going on, in words; nothing where nothing is."""
    if preparing:
        return f"preparing {preparing.words()}"
    return f"looking again at {again:,} for lines that recur" if again else ""
