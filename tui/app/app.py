"""The Textual application: one screen, no animation, no mouse, nothing that leaves the program."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.app import App
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.filter import LineFilter

from tui.app.ports import Library, Options, Record
from tui.app.screens.desk import DeskScreen

# The last line of defence; texts are sanitised long before they come here. C0, DEL, C1, bidi and
# zero-width controls, line and paragraph separators, surrogates.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


class Defence(LineFilter):
    """Takes what could steer a terminal out of every segment that is drawn."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, each unsafe character replaced."""
        return [
            Segment(_UNSAFE.sub("\ufffd", text), style, control)
            if control is None and _UNSAFE.search(text)
            else segment
            for segment in segments
            for text, style, control in (segment,)
        ]


class DeskApp(App[None], inherit_bindings=False):
    """Shows the desk on the colours of the reader's own terminal."""

    CSS_PATH = "tui.tcss"
    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "interrupt", show=False, priority=True),
        Binding("ctrl+z", "stop", show=False, priority=True),
    ]

    def __init__(self, library: Library, record: Record, options: Options) -> None:
        super().__init__(ansi_color=True)
        self.animation_level = "none"
        self.theme = "ansi-dark"
        self.title = "Copytaster"
        self._desk = DeskScreen(library, record, options)

    def on_mount(self) -> None:
        """Put the desk up."""
        self.push_screen(self._desk)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own filters, then ours."""
        return [*super().get_line_filters(), Defence()]

    def action_interrupt(self) -> None:
        """What Ctrl-C does."""
        self._desk.keyboard.interrupt()
        self._desk.settle()

    def action_stop(self) -> None:
        """Ctrl-Z gives the terminal to the shell that started the program, until its ``fg``.

        All that runs with it stops too, ``make`` say, or the shell would never know. Nothing is
        left half written, and no lock on the record is held meanwhile. Without a shell that keeps
        jobs nobody could bring it back.
        """
        if os.getpgrp() == os.getsid(0):
            self._desk.say("no shell is behind this to come back from")
        elif self._desk.record.flush(1.0):
            os.killpg(os.getpgrp(), signal.SIGTSTP)
        else:
            self._desk.say("not all is saved yet: Ctrl-Z again in a moment")
        self._desk.settle()
