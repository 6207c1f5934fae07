"""What the panel shows: notes, history, keys. And the head of a document's page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath

from rich.style import Style

from tui.app import theme
from tui.app.page import Kind, Paragraph, clock
from tui.app.ports import UndoStep
from tui.app.signs import DECIDED, SIGNS
from tui.app.widgets.details import TIE, Flow, PanelRow, Parts
from tui.commands import COMMANDS, Place
from tui.decision import Decision, Judgement, Note
from tui.document import PreparedDocument
from tui.row import Copy, Row


def notes_panel(row: Row, judgement: Judgement, notes: Sequence[Note]) -> list[Parts]:
    """What the reader holds of a document."""
    rows: list[Parts] = [(("NOTES", theme.STRONG),), ()]
    decision = str(judgement.decision)
    rows.append((("decision  ", theme.QUIET), (decision, theme.DECISIONS[judgement.decision])))
    rows.append((("reading   ", theme.QUIET), (str(judgement.reading), None)))
    for label, words in (("reasons   ", judgement.reasons), ("tags      ", judgement.tags)):
        if words:
            rows.append(((label, theme.QUIET), (", ".join(words), None)))
    if judgement.priority:
        rows.append((("priority  ", theme.QUIET), (str(judgement.priority), None)))
    rows.append((("file      ", theme.QUIET), (row.path, None)))
    for note in notes:
        rows += [(), ((f"{clock(note.at)} {note.by}", theme.QUIET),)]
        if note.anchor and note.anchor.quote:
            rows.append(((f"“{' '.join(note.anchor.quote.split())[:120]}”", Style(italic=True)),))
        rows.append(((note.text, theme.KINDS[Kind.NOTE]),))
    if not notes:
        rows += [(), (("no notes yet: i writes one", theme.QUIET),)]
    return rows


def history_panel(steps: Sequence[UndoStep], titles: Callable[[str], str]) -> list[Parts]:
    """What was done, the latest first; what is taken back is dim."""
    rows: list[Parts] = [(("HISTORY", theme.STRONG),)]
    for step in steps:
        about = f" · {titles(step.documents[0])}" if step.documents else ""
        more = f" and {len(step.documents) - 1} more" if len(step.documents) > 1 else ""
        look = theme.QUIET if step.undone else None
        said = f"{step.summary}{' (taken back)' if step.undone else ''}{about}{more}"
        rows.append(((f"{clock(step.at)} ", theme.QUIET), (said, look)))
    if not steps:
        rows += [(), (("nothing decided yet", theme.QUIET),)]
    return rows


_KEY_NAMES = {"space": "Space", "pagedown": "PgDn", "pageup": "PgUp", "shift+tab": "Shift-Tab"}


def key_name(key: str) -> str:
    """A key as it is written on the screen."""
    if key in _KEY_NAMES:
        return _KEY_NAMES[key]
    if key.startswith("ctrl+"):
        return f"Ctrl-{key[5:]}"
    return key.capitalize() if len(key) > 1 else key


def help_panel(place: Place) -> list[PanelRow]:
    """The keys that work in ``place``, from the same table that the keys go by, and the signs of
    the list's rows; in the list those first, for there they are seen."""
    keys: list[PanelRow] = [(("KEYS", theme.STRONG),), ()]
    for command in COMMANDS:
        if command.place & place:
            names = " ".join(key_name(key) for key in command.keys)
            keys.append(((f"{names:<17} ", theme.STRONG), (command.help, None)))
    parts = (_legend(), keys) if place is Place.LIST else (keys, _legend())
    rows = [*parts[0], (), *parts[1], ()]
    return [*rows, (("Your files are never touched: discard deletes nothing.", theme.QUIET),)]


def _legend() -> list[PanelRow]:
    """The signs of a row and what they mean, as many on each line as it has room for."""
    styles = {sign: theme.DECISIONS[each] for each, sign in DECIDED.items()}
    body: list[tuple[str, Style | None]] = []
    for sign in SIGNS:
        look = styles.get(sign, theme.PLAIN) + theme.STRONG
        body += [
            (sign.shown, look),
            (f"{TIE}{sign.meaning.replace(' ', TIE)}", None),
            ("   ", None),
        ]
    return [(("SIGNS IN A ROW, FROM LEFT TO RIGHT", theme.STRONG),), Flow((), body[:-1])]


def key_line(place: Place, width: int) -> str:
    """The verbs of the status line, as many as fit; how to see the others always does."""
    labelled = [
        f"{key_name(command.keys[0])} {command.label}"
        for command in COMMANDS
        if command.label and command.place & place
    ]
    *verbs, way_to_all = labelled
    while verbs and len("  ".join(verbs)) + len(way_to_all) + 2 > width:
        verbs.pop()
    return "  ".join([*verbs, way_to_all])


_RELATIONS = {"same": "the same text as", "version": "another version of"}


def head(document: PreparedDocument, row: Row, copies: Sequence[Copy]) -> list[Paragraph]:
    """The lines above a document: what it is, where it is from, what it shares with others."""
    metadata = document.metadata
    facts = [
        fact.value
        for fact in (metadata.outlet, metadata.author, metadata.published, metadata.language)
        if fact is not None
    ]
    words = "1 word" if document.words == 1 else f"{document.words} words"
    said = " · ".join([*facts, words])
    lines = []
    if document.title and not any(block.role == "title" for block in document.blocks):
        lines.append(Paragraph(Kind.TITLE, document.title))
    lines.append(Paragraph(Kind.META, said, tight=True))
    if document.remark:
        lines.append(Paragraph(Kind.NOTE, document.remark, tight=True))
    if row.missing:
        lines.append(Paragraph(Kind.NOTE, row.trouble, tight=True))
    if document.safe.dropped:
        dropped = f"{document.safe.dropped} control or invisible characters taken out"
        lines.append(Paragraph(Kind.META, dropped, tight=True))
    for copy in copies:
        other = copy.row
        decided = "" if other.decision is Decision.NONE else f" ({other.decision})"
        called = "" if other.title in (other.path, PurePath(other.path).name) else other.title
        which = f"“{called}”, {other.path}" if called else other.path
        said = f"{_RELATIONS.get(copy.kind, copy.kind)} {which}{decided}"
        lines.append(Paragraph(Kind.META, said, tight=True))
    lines.append(Paragraph(Kind.META, row.path, tight=True))
    return lines
