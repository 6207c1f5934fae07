"""The signs that a row of the list is drawn with, and what each means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tui.decision import Decision


@dataclass(frozen=True, slots=True)
class Sign:
    """A letter or mark of a row, and what it says. ``example`` is how it looks with a number."""

    mark: str
    meaning: str
    example: str = ""

    @property
    def shown(self) -> str:
        """How it looks in a row."""
        return self.example or self.mark


HERE = Sign("▌", "the cursor")
WATCHED = Sign("!", "has what you watch for")
DOUBTFUL = Sign("~", "doubtful cleaning, or trouble")
MARKED = Sign("*", "marked")
WAITING = Sign("…", "not saved yet, or not prepared")
PRIORITY = Sign("^", "priority", "^2")
COPIES = Sign("+", "others of its story", "+2")
NOTED = Sign("n", "noted")
#: Not drawn for documents in English.
LANGUAGE = Sign("", "language", "ru")

#: The decision's own sign; behind it stand those of other readers.
DECIDED: Mapping[Decision, Sign] = {
    each: Sign(each.glyph, "undecided" if each is Decision.NONE else str(each)) for each in Decision
}
OTHERS = Sign("", "what others decided, behind yours", Decision.KEEP.glyph * 2)

#: All of them, as they stand in a row from left to right.
SIGNS = (
    HERE,
    *DECIDED.values(),
    OTHERS,
    WATCHED,
    DOUBTFUL,
    MARKED,
    WAITING,
    PRIORITY,
    COPIES,
    NOTED,
    LANGUAGE,
)
