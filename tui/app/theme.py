"""How things look, in the sixteen colours of the reader's own terminal.

Every mark also has an attribute or a letter, so that it reads without colour. Each kind of name has
a set of attributes of its own: people are bold, places underlined, organisations both; dates are
italic, amounts bold italic, addresses underlined italic, events all three. Plain white on black is
never set: what has no style takes the terminal's own.
"""

from __future__ import annotations

from rich.style import Style

from tui.app.page import Kind
from tui.decision import Decision
from tui.document import Label
from tui.names import kind_of

PLAIN = Style()
BAR = Style(reverse=True)
CURSOR = Style(reverse=True)
CURSOR_ASIDE = Style(bold=True, underline=True)
QUIET = Style(dim=True)
STRONG = Style(bold=True)
WARNING = Style(color="red", bold=True, reverse=True)
WATCHED = Style(color="red", bold=True, underline=True, italic=True)
HIT = Style(color="yellow", reverse=True)
SELECTION = Style(reverse=True)
HERE = Style(bold=True, underline=True, reverse=True)

KINDS = {
    Kind.TITLE: Style(bold=True),
    Kind.META: Style(dim=True),
    Kind.HEADING: Style(bold=True),
    Kind.BODY: PLAIN,
    Kind.CAPTION: Style(italic=True, dim=True),
    Kind.FOLD: Style(dim=True),
    Kind.HIDDEN: Style(dim=True),
    Kind.NOTE: Style(color="yellow", italic=True),
}

_NAMES = {
    "people": Style(color="cyan", bold=True),
    "places": Style(color="green", underline=True),
    "organisations": Style(color="magenta", bold=True, underline=True),
    "dates": Style(color="blue", italic=True),
    "amounts": Style(color="yellow", bold=True, italic=True),
    "addresses": Style(color="cyan", underline=True, italic=True),
    "events": Style(color="magenta", bold=True, underline=True, italic=True),
}

DECISIONS = {
    Decision.NONE: PLAIN,
    Decision.KEEP: Style(color="green", bold=True),
    Decision.MAYBE: Style(color="yellow"),
    Decision.DISCARD: QUIET,
}


def of_kind(kind: str) -> Style:
    """The style of mentions of a kind of :data:`tui.names.KINDS`."""
    return _NAMES[kind]


def of_label(label: Label) -> Style:
    """The style of a mention with this label."""
    return _NAMES[kind_of(label)]
