"""A reader's corrections as files: lines to learn from, and a list of names.

Both can be taken into another case, where the rules hold as they did here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tui.corrections import line_fields, line_key, name_key
from tui.decision import CORRECTIONS, Change
from tui.document import Label

COLUMNS = ("spelling", "kind", "name", "document")
#: The kind of what is no name at all.
NO_NAME = "-"
#: In place of a kind: one name with none of other documents.
ALONE = "alone"

_LINE_KEY = re.compile(r"line:[0-9a-f]{16}")
_DOCUMENT = re.compile(r"sha256:[0-9a-f]{64}")
Entries = Mapping[str, Mapping[str, Any]]


class NameRow(NamedTuple):
    """A rule on a name: its spelling; its kind (empty: as found, or alone); the name it belongs to
    (empty: as found; the spelling itself: no other); the document where the rule holds alone."""

    spelling: str
    kind: str
    name: str
    document: str


def line_rules(entries: Entries) -> Iterator[dict[str, Any]]:
    """Each rule on a line: ``line`` and whether it is ``hidden``.

    A line that was cut has also its ``key``, by which the whole one is known.
    """
    for key, fields in sorted(entries.items()):
        line = str(fields.get("line", ""))
        if key.startswith("line:") and line:
            found = {"line": line, "hidden": bool(fields.get("hidden"))}
            yield found if line_key(line) == key else {**found, "key": key}


def name_rules(entries: Entries) -> Iterator[NameRow]:
    """Each rule on a name, by its spelling."""
    for key, fields in sorted(entries.items()):
        spelling = " ".join(str(fields.get("spelling", "")).split())
        if not key.startswith("name:") or not spelling:
            continue
        label = fields.get("label")
        kind = NO_NAME if label == "" else str(label or (ALONE if fields.get("alone") else ""))
        own = spelling if fields.get("apart") else ""
        name = " ".join(str(fields.get("same_as") or own).split())
        found = _DOCUMENT.match(key, len("name:"))
        if kind or name:
            yield NameRow(spelling, kind, name, found[0] if found else "")


def read_rule(line: str) -> Change:
    """The rule in one line of either file, as a change of the record.

    Raises ``ValueError`` for what is none.
    """
    return _line_rule(line) if line.lstrip().startswith("{") else _name_rule(line)


def is_head(line: str) -> bool:
    """Whether a line is the head of a list of names."""
    return line.rstrip("\n") == "\t".join(COLUMNS)


def _line_rule(line: str) -> Change:
    found = json.loads(line)
    text, hidden = found.get("line"), found.get("hidden")
    if not isinstance(text, str) or not text.strip() or not isinstance(hidden, bool):
        raise ValueError("a rule on a line has a line, and hidden: true or false")
    key = found.get("key", line_key(text))
    if not _LINE_KEY.fullmatch(str(key)):
        raise ValueError("the key of the line is damaged")
    return Change(CORRECTIONS, key, line_fields(text, hidden=hidden))


def _name_rule(line: str) -> Change:
    cells = [*line.rstrip("\r\n").split("\t"), "", "", ""]
    row = NameRow(*(" ".join(cell.split()) for cell in cells[:4]))
    if not row.spelling or any(cells[4:]):
        raise ValueError(f"a rule on a name has {', '.join(COLUMNS)}, with tabs between them")
    if row.kind not in ("", NO_NAME, ALONE, *Label.__members__):
        raise ValueError(f"no kind is called {row.kind[:40]!r}")
    if not row.kind and not row.name:
        raise ValueError(f"nothing is said of {row.spelling[:40]!r}")
    if row.document and not _DOCUMENT.fullmatch(row.document):
        raise ValueError("no document has such an id")
    fields: dict[str, Any] = {"spelling": row.spelling}
    if row.kind == ALONE:
        fields["alone"] = True
    elif row.kind:
        fields["label"] = "" if row.kind == NO_NAME else row.kind
    if row.name == row.spelling:
        fields["apart"] = True
    elif row.name:
        fields["same_as"] = row.name
    return Change(CORRECTIONS, name_key(row.spelling, row.document), fields)
