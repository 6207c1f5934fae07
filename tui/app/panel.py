"""The panel beside the text: which one is open, what fills it, and the keys it takes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, wait
from typing import TYPE_CHECKING

from tui.app.lots import PATIENCE
from tui.app.panels import help_panel, history_panel, notes_panel
from tui.app.ports import UndoStep
from tui.app.roster import NameRow, countable, names_panel, sentences_panel
from tui.app.widgets.details import PanelRow
from tui.commands import Place
from tui.document import PreparedDocument
from tui.row import Row, Standing
from tui.sentences import NameKey, Sentence, Sentences

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen

_CHOOSING = ("history", "names", "sentences")
#: Steps that the history shows.
_NEWEST = 500

Target = UndoStep | NameRow | Sentence | None


class Panel:
    """One of "keys", "names", "sentences", "notes", "history", "filters", or none.

    Those with a cursor have the keys while they are ``active``; ``marked`` are names that the next
    verb is about, together with the one under the cursor.
    """

    def __init__(self, screen: DeskScreen) -> None:
        self._screen = screen
        self.kind = ""
        self.active = False
        self.marked: list[NameKey] = []
        self.sentences: Sentences | None = None
        self._targets: Sequence[Target] = ()
        self._standing: dict[NameKey, Standing] = {}
        self._named: PreparedDocument | None = None
        self._place = Place.LIST
        self._left_on: Target = None
        self._looking: Future[Sequence[UndoStep]] | None = None
        self._again = False

    @property
    def chooses(self) -> bool:
        """Whether the panel has a cursor, and the keys."""
        return self.active and self.kind in _CHOOSING

    @property
    def takes_keys(self) -> bool:
        """Whether moving keys mean the panel: it has a cursor, or covers the list."""
        covers = self.kind not in _CHOOSING and not self._screen.has_class("widest")
        return self.chooses or (bool(self.kind) and covers)

    @property
    def target(self) -> Target:
        """What the panel's cursor is on, while the panel has the keys."""
        cursor = self._screen.details.cursor
        return self._targets[cursor] if self.chooses and cursor is not None else None

    @property
    def step(self) -> UndoStep | None:
        """The step of the history that the panel's cursor is on."""
        target = self.target
        return None if isinstance(target, NameRow | Sentence) else target

    @property
    def name(self) -> NameRow | None:
        """The name that the panel's cursor is on."""
        target = self.target
        return target if isinstance(target, NameRow) else None

    @property
    def obstacle(self) -> str:
        """Why no verb can mean the document under the list's cursor: the panel's cursor is on
        another one, or the panel hides it; empty where one can."""
        screen, row, target = self._screen, self._screen.row(), self.target
        if isinstance(target, Sentence):
            elsewhere = target.number != screen.desk.current
        else:
            step = self.step
            elsewhere = step is not None and row is not None and [*step.documents] != [row.id]
        if elsewhere:
            return "the panel is on another document: Enter goes there first"
        unseen = self.kind in ("keys", "history", "sentences") and target is None
        hides = unseen and screen.has_class("narrow")
        return "the panel lies over the document: q closes it" if hides else ""

    @property
    def document(self) -> PreparedDocument | None:
        """The document whose names are listed."""
        return self._named if self.kind == "names" else None

    def toggle(self, kind: str) -> None:
        """Open a panel, give it the keys again, or close it if it has them."""
        if kind == self.kind and kind in _CHOOSING and not self.active:
            self.active = True
            return
        self._place = self._screen.keys_place
        self.kind = "" if kind == self.kind else kind
        self.active = bool(self.kind)
        self.marked.clear()
        self._targets = ()
        self._screen.details.cursor, self._screen.details.top = None, 0
        self._screen.set_class(bool(self.kind), "panel")
        self.fill()

    def show(self, kind: str, rows: Sequence[PanelRow]) -> None:
        """Open a panel, or fill the one that is open, with rows that stay as they are."""
        if self.kind != kind:
            self.toggle(kind)
        self._screen.details.show(rows, keep_place=True)

    def show_sentences(self, sentences: Sentences | None) -> None:
        """Open the panel of sentences, or fill it; without any while they are looked for."""
        self.sentences = sentences
        if self.kind != "sentences":
            self.toggle("sentences")
        else:
            self.fill()

    def close(self) -> None:
        """Close whatever is open."""
        if self.kind:
            self.active = True
            self.toggle(self.kind)

    def leave(self) -> None:
        """Give the keys to the text; where the panel lies over it, close. What was chosen is where
        the cursor will be when the panel is opened again."""
        self._left_on = self.target
        if self._screen.has_class("narrow"):
            self.close()
        self.active = False

    def fill(self) -> None:
        """Fill the open panel for the document under the cursor."""
        screen, row = self._screen, self._screen.row()
        if self.kind == "keys":
            screen.details.show(help_panel(self._place))
        elif self.kind == "history":
            self._fill_history()
        elif self.kind == "sentences":
            self._fill_sentences()
        elif row is not None and self.kind == "notes":
            held, notes = screen.record.judgement(row.id), screen.record.notes(row.id)
            screen.details.show(notes_panel(row, held, notes))
        elif row is not None and self.kind == "names":
            self._fill_names(row)

    def fill_again(self, *, anew: bool = False) -> None:
        """Draw the names once more: what is known of them in the case, marked or drawn changed."""
        document = self._named
        if self.kind == "names" and document is not None:
            number, off = self._screen.desk.current or 0, self._screen.reading.off
            rows = names_panel(document, number, self._standing, off, self.marked)
            self._lay(rows, anew=anew)

    def move(self, step: int) -> None:
        """Move the panel's cursor, or scroll it where it has none."""
        details = self._screen.details
        places = self._places()
        if details.cursor is None or not places:
            details.scroll_to_line(details.top + step)
            return
        at = bisect_left(places, details.cursor) + step
        details.choose(places[max(0, min(at, len(places) - 1))])
        if at <= 0:
            details.scroll_to_line(0)

    def page(self, step: int) -> None:
        """Turn the panel's page."""
        self.move(step * max(1, self._screen.details.height - 2))

    def _fill_history(self) -> None:
        """List the steps; those of earlier runs may take a while to be read, of which no key waits.

        Until they are, what the panel shows stays.
        """
        if self._looking is not None and not self._looking.done():
            self._again = True
        elif wait([looking := self._look()], PATIENCE).done:
            self._found(looking)
            return
        else:
            looking.add_done_callback(lambda found: self._screen.answer(lambda: self._found(found)))
        if not self._targets:
            self._lay([((("HISTORY  …", None),), None)])

    def _look(self) -> Future[Sequence[UndoStep]]:
        record, self._again = self._screen.record, False
        self._looking = record.aside(lambda: record.steps(newest=_NEWEST))
        return self._looking

    def _found(self, found: Future[Sequence[UndoStep]]) -> None:
        if self.kind != "history":
            return
        if problem := found.exception():
            self._screen.say(f"the history cannot be read: {problem}")
            return
        steps = [step for step in reversed(found.result()) if not step.undoes and not step.redoes]
        rows = history_panel(steps, self._screen.shelf.title)
        self._lay(zip(rows, (None, *(steps or (None, None))), strict=True))
        if self._again:
            self._fill_history()

    def _fill_names(self, row: Row) -> None:
        screen = self._screen
        opened = screen.reading.document
        here = opened is not None and opened.id == row.id
        document = opened if here else screen.shelf.document(row.number)
        other = self._named is None or document is None or document.id != self._named.id
        self._named = document
        if other:
            self._standing = {}
        if document is None:
            self._lay([((("…", None),), None)])
            return
        self.fill_again(anew=other)
        names = countable(document)

        def take(found: Sequence[Standing]) -> None:
            known = dict(zip(names, found, strict=True))
            if self._named is document and self._standing != known:
                self._standing = known
                self.fill_again()

        if names:
            screen.library.standing(names, lambda found: screen.answer(lambda: take(found)))

    def _fill_sentences(self) -> None:
        if self.sentences is None:
            self._lay([((("SENTENCES  …", None),), None)])
            return
        numbers = list(dict.fromkeys(each.number for each in self.sentences.found))
        titles = {row.number: row.title for row in self._screen.shelf.rows(numbers)}
        self._lay(sentences_panel(self.sentences, titles))

    def _lay(self, rows: Iterable[tuple[PanelRow, Target]], *, anew: bool = False) -> None:
        """Show rows, each with what it stands for. The cursor stays with that; where it is gone,
        near its row, or on the first if all is ``anew``."""
        details, cursor = self._screen.details, self._screen.details.cursor
        before = self._left_on
        if cursor is not None and cursor < len(self._targets):
            before = self._targets[cursor]
        laid = list(rows)
        self._targets = [target for _, target in laid]
        details.show([row for row, _ in laid], keep_place=True)
        places = self._places()
        if not places:
            details.cursor = None
            return
        same = [place for place in places if _alike(self._targets[place], before)]
        near = 0 if anew or cursor is None else cursor
        nearest = min(places, key=lambda place: abs(place - near))
        if not same and (anew or cursor is None):
            details.scroll_to_line(0)
        details.choose((same or [nearest])[0])

    def _places(self) -> list[int]:
        """The rows that the cursor can be on."""
        return [place for place, target in enumerate(self._targets) if target is not None]


def _alike(one: Target, other: Target) -> bool:
    """Whether two rows stand for the same thing, perhaps in different documents."""
    if isinstance(one, NameRow) and isinstance(other, NameRow):
        same = one.whole or one.spellings == other.spellings
        return one.key == other.key and one.whole is other.whole and same
    return one == other
