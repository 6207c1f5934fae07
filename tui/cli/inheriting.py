"""What becomes of a decision when a file has new bytes.

The same body, whatever else changed on its page, inherits what was decided, and says so; another
body is ``changed`` and undecided. Either is an operation of the reader's own: it is in the history,
and can be taken back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tui.decision import DOCUMENTS, Change, Judgement, Reading
from tui.export import plain
from tui.index.view import View
from tui.row import Row
from tui.triage.record import Record

#: The field that names the version from which a decision was taken over.
INHERITED = "inherited"

_CARRIED = ("decision", "decided_at", "reasons", "tags", "priority", "follow_up", "reading")
_UNSEEN = "has:version is:undecided is:unread"
_HELD = ("is:superseded is:decided", "is:superseded is:read")
_UNTOUCHED = Judgement()


def inheritances(index: View, record: Record) -> tuple[Change, ...]:
    """What is to be recorded of the new versions of documents that were decided or read.

    What the reader has touched already, or has taken back, is left alone.
    """
    unseen = list(index.ids(_UNSEEN))
    held = [number for query in _HELD for number in index.ids(query)] if unseen else []
    if not held:
        return ()
    superseded = set(index.ids("is:superseded"))
    changes: dict[str, Change] = {}
    # Of each pair either end will do: the shorter list is gone through.
    for number in sorted(unseen if len(unseen) < len(held) else held):
        versions = versions_of(index, number)
        now = next((row for row in versions if row.number not in superseded), None)
        if now is None or not now.ready or now.id in changes or not _open(record, now.id):
            continue
        old = [row for row in versions if row.number in superseded]
        if fields := _fields(index, record, now, old):
            changes[now.id] = Change(DOCUMENTS, now.id, fields)
    return tuple(changes.values())


def versions_of(index: View, number: int) -> list[Row]:
    """All states of the file that holds or held a document, the latest arrival first."""
    found: dict[int, Row] = {}
    unseen = [row] if (row := index.row(number)) else []
    while unseen:
        row = unseen.pop()
        found[row.number] = row
        unseen += [
            copy.row
            for copy in index.copies(row.number)
            if copy.kind == "version" and copy.row.number not in found
        ]
    return sorted(found.values(), key=lambda row: -row.number)


def _open(record: Record, document: str) -> bool:
    return record.judgement(document) == _UNTOUCHED and not record.steps(document)


def _fields(index: View, record: Record, now: Row, old: Sequence[Row]) -> Mapping[str, Any]:
    """What is to be said of ``now``: by the last of its old versions with the same body, if one was
    decided or read; nothing where none was."""
    entries = record.entries().get(DOCUMENTS, {})
    held = [(row, entry) for row in old if (entry := _carried(entries.get(row.id, {})))]
    body = _body(index, now) if held else []
    for row, entry in held:
        if body == _body(index, row):
            return {**entry, INHERITED: row.id} if "decision" in entry else entry
    return {"reading": str(Reading.CHANGED)} if held else {}


def _carried(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {name: entry[name] for name in _CARRIED if name in entry}


def _body(index: View, row: Row) -> list[str]:
    document = index.prepared(row.number)
    return plain.shown(document).split() if document else []
