"""The form in which prepared documents travel and are cached."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from tui.wire import decode, encode, texts

_TEXT = st.text(max_size=40)
_SHARE = st.floats(0, 1)
_PRINTS = st.lists(st.integers(-(1 << 63), (1 << 63) - 1), max_size=5)


@st.composite
def _spans(draw: st.DrawFn, length: int) -> Span:
    start = draw(st.integers(0, length))
    return Span(start, draw(st.integers(start, length)))


@st.composite
def _blocks(draw: st.DrawFn, length: int) -> Block:
    pieces = draw(st.lists(_spans(length), min_size=1, max_size=4))
    count = len(pieces) - 1
    joints = draw(st.lists(st.sampled_from(["", " "]), min_size=count, max_size=count))
    return Block(
        role=draw(st.sampled_from(Role)),
        pieces=tuple(pieces),
        reason=draw(_TEXT),
        score=draw(_SHARE),
        joints=tuple(joints),
        doubtful=draw(st.booleans()),
    )


@st.composite
def _mentions(draw: st.DrawFn, length: int) -> Mention:
    span = draw(_spans(length))
    return Mention(
        span.start,
        span.end,
        draw(st.sampled_from(Label)),
        draw(_TEXT),
        draw(_SHARE),
        draw(_TEXT),
        draw(st.booleans()),
    )


_FACTS = st.none() | st.builds(Fact, _TEXT, _SHARE, _TEXT)
_NAMES = st.builds(
    Name,
    st.sampled_from(Label),
    _TEXT,
    st.lists(st.tuples(_TEXT, st.integers(0, 99)), max_size=3).map(tuple),
    st.lists(_TEXT, max_size=2).map(tuple),
)


@st.composite
def _documents(draw: st.DrawFn) -> PreparedDocument:
    text = draw(st.text(st.characters(codec=None), max_size=80))
    starts = sorted({0} | draw(st.sets(st.integers(1, 90), max_size=3)))
    length = len(text)
    return PreparedDocument(
        id=draw(_TEXT),
        safe=SafeText(
            text,
            OffsetMap(tuple((at, draw(st.integers(0, 500))) for at in starts)),
            draw(st.integers(0, 9)),
        ),
        encoding=draw(_TEXT),
        blocks=tuple(draw(st.lists(_blocks(length), max_size=3))),
        mentions=tuple(draw(st.lists(_mentions(length), max_size=3))),
        names=tuple(draw(st.lists(_NAMES, max_size=2))),
        metadata=Metadata(*(draw(_FACTS) for _ in range(6))),
        fingerprints=tuple(draw(_PRINTS)),
        words=draw(st.integers(0, 10_000)),
        doubt=draw(st.booleans()),
        remark=draw(_TEXT),
    )


_SMALL = PreparedDocument(
    id="sha256:00",
    safe=SafeText("A ferry.\nAds"),
    blocks=(
        Block(Role.BODY, (Span(0, 2), Span(2, 8)), "prose", 0.9, ("",)),
        Block(Role.WIDGET, (Span(9, 12),), "advertisement", 0.1),
    ),
    mentions=(Mention(2, 7, Label.ORG, "Ferry"),),
    fingerprints=(-5, 7),
    words=2,
)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(_documents())
def test_a_document_comes_back_as_it_went(document: PreparedDocument) -> None:
    line = encode(document)
    assert decode(line) == document
    assert texts(line) == (document.title, document.safe.text)
    assert "\n" not in line
    line.encode("utf-8")


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_line_is_refused_or_reads_as_a_document(data: st.DataObject) -> None:
    record = json.loads(encode(_SMALL))
    junk = st.none() | st.booleans() | st.integers() | _TEXT | st.lists(st.integers(), max_size=4)
    place = data.draw(st.integers(0, len(record) - 1))
    record[place] = data.draw(junk)
    try:
        document = decode(json.dumps(record))
    except ValueError:
        return
    length = len(document.safe.text)
    assert all(piece.end <= length for block in document.blocks for piece in block.pieces)
    assert all(mention.end <= length for mention in document.mentions)
    assert decode(encode(document)) == document


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        decode(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("copytaster/1", "copytaster/0"),
        ("[9,12]", "[9,13]"),
        ("[9,12]", "[12,9]"),
        ("[0,2,2,8]", "[]"),
        ('"widget"', '"advert"'),
        ("0.9", "NaN"),
        ("[-5,7]", "[-5,18446744073709551616]"),
        ("[-5,7]", '["-5",7]'),
        ("[0,0]", "[3,0]"),
        ("A ferry.", "A"),
    ],
)
def test_what_does_not_fit_is_refused(old: str, new: str) -> None:
    line = encode(_SMALL)
    assert old in line
    with pytest.raises(ValueError):
        decode(line.replace(old, new, 1))


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(ValueError):
        decode("[" * 100_000)
