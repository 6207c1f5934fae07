"""The verbs that correct the program: what belongs to a document, and what a name is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.app.asking import Line, Strip
from tui.app.prompt import Prompt
from tui.app.verbs.press import Press
from tui.corrections import line_fields, line_key, name_key
from tui.decision import CORRECTIONS, Change
from tui.document import Label, Mention, PreparedDocument

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen

_CHOICES = {
    "n": "no name",
    "h": "no name here",
    "p": "person",
    "o": "org",
    "l": "place",
    "e": "event",
    "=": "same as …",
    "/": "apart",
}
_SHORT = {"no name": "none", "no name here": "not here", "same as …": "same"}
_KINDS = {"person": Label.PERSON, "org": Label.ORG, "place": Label.PLACE, "event": Label.EVENT}


class Correcting:
    """One method for each correcting action of the command table."""

    def __init__(self, screen: DeskScreen) -> None:
        self._screen = screen

    def hide_block(self, press: Press) -> None:
        screen, document = self._screen, self._screen.reading.document
        block = screen.reading.block()
        if document is None or block is None:
            screen.notice = "no paragraph here"
            return
        text = block.text(document.safe.text)
        hidden = not block.hidden
        self._record(line_key(text), line_fields(text, hidden=hidden))
        where = "hidden" if hidden else "shown"
        screen.notice = f"this line is {where} from now on, here and wherever it stands; u undoes"

    def correct_name(self, press: Press) -> None:
        screen, document = self._screen, self._screen.reading.document
        mention = screen.reading.mention()
        if document is None or mention is None:
            screen.notice = "no name here: ] goes to the next"
            return
        spelling = " ".join(document.safe.text[mention.start : mention.end].split())
        screen.ask(
            Strip(
                f"“{spelling}” is",
                _CHOICES,
                lambda choice: self._correct(document, mention, spelling, choice),
                _SHORT,
            )
        )

    def _correct(
        self, document: PreparedDocument, mention: Mention, spelling: str, choice: str
    ) -> None:
        if choice == "same as …":

            def same(name: str) -> None:
                if name:
                    self._name(spelling, {"same_as": name, "apart": None})

            others = [each.display for each in document.names if each.label is mention.label]
            said = f"“{spelling}” is the same as ({', '.join(others[:4])}):"
            self._screen.ask(Line(Prompt(said), same))
            return
        if choice == "no name here":
            fields = {"spelling": spelling, "label": ""}
            self._record(name_key(spelling, document.id), fields)
        elif choice == "no name":
            self._name(spelling, {"label": ""})
        elif choice == "apart":
            self._name(spelling, {"apart": True, "same_as": None})
        else:
            self._name(spelling, {"label": str(_KINDS[choice])})
        self._screen.notice = f"“{spelling}”: {choice}; u undoes"

    def _name(self, spelling: str, fields: dict[str, Any]) -> None:
        self._record(name_key(spelling), {"spelling": spelling, **fields})

    def _record(self, key: str, fields: dict[str, Any]) -> None:
        self._screen.take(self._screen.judging.correct(Change(CORRECTIONS, key, fields)))
        self._screen.read_again()
