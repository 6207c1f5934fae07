"""The words for what readers say, and how their operations fold. Nothing of ours is imported here.

An operation sets fields of one entry of one table to absolute values, never "toggle". Each field is
a last-writer-wins register, ordered by hybrid time and id (Shapiro et al., INRIA RR-7506, 2011):
the same operations, in any order and any number of times, fold to the same state.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from sys import intern
from typing import Any, TypeVar

# Strings shorter than this recur in many entries, and are kept once for all.
_SHORT = 16

_Word = TypeVar("_Word", bound=StrEnum)


class Decision(StrEnum):
    """What the reader decided about a document. Undecided is ``none``; ``maybe`` is decided."""

    NONE = "none"
    KEEP = "keep"
    MAYBE = "maybe"
    DISCARD = "discard"

    @property
    def glyph(self) -> str:
        """The character that stands for it in a list."""
        return {"keep": "+", "maybe": "?", "discard": "x"}.get(self.value, "·")


class Reading(StrEnum):
    """How far the reader got. ``changed``: the file has other bytes than the reader has seen."""

    UNREAD = "unread"
    OPENED = "opened"
    READ = "read"
    CHANGED = "changed"


#: Tables of the record, and what their keys are.
DOCUMENTS = "documents"  # document id -> decision, reasons, tags, priority, reading, path
NOTES = "notes"  # note id -> document, text, anchor, deleted
MARKS = "marks"  # document id -> marked
POSITIONS = "positions"  # document id -> offset in the decoded text
CORRECTIONS = "corrections"  # key of a rule on a line or a spelling: see tui/corrections.py
WATCH = "watch"  # folded text -> text, kind, spellings: see tui/watchlist.py
ASSIGNMENTS = "assignments"  # document id -> readers: who is to read it, as any reader said last
RESOLUTIONS = "resolutions"  # document id -> decision, reason, by, decided_at
SETTINGS = "settings"  # name -> value: saved filters, rules, code book
#: Settings whose keys begin so only follow the reader: they make no step to undo.
VIEW = "view:"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage: code points ``start`` to ``end`` of the decoded text, and what stood there.

    After the TextQuoteSelector and TextPositionSelector of the W3C Web Annotation Data Model (REC
    2017-02-23): ``prefix`` and ``suffix`` hold up to 64 characters of context.
    """

    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""


#: The state of a note that was made on another version, and there on no passage.
ON_THE_WHOLE = "on the whole document"


@dataclass(frozen=True, slots=True)
class Note:
    """The reader's own words on a document, or on a passage of it.

    ``at`` is when it was written (see :func:`written`), ``by`` the reader. ``state`` says of a note
    that was made on another version of the document how its passage was found again in this one;
    it is empty for a note on the version that it was made on.
    """

    id: str
    document: str
    text: str
    at: str
    by: str
    anchor: Anchor | None = None
    state: str = ""

    @property
    def lost(self) -> bool:
        """Whether its passage, of another version, is not found in this one."""
        return bool(self.state) and self.anchor is None and self.state != ON_THE_WHOLE


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one reader holds of one document; the fields are independent of each other.

    ``priority`` runs from 0 to 3, ``follow_up`` is a date or empty, and ``decided_at`` is when
    ``decision`` was changed last (see :func:`written`).
    """

    decision: Decision = Decision.NONE
    reading: Reading = Reading.UNREAD
    reasons: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    priority: int = 0
    follow_up: str = ""
    decided_at: str = ""


def written(at: datetime) -> str:
    """A time, which knows its zone, as the record writes it: RFC 3339 in UTC, with microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Change:
    """A request to the record: set these fields of an entry, or with ``None`` remove it.

    A field set to ``None`` is removed.
    """

    table: str
    key: str
    set: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Operation:
    """A change that was recorded.

    ``id`` is a ULID, ``at`` the hybrid time (RFC 3339 in UTC with microseconds), ``by`` the reader.
    ``was`` has the values that the fields had before, ``None`` for a field or an entry that was not
    there. Operations of one step share ``batch``, those of one run of the program ``run``. An
    undoing operation names in ``undoes`` the batch that it undoes, a redoing one in ``redoes`` the
    batch that it redoes.
    """

    id: str
    at: str
    by: str
    run: str
    batch: str
    table: str
    key: str
    set: Mapping[str, Any] | None
    was: Mapping[str, Any] | None
    undoes: str = ""
    redoes: str = ""

    @property
    def order(self) -> tuple[str, str]:
        """The order in which operations take effect, the same on every machine."""
        return (self.at, self.id)


