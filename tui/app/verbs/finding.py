"""The verbs that look for something, and those that show more or less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.app.asking import Line
from tui.app.limit import Limit
from tui.app.orders import in_words
from tui.app.prompt import Prompt
from tui.app.verbs.press import Press
from tui.commands import Place
from tui.decision import WATCH
from tui.watchlist import QUERY, STRING, Watched, add, remove, typed

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
            screen.listing.ask_search()

    def next_hit(self, press: Press) -> None:
        self._hit(1)

    def previous_hit(self, press: Press) -> None:
        self._hit(-1)

    def limit(self, press: Press) -> None:
        Limit(self._screen).ask(self._screen.listing.query)

    def watch(self, press: Press) -> None:
        """Watch for the name that one stands on, else for a text that is typed."""
        screen = self._screen
        mention = screen.reading.mention() if screen.place is Place.TEXT else None
        document, row = screen.reading.document, screen.panel.name
        if row is not None:
            self._watch(Watched(row.name, "name", row.spellings))
            return
        if mention is not None and document is not None and mention.label.named:
            names = {name.display: name for name in document.names}
            name = names.get(mention.name)
            spellings = tuple(form for form, _ in name.spellings) if name else ()
            self._watch(Watched(mention.name, "name", spellings))
            return

        if screen.text.selection is not None and document is not None:
            start, end = screen.text.selection
            screen.reading.drop_selection()
            self._watch(Watched(" ".join(document.safe.text[start:end].split()), STRING))
            return

        self._ask_what_to_watch()

    def _ask_what_to_watch(self, text: str = "") -> None:
        screen = self._screen

        def done(text: str) -> None:
            if text and (problem := self._watch(typed(text))):
                self._ask_what_to_watch(text)
                screen.notice = problem

        screen.ask(Line(Prompt("watch for (/pattern/, ?query):", text), done))

    def unlimit(self, press: Press) -> None:
        self._screen.listing.load("")

    def sort(self, press: Press) -> None:
        orders = list(self._screen.library.orders)
        now = self._screen.listing.view.order
        following = orders[(orders.index(now) + 1) % len(orders)] if now in orders else orders[0]
        self._screen.listing.load(order=following)
        self._screen.notice = f"sorted: {in_words(following)}"

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
        self._screen.renewal.take()
        self._screen.app.refresh(layout=True)

    def _watch(self, wanted: Watched) -> str:
        """Watch for something, or no more; why that cannot be watched for, if so."""
        screen = self._screen
        known = screen.record.entries().get(WATCH, {})
        try:
            if wrong := screen.library.unwatchable(wanted.text) if wanted.kind == QUERY else "":
                raise ValueError(wrong)
            changes = add(wanted, known)
        except ValueError as error:
            screen.notice = str(error)
            return str(error)
        said = "watching for"
        if not changes:
            changes = remove(wanted.said, known)
            said = "no longer watching for"
        screen.record.submit(changes)
        screen.notice = f"{said} “{wanted.said}”"
        screen.listing.load()
        screen.read_again()
        return ""

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
