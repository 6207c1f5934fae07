"""Questions on the status line: a line to be typed, or one letter from a strip."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tui.app.prompt import Prompt


@dataclass(slots=True)
class Line:
    """A line being typed; ``done`` gets it on Enter, ``typed`` on each key, ``left`` on Esc."""

    prompt: Prompt
    done: Callable[[str], None]
    typed: Callable[[str], None] | None = None
    left: Callable[[], None] | None = None


@dataclass(slots=True)
class Strip:
    """One letter of several; ``done`` gets the word that stands for it."""

    label: str
    choices: Mapping[str, str]
    done: Callable[[str], None]

    @property
    def text(self) -> str:
        """The strip as it is shown."""
        return f"{self.label}: " + "  ".join(f"{key} {word}" for key, word in self.choices.items())


Question = Line | Strip


def answer(question: Question, key: str, character: str | None) -> tuple[bool, str]:
    """Give one key to a question: whether it is over, and what to say if the key was no answer.

    The caller takes the question away *before* a ``done`` that it triggers may ask the next one:
    so ``done`` is returned to be called through :func:`finish`.
    """
    if key == "escape":
        return True, ""
    if isinstance(question, Strip):
        word = character in question.choices if character else False
        return word, "" if word else "no such letter: " + question.text
    if key == "enter":
        return True, ""
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
