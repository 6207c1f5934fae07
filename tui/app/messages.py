"""What reaches the screen from outside its own thread."""

from __future__ import annotations

from textual.message import Message

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


class Saved(Message):
    """Operations on these documents are on the disk; or, with ``problem``, are not."""

    def __init__(self, documents: tuple[str, ...], problem: str) -> None:
        super().__init__()
        self.documents = documents
        self.problem = problem


class Prepared(Message):
    """Preparation went on."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self.progress = progress
