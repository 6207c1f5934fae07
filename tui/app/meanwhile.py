"""What happens beside the reader: other runs and readers, new versions, standing rules, drafts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui.app.asking import Line
from tui.app.lots import Lot
from tui.app.ports import Ruling
from tui.decision import DOCUMENTS, Anchor
from tui.row import Progress

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen


class Meanwhile:
    """Looks around once a second, and acts on what has come in.

    ``drafting`` is the note that is being typed: its document, its passage, what is kept of it.
    """

    def __init__(self, screen: DeskScreen) -> None:
        self._screen = screen
        self.drafting: tuple[str, Anchor | None, str] | None = None

    def look_around(self) -> None:
        """Take in what others wrote, see what has been saved, keep what is being typed."""
        screen = self._screen
        waiting = tuple(screen.judging.pending), tuple(screen.lots.waiting)
        if any(waiting) and not screen.record.busy and not screen.record.unsaved():
            # Saved after a failure: the futures of those steps have told of the failure only.
            screen.judging.settled(screen.judging.pending.elements())
            for lot in screen.lots.waiting:
                screen.lots.end(lot)
            screen.list.forget()
        elsewhere = {each.key for each in screen.record.refresh() if each.table == DOCUMENTS}
        if elsewhere:
            screen.listing.doubt()
        elsewhere.update(screen.library.look_around())
        if elsewhere:
            screen.reread(tuple(elsewhere))
        self._save_draft()
        screen.renewal.tell()
        screen.listing.tick()
        screen.settle()

    def saved(self, documents: tuple[str, ...], problem: str) -> None:
        """Operations on these documents reached the disk, or could not."""
        screen = self._screen
        if problem:
            screen.notice = ""
        else:
            screen.judging.settled(documents)
        if len(documents) > 1:
            screen.library.keep_up()
        if len(screen.library.numbers(documents)) < len(set(documents)):
            # What is undone may be on documents of another inbox, which are in no tally.
            screen.listing.doubt()
        screen.reread(documents)

    def lot_told(self, lot: Lot, problem: str, over: bool) -> None:
        """A large step is worked out, or reached the disk, or could not."""
        screen = self._screen
        if problem:
            # What could not be saved stays in the status line by itself until it is.
            screen.notice = problem if over else ""
        if not over:
            screen.listing.count(lot.take_moved())
            if not problem:
                self._tell_of_rule(lot)
        else:
            screen.lots.end(lot)
            screen.library.keep_up()
            if not lot.summary:
                # What is undone may be on documents of another inbox, which are in no tally.
                screen.listing.doubt()
        if over or problem:
            lot.over(not problem)
        screen.list.forget()
        screen.read_again()

    def _tell_of_rule(self, lot: Lot) -> None:
        if lot.rule and lot.documents:
            count = len(lot.documents)
            found = "1 document" if count == 1 else f"{count:,} documents"
            self._screen.notice = f"by rule {lot.rule}: {found}: H tells"

    def prepared(self, progress: Progress) -> None:
        """Preparation went on: rows fill in where they stand, new ones are announced."""
        screen = self._screen
        screen.listing.progress(progress)
        screen.alarm.hear(progress)
        screen.list.forget(progress.changed)
        if progress.elsewhere:
            screen.list.compare()
        if not progress.waiting and (progress.changed or progress.scanned):
            self.take_in()
        named = progress.elsewhere or screen.open_number in progress.changed
        if named and screen.reading.document is None:
            screen.open_document()
        screen.renewal.hear(progress)

    def take_in(self) -> None:
        """Let new versions of what was decided inherit it, and standing rules have their say."""
        screen = self._screen
        if not screen.record.writable:
            return
        changes = screen.library.inheritances()
        if changes:
            screen.record.submit(changes)
            kept = [each.key for each in changes if (each.set or {}).get("decision") == "keep"]
            if kept and screen.options.evidence:
                screen.library.preserve(kept)
            screen.reread(tuple(change.key for change in changes))
            screen.listing.doubt()
            found = "1 new version" if len(changes) == 1 else f"{len(changes)} new versions"
            screen.notice = f"{found} of what you had read: H tells"
        screen.library.rule(lambda ruling: screen.answer(partial(self.rule, ruling)))

    def rule(self, ruling: Ruling) -> None:
        """Have what a standing rule comes to recorded as one step, beside the keys."""
        screen = self._screen
        if not ruling.documents:
            screen.notice = ruling.problem
            return
        summary = f"{ruling.action} by rule {ruling.name}"
        members = frozenset(ruling.documents)
        step = Lot(members, summary, preserve=ruling.keeps, rule=ruling.name, over=ruling.over)
        screen.lots.change(tuple(ruling.documents), step, ruling.changes)

    def _save_draft(self) -> None:
        question = self._screen.keyboard.question
        if self.drafting is not None and isinstance(question, Line):
            document, anchor, kept = self.drafting
            if question.prompt.text != kept:
                self.drafting = (document, anchor, question.prompt.text)
                self._screen.library.save_draft(document, question.prompt.text, anchor)
