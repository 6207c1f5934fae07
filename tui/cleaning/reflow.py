"""Joining lines into paragraphs where a scraper tore sentences apart, or an editor wrapped them.

A link or a bold phrase inside a sentence is often left on a line of its own, and the sentence's
full stop on another. Fragments are joined where the ends of the lines ask for it; a heading, a
speaker's name or a list item is never taken in.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from tui.cleaning.lines import Line

# A sentence may end with these, or with a quotation mark or bracket behind one of them.
_TERMINAL = re.compile(r"[.!?…:;。！？：；।؟۔][\"'”’»›)\]」』]{0,3}$")
_CLOSING = re.compile(r"[,.;:!?…)\]’”»%、。，；：？！」』](?!\w)|['’](?:s|t|re|ve|ll|d|m)\b|['’]\s")
_ONLY_MARKS = re.compile(r"[,.;:!?…)\]’”\"'»、。，；：？！」』]{1,3}$")
_OPENING = re.compile(r"[(\[“«‘/$€£-]$")
_WORD = re.compile(r"\w+")
# A line of a mail's head.
_HEADER = re.compile(r"[A-Z][A-Za-z-]{1,20}: ")
_SPEAKER = re.compile(r"[^:]{1,40}:$")
# The longest fragment, in characters, and the most fragments until a sentence has to end.
_LONG_FRAGMENT, _FRAGMENTS = 90, 6
# Fewer words may be a label rather than the beginning of a sentence.
_SENTENCE_WORDS = 4
# The most blank lines between fragments.
_GAP = 2

# The width of wrapped text, in characters, and how many of its lines, and what share, are full.
_NARROWEST, _WIDEST = 50, 100
_WRAPPED_LINES, _WRAPPED_SHARE = 4, 0.6
# Lines that are broken by hand end a little before the margin.
_RAGGED = 6


class Paragraph(NamedTuple):
    """One or more lines that are one run of text; ``joints`` are shown between them."""

    lines: tuple[Line, ...]
    joints: tuple[str, ...]
    text: str

    @property
    def gap(self) -> int:
        """Blank lines above it."""
        return self.lines[0].gap


def reflow(lines: list[Line], small_words: frozenset[str]) -> list[Paragraph]:
    """The paragraphs of a page.

    ``small_words`` are the function words of its language, with which no complete line ends.
    """
    width = wrap_width(lines)
    paragraphs: list[Paragraph] = []
    position = 0
    while position < len(lines):
        end = position + 1
        taken: list[Line] = [lines[position]]
        joints: list[str] = []
        while end < len(lines):
            count = _fragments_that_follow(taken, lines, end, small_words)
            if width and not count and _wrapped(taken[-1], lines[end], width):
                count = 1
            if not count:
                break
            for line in lines[end : end + count]:
                joints.append(_joint(taken[-1].text, line.text))
                taken.append(line)
            end += count
        text = taken[0].text
        if joints:
            text = "".join(
                part
                for joint, line in zip(("", *joints), taken, strict=True)
                for part in (joint, line.text)
            )
        paragraphs.append(Paragraph(tuple(taken), tuple(joints), text))
        position = end
    return paragraphs


def wrap_width(lines: list[Line]) -> int:
    """The width, in characters, at which a mailer or an editor wrapped a text; 0 if none did."""
    width = max((len(line.text) + line.indent for line in lines), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    inner = [
        (line, after) for line, after in pairwise(lines) if not after.gap and not after.bulleted
    ]
    full = sum(1 for line, after in inner if _wrapped(line, after, width))
    return width if full >= max(_WRAPPED_LINES, _WRAPPED_SHARE * len(inner)) else 0


def _wrapped(line: Line, after: Line, width: int) -> bool:
    """Whether the first word of the next line had no room at the end of this one."""
    if after.gap or after.bulleted or _HEADER.match(after.text):
        return False
    word = after.text.split(maxsplit=1)[0]
    return line.indent + len(line.text) + 1 + len(word) > width - _RAGGED


def _fragments_that_follow(
    taken: list[Line], lines: list[Line], at: int, small_words: frozenset[str]
) -> int:
    """How many lines from ``at`` on continue the sentence that ``taken`` leaves open: 0 to 2."""
    last, line = taken[-1], lines[at]
    if line.gap > _GAP or line.bulleted or last.bulleted:
        return 0
    if _ONLY_MARKS.match(line.text):
        return 1
    if _TERMINAL.search(last.text[-4:]):
        return 0
    open_words = sum(len(_WORD.findall(part.text[:400])) for part in taken[-3:])
    if open_words == 0 or _SPEAKER.match(line.text):
        return 0
    if not line.gap:
        # Lines without a blank one between are rows of a block: only a clear break is mended.
        broken = _CLOSING.match(line.text) or (
            _ends_open(last.text, small_words) and _goes_on(line.text) and _closes(lines, at)
        )
        return 1 if broken and open_words > _SENTENCE_WORDS else 0
    if _goes_on(line.text):
        # A name alone may be a label or a linked subject: only punctuation continues it then.
        enough = open_words >= _SENTENCE_WORDS or _ends_open(last.text, small_words)
        if not enough:
            return 1 if _CLOSING.match(line.text) else 0
        return 1 if _ends_open(last.text, small_words) or _closes(lines, at) else 0
    if open_words < _SENTENCE_WORDS and not _ends_open(last.text, small_words):
        return 0
    if _ends_open(last.text, small_words) and open_words > _SENTENCE_WORDS and _closes(lines, at):
        return 1
    return 2 if _bridges(line, lines, at, open_words) else 0


def _bridges(line: Line, lines: list[Line], at: int, open_words: int) -> bool:
    """Whether a short line stands between an open sentence and the line that continues it."""
    if at + 1 >= len(lines) or len(line.text) > _LONG_FRAGMENT or _TERMINAL.search(line.text[-4:]):
        return False
    follower = lines[at + 1]
    if follower.gap > _GAP or follower.bulleted or open_words < _SENTENCE_WORDS:
        return False
    return _goes_on(follower.text) and _closes(lines, at + 1)


def _closes(lines: list[Line], at: int) -> bool:
    """Whether the fragments from ``at`` on soon come to the end of a sentence."""
    for index in range(at, min(at + _FRAGMENTS, len(lines))):
        line = lines[index]
        if line.bulleted or (index > at and (line.gap > _GAP or not _goes_on(line.text))):
            return False
        if _TERMINAL.search(line.text[-4:]) and line.text[-1] not in ":：":
            return True
        if len(line.text) > _LONG_FRAGMENT:
            return False
    return False


def _goes_on(text: str) -> bool:
    """Whether a line starts as the middle of a sentence does."""
    return text[0].islower() or _CLOSING.match(text) is not None


def _ends_open(text: str, small_words: frozenset[str]) -> bool:
    """Whether a line ends where no sentence can: at a comma, a bracket, a function word."""
    if text[-1] in ",،、，" or _OPENING.search(text):
        return True
    words = _WORD.findall(text[-40:])
    return bool(words) and len(text) > len(words[-1]) and words[-1] in small_words


def _joint(before: str, after: str) -> str:
    """What to show between two fragments: nothing at closing punctuation, else a space."""
    if after[0] in ",.;:!?…)]’”»%、。，；：？！」』'" or before[-1] in "([“«‘/-":
        return ""
    return " "
