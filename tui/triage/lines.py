"""One operation, one line of JSON with a checksum: how the journal is written and read back.

``{"crc":"5f0c9a1e","v":1,"id":...,"t":table,"at":...,"by":reader,"run":...,"batch":...,"doc":key,
"set":{...},"was":{...}}`` and, unless empty, ``undoes`` and ``redoes``. The checksum is the CRC-32
(ISO 3309, as in zlib) of everything after it, so that any single damaged byte is noticed. Quotation
marks inside a string are escaped: the opening of a line can therefore stand nowhere else, and whole
lines can be found inside a damaged range.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any
from zlib import crc32

from tui.decision import Operation

VERSION = 1

#: Longest line that is written or read, in bytes.
LONGEST = 1 << 20

_OPENING = b'{"crc":"'
_BODY = len(_OPENING) + 10
_MARK = re.compile(rb'\{"crc":"[0-9a-f]{8}","v":')
_TIME = re.compile(r"[0-8]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
_FIELDS = frozenset({dict, type(None)})
_TEXT = frozenset({str})
#: A value as JSON without white space. Raises ``TypeError`` or ``ValueError`` where it has none.
compact_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
_loads = json.JSONDecoder().decode


@dataclass(frozen=True, slots=True)
class Damage:
    """A range of bytes that is no line: offsets ``start`` to ``end`` in the file."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Foreign:
    """A whole line at the offset ``start`` that this version does not understand or apply."""

    start: int


def encode(operation: Operation) -> bytes:
    """The line of ``operation``, its newline included.

    Raises ``TypeError`` or ``ValueError`` for values that JSON does not have, and for a line that
    would be longer than ``LONGEST``.
    """
    parts: dict[str, Any] = {
        "v": VERSION,
        "id": operation.id,
        "t": operation.table,
        "at": operation.at,
        "by": operation.by,
        "run": operation.run,
        "batch": operation.batch,
        "doc": operation.key,
        "set": operation.set,
        "was": operation.was,
    }
    if operation.undoes:
        parts["undoes"] = operation.undoes
    if operation.redoes:
        parts["redoes"] = operation.redoes
    return seal(compact_json(parts))


def seal(text: str, longest: int = LONGEST) -> bytes:
    """A JSON object, given as text, as a line with its checksum in front.

    Raises ``ValueError`` for a line that would be longer than ``longest`` bytes.
    """
    try:
        body = text[1:].encode()
    except UnicodeEncodeError:
        # A lone surrogate, as in file names that are not UTF-8: JSON can only hold it escaped.
        body = json.dumps(json.loads(text), separators=(",", ":"))[1:].encode()
    if len(body) + _BODY >= longest:
        raise ValueError("too long for the record")
    return b'{"crc":"%08x",%b\n' % (crc32(body), body)


def unseal(line: bytes, longest: int = LONGEST) -> Any:
    """The value in a line without its newline; ``None`` if it is damaged, ``{}`` if no JSON."""
    if not whole(line, longest):
        return None
    try:
        return _loads(line.decode())
    except (ValueError, RecursionError):
        return {}


def whole(line: bytes, longest: int = LONGEST) -> bool:
    """Whether ``line`` is undamaged, by its checksum."""
    return (
        line.startswith(_OPENING)
        and line[16:18] == b'",'
        and len(line) < longest
        and line[8:16] == b"%08x" % crc32(line[18:])
    )


def operation(parts: Any, by: str) -> Operation | None:
    """The operation in a line's JSON; ``None`` if it is of another version or not by ``by``."""
    try:
        if parts["v"] != VERSION or parts["by"] != by or not _TIME.fullmatch(parts["at"]):
            return None
        datetime.fromisoformat(parts["at"][:-1])
        values = (parts["set"], parts["was"])
        names = (parts["id"], parts["run"], parts["batch"], parts["t"], parts["doc"])
        links = (parts.get("undoes", ""), parts.get("redoes", ""))
    except (KeyError, TypeError, ValueError):
        return None
    if not (
        _FIELDS.issuperset(map(type, values)) and _TEXT.issuperset(map(type, (*names, *links)))
    ):
        return None
    identity, run, batch, table, key = names
    return Operation(identity, parts["at"], by, run, batch, table, key, *values, *links)


def scan(data: bytes, start: int, by: str) -> Iterator[Operation | Foreign | Damage]:
    """The operations in ``data``, and what else is there: ``by``'s journal from ``start`` on."""
    for line in data.split(b"\n"):
        if line:
            parts = unseal(line)
            if parts is None:
                yield from _salvage(line, start, by)
            else:
                yield operation(parts, by) or Foreign(start)
        start += len(line) + 1


def _salvage(line: bytes, start: int, by: str) -> Iterator[Operation | Foreign | Damage]:
    """Whole lines inside a damaged one: after a torn line, or where a newline was damaged."""
    marks = [found.start() for found in _MARK.finditer(line)]
    lost = 0
    for mark, end in pairwise([*marks, len(line)]):
        for stop in (end, end - 1):
            parts = unseal(line[mark:stop])
            if parts is not None:
                if lost < mark:
                    yield Damage(start + lost, start + mark)
                yield operation(parts, by) or Foreign(start + mark)
                lost = stop
                break
    if lost < len(line):
        yield Damage(start + lost, start + len(line))
