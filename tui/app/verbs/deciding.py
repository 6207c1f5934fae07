"""The verbs that write into the record."""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING

from tui.app.asking import Line, Strip
from tui.app.judging import CODE_BOOK, SHORT, Outcome
from tui.app.lots import LARGE, Documents, Marked
from tui.app.prompt import Prompt
from tui.app.verbs.press import Press
from tui.commands import Place
from tui.decision import MARKS, Change, Decision
from tui.desk import Verdict

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen


class Deciding:
    """One method for each deciding, noting or marking action of the command table."""

    def __init__(self, screen: DeskScreen) -> None:
        self._screen = screen

    def decide(self, press: Press) -> None:
        self._judge(press, Verdict(press.decision))

    def clear(self, press: Press) -> None:
        self._judge(press, Verdict(Decision.NONE))

    def discard_because(self, press: Press) -> None:
        documents = press.documents
        if documents and self._may_decide(press):
            self._screen.ask(
                Strip(
                    "discard",
                    CODE_BOOK,
                    lambda reason: self._carry_through(
                        documents, Verdict(Decision.DISCARD, (reason,))
                    ),
                    SHORT,
                )
            )

    def repeat(self, press: Press) -> None:
        if self._screen.desk.last is None:
            self._screen.notice = "no decision to repeat yet"
        else:
            self._judge(press, self._screen.desk.last)

    def undo(self, press: Press) -> None:
        chosen = self._screen.panel.step
        if chosen is not None:
            self._taken_back(self._screen.undoing.undo_one(chosen))
        else:
            self._taken_back(self._screen.undoing.undo())

    def redo(self, press: Press) -> None:
        self._taken_back(self._screen.undoing.redo())

    def reasons(self, press: Press) -> None:
        documents = press.documents
        if documents:
            self._screen.ask(
                Strip(
                    "reason",
                    CODE_BOOK,
                    lambda reason: self._screen.take(
                        self._screen.judging.toggle_reason(documents, reason)
                    ),
                    SHORT,
                )
            )

    def tags(self, press: Press) -> None:
        """Of one document the tags are edited; to several some are added, for each has its own."""
        documents = press.documents
        if isinstance(documents, Marked) or len(documents) != 1:
            self._tags_of_several(documents)
            return

        def done(text: str) -> None:
            tags = list(dict.fromkeys(_words(text)))
            self._screen.take(self._screen.judging.set_fields(documents, tags=tags or None))

        held = self._screen.record.judgement(documents[0]).tags
        self._screen.ask(Line(Prompt("tags:", " ".join(held)), done))

    def _tags_of_several(self, documents: Documents) -> None:
        def done(text: str) -> None:
            words = _words(text)
            fewer = {word[1:] for word in words if word.startswith("-")}
            more = [word for word in words if not word.startswith("-")]
            if words:
                self._screen.take(self._screen.judging.change_tags(documents, more, fewer))

        label = f"tags to add to {len(documents)} documents (-tag takes one away):"
        self._screen.ask(Line(Prompt(label), done))

    def priority(self, press: Press) -> None:
        documents = press.documents
        choices = {"0": "none", "1": "low", "2": "middle", "3": "high"}
        numbers = {word: int(key) for key, word in choices.items()}
        if documents:
            self._screen.ask(
                Strip(
                    "priority",
                    choices,
                    lambda word: self._screen.take(
                        self._screen.judging.set_fields(documents, priority=numbers[word] or None)
                    ),
                )
            )

    def note(self, press: Press) -> None:
        screen = self._screen
        if isinstance(press.documents, Marked) or len(press.documents) != 1:
            return
        (document,) = press.documents
        draft = screen.library.draft(document)
        anchor = screen.reading.passage() if screen.place is Place.TEXT else None
        if draft is not None:
            anchor = draft.anchor

        def forget() -> None:
            screen.meanwhile.drafting = None
            if screen.library.draft(document) is not None:
                screen.library.save_draft(document, "", None)

        def done(text: str) -> None:
            if not text:
                forget()
                return
            outcome = screen.judging.add_note(document, text, anchor)
            screen.take(outcome)
            if not outcome.documents:
                # Refused: what was written is there again with the next `i`.
                keep(text)
                return
            forget()
            screen.reading.drop_selection()
            screen.read_again()

        def keep(text: str) -> None:
            screen.meanwhile.drafting = None
            screen.library.save_draft(document, text, anchor)

        def left() -> None:
            # Esc is a reflex after typing, and an arrow key that a slow line tears in two.
            if line.prompt.text.strip():
                keep(line.prompt.text)
                screen.notice = "not noted, but kept: i goes on; emptied and Enter it is dropped"
            else:
                forget()

        where = f"note on “{_one_line(anchor.quote)[:30].strip()}…”" if anchor else "note"
        screen.meanwhile.drafting = (document, anchor, "")
        line = Line(Prompt(where, draft.text if draft else ""), done, left=left)
        screen.ask(line)

    def attach(self, press: Press) -> None:
        screen, document = self._screen, self._screen.reading.document
        anchor = screen.reading.passage()
        if document is None or anchor is None:
            return
        number = screen.desk.current or 0
        lost = [note for note in screen.shelf.notes(number, document) if note.lost]
        if not lost:
            screen.notice = "no note here has lost its passage"
            return
        choices = {
            letter: note.text[:24] for letter, note in zip(ascii_lowercase, lost, strict=False)
        }
        notes = {note.text[:24]: note for note in lost}

        def done(words: str) -> None:
            screen.take(screen.judging.attach(notes[words], document.id, anchor))
            screen.read_again()

        screen.ask(Strip("attach here", choices, done))

    def history(self, press: Press) -> None:
        self._screen.panel.toggle("history")

    def notes(self, press: Press) -> None:
        self._screen.panel.toggle("notes")

    def mark(self, press: Press) -> None:
        screen = self._screen
        if screen.place is Place.TEXT:
            screen.notice = screen.reading.toggle_selection()
            return
        row = screen.row()
        if row is None:
            return
        marked = screen.desk.toggle_mark()
        screen.record.submit([Change(MARKS, row.id, {"marked": True} if marked else None)])
        screen.list.redraw_lines([screen.desk.cursor])
        screen.go_to(screen.desk.cursor + 1)

    def mark_range(self, press: Press) -> None:
        screen = self._screen
        fresh = screen.desk.mark_range()
        if len(fresh) >= LARGE:
            screen.lots.mark(fresh, marked=True)
        elif fresh:
            ids = dict.fromkeys(screen.library.identities(sorted(fresh)).values())
            screen.record.submit([Change(MARKS, each, {"marked": True}) for each in ids])
        screen.list.redraw()
        screen.notice = f"{len(fresh)} more marked"

    def on_marked(self, press: Press) -> None:
        self._screen.keyboard.on_marked = True
        count = len(self._screen.desk.marks)
        marked = f"{count} marked: which verb?"
        self._screen.notice = marked if count else "nothing is marked: v marks"

    def _may_decide(self, press: Press) -> bool:
        screen = self._screen
        if len(press.documents) > 1 or screen.desk.may_decide(press.at):
            return True
        screen.notice = "not decided: this document had only just come up"
        return False

    def _judge(self, press: Press, verdict: Verdict) -> None:
        if press.documents and self._may_decide(press):
            self._carry_through(press.documents, verdict)

    def _carry_through(self, documents: Documents, verdict: Verdict) -> None:
        screen = self._screen
        outcome = screen.judging.decide(documents, verdict)
        screen.take(outcome)
        if len(documents) > 1:
            screen.unmark(documents)
        elif outcome.advance:
            self._advance()

    def _advance(self) -> None:
        screen = self._screen
        said = screen.notice
        place, waits = screen.desk.cursor + 1, screen.shelf.waiting(screen.desk.numbers)
        while place < len(screen.desk.numbers):
            if waits(place):
                screen.go_to(place)
                return
            place += 1
        screen.notice = f"{said}; none undecided below: Tab looks above"

    def _taken_back(self, outcome: Outcome) -> None:
        screen = self._screen
        screen.take(outcome)
        screen.go_to_document(outcome.documents)
        screen.notice = outcome.notice
        if outcome.anywhere:
            screen.listing.load()
        screen.read_again()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _words(text: str) -> list[str]:
    return text.replace(",", " ").split()
