"""Every verb of the desk once: its action, its keys, its help, and where it works.

The status line, the help page and the key dispatch of the screen are all made from this table, and
a test compares them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Flag

from tui.decision import Decision


class Place(Flag):
    """Where on the desk a key was pressed; ``PANEL`` is a focused panel with a cursor."""

    LIST = 1
    TEXT = 2
    PANEL = 4
    BOTH = LIST | TEXT
    ANY = LIST | TEXT | PANEL


@dataclass(frozen=True, slots=True)
class Command:
    """A verb of the desk.

    ``action`` names the method of the desk screen that carries it out. ``keys`` are characters as
    typed, or Textual's names for keys that type none. ``help`` explains it on the help page, and
    ``label`` is its word on the status line (empty: not shown there). ``decision`` is set for verbs
    that decide, ``about_document`` for those that need a document whose bytes could be read.
    """

    action: str
    keys: tuple[str, ...]
    help: str
    label: str = ""
    place: Place = Place.ANY
    decision: Decision | None = None
    about_document: bool = False

    @property
    def writes(self) -> bool:
        """Whether it changes the record."""
        return self.action in ("undo", "redo", "watch", "mark_range") or (
            self.about_document and self.action != "notes"
        )


COMMANDS: tuple[Command, ...] = (
    Command("choose", ("enter",), "to what the panel's cursor is on", "go", place=Place.PANEL),
    Command(
        "mark_name",
        ("v",),
        "mark a name: S finds sentences with all marked, c = makes one of two",
        "mark",
        place=Place.PANEL,
    ),
    Command("down", ("j", "down"), "one line down"),
    Command("up", ("k", "up"), "one line up"),
    Command("first", ("g", "home"), "to the first"),
    Command("last", ("G", "end"), "to the last"),
    Command("half_down", ("ctrl+d",), "half a page down"),
    Command("half_up", ("ctrl+u",), "half a page up"),
    Command("page_down", ("space", "pagedown", "ctrl+f"), "page the text; at its end, on"),
    Command("page_up", ("b", "pageup"), "page the text back"),
    Command("open", ("enter",), "into the text", place=Place.LIST),
    Command("back", ("q",), "back to the list; from the list, leave"),
    Command("next_document", ("J",), "next document"),
    Command("previous_document", ("K",), "previous document"),
    Command("decide", ("a",), "keep, and on", "keep", decision=Decision.KEEP, about_document=True),
    Command(
        "decide", ("m",), "maybe, and on", "maybe", decision=Decision.MAYBE, about_document=True
    ),
    Command(
        "decide",
        ("x",),
        "discard, and on",
        "discard",
        decision=Decision.DISCARD,
        about_document=True,
    ),
    Command("clear", ("-",), "clear the decision", decision=Decision.NONE, about_document=True),
    Command("discard_because", ("X",), "discard with a reason, and on", about_document=True),
    Command("undo", ("u",), "undo", "undo"),
    Command("redo", ("ctrl+r",), "redo"),
    Command("repeat", (".",), "repeat the last decision", about_document=True),
    Command(
        "note",
        ("i",),
        "a note on the document, or on the passage in the text",
        "note",
        about_document=True,
    ),
    Command(
        "attach",
        ("o",),
        "put a note that lost its passage on this one",
        place=Place.TEXT,
        about_document=True,
    ),
    Command("next_undecided", ("tab",), "next undecided document", "next"),
    Command("previous_undecided", ("shift+tab",), "previous undecided document"),
    Command("notes", ("I",), "all notes on the document", about_document=True),
    Command("history", ("H",), "what was decided and noted; Enter goes there, u takes it back"),
    Command("reasons", ("r",), "give or take reasons", about_document=True),
    Command("tags", ("t",), "set tags", about_document=True),
    Command("priority", ("p",), "set the priority, 0 to 3", about_document=True),
    Command(
        "hide_block",
        ("d",),
        "this paragraph is wrongly shown, or wrongly hidden",
        place=Place.TEXT,
        about_document=True,
    ),
    Command(
        "correct_name",
        ("c",),
        "correct the name here",
        place=Place.TEXT | Place.PANEL,
        about_document=True,
    ),
    Command(
        "mark",
        ("v",),
        "mark the document; in the text, begin or end a selection",
        place=Place.BOTH,
        about_document=True,
    ),
    Command("mark_range", ("V",), "mark from the last mark to here", place=Place.LIST),
    Command("on_marked", (";",), "the next verb acts on all marked", place=Place.LIST),
    Command("search", ("/",), "search the list, or the text", "search"),
    Command("next_hit", ("n",), "next hit"),
    Command("previous_hit", ("N",), "previous hit"),
    Command("limit", ("l",), "limit the list by a query", "limit"),
    Command("unlimit", ("L",), "show all again"),
    Command(
        "filters",
        ("f",),
        "saved filters: take one, save the limit that is on, or make a rule of it",
    ),
    Command("watch", ("W",), "watch for the name here, or for a text; again to stop"),
    Command("next_mention", ("]", "ctrl+n"), "next name in the text"),
    Command("previous_mention", ("[", "ctrl+p"), "previous name in the text"),
    Command("next_of_name", ("*",), "next place of this name, on into the next document"),
    Command("previous_of_name", ("#",), "the place before, back into the document before"),
    Command(
        "sentences",
        ("S",),
        "all sentences of the case with this name, with all marked, with those typed",
    ),
    Command("next_sentence", (")",), "next sentence", place=Place.TEXT),
    Command("previous_sentence", ("(",), "previous sentence", place=Place.TEXT),
    Command("next_paragraph", ("}",), "next paragraph", place=Place.TEXT),
    Command("previous_paragraph", ("{",), "previous paragraph", place=Place.TEXT),
    Command("names", ("e",), "panel of names", "names"),
    Command(
        "switch_kind",
        ("1", "2", "3", "4", "5", "6", "7"),
        "draw a kind of names or not; the panel of names numbers them",
    ),
    Command("hidden", ("h",), "show what is hidden, and why; again to hide", "hidden"),
    Command("raw", ("z", "\\"), "raw text at the same place"),
    Command("sort", ("s",), "sort the list by the next order"),
    Command("refresh", ("ctrl+l",), "draw again, with what has come in"),
    Command("close", ("escape",), "close the prompt or panel"),
    Command("help", ("?",), "the keys that work here, and what the signs of a row mean", "keys"),
)


class KeyClashError(Exception):
    """Two verbs want the same key in the same place."""


def keymap(place: Place, commands: tuple[Command, ...] = COMMANDS) -> Mapping[str, Command]:
    """Which verb each key means in ``place``; raises :class:`KeyClashError`."""
    found: dict[str, Command] = {}
    for command in commands:
        if not command.place & place:
            continue
        for key in command.keys:
            if key in found:
                raise KeyClashError(f"{key!r} means {found[key].action!r} and {command.action!r}")
            found[key] = command
    return found


_CYRILLIC = dict(
    zip(
        "йцукенгшщзхъфывапролджэячсмитьбюёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁіІєЄўЎїЇ№",
        "qwertyuiop[]asdfghjkl;'zxcvbnm,.`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~sS'\"oO]}#",
        strict=True,
    )
)
# What the keys right of the letters type under a Russian layout. Under a Latin one other keys type
# the same characters, so that only the letters typed before tell which key it was.
_CYRILLIC_SIGNS = {".": "/", ",": "?", "/": "|", "?": "&"}


@dataclass(slots=True)
class Layout:
    """Reads keys by their place on the keyboard: under a Cyrillic layout ``о`` is ``j``.

    A sign that the two layouts have on different keys is read by the layout of the last letter.
    """

    cyrillic: bool = False

    def key(self, character: str) -> str:
        """The Latin character on the key that typed ``character``."""
        if character in _CYRILLIC:
            self.cyrillic = True
            return _CYRILLIC[character]
        if character.isascii() and character.isalpha():
            self.cyrillic = False
        if self.cyrillic:
            return _CYRILLIC_SIGNS.get(character, character)
        return character
