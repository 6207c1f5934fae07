"""Questions on the status line: a line to be typed, or one letter from a strip."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, takewhile

from rich.cells import cell_len

from tui.app.prompt import Prompt
from tui.row import Candidate, Completion

#: Cells that the ways to go on may take, three rows of a narrow screen; of each, what is said of it
#: beside its help: how many documents, and what keeps it apart.
_OFFERED, _ABOUT = 220, 13


@dataclass(slots=True)
class Line:
    """A line being typed; ``done`` gets it on Enter, ``typed`` on each key, ``left`` on Esc.

    ``complete`` says how the text can go on from a position; Tab writes the next of its offers.
    ``count`` finds out what each of several texts would leave; the numbers come to :meth:`counted`.
    """

    prompt: Prompt
    done: Callable[[str], None]
    typed: Callable[[str], None] | None = None
    left: Callable[[], None] | None = None
    complete: Callable[[str, int], Completion] | None = None
    count: Callable[[Sequence[str]], None] | None = None
    _offers: Completion | None = None
    _offered: int = 0
    _around: tuple[str, str] = ("", "")
    _counts: dict[str, int | None] = field(default_factory=dict)

    def offer(self) -> str:
        """Write the next way to go on; what the ways are, the one written first."""
        if self.complete is None:
            return ""
        if self._offers is not None and len(self._offers.candidates) == 1:
            self.settle()
        if self._offers is None:
            self._offers = self.complete(self.prompt.text, self.prompt.cursor)
            self._offered = -1
            text = self.prompt.text
            self._around = (text[: self._offers.start], text[self._offers.end :])
        candidates = self._offers.candidates
        if not candidates:
            return "nothing goes on from here"
        self._offered = (self._offered + 1) % len(candidates)
        before, behind = self._around
        begun = before + candidates[self._offered].text
        self.prompt.text, self.prompt.cursor = begun + behind, len(begun)
        self._count_offers()
        return self.offers()

    def offers(self) -> str:
        """The ways to go on, the one written first, with what is known of each; where not all are
        shown, which of how many that is."""
        candidates = self._offers.candidates if self._offers else ()
        near = self._near()
        said = "  ".join(self._described(each) for each in near)
        if len(near) == len(candidates):
            return said
        return f"{self._offered + 1} of {len(candidates)}: {said}"

    def counted(self, texts: Sequence[str], counts: Sequence[int | None]) -> bool:
        """Take in how many documents each text would leave; whether these are offered still."""
        self._counts.update(zip(texts, counts, strict=True))
        return self._offers is not None and any(self._text(each) in texts for each in self._near())

    def _near(self) -> tuple[Candidate, ...]:
        """The offers from the one that is written on, as many as are shown."""
        candidates = self._offers.candidates if self._offers else ()
        near = (*candidates[self._offered :], *candidates[: self._offered])
        cells = accumulate(cell_len(each.text + each.help) + _ABOUT for each in near)
        fitting = sum(1 for _ in takewhile(lambda reached: reached <= _OFFERED, cells))
        return near[: max(1, fitting)]

    def _text(self, candidate: Candidate) -> str:
        before, behind = self._around
        return before + candidate.text + behind

    def _count_offers(self) -> None:
        """Ask for what is not known of the offers; a field without a value leaves nothing."""
        wanted = [
            text
            for each in self._near()
            if not each.text.endswith(":") and (text := self._text(each)) not in self._counts
        ]
        if wanted and self.count is not None:
            self.count(wanted)

    def _described(self, candidate: Candidate) -> str:
        """An offer with how many documents it would leave, or have it, or what it means."""
        count = self._counts.get(self._text(candidate))
        if count is None and self.count is None:
            count = candidate.documents or None
        about = candidate.help if count is None else f"{count:,}"
        return f"{candidate.text} ({about})" if about else candidate.text

    def settle(self) -> None:
        """What was offered is taken, or typed over."""
        self._offers = None


@dataclass(slots=True)
class Strip:
    """One letter of several; ``done`` gets the word that stands for it, ``left`` is called on Esc.

    ``short`` holds shorter words for a narrow screen, for those that have one.
    """

    label: str
    choices: Mapping[str, str]
    done: Callable[[str], None]
    short: Mapping[str, str] = field(default_factory=dict)
    left: Callable[[], None] | None = None
    _missed: str = ""

    def takes(self, key: str, character: str | None) -> bool:
        """Whether that is an answer; if it is none the strip says so until the next key."""
        taken = character is not None and character in self.choices
        self._missed = "" if taken else character or key
        return taken

    def text(self, width: int) -> str:
        """The strip as it is shown in ``width`` cells."""
        if self._missed:
            return f"{self._missed} is none of {' '.join(self.choices)}; Esc leaves"
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
        return question.takes(key, character), ""
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


def paste(question: Line, text: str) -> None:
    """Put a text into a line, on the one row that it has, as if it had been typed."""
    question.settle()
    question.prompt.insert(" ".join(text.split()))
    _typed(question)


def finish(question: Question, key: str, character: str | None) -> None:
    """Carry out what the last key of a question means."""
    if key == "escape":
        if question.left:
            question.left()
    elif isinstance(question, Strip):
        question.done(question.choices[character or ""])
    else:
        question.done(question.prompt.text.strip())


def _typed(question: Line) -> None:
    if question.typed:
        question.typed(question.prompt.text)
