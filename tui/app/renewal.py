"""The open document, if it is prepared anew meanwhile: what lies before the reader stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.commands import Place
from tui.document import PreparedDocument
from tui.row import Progress

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen


class Renewal:
    """Keeps the document as it was when it was opened, until the reader asks for what it is now."""

    def __init__(self, screen: DeskScreen) -> None:
        self._screen = screen
        self._opened: PreparedDocument | None = None
        self._untold = False

    def open(self, number: int) -> PreparedDocument | None:
        """The document as it is prepared and corrected by now; it is the one that stays."""
        self._opened, self._untold = self._screen.library.document(number), False
        return self.corrected()

    def corrected(self) -> PreparedDocument | None:
        """The document that was opened, as the reader corrected it by now."""
        return self._screen.shelf.corrected(self._opened) if self._opened else None

    def hear(self, progress: Progress) -> None:
        """See whether the text that lies there has been cleaned again."""
        screen = self._screen
        visible = screen.place is Place.TEXT or screen.has_class("wide")
        named = progress.elsewhere or screen.open_number in progress.changed
        if visible and named and self._newer():
            self._untold = True
            self.tell()

    def tell(self) -> None:
        """Say once that it has been, as soon as nothing else is being said."""
        if self._untold and not self._screen.notice:
            self._untold = False
            self._screen.notice = "this text has been cleaned again: Ctrl-l shows it"

    def take(self) -> None:
        """Lay the text out as it has been cleaned by now, at the same place."""
        screen = self._screen
        if self._newer():
            at = screen.reading.position
            screen.open_document()
            if at is not None:
                screen.reading.move_to(screen.text.page.line_of(at))

    def _newer(self) -> bool:
        number = self._screen.open_number
        if self._opened is None or number is None:
            return False
        now = self._screen.library.document(number)
        return now is not None and now.blocks != self._opened.blocks
