"""The verbs that correct the program: what belongs to a document, and what a name is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tui.app.asking import Line, Strip
from tui.app.prompt import Prompt
from tui.app.verbs.press import Press
from tui.commands import Place
from tui.corrections import line_fields, line_key, name_key
from tui.decision import CORRECTIONS, WATCH, Change
from tui.document import Label, PreparedDocument
from tui.kinship import IN_THE_CASE
from tui.row import Candidate, Completion
from tui.watchlist import NAME, Watched, add, key, watched

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
_SHORT = {"no name": "no", "no name here": "not here", "same as …": "same"}
_FIELDS = {Label.PERSON: "who", Label.ORG: "org", Label.PLACE: "place"}
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
        self._record(Change(CORRECTIONS, line_key(text), line_fields(text, hidden=hidden)))
        where = "hidden" if hidden else "shown"
        screen.notice = f"this line is {where} from now on, here and wherever it stands; u undoes"

    def correct_name(self, press: Press) -> None:
        screen = self._screen
        meant = self._meant()
        if meant is None:
            screen.notice = "no name here: ] goes to the next"
            return
        screen.ask(
            Strip(f"“{meant.said}”", _CHOICES, lambda word: self._correct(meant, word), _SHORT)
        )

    def _meant(self) -> _Meant | None:
        """The name, or the spelling, under the panel's cursor; else the spelling in the text."""
        screen, row = self._screen, self._screen.panel.name
        document, mention = screen.reading.document, screen.reading.mention()
        # Not the one under the list's cursor: the panel follows that a moment later.
        listed = screen.panel.document
        if row is not None and listed is not None:
            said = row.name if row.whole else row.spellings[0]
            return _Meant(listed.id, row.label, row.spellings, said, row.joined)
        if screen.place is not Place.TEXT or document is None or mention is None:
            return None
        spelling = " ".join(document.safe.text[mention.start : mention.end].split())
        joined = any(
            reason.startswith(f"{spelling}: ") and IN_THE_CASE in reason
            for name in document.names
            for reason in name.reasons
        )
        return _Meant(document.id, mention.label, (spelling,), spelling, joined)

    def _correct(self, meant: _Meant, choice: str) -> None:
        if choice == "same as …":
            self._ask_same(meant)
            return
        fields: dict[str, Any] = {"label": ""}
        if choice == "apart":
            # What other documents joined, they alone are to lose.
            fields = {"alone": True} if meant.joined else {"apart": True, "same_as": None}
        elif choice in _KINDS:
            fields = {"label": str(_KINDS[choice])}
        here = meant.document if choice == "no name here" else ""
        self._record(*(_rule(spelling, fields, here) for spelling in meant.spellings))
        said = "not one with names elsewhere" if "alone" in fields else choice
        self._screen.notice = f"“{meant.said}”: {said}; u undoes"

    def _ask_same(self, meant: _Meant) -> None:
        """Join to the name that is marked in the panel; without one, to a name that is typed."""
        screen, marked = self._screen, self._screen.panel.marked
        if screen.panel.chooses and len(marked) == 1 and marked[0][1] != meant.said:
            self._join(meant, marked[0][1])
            return
        others = [name for name in self._others(meant) if name != meant.said]
        said = f" ({', '.join(others[:3])})" if others else ""

        def done(name: str) -> None:
            if name:
                self._join(meant, " ".join(name.split()))

        prompt = Prompt(f"“{meant.said}” is the same as{said}:")
        screen.ask(Line(prompt, done, complete=lambda text, at: self._complete(meant, text, at)))

    def _join(self, meant: _Meant, name: str) -> None:
        """Record that the spellings are of this name, of its kind, and watched for with it."""
        screen, document = self._screen, self._document()
        labels = {each.display: each.label for each in document.names} if document else {}
        fields: dict[str, Any] = {"same_as": name, "apart": None}
        if labels.get(name, meant.label) is not meant.label:
            fields["label"] = str(labels[name])
        rules = [_rule(each, fields) for each in meant.spellings if each != name]
        self._record(*rules, *self._watched_too(name, meant.spellings))
        screen.panel.marked.clear()
        screen.notice = f"“{meant.said}”: same as {name}; u undoes"

    def _watched_too(self, name: str, spellings: tuple[str, ...]) -> tuple[Change, ...]:
        """What is to be recorded so that a watched name is watched for in these spellings too."""
        known = self._screen.record.entries().get(WATCH, {})
        held = watched(known.get(key(name), {}))
        if held is None or held.kind != NAME:
            return ()
        wider = tuple(dict.fromkeys((*held.spellings, *spellings)))
        return add(Watched(held.text, NAME, wider), known)

    def _others(self, meant: _Meant) -> list[str]:
        """The names of the document that this one may be the same as."""
        document = self._document()
        names = document.names if document is not None else ()
        return [each.display for each in names if each.label is meant.label]

    def _document(self) -> PreparedDocument | None:
        """The document whose names are meant."""
        return self._screen.panel.document or self._screen.reading.document

    def _complete(self, meant: _Meant, text: str, position: int) -> Completion:
        """Names of the document, then of the case, that have a word which begins so."""
        begun = text[:position].casefold()
        own = [
            name
            for name in self._others(meant)
            if name != meant.said and f" {begun}" in f" {name.casefold()}"
        ]
        found = [Candidate(name) for name in own]
        if meant.label in _FIELDS:
            asked = f"{_FIELDS[meant.label]}:{text[:position]}"
            for each in self._screen.library.complete(asked, len(asked)).candidates:
                name = each.text.strip('"')
                if name not in (*own, meant.said):
                    found.append(Candidate(name, documents=each.documents))
        return Completion(0, len(text), tuple(found))

    def _record(self, *changes: Change) -> None:
        self._screen.take(self._screen.judging.correct(*changes))
        self._screen.read_again()


@dataclass(frozen=True, slots=True)
class _Meant:
    """What a correction is about: spellings in a document, and what they are called together;
    whether other documents ``joined`` them to their name."""

    document: str
    label: Label
    spellings: tuple[str, ...]
    said: str
    joined: bool = False


def _rule(spelling: str, fields: dict[str, Any], document: str = "") -> Change:
    return Change(CORRECTIONS, name_key(spelling, document), {"spelling": spelling, **fields})
