"""What reaches the screen from outside its own thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.message import Message

from tui.app.lots import Lot
from tui.app.ports import View
from tui.row import Progress


class ViewLoaded(Message):
    """A query has been applied; ``serial`` tells which of several requests it answers."""

    def __init__(self, view: View, serial: int) -> None:
        super().__init__()
        self.view = view
        self.serial = serial


class HitsFound(Message):
    """The documents that a search of the list found."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self.view = view


class Counted(Message):
    """How many documents each of several queries would leave; ``take`` is who asked."""

    def __init__(
        self, take: Callable[[Sequence[int | None]], None], counts: Sequence[int | None]
    ) -> None:
        super().__init__()
        self.take = take
        self.counts = counts


class Saved(Message):
    """Operations on these documents are on the disk; or, with ``problem``, are not."""

    def __init__(self, documents: tuple[str, ...], problem: str) -> None:
        super().__init__()
        self.documents = documents
        self.problem = problem


class LotTold(Message):
    """A large step is worked out, is ``over``, or, with ``problem``, is not on the disk."""

    def __init__(self, lot: Lot, problem: str, over: bool) -> None:
        super().__init__()
        self.lot = lot
        self.problem = problem
        self.over = over


class Prepared(Message):
    """Preparation went on."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self.progress = progress


class Answered(Message):
    """Something that was asked for is known; ``take`` carries out what follows from it."""

    def __init__(self, take: Callable[[], None]) -> None:
        super().__init__()
        self.take = take
