"""How things look, in the sixteen colours of the reader's own terminal.

Every mark also has an attribute or a letter, so that it reads without colour: people are bold,
bodies bold and underlined, places underlined, all else italic. Plain white on black is never set:
what has no style takes the terminal's own.
"""

from __future__ import annotations

from rich.style import Style

from tui.app.page import Kind
from tui.decision import Decision
from tui.document import Label

PLAIN = Style()
BAR = Style(reverse=True)
CURSOR = Style(reverse=True)
CURSOR_ASIDE = Style(bold=True, underline=True)
QUIET = Style(dim=True)
STRONG = Style(bold=True)
WARNING = Style(color="red", bold=True, reverse=True)
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

_MACHINE = Style(color="cyan", italic=True)
LABELS = {
    Label.PERSON: Style(color="cyan", bold=True),
    Label.ORG: Style(color="magenta", bold=True, underline=True),
    Label.PLACE: Style(color="green", underline=True),
    Label.NATIONALITY: Style(color="green", italic=True),
    Label.EVENT: Style(color="magenta", italic=True),
    Label.PRODUCT: Style(color="magenta", underline=True, italic=True),
    Label.DATE: Style(color="blue", italic=True),
    Label.MONEY: Style(color="yellow", bold=True, italic=True),
    Label.PERCENT: Style(color="yellow", italic=True),
    Label.QUANTITY: Style(color="yellow", italic=True),
}

DECISIONS = {
    Decision.NONE: PLAIN,
    Decision.KEEP: Style(color="green", bold=True),
    Decision.MAYBE: Style(color="yellow"),
    Decision.DISCARD: QUIET,
}


def of_label(label: Label) -> Style:
    """The style of a mention of this kind."""
    return LABELS.get(label, _MACHINE)
