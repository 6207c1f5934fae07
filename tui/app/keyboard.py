"""From a key to what it means here: an answer to the open question, or a verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.app.asking import Question, Strip, answer, finish
from tui.app.lots import LARGE, Documents, Marked
from tui.app.verbs.press import Press
from tui.app.verbs.table import actions
from tui.commands import Layout, Place, keymap
from tui.decision import Decision
from tui.row import Row

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen


class Keyboard:
    """Takes keys one by one, in the order they were pressed.

    A question takes every key until it is answered, so that what is typed ahead goes into it.
    """

    def __init__(self, screen: DeskScreen) -> None:
        self._screen = screen
        self.question: Question | None = None
        self.on_marked = False
        self.leaving = False
        self.actions = actions(screen)
        self._layout = Layout()
        self._keymaps = {place: keymap(place) for place in (Place.LIST, Place.TEXT, Place.PANEL)}

    def press(self, key: str, character: str | None, at: float) -> None:
        """Carry out a key, by Textual's name and as typed, pressed at a monotonic time."""
        if self.question is not None:
            self._answer(self.question, "escape" if key == "ctrl+g" else key, character)
            return
        typed = character is not None and character != " "
        self._carry_out(self._layout.key(character or "") if typed else key, at)

    def interrupt(self) -> None:
        """Ctrl-C: give up the question that is open; else say how to leave, for a reflex must not
        end a day's reading."""
        if self.question is not None:
            self._answer(self.question, "escape", None)
        else:
            self._screen.notice = "q leaves"

    def _answer(self, question: Question, key: str, character: str | None) -> None:
        if isinstance(question, Strip) and character and character not in question.choices:
            character = self._layout.key(character)
        over, self._screen.notice = answer(question, key, character)
        if over:
            self.question = None
            finish(question, key, character)

    def _carry_out(self, key: str, at: float) -> None:
        screen = self._screen
        command = self._keymaps[screen.keys_place].get(key)
        screen.notice = ""
        self.leaving = self.leaving and key == "q"
        if command is None:
            screen.notice = f"{key} does nothing here; ? shows the keys"
            return
        if command.action not in ("undo", "redo"):
            screen.undoing.forget_question()
        on_marked, self.on_marked = self.on_marked, False
        documents: Documents = self._marked() if on_marked else self._current()
        if on_marked and not documents:
            screen.notice = "nothing is marked: v marks"
            return
        if command.about_document and not documents:
            screen.notice = _why_not(screen.row())
            return
        obstacle = "" if on_marked else screen.panel.obstacle
        if obstacle and command.about_document and command.writes:
            screen.notice = obstacle
            return
        if command.writes and not screen.record.writable:
            screen.notice = screen.record.trouble
            return
        self.actions[command.action](Press(documents, command.decision or Decision.NONE, at, key))

    def _current(self) -> tuple[str, ...]:
        row = self._screen.row()
        return (row.id,) if row is not None and row.id else ()

    def _marked(self) -> Documents:
        screen = self._screen
        if len(screen.desk.marks) >= LARGE:
            return Marked(frozenset(screen.desk.marks))
        return tuple(dict.fromkeys(screen.library.identities(screen.desk.marked()).values()))


def _why_not(row: Row | None) -> str:
    """Why nothing can be said of the document under the cursor."""
    if row is None:
        return "there is no document here"
    if row.remark:
        return f"this file cannot be read: {row.remark}"
    return "this file has not been read yet: a moment"
