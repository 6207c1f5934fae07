"""The verbs that move: in the list, in the text, between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.app.verbs.press import Press
from tui.commands import Place
from tui.decision import Decision

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen


class Moving:
    """One method for each moving action of the command table."""

    def __init__(self, screen: DeskScreen) -> None:
        self._screen = screen

    def down(self, press: Press) -> None:
        self._move(1)

    def up(self, press: Press) -> None:
        self._move(-1)

    def first(self, press: Press) -> None:
        self._move(-(1 << 40))

    def last(self, press: Press) -> None:
        self._move(1 << 40)

    def half_down(self, press: Press) -> None:
        self._move(max(1, self._screen.list.height // 2))

    def half_up(self, press: Press) -> None:
        self._move(-max(1, self._screen.list.height // 2))

    def page_down(self, press: Press) -> None:
        screen = self._screen
        if screen.panel.takes_keys:
            screen.panel.page(1)
            return
        if screen.reading.document is None or not self._text_in_view():
            self._move(max(1, screen.list.height - 1))
            return
        turned = screen.text.page_by(1)
        screen.touch()
        if not turned:
            self._seek_undecided(1)

    def page_up(self, press: Press) -> None:
        screen = self._screen
        if screen.panel.takes_keys:
            screen.panel.page(-1)
            return
        if screen.reading.document is None or not self._text_in_view():
            self._move(-max(1, screen.list.height - 1))
            return
        screen.text.page_by(-1)

    def open(self, press: Press) -> None:
        screen = self._screen
        if screen.row() is None:
            screen.notice = "there is no document here"
            return
        screen.panel.close()
        screen.take_place(Place.TEXT)
        if screen.open_number != screen.desk.current or screen.reading.document is None:
            screen.call_after_refresh(screen.open_document)
        screen.call_after_refresh(screen.touch)

    def back(self, press: Press) -> None:
        screen = self._screen
        if screen.panel.kind:
            screen.panel.close()
        elif screen.place is Place.TEXT:
            screen.remember_position()
            screen.take_place(Place.LIST)
        else:
            screen.leave()

    def close(self, press: Press) -> None:
        self._screen.panel.close()

    def next_document(self, press: Press) -> None:
        if not self._screen.go_to(self._screen.desk.cursor + 1):
            self._screen.notice = "this is the last document"

    def previous_document(self, press: Press) -> None:
        if not self._screen.go_to(self._screen.desk.cursor - 1):
            self._screen.notice = "this is the first document"

    def next_undecided(self, press: Press) -> None:
        self._seek_undecided(1)

    def previous_undecided(self, press: Press) -> None:
        self._seek_undecided(-1)

    def _move(self, step: int) -> None:
        screen = self._screen
        if screen.panel.takes_keys:
            screen.panel.move(step)
        elif screen.place is Place.TEXT:
            screen.text.here = None
            screen.reading.move_to(screen.text.cursor + step)
            screen.touch()
        else:
            screen.go_to(screen.desk.cursor + step)

    def _text_in_view(self) -> bool:
        return self._screen.place is Place.TEXT or self._screen.has_class("wide")

    def _seek_undecided(self, step: int) -> None:
        screen = self._screen
        found = screen.desk.seek(screen.shelf.waiting(screen.desk.numbers), step)
        if found is None:
            row = screen.row()
            alone = row is not None and row.decision is Decision.NONE
            screen.notice = "no other is undecided" if alone else "all here are decided"
            return
        place, wrapped = found
        screen.go_to(place)
        if wrapped:
            screen.notice = "from the other end"
