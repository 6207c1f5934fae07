"""A page as its non-blank lines, each knowing where it stands in the safe text."""

from __future__ import annotations

from typing import NamedTuple

BULLETS = "•·●▪◦‣∙*–-▶►»›→"


class Line(NamedTuple):
    """One line of a page without the blanks around it.

    ``start`` and ``end`` are its code points in the safe text, ``gap`` the number of blank lines
    above it, ``indent`` the blanks before its first character.
    """

    start: int
    end: int
    text: str
    gap: int
    indent: int

    @property
    def bulleted(self) -> bool:
        """Whether it opens with the mark of a list item."""
        return self.text[0] in BULLETS and self.text[1:2].isspace()


def split_lines(safe: str) -> list[Line]:
    """The non-blank lines of a text, in order."""
    lines: list[Line] = []
    gap = 0
    position = 0
    for raw in safe.splitlines(keepends=True):
        text = raw.strip()
        if text:
            indent = len(raw) - len(raw.lstrip())
            start = position + indent
            lines.append(Line(start, start + len(text), text, gap, indent))
            gap = 0
        else:
            gap += 1
        position += len(raw)
    return lines
