"""What may reach a terminal, and nothing else.

Escape sequences, control characters, direction marks and invisible characters of a document are
orders to the terminal or traps for the reader, never text (CVE-2003-0063, CVE-2021-27135,
CVE-2021-42574). :func:`sanitise` takes them out of a document and keeps the way back to it;
:func:`sanitise_line` does the same for titles and messages, :func:`sanitise_name` shows a file name
so that two names never look the same.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.document import SafeText

#: Combining marks that one base character keeps; more is a flood (CVE-2021-27135).
MARKS = 4

_LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f"
# Format characters (category Cf), direction marks, variation selectors, fillers and the reserved
# default-ignorable code points (Unicode, DerivedCoreProperties: Default_Ignorable_Code_Point).
_GONE = (
    "\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb"
)
_GONE_BEYOND = (
    "\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
# C1 controls, surrogates, private use, noncharacters: one visible cell each.
_ALIEN = "\x80-\x84\x86-\x9f\ud800-\uf8ff\ufdd0-\ufdef\ufffe\uffff"
# Beyond the basic plane: private use, noncharacters, and the planes that nothing is assigned to.
_ALIEN_BEYOND = "\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe-\U000dffff\U000e1000-\U0010ffff"
# Where combining marks live. Some letters of these blocks are in; `_is_mark` has the last word.
_INDIC = "".join(
    f"{chr(block)}-{chr(block + 4)}{chr(block + 0x3A)}-{chr(block + 0x3C)}"
    f"{chr(block + 0x3E)}-{chr(block + 0x63)}{chr(block + 0x70)}-{chr(block + 0x7F)}"
    for block in range(0x900, 0xE00, 0x80)
)
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0711"
    "\u0730-\u074a\u07a6-\u07b0\u07eb-\u07fd\u0816-\u082d\u0859-\u085b\u0897-\u08ff"
    + _INDIC
    + "\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ece\u0f18-\u0fc6\u102b-\u109d\u135d-\u135f\u1712-\u1734"
    "\u1752-\u1773\u17b6-\u17dd\u1885-\u18a9\u1920-\u193b\u1a17-\u1b04\u1b34-\u1b73\u1b80-\u1bad"
    "\u1be6-\u1bf3\u1c24-\u1c37\u1cd0-\u1cf9\u1dc0-\u1dff\u20d0-\u20ff\u2cef-\u2cf1\u2d7f"
    "\u2de0-\u2dff\u302a-\u302f\u3099\u309a\ua66f-\ua67d\ua69e\ua69f\ua6f0\ua6f1\ua802-\ua827"
    "\ua82c\ua880-\ua8ff\ua926-\ua953\ua980-\ua9e5\uaa29-\uaa4d\uaa7b-\uaaf6\uabe3-\uabed\ufb1e"
    "\ufe20-\ufe2f"
)
_MARKS_BEYOND = (
    "\U000101fd-\U0001037a\U00010a01-\U00010a3f\U00010ae5\U00010ae6\U00010d24-\U00010d6d"
    "\U00010eab-\U00010eff\U00010f46-\U00010f85\U00011000-\U000110bc\U000110be-\U000110cc"
    "\U000110ce-\U00011fff\U00016110-\U00016139\U00016af0-\U00016b36\U00016f4f-\U00016fe4"
    "\U0001bc9d\U0001bc9e\U0001cf00-\U0001cf46\U0001d165-\U0001d172\U0001d17b-\U0001d244"
    "\U0001da00-\U0001daaf\U0001e000-\U0001e08f\U0001e130-\U0001e94a"
)
# ECMA-48: control strings (DCS, SOS, OSC, PM, APC, and the title of GNU screen), control sequences,
# other escapes. A string without its end gives up its first two characters only: what follows is
# the document. No alternative can meet another ESC, so all attempts together read a text once.
_ESCAPE = (
    r"\x1b(?:[\]PX^_k][^\x07\x1b\x80-\x9f\r\n]*+(?:\x07|\x1b\\|\x9c)"
    r"|\[[0-?]*+[ -/]*+[@-~]?+|[ -/]++[0-~]?+|[0-~])"
)
_MARK = f"[{_MARKS}{_MARKS_BEYOND}]"
_INVISIBLE = f"[{_GONE}{_GONE_BEYOND}]"

# Two quick looks that most texts pass; what they stop without need, the slow way lets through.
_CLEAN_UNLESS = re.compile(f"[{_LINE_ENDS}{_CONTROLS}{_GONE}{_ALIEN}\U00010000-\U0010ffff]")
_CROWDED = re.compile(f"[{_MARKS}][{_MARKS}]{{{MARKS}}}")
_UNSEEN = re.compile(_INVISIBLE)
_PICTURES = {code: 0x2400 + code for code in range(32)} | {0x7F: 0x2421}


def sanitise(text: str) -> SafeText:
    """The text without anything that a terminal would obey or that a reader could not see.

    Whole escape sequences, format, direction and invisible characters are dropped; other C0
    controls become their pictures (U+2400), C1 controls and code points without a meaning U+FFFD;
    CRLF, CR, VT, FF, NEL, U+2028 and U+2029 become a line feed; a base keeps four combining marks.
    Tabs stay. All but line ends is counted. Idempotent, and linear in the length of the text.
    ``text[offsets.source(i)]`` is what stands at ``i``, where it was not replaced.
    """
    # Not with this file: a name on the first picture is made safe before anything else is loaded.
    from tui.document import OffsetMap, SafeText

    if not (_CLEAN_UNLESS.search(text) or _CROWDED.search(text)):
        return SafeText(text)
    parts: list[str] = []
    runs: list[tuple[int, int]] = [(0, 0)]
    length = dropped = done = 0
    for start, end, shown, count in _replacements(text):
        dropped += count
        for source, piece in ((done, text[done:start]), (start, shown)):
            if piece:
                _note_run(runs, length, source)
                parts.append(piece)
                length += len(piece)
        done = end
    if done < len(text):
        _note_run(runs, length, done)
        parts.append(text[done:])
    return SafeText("".join(parts), OffsetMap(tuple(runs)), dropped)


def sanitise_line(text: str, limit: int = 300) -> str:
    """The text as one line of at most ``limit`` characters: for titles, fields and messages.

    White space of any kind becomes one space; a cut is marked by an ellipsis. May be empty.
    """
    # The cut before the work bounds it: of a title of a megabyte only the beginning is read.
    line = " ".join(sanitise(text[: limit * 8]).text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def sanitise_name(name: str | bytes, limit: int = 255) -> str:
    r"""A file name or path as one line that is never empty, to be applied once to the raw name.

    Every character that could not be seen or told from another is written as in a Python string
    (``\x1b``, ``\u202e``), bytes that are no UTF-8 as ``\xNN``, and so a backslash is doubled: two
    names never look the same, unless an ellipsis in the middle says that one was cut.
    """
    if isinstance(name, bytes):
        name = name.decode("utf-8", "surrogateescape")
    if not name:
        return "(no name)"
    middle = name.strip(" ")
    head = len(name) - len(name.lstrip(" "))
    tail = len(name) - head - len(middle)
    shown = r"\x20" * head + "".join(_shown_in_names(middle)) + r"\x20" * tail
    if len(shown) <= limit:
        return shown
    keep = limit - 1
    return shown[: keep - keep // 3] + "…" + shown[len(shown) - keep // 3 :]


def _shown_in_names(name: str) -> Iterator[str]:
    marks = 0
    for character in name:
        marks = marks + 1 if _is_mark(character) else 0
        code = ord(character)
        if character == "\\":
            yield "\\\\"
        elif character.isprintable() and marks <= MARKS and not _UNSEEN.match(character):
            yield character
        elif code < 0x80:
            yield ascii(character)[1:-1]
        elif 0xDC80 <= code <= 0xDCFF:
            yield f"\\x{code - 0xDC00:02x}"
        else:
            yield f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _note_run(runs: list[tuple[int, int]], position: int, source: int) -> None:
    at, before = runs[-1]
    if source - position == before - at:
        return
    if at == position:
        runs[-1] = (position, source)
    else:
        runs.append((position, source))


def _replacements(text: str) -> Iterator[tuple[int, int, str, int]]:
    """What has to change: from, to, what is shown for it, and how many characters that hides."""
    suspects, tokens = _suspects(), _tokens()
    at = 0
    while suspect := suspects.search(text, at):
        token = tokens.match(text, suspect.start())
        if token is None:
            at = suspect.end()
            continue
        at = token.end()
        found, kind = token.group(), token.lastgroup
        if kind == "crowd":
            yield from _thinned(text, token.start(), at)
        elif kind == "half":
            yield token.start(), at, "", 0
        elif kind == "line":
            yield token.start(), at, "\n", 0
        elif kind == "control":
            yield token.start(), at, found.translate(_PICTURES), len(found)
        elif kind == "alien":
            yield token.start(), at, "\ufffd" * len(found), len(found)
        else:
            yield token.start(), at, "", len(found)


def _thinned(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, int]]:
    """The changes in a run of marks: what is invisible among them does not begin a new base."""
    marks = 0
    for part in _crowd_parts().finditer(text, start, end):
        found = part.group()
        if part.lastgroup != "mark":
            yield part.start(), part.end(), "", len(found)
        elif not _is_mark(found):
            marks = 0
        else:
            marks += 1
            if marks > MARKS:
                yield part.start(), part.end(), "", 1


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me")


# The patterns of the slow way take long to compile; a start without a dirty text need not pay it.


@cache
def _suspects() -> re.Pattern[str]:
    return re.compile(
        f"[{_LINE_ENDS}{_CONTROLS}{_GONE}{_ALIEN}{_MARKS}"
        f"{_GONE_BEYOND}{_ALIEN_BEYOND}{_MARKS_BEYOND}]"
    )


@cache
def _tokens() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<crowd>{_MARK}(?:{_MARK}|{_INVISIBLE}|{_ESCAPE}){{{MARKS},}}+)"
        rf"|(?P<half>\r(?=\n))|(?P<line>[{_LINE_ENDS}])|(?P<escape>{_ESCAPE})"
        rf"|(?P<invisible>{_INVISIBLE}++)|(?P<control>[{_CONTROLS}]++)"
        rf"|(?P<alien>[{_ALIEN}{_ALIEN_BEYOND}]++)"
    )


@cache
def _crowd_parts() -> re.Pattern[str]:
    return re.compile(rf"{_ESCAPE}|{_INVISIBLE}++|(?P<mark>{_MARK})")