@dataclass(slots=True)
class Fold:
    """One reader's state after all operations so far, given in any order, any number of times.

    ``entries[table][key]`` has the fields as they are now. ``written`` and ``removed`` decide
    whether an operation that arrives late still counts: they have the order of the last operation
    on each field, one that removed the field included, and of the last that removed the entry.
    Where one operation wrote all fields of an entry, as most do, ``written`` has its order once.
    """

    entries: dict[str, MutableMapping[str, dict[str, Any]]] = field(default_factory=dict)
    written: dict[str, MutableMapping[str, str | dict[str, str]]] = field(default_factory=dict)
    removed: dict[str, MutableMapping[str, str]] = field(default_factory=dict)

    def apply(self, operation: Operation) -> bool:
        """Apply one operation. Returns whether it changed anything."""
        # A space sorts below every character of a time, so that this compares like the pair.
        order = f"{operation.at} {operation.id}"
        if operation.set is None:
            return self._remove(operation.table, operation.key, order)
        return self._write(operation.table, operation.key, operation.set, order)

    def merge(self, other: Fold) -> None:
        """Apply everything that was applied to ``other``, which must not be used afterwards."""
        for table in other.written.keys() | other.removed.keys():
            if table in self.written or table in self.removed:
                self._merge_rows(table, other)
                continue
            self.entries[table] = other.entries.get(table, {})
            self.written[table] = other.written.get(table, {})
            self.removed[table] = other.removed.get(table, {})

    def _merge_rows(self, table: str, other: Fold) -> None:
        for key, order in other.removed.get(table, {}).items():
            self._remove(table, key, order)
        entries = other.entries.get(table, {})
        for key, orders in other.written.get(table, {}).items():
            entry = entries.get(key, {})
            if isinstance(orders, str):
                self._write(table, key, entry, orders)
            else:
                for name, order in orders.items():
                    self._write(table, key, {name: entry.get(name)}, order)

    def _write(self, table: str, key: str, fields: Mapping[str, Any], order: str) -> bool:
        if order <= self.removed.get(table, {}).get(key, ""):
            return False
        rows = self.written.setdefault(table, {})
        entries = self.entries.setdefault(table, {})
        known = rows.get(key, "")
        if isinstance(known, str):
            if order > known and fields.keys() >= entries.get(key, {}).keys() and _plain(fields):
                entries[key] = {name: _shared(value) for name, value in fields.items()}
                rows[key] = order
                return True
            known = rows[key] = dict.fromkeys(entries.get(key, ()), known)
        entry = entries.setdefault(key, {})
        changed = False
        for name, value in fields.items():
            if order <= known.get(name, ""):
                continue
            known[name] = order
            changed = True
            if value is None:
                entry.pop(name, None)
            else:
                entry[name] = value
        if not entry:
            del entries[key]
        return changed

    def _remove(self, table: str, key: str, order: str) -> bool:
        removed = self.removed.setdefault(table, {})
        if order <= removed.get(key, ""):
            return False
        removed[key] = order
        entries = self.entries.get(table, {})
        entry = entries.get(key, {})
        rows = self.written.get(table, {})
        known = rows.get(key, {})
        if isinstance(known, str):
            known = dict.fromkeys(entry, known)
        rest = {name: at for name, at in known.items() if at > order}
        gone = [name for name in entry if name not in rest]
        for name in gone:
            del entry[name]
        if rest:
            rows[key] = rest
        else:
            rows.pop(key, None)
        if not entry:
            entries.pop(key, None)
        return bool(gone)


def _shared(value: Any) -> Any:
    """The same value; a short string, which recurs in many entries, as the one copy kept of it."""
    return intern(value) if type(value) is str and len(value) < _SHORT else value


def _plain(fields: Mapping[str, Any]) -> bool:
    """Whether ``fields`` set something and remove nothing."""
    return bool(fields) and None not in fields.values()


def judgement(fields: Mapping[str, Any] | None) -> Judgement:
    """An entry of the table of documents as a value; invalid fields count as not set."""
    if not fields:
        return Judgement()
    return Judgement(
        decision=_choice(Decision, fields.get("decision"), Decision.NONE),
        reading=_choice(Reading, fields.get("reading"), Reading.UNREAD),
        reasons=_words(fields.get("reasons")),
        tags=_words(fields.get("tags")),
        priority=_priority(fields.get("priority")),
        follow_up=str(fields.get("follow_up") or ""),
        decided_at=str(fields.get("decided_at") or ""),
    )


def note(key: str, fields: Mapping[str, Any]) -> Note | None:
    """An entry of the table of notes as a note; ``None`` if it was deleted or is empty."""
    if fields.get("deleted") or not fields.get("text"):
        return None
    where = fields.get("anchor")
    anchor = None
    if isinstance(where, Mapping) and isinstance(where.get("start"), int):
        anchor = Anchor(
            start=where["start"],
            end=int(where.get("end", where["start"])),
            quote=str(where.get("quote", "")),
            prefix=str(where.get("prefix", "")),
            suffix=str(where.get("suffix", "")),
        )
    return Note(
        id=key,
        document=str(fields.get("document", "")),
        text=str(fields["text"]),
        at=str(fields.get("at", "")),
        by=str(fields.get("by", "")),
        anchor=anchor,
    )


def _choice(kind: type[_Word], value: object, otherwise: _Word) -> _Word:
    try:
        return kind(str(value))
    except ValueError:
        return otherwise


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(word) for word in value) if isinstance(value, list | tuple) else ()


def _priority(value: object) -> int:
    return min(3, max(0, value)) if isinstance(value, int) else 0
