"""The verbs that look for something, and those that show more or less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.app.asking import Line
from tui.app.prompt import Prompt
from tui.app.verbs.press import Press
from tui.commands import Place

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen


class Finding:
    """One method for each finding or showing action of the command table."""

    def __init__(self, screen: DeskScreen) -> None:
        self._screen = screen

    def search(self, press: Press) -> None:
        screen = self._screen
        if screen.place is Place.TEXT:

            def found(text: str) -> None:
                screen.notice = screen.reading.search(text)

            screen.ask(Line(Prompt("find in the text:"), found))
        else:
            screen.ask(Line(Prompt("find in the list:"), screen.listing.search))

    def next_hit(self, press: Press) -> None:
        self._hit(1)

    def previous_hit(self, press: Press) -> None:
        self._hit(-1)

    def limit(self, press: Press) -> None:
        self._screen.listing.ask_limit(self._screen.listing.query)

    def unlimit(self, press: Press) -> None:
        self._screen.listing.load("")

    def sort(self, press: Press) -> None:
        orders = list(self._screen.library.orders)
        now = self._screen.listing.view.order
        following = orders[(orders.index(now) + 1) % len(orders)] if now in orders else orders[0]
        self._screen.listing.load(order=following)
        field = following.removeprefix("-")
        first = "the latest" if field == "date" else "the greatest"
        falling = f", {first} first" if following != field else ""
        self._screen.notice = f"sorted by {field}{falling}"

    def next_mention(self, press: Press) -> None:
        self._mention(1)

    def previous_mention(self, press: Press) -> None:
        self._mention(-1)

    def next_sentence(self, press: Press) -> None:
        self._screen.reading.next_sentence(1)
        self._screen.touch()

    def previous_sentence(self, press: Press) -> None:
        self._screen.reading.next_sentence(-1)

    def next_paragraph(self, press: Press) -> None:
        self._screen.reading.next_paragraph(1)
        self._screen.touch()

    def previous_paragraph(self, press: Press) -> None:
        self._screen.reading.next_paragraph(-1)

    def names(self, press: Press) -> None:
        self._screen.panel.toggle("names")

    def help(self, press: Press) -> None:
        self._screen.panel.toggle("keys")

    def hidden(self, press: Press) -> None:
        self._open_if_needed()
        self._screen.notice = self._screen.reading.toggle_hidden()

    def raw(self, press: Press) -> None:
        self._open_if_needed()
        self._screen.notice = self._screen.reading.toggle_raw()

    def refresh(self, press: Press) -> None:
        self._screen.listing.rescan()
        self._screen.app.refresh(layout=True)

    def _open_if_needed(self) -> None:
        screen = self._screen
        if screen.open_number != screen.desk.current:
            screen.open_document()

    def _hit(self, step: int) -> None:
        screen = self._screen
        if screen.place is Place.TEXT:
            screen.notice = screen.reading.next_hit(step)
            screen.touch()
        else:
            screen.listing.next_hit(step)

    def _mention(self, step: int) -> None:
        self._open_if_needed()
        self._screen.notice = self._screen.reading.next_mention(step)
        self._screen.touch()
