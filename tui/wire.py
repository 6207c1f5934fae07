"""How a prepared document travels: between processes, and into the cache and back.

One line of JSON (RFC 8259) without a line feed in it, arrays where there are many. The reading side
trusts nothing: a worker that a document took over may send anything, and gets a ``ValueError``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any, NoReturn, TypeVar

from tui.document import (
    Block,
    Fact,
    Label,
    Mention,
    Metadata,
    Name,
    OffsetMap,
    PreparedDocument,
    Role,
    SafeText,
    Span,
)

#: The name of the form, which changes whenever what is written does.
FORM = "copytaster/1"
_FACTS = ("title", "outlet", "author", "published", "url", "language")
_INT64 = 1 << 63
_Scalar = TypeVar("_Scalar", str, int)
_Item = TypeVar("_Item")


def encode(document: PreparedDocument) -> str:
    """The document as one line. A number that is not finite is a ``ValueError``."""
    record = [
        FORM,
        document.id,
        document.safe.text,
        [number for run in document.safe.offsets.runs for number in run],
        document.safe.dropped,
        document.encoding,
        [_from_block(block) for block in document.blocks],
        [
            [one.start, one.end, one.label, one.name, one.confidence, one.source, int(one.hidden)]
            for one in document.mentions
        ],
        [
            [one.label, one.display, [list(pair) for pair in one.spellings], list(one.reasons)]
            for one in document.names
        ],
        [_from_fact(getattr(document.metadata, field)) for field in _FACTS],
        list(document.fingerprints),
        document.words,
        int(document.doubt),
        document.remark,
    ]
    line = json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(record, allow_nan=False, separators=(",", ":"))
    return line


def decode(text: str) -> PreparedDocument:
    """The document that :func:`encode` wrote. Anything else is a ``ValueError`` that says why."""
    return _read(text, _document)


def texts(line: str) -> tuple[str, str]:
    """The title and the safe text of the document that :func:`encode` wrote, in a third of the time
    that the whole of it takes. Where these two are damaged: a ``ValueError`` that says why."""
    return _read(line, _texts)


def _read(line: str, part: Callable[[list[Any]], _Item]) -> _Item:
    try:
        record = json.loads(line, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("nested too deeply for a prepared document") from error
    if not isinstance(record, list) or not record or record[0] != FORM:
        raise ValueError(f"not a prepared document of the form {FORM}")
    try:
        return part(record)
    except (TypeError, KeyError, IndexError, OverflowError) as error:
        raise ValueError(f"malformed prepared document: {error}") from error


def _texts(record: list[Any]) -> tuple[str, str]:
    _, _, text, _, _, _, _, _, _, (title, *_), *_ = record
    fact = _fact(title)
    return fact.value if fact else "", _plain(text, str)


def _document(record: list[Any]) -> PreparedDocument:
    _, name, text, runs, dropped, encoding, blocks, mentions, names, facts, prints, *rest = record
    words, doubt, remark = rest
    _plain(text, str)
    return PreparedDocument(
        id=_plain(name, str),
        safe=SafeText(text, _offsets(runs), _count(dropped)),
        encoding=_plain(encoding, str),
        blocks=_each(blocks, lambda fields: _block(fields, len(text))),
        mentions=_each(mentions, lambda fields: _mention(fields, len(text))),
        names=_each(names, _name),
        metadata=_metadata(facts),
        fingerprints=_each(prints, _fingerprint),
        words=_count(words),
        doubt=_flag(doubt),
        remark=_plain(remark, str),
    )


def _from_block(block: Block) -> list[Any]:
    pieces = [number for piece in block.pieces for number in piece]
    joints = list(block.joints)
    return [block.role, pieces, block.reason, block.score, joints, int(block.doubtful)]


def _from_fact(fact: Fact | None) -> list[Any] | None:
    return [fact.value, fact.confidence, fact.source] if fact else None


def _block(fields: list[Any], length: int) -> Block:
    role, flat, reason, score, joints, doubtful = fields
    pieces = tuple(_span(start, end, length) for start, end in _pairs(flat))
    if len(pieces) != len(joints) + 1:
        raise ValueError("a block needs one joint between any two pieces")
    return Block(
        role=Role(role),
        pieces=pieces,
        reason=_plain(reason, str),
        score=_real(score),
        joints=_each(joints, _text),
        doubtful=_flag(doubtful),
    )


def _mention(fields: list[Any], length: int) -> Mention:
    start, end, label, name, confidence, source, hidden = fields
    span = _span(start, end, length)
    return Mention(
        start=span.start,
        end=span.end,
        label=Label(label),
        name=_plain(name, str),
        confidence=_real(confidence),
        source=_plain(source, str),
        hidden=_flag(hidden),
    )


def _name(fields: list[Any]) -> Name:
    label, display, spellings, reasons = fields
    return Name(
        label=Label(label),
        display=_plain(display, str),
        spellings=_each(spellings, _spelling),
        reasons=_each(reasons, _text),
    )


def _spelling(fields: list[Any]) -> tuple[str, int]:
    form, count = fields
    return (_plain(form, str), _count(count))


def _metadata(fields: list[Any]) -> Metadata:
    if not isinstance(fields, list) or len(fields) != len(_FACTS):
        raise ValueError(f"expected {len(_FACTS)} facts")
    return Metadata(*(_fact(entry) for entry in fields))


def _fact(fields: list[Any] | None) -> Fact | None:
    if fields is None:
        return None
    value, confidence, source = fields
    return Fact(_plain(value, str), _real(confidence), _plain(source, str))


def _offsets(flat: list[Any]) -> OffsetMap:
    runs = tuple((_count(position), _count(source)) for position, source in _pairs(flat))
    if not runs or runs[0][0] != 0:
        raise ValueError("an offset map starts at 0")
    if any(before[0] >= after[0] for before, after in pairwise(runs)):
        raise ValueError("the runs of an offset map rise")
    return OffsetMap(runs)


def _pairs(flat: list[Any]) -> list[tuple[Any, Any]]:
    if not isinstance(flat, list) or len(flat) % 2:
        raise ValueError("expected pairs of numbers")
    return list(zip(flat[::2], flat[1::2], strict=True))


def _span(start: object, end: object, length: int) -> Span:
    span = Span(_count(start), _count(end))
    if not span.start <= span.end <= length:
        raise ValueError(f"a span that does not fit its text: {span.start}-{span.end} of {length}")
    return span


def _each(items: object, read: Callable[[Any], _Item]) -> tuple[_Item, ...]:
    if not isinstance(items, list):
        raise ValueError("expected a list")
    return tuple(read(item) for item in items)


def _plain(value: object, kind: type[_Scalar]) -> _Scalar:
    if type(value) is not kind:
        raise ValueError(f"expected {kind.__name__}, not {type(value).__name__}")
    return value


def _text(value: object) -> str:
    return _plain(value, str)


def _count(value: object) -> int:
    number = _plain(value, int)
    if not 0 <= number < _INT64:
        raise ValueError("expected a count")
    return number


def _fingerprint(value: object) -> int:
    number = _plain(value, int)
    if not -_INT64 <= number < _INT64:
        raise ValueError("a fingerprint has 64 bits")
    return number


def _real(value: object) -> float:
    if type(value) is float:
        return value
    return float(_plain(value, int))


def _flag(value: object) -> bool:
    number = _plain(value, int)
    if number not in (0, 1):
        raise ValueError("expected 0 or 1")
    return number == 1


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a number of JSON")
