"""The verbs on names: from place to place, on into other documents, sentences with them, kinds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.app.asking import Line
from tui.app.ports import UndoStep
from tui.app.prompt import Prompt
from tui.app.roster import NameRow
from tui.app.verbs.press import Press
from tui.app.wrap import fit
from tui.commands import Place
from tui.corrections import read
from tui.names import KINDS, switch_off
from tui.row import Candidate, Completion
from tui.sentences import NameKey, Sentence, Sentences

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen

#: Documents that are opened in search of a name which the index says is there.
_TRIES = 20
_NO_NAME = "no name here: ] goes to the next, e shows all"
_TITLE = 32


class Naming:
    """One method for each naming action of the command table."""

    def __init__(self, screen: DeskScreen) -> None:
        self._screen = screen
        self._last: NameKey | None = None

    def choose(self, press: Press) -> None:
        """Go to what the panel's cursor is on."""
        panel, target = self._screen.panel, self._screen.panel.target
        if isinstance(target, NameRow):
            self._last = key = target.key
            panel.leave()
            self._in_text(lambda: self._say(self._screen.reading.next_of_name(key, 1, wrap=True)))
        elif isinstance(target, Sentence):
            self._to_sentence(target)
        elif target is not None:
            self._to_step(target)

    def mark_name(self, press: Press) -> None:
        """Mark the name under the panel's cursor, or take its mark away."""
        screen, name = self._screen, self._screen.panel.name
        if name is None:
            screen.notice = "only names can be marked here"
            return
        marked = screen.panel.marked
        if name.key in marked:
            marked.remove(name.key)
        else:
            marked.append(name.key)
        screen.panel.fill_again()
        names = ", ".join(name for _, name in marked)
        screen.notice = f"marked: {names}; S on another finds both" if names else "none is marked"

    def next_of_name(self, press: Press) -> None:
        self._go(1)

    def previous_of_name(self, press: Press) -> None:
        self._go(-1)

    def sentences(self, press: Press) -> None:
        """List the sentences of the case in which the name here stands, or all that are marked;
        where there is no name, those of which the names are typed."""
        names = self._names()
        if names:
            self._list_sentences(names)
            return
        prompt = Prompt("sentences with (a comma between two names):")
        self._screen.ask(Line(prompt, self._typed, complete=self._complete))

    def _typed(self, text: str) -> None:
        screen = self._screen
        typed = [part.strip() for part in text.split(",") if part.strip()]
        names = [screen.library.called(part) for part in typed]
        unknown = [part for part, name in zip(typed, names, strict=True) if name is None]
        if unknown:
            screen.notice = f"no name of the case has “{unknown[0]}”"
        elif typed:
            self._list_sentences(tuple(dict.fromkeys(name for name in names if name)))

    def _complete(self, text: str, position: int) -> Completion:
        """Names of the case that have a word which begins like what is behind the last comma."""
        start = text.rfind(",", 0, position) + 1
        start += len(text[start:position]) - len(text[start:position].lstrip())
        found: list[Candidate] = []
        for field in ("who", "org", "place"):
            asked = f'{field}:"{text[start:position]}'
            found += self._screen.library.complete(asked, len(asked)).candidates
        found.sort(key=lambda each: (-each.documents, each.text))
        plain = (Candidate(each.text.strip('"'), documents=each.documents) for each in found)
        return Completion(start, position, tuple(plain))

    def _list_sentences(self, names: tuple[NameKey, ...]) -> None:
        screen = self._screen
        before = screen.panel.sentences
        screen.panel.show_sentences(before if before and before.names == names else None)
        screen.notice = f"looking for {_joined(names)} …"

        def take(found: Sentences) -> None:
            if screen.panel.kind == "sentences":
                screen.panel.show_sentences(found)
                screen.notice = _found(found)

        screen.library.sentences(
            names,
            screen.desk.numbers,
            read(screen.shelf.rules()),
            lambda found: screen.answer(lambda: take(found)),
        )

    def switch_kind(self, press: Press) -> None:
        """Draw a kind of names no more, or again; remembered for the next time."""
        screen = self._screen
        kind = list(KINDS)[int(press.key) - 1]
        off = screen.reading.off ^ {kind}
        screen.reading.switch(off)
        screen.panel.fill_again()
        if screen.record.writable:
            screen.record.submit([switch_off(off)])
        drawn = "not drawn" if kind in off else "drawn again"
        screen.notice = f"{kind}: {drawn}; {press.key} changes that"

    def _names(self) -> tuple[NameKey, ...]:
        """The names that are meant: two or more marked, else the one here with the marked one."""
        panel = self._screen.panel
        marked = panel.marked if panel.chooses else []
        here = self._here()
        names = [*marked, here] if here is not None and len(marked) < 2 else marked
        return tuple(dict.fromkeys(names))

    def _here(self) -> NameKey | None:
        """The name under the panel's cursor, else the one that one stands on in the text."""
        screen = self._screen
        if screen.panel.name is not None:
            return screen.panel.name.key
        stands = screen.place is Place.TEXT or screen.text.here is not None
        if screen.open_number != screen.desk.current or not stands:
            return None
        mention = screen.reading.mention()
        return (mention.label, mention.name) if mention is not None else None

    def _go(self, step: int) -> None:
        key = self._here() or self._last
        if key is None:
            self._screen.notice = _NO_NAME
            return
        self._last = key
        if self._screen.has_class("narrow"):
            self._screen.panel.leave()

        def go() -> None:
            said = self._screen.reading.next_of_name(key, step, wrap=False)
            self._say(said or self._onward(key, step))

        self._in_text(go)

    def _onward(self, key: NameKey, step: int) -> str:
        """Into the next document of the list that has the name; what to say about it."""
        screen = self._screen
        numbers = screen.desk.numbers
        held = set(screen.library.holding(*key))
        for _ in range(_TRIES):
            found = screen.desk.seek(lambda place: numbers[place] in held, step)
            if found is None:
                break
            place, wrapped = found
            held.discard(numbers[place])
            document = screen.shelf.document(numbers[place])
            if document is not None and any(
                (each.label, each.name) == key and not each.hidden for each in document.mentions
            ):
                screen.go_to(place)
                said = screen.reading.enter_at_name(key, step)
                row = screen.row()
                where = fit(row.title, _TITLE).rstrip() if row is not None else ""
                turned = " (from the other end)" if wrapped else ""
                return f"{'next' if step > 0 else 'back'} in “{where}”{turned}: {said}"
        said = screen.reading.next_of_name(key, step, wrap=True)
        return f"{said}; no other document of the list has it" if said else _NO_NAME

    def _to_sentence(self, sentence: Sentence) -> None:
        screen = self._screen
        place = screen.desk.place_of(sentence.number)
        if place is None:
            screen.notice = "that document is not in this view; L shows all"
            return
        screen.panel.leave()
        screen.take_place(Place.TEXT)
        screen.go_to(place)
        self._in_text(lambda: screen.reading.enter_at(sentence.passage.at))

    def _to_step(self, step: UndoStep) -> None:
        self._screen.go_to_document(step.documents)
        self._screen.panel.close()

    def _in_text(self, act: Callable[[], None]) -> None:
        """Do something in the text of the current document, once that is laid out."""
        screen = self._screen
        screen.take_place(Place.TEXT)

        def done() -> None:
            if screen.open_number != screen.desk.current or screen.reading.document is None:
                screen.open_document()
            act()
            screen.touch()
            screen.settle()

        if screen.text.size.width:
            done()
        else:
            screen.call_after_refresh(done)

    def _say(self, said: str) -> None:
        self._screen.notice = said


def _joined(names: tuple[NameKey, ...]) -> str:
    return " + ".join(name for _, name in names)


def _found(sentences: Sentences) -> str:
    if sentences.found:
        return f"{_joined(sentences.names)}: Enter goes to a sentence"
    together = "not together" if len(sentences.names) > 1 else "not"
    return f"{together} in a sentence: {_joined(sentences.names)}"
