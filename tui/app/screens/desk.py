"""The desk: list, text and panel, and the dispatch of keys to what they do."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.timer import Timer

from tui.app.alarm import Alarm
from tui.app.asking import Line, Question, paste
from tui.app.bars import Bars
from tui.app.judging import Judging, Outcome
from tui.app.keyboard import Keyboard
from tui.app.listing import Listing
from tui.app.lots import Documents, Lots, Marked
from tui.app.meanwhile import Meanwhile
from tui.app.messages import Answered
from tui.app.page import Kind, Paragraph
from tui.app.panel import Panel
from tui.app.panels import head
from tui.app.ports import Library, Options, Record
from tui.app.reading import Reading
from tui.app.renewal import Renewal
from tui.app.shelf import Shelf
from tui.app.undoing import Undoing
from tui.app.widgets.details import Details
from tui.app.widgets.document_list import DocumentList
from tui.app.widgets.text_pane import TextPane
from tui.commands import Place
from tui.decision import MARKS, POSITIONS, SETTINGS, Change, Note
from tui.decision import Reading as HowFar
from tui.desk import Desk
from tui.names import switched_off
from tui.row import Row

_WIDE, _WIDEST = 110, 150


class DeskScreen(Screen[None], inherit_bindings=False):
    """Owns the state; the panes draw it. Keys arrive here alone, in the order they were pressed."""

    AUTO_FOCUS = None

    def __init__(self, library: Library, record: Record, options: Options) -> None:
        super().__init__()
        self.library, self.record, self.options = library, record, options
        self.desk = Desk(guard=options.guard)
        self.place = Place.LIST
        self.panel = Panel(self)
        self.notice = options.remark
        self.meanwhile = Meanwhile(self)
        self.lots = Lots(
            record,
            library.look_up,
            lambda *told: self.answer(partial(self.meanwhile.lot_told, *told)),
            lambda problem: self.answer(partial(self.say, problem)),
            self.preserve,
        )
        self.shelf = Shelf(library, record, self.lots, blind=options.blind)
        self.list = DocumentList(self.desk, self.shelf.rows, self._is_pending)
        self.text = TextPane()
        self.details = Details()
        self.bars = Bars(self)
        settings = record.entries().get(SETTINGS, {})
        self.reading = Reading(self.text, switched_off(settings))
        self.judging = Judging(
            self.desk,
            record,
            self.lots,
            lambda *told: self.answer(partial(self.meanwhile.saved, *told)),
        )
        self.undoing = Undoing(
            record, self.lots, self.judging.watch, self.shelf.title, self.answer, self.say
        )
        self.listing = Listing(self)
        self.keyboard = Keyboard(self)
        self.alarm = Alarm(self)
        self.renewal = Renewal(self)
        self.open_number: int | None = None
        self._laid_with: tuple[Sequence[Note], dict[str, dict[str, Any]]] = ((), {})
        self._resting: Timer | None = None

    def compose(self) -> ComposeResult:
        """Bars above and below, panes between."""
        yield self.bars.limit_line
        yield Horizontal(self.list, self.text, self.details, id="body")
        yield self.bars.foot

    def on_mount(self) -> None:
        """Ask for the first view; listen to preparation; look for other runs once a second."""
        self.desk.marks = set(self.library.numbers(self.record.marks()).values())
        self.list.empty_text = "looking through the inbox …"
        self.listing.load()
        self.library.listen(
            lambda progress: self.answer(partial(self.meanwhile.prepared, progress))
        )
        self.set_interval(1.0, self.meanwhile.look_around)
        for document in self.library.drafted()[:1]:
            self.notice = f"a note on “{self.shelf.title(document)}” is not finished: i goes on"
        self.settle()

    def on_resize(self, event: events.Resize) -> None:
        """One pane below 110 columns, two from there, three with the panel from 150."""
        width = event.size.width
        self.set_class(width < _WIDE, "narrow")
        self.set_class(width >= _WIDE, "wide")
        self.set_class(width >= _WIDEST, "widest")
        self.text.edge = width >= _WIDE
        if width >= _WIDE and self.open_number != self.desk.current:
            self.call_after_refresh(self.follow)
        if width >= _WIDE and self.open_number is None and not self.options.follow:
            self._close_text()

    # Keys

    async def on_key(self, event: events.Key) -> None:
        """Give a key to the question that is open, else to the verb that it means here."""
        event.stop()
        event.prevent_default()
        character = event.character if event.is_printable else None
        self.keyboard.press(event.key, character, event.time)
        self.settle()

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text goes into the line being typed, and nowhere else."""
        event.stop()
        question = self.keyboard.question
        if isinstance(question, Line):
            paste(question, event.text)
            self.notice = ""
            self.settle()

    def ask(self, question: Question) -> None:
        """Put a question; the next keys answer it."""
        self.keyboard.question = question

    def count(self, queries: Sequence[str], take: Callable[[Sequence[int | None]], None]) -> None:
        """Have it counted what each query would leave; ``take`` gets that when it is known."""
        self.library.counts(queries, lambda counts: self.answer(partial(take, counts)))

    @property
    def keys_place(self) -> Place:
        """Where the next key will be pressed."""
        return Place.PANEL if self.panel.chooses else self.place

    # What is drawn

    def settle(self) -> None:
        """Bring the bars up to date."""
        self.bars.say()

    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.list.row(self.desk.cursor)

    def go_to(self, place: int) -> bool:
        """Move the list's cursor; the text follows at once where it has the keys, else later."""
        before = self.desk.cursor
        self.remember_position()
        if not self.desk.move_to(place, time.monotonic()):
            return False
        self.list.redraw_lines((before, self.desk.cursor))
        self.list.reveal(self.desk.cursor)
        if self.place is Place.TEXT or self._shows_another():
            self.turn()
        elif self.has_class("wide") and self.options.follow:
            if self._resting is not None:
                self._resting.stop()
            self._resting = self.set_timer(self.options.rest, self.follow)
        else:
            self.panel.fill()
        return True

    def turn(self) -> None:
        """The cursor has come to another document: the text goes with it where it has the keys."""
        if self.place is Place.TEXT:
            self.open_document()
        elif self._shows_another():
            self._close_text()
            self.panel.fill()
        else:
            self.follow()

    def _shows_another(self) -> bool:
        """Whether a text that does not follow the cursor is of another document."""
        return not self.options.follow and self.open_number not in (None, self.desk.current)

    def go_to_document(self, documents: Sequence[str]) -> None:
        """Move to the first of these documents, if it is in the view."""
        number = self.library.locate(documents[0]) if documents else None
        place = None if number is None else self.desk.place_of(number)
        if place is not None:
            self.go_to(place)
        elif documents:
            self.notice = "that document is not in this view; L shows all"

    def _close_text(self) -> None:
        """Show no document beside the list: a decision must not seem to be on another one."""
        self.open_number = None
        self.reading.say([Paragraph(Kind.META, "Enter opens the document")])

    def follow(self) -> None:
        """Show the document under the cursor beside the list, once the cursor has rested."""
        if self.has_class("wide") and self.options.follow and self.place is Place.LIST:
            self.open_document()

    def open_document(self) -> None:
        """Put the document under the cursor into the text pane."""
        number, row = self.desk.current, self.row()
        self.open_number = number
        if number is None or row is None:
            self.reading.say([Paragraph(Kind.META, self.list.empty_text)])
            return
        document = self.renewal.open(number)
        if document is None:
            words = row.remark or "being prepared …"
            self.reading.say([Paragraph(Kind.TITLE, row.title), Paragraph(Kind.META, words)])
            self.library.prefer([number])
        else:
            at = None
            if self.record.position(row.id):
                at = document.safe.offsets.position(self.record.position(row.id))
            top = [*self.alarm.lines(number), *head(document, row, self.library.copies(number))]
            self.text.watched = self.alarm.spots(document)
            self._laid_with = (self.shelf.notes(number, document), self.shelf.rules())
            self.reading.open(document, top, self._laid_with[0], at)
        self.panel.fill()

    def take_place(self, place: Place) -> None:
        """Give the keys to the list or to the text."""
        self.place = place
        self.set_class(place is Place.TEXT, "reading")
        self.list.active, self.text.active = place is Place.LIST, place is Place.TEXT
        self.list.redraw_lines([self.desk.cursor])
        self.text.redraw_lines([self.text.cursor])

    def read_again(self) -> None:
        """Lay the open document out again, with the notes and corrections that it has now."""
        row = self.row()
        opened = self.reading.document
        if row is not None and opened is not None and row.id == opened.id:
            document = self.renewal.corrected()
            if document is not None:
                self.text.mark_watched(self.alarm.spots(document))
                laid_with = (self.shelf.notes(row.number, document), self.shelf.rules())
                if laid_with != self._laid_with:
                    self._laid_with = laid_with
                    self.reading.renew(document, laid_with[0])
        self.panel.fill()

    def unmark(self, documents: Documents) -> None:
        """Take the marks off documents that a verb has been carried out on."""
        if isinstance(documents, Marked):
            self.desk.unmark(documents.numbers)
            self.lots.mark(documents.numbers, marked=False)
            self.list.forget()
            return
        numbers = list(self.library.numbers(documents).values())
        self.desk.unmark(numbers)
        self.record.submit([Change(MARKS, each, None) for each in documents])
        self.list.forget(numbers)

    def leave(self) -> None:
        """Leave the program; over SSH only when asked twice."""
        unsaved = 0 if self.record.flush(1.0) else len(self.record.unsaved())
        if (unsaved or self.options.over_ssh) and not self.keyboard.leaving:
            self.keyboard.leaving = True
            lost = f" and loses {unsaved} that are NOT SAVED" if unsaved else ""
            self.notice = f"q again leaves{lost}"
            return
        self.app.exit()

    def take(self, outcome: Outcome) -> None:
        """Draw what a deciding key did."""
        self.notice = outcome.notice
        self.listing.count(outcome.moved)
        if outcome.preserve and self.options.evidence:
            self.notice = f"{self.notice}, with a copy in the record"
            self.preserve(outcome.documents)
        self.reread(outcome.documents)

    def preserve(self, documents: Sequence[str]) -> None:
        """From any thread: have the bytes of documents copied into the record, where that is
        wanted."""
        if self.options.evidence:
            self.library.preserve(documents)

    def touch(self) -> None:
        """A key was pressed in the text: it is opened, or read once its end was in view."""
        row = self.row()
        if row is None or self.reading.document is None or row.id != self.reading.document.id:
            return
        how_far = HowFar.READ if self.text.at_end else HowFar.OPENED
        known = self.record.judgement(row.id).reading
        if known is how_far or known is HowFar.READ:
            return
        self.judging.touch(row.id, str(how_far))
        self.reread((row.id,))

    # What comes from outside

    def on_answered(self, message: Answered) -> None:
        """Something that was asked for, or that went on beside the keys, is known."""
        message.take()
        self.settle()

    def answer(self, take: Callable[[], None]) -> None:
        """From another thread: have ``take`` carried out on the screen's, unless it has gone."""
        if self.is_running:
            self.post_message(Answered(take))

    def _is_pending(self, row: Row) -> bool:
        return self.judging.pending[row.id] > 0 or self.lots.has(row.number, row.id)

    def say(self, words: str) -> None:
        """Put words on the screen, until the next key."""
        self.notice = words

    def reread(self, documents: Sequence[str]) -> None:
        """These documents read differently now."""
        self.list.reread(documents)
        if self.panel.kind in ("notes", "history"):
            self.panel.fill()

    def remember_position(self) -> None:
        """Note where the reader leaves the text."""
        document, position = self.reading.document, self.reading.position
        if self.place is not Place.TEXT or document is None or position is None:
            return
        if not self.record.writable:
            return
        offset = document.safe.offsets.source(position)
        if offset != self.record.position(document.id):
            self.record.submit([Change(POSITIONS, document.id, {"offset": offset})])
