"""A line being typed on the status line. The screen hands it keys; nothing here draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class Prompt:
    """A label, the text typed so far, and where the cursor stands in it."""

    label: str
    text: str = ""
    cursor: int = -1

    def __post_init__(self) -> None:
        if self.cursor < 0:
            self.cursor = len(self.text)

    def insert(self, text: str) -> None:
        """Put text in at the cursor."""
        self.text = self.text[: self.cursor] + text + self.text[self.cursor :]
        self.cursor += len(text)

    def press(self, key: str) -> bool:
        """Carry out an editing key, by Textual's name; false if it is none."""
        edit = _EDITS.get(key)
        if edit is None:
            return False
        self.text, self.cursor = edit(self.text, self.cursor)
        return True


def _word_start(text: str, cursor: int) -> int:
    return text[:cursor].rstrip().rfind(" ") + 1


_EDITS: dict[str, Callable[[str, int], tuple[str, int]]] = {
    "backspace": lambda t, c: (t[: max(0, c - 1)] + t[c:], max(0, c - 1)),
    "ctrl+h": lambda t, c: (t[: max(0, c - 1)] + t[c:], max(0, c - 1)),
    "delete": lambda t, c: (t[:c] + t[c + 1 :], c),
    "left": lambda t, c: (t, max(0, c - 1)),
    "right": lambda t, c: (t, min(len(t), c + 1)),
    "home": lambda t, _: (t, 0),
    "ctrl+a": lambda t, _: (t, 0),
    "end": lambda t, _: (t, len(t)),
    "ctrl+e": lambda t, _: (t, len(t)),
    "ctrl+u": lambda t, c: (t[c:], 0),
    "ctrl+k": lambda t, c: (t[:c], c),
    "ctrl+w": lambda t, c: (t[: _word_start(t, c)] + t[c:], _word_start(t, c)),
}
