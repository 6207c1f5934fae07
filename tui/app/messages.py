"""What reaches the screen from outside its own thread."""

from __future__ import annotations

from collections.abc import Callable

from textual.message import Message


class Answered(Message):
    """Something is known; ``take`` carries out, on the screen's thread, what follows from it."""

    def __init__(self, take: Callable[[], None]) -> None:
        super().__init__()
        self.take = take
