"""Questions on the status line: a line to be typed, or one letter from a strip."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from rich.cells import cell_len

from tui.app.prompt import Prompt
from tui.row import Candidate, Completion


@dataclass(slots=True)
class Line:
    """A line being typed; ``done`` gets it on Enter, ``typed`` on each key, ``left`` on Esc.

    ``complete`` says how the text can go on from a position; Tab writes the next of its offers.
    """

    prompt: Prompt
    done: Callable[[str], None]
    typed: Callable[[str], None] | None = None
    left: Callable[[], None] | None = None
    complete: Callable[[str, int], Completion] | None = None
    _offers: Completion | None = None
    _offered: int = 0

    def offer(self) -> str:
        """Write the next way to go on; what the ways are, the one written first."""
        if self.complete is None:
            return ""
        if self._offers is None:
            self._offers = self.complete(self.prompt.text, self.prompt.cursor)
            self._offered = -1
        candidates = self._offers.candidates
        if not candidates:
            return "nothing goes on from here"
        before = self._offers.end if self._offered < 0 else self.prompt.cursor
        self._offered = (self._offered + 1) % len(candidates)
        chosen = candidates[self._offered].text
        text = self.prompt.text
        self.prompt.text = text[: self._offers.start] + chosen + text[before:]
        self.prompt.cursor = self._offers.start + len(chosen)
        others = (*candidates[self._offered :], *candidates[: self._offered])
        return "  ".join(_offered(each) for each in others[:6])

    def settle(self) -> None:
        """What was offered is taken, or typed over."""
        self._offers = None


@dataclass(slots=True)
class Strip:
    """One letter of several; ``done`` gets the word that stands for it.

    ``short`` holds shorter words for a narrow screen, for those that have one.
    """

    label: str
    choices: Mapping[str, str]
    done: Callable[[str], None]
    short: Mapping[str, str] = field(default_factory=dict)

    def text(self, width: int) -> str:
        """The strip as it is shown in ``width`` cells."""
        full = [f"{key} {word}" for key, word in self.choices.items()]
        brief = [f"{key} {self.short.get(word, word)}" for key, word in self.choices.items()]
        ways = (
            f"{self.label}: {'  '.join(full)}",
            f"{self.label}: {'  '.join(brief)}",
            f"{self.label[: width // 5]}: {' '.join(brief)}",
        )
        return next((way for way in ways if cell_len(way) <= width), ways[-1])


Question = Line | Strip


def answer(question: Question, key: str, character: str | None) -> tuple[bool, str]:
    """Give one key to a question: whether it is over, and what to say if the key was no answer.

    The caller takes the question away before :func:`finish` carries its ``done`` out, which may ask
    the next one.
    """
    if key == "escape":
        return True, ""
    if isinstance(question, Strip):
        word = character in question.choices if character else False
        return word, ""
    if key == "enter":
        return True, ""
    if key == "tab":
        said = question.offer()
        _typed(question)
        return False, said
    question.settle()
    if question.prompt.press(key):
        _typed(question)
    elif character and character.isprintable():
        question.prompt.insert(character)
        _typed(question)
    return False, ""


def finish(question: Question, key: str, character: str | None) -> None:
    """Carry out what the last key of a question means."""
    if key == "escape":
        if isinstance(question, Line) and question.left:
            question.left()
    elif isinstance(question, Strip):
        question.done(question.choices[character or ""])
    else:
        question.done(question.prompt.text.strip())


def _typed(question: Line) -> None:
    if question.typed:
        question.typed(question.prompt.text)


def _offered(candidate: Candidate) -> str:
    """An offer with how many documents have it, or what it means."""
    about = str(candidate.documents) if candidate.documents else candidate.help
    return f"{candidate.text} ({about})" if about else candidate.text
