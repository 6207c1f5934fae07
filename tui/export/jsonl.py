"""A document and what its reader holds of it as one JSON object; nothing is left out or changed."""

from __future__ import annotations

from typing import Any

from tui.decision import Note
from tui.export import plain
from tui.export.entry import Entry
from tui.names import counted


def fields(entry: Entry, *, text: bool = False) -> dict[str, Any]:
    """The object of one line of JSON Lines.

    Times are RFC 3339 in UTC; a note's anchor counts code points of the decoded text, half open.
    ``text`` adds the clean text and the names in it, where the document was prepared.
    """
    row, judgement = entry.row, entry.judgement
    found: dict[str, Any] = {
        "id": row.id,
        "path": row.path,
        "title": row.title,
        "outlet": row.outlet,
        "published": row.published,
        "language": row.language,
        "words": row.words,
        "copies": row.copies,
        "decision": judgement.decision.value,
        "reading": judgement.reading.value,
        "reasons": list(judgement.reasons),
        "tags": list(judgement.tags),
        "priority": judgement.priority,
        "follow_up": judgement.follow_up,
        "decided_at": judgement.decided_at,
        "notes": [_note(note) for note in entry.notes],
        "others": {reader: said.decision.value for reader, said in entry.others.items()},
        "doubt": row.doubt,
        "missing": row.missing,
        "remark": row.remark,
    }
    if entry.document:
        found["author"] = entry.fact("author")
        found["url"] = entry.fact("url")
    if entry.document and text:
        found["text"] = plain.shown(entry.document)
        found["names"] = [
            {"label": line.label.value, "name": line.name, "times": line.shown}
            for line in counted(entry.document)
            if line.shown
        ]
    return found


def _note(note: Note) -> dict[str, Any]:
    anchor = note.anchor and {
        "start": note.anchor.start,
        "end": note.anchor.end,
        "quote": note.anchor.quote,
        "prefix": note.anchor.prefix,
        "suffix": note.anchor.suffix,
    }
    return {"id": note.id, "text": note.text, "at": note.at, "by": note.by, "anchor": anchor}
