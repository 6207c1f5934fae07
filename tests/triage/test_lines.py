"""A line of the journal says exactly what was written, or says that it is damaged."""

from __future__ import annotations

import json
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.triage.operations import make, operations
from tui.decision import Operation
from tui.triage.lines import LONGEST, Damage, Foreign, encode, scan, seal

JOURNAL = tuple(make(n, {"decision": "keep", "tags": [f"tag{n}"]}) for n in range(4))
LINES = tuple(encode(operation) for operation in JOURNAL)


def found(data: bytes) -> list[Operation]:
    """The operations in ``data``."""
    return [one for one in scan(data, 0, "ada") if isinstance(one, Operation)]


@given(st.lists(operations, max_size=5))
@settings(max_examples=100, derandomize=True)
def test_what_is_written_is_read_back(written: list[Operation]) -> None:
    assert found(b"".join(encode(operation) for operation in written)) == written


def test_a_line_is_json_with_its_checksum_first() -> None:
    line = LINES[0]
    assert line.startswith(b'{"crc":"') and line.endswith(b"}\n")
    parts = json.loads(line)
    assert list(parts)[:6] == ["crc", "v", "id", "t", "at", "by"]
    assert parts["doc"] == "sha256:a" and parts["set"] == {"decision": "keep", "tags": ["tag0"]}
    assert int(parts["crc"], 16) == crc32(line[18:-1])


def test_letters_stay_readable_and_half_surrogates_survive() -> None:
    readable = make(1, {"text": "Паром"})
    broken = make(2, {"path": "caf\udce9.txt"})
    assert "Паром".encode() in encode(readable)
    assert found(encode(readable) + encode(broken)) == [readable, broken]
    assert encode(broken).decode("utf-8")


def test_every_single_bit_flip_costs_at_most_its_record_and_is_noticed() -> None:
    data = b"".join(LINES[:3])
    for place in range(len(data)):
        for bit in range(8):
            flipped = bytearray(data)
            flipped[place] ^= 1 << bit
            items = list(scan(bytes(flipped), 0, "ada"))
            kept = [one for one in items if isinstance(one, Operation)]
            assert all(one in JOURNAL for one in kept)
            assert len(kept) >= 2
            assert any(isinstance(one, Damage) for one in items), (place, bit)


def test_cut_at_every_byte_whole_records_are_always_there() -> None:
    data = b"".join(LINES)
    ends = [sum(map(len, LINES[: n + 1])) for n in range(len(LINES))]
    for cut in range(len(data) + 1):
        whole = sum(1 for end in ends if cut >= end)
        assert found(data[:cut])[:whole] == list(JOURNAL[:whole])
        # What the next writer appends, behind the newline that he begins with, is found too.
        assert found(data[:cut] + b"\n" + LINES[0])[-1] == JOURNAL[0]


def test_a_record_glued_to_a_torn_one_is_salvaged() -> None:
    torn = LINES[0][:40]
    items = list(scan(torn + LINES[1] + LINES[2], 1000, "ada"))
    assert items == [Damage(1000, 1040), JOURNAL[1], JOURNAL[2]]


@pytest.mark.parametrize("length", [1, 7, 511, 4096])
def test_a_tail_of_zeros_is_damage_and_hides_nothing(length: int) -> None:
    zeros = b"\0" * length
    assert found(LINES[0] + zeros) == [JOURNAL[0]]
    assert found(LINES[0] + zeros + b"\n" + LINES[1]) == [JOURNAL[0], JOURNAL[1]]
    assert found(LINES[0] + zeros + LINES[1]) == [JOURNAL[0], JOURNAL[1]]


@given(st.binary(max_size=300))
@settings(max_examples=200, derandomize=True)
def test_garbage_is_never_an_operation_and_is_covered_by_damage(data: bytes) -> None:
    items = list(scan(LINES[0] + data + b"\n" + LINES[1], 0, "ada"))
    assert [one for one in items if isinstance(one, Operation)] == [JOURNAL[0], JOURNAL[1]]
    lost = sum(one.end - one.start for one in items if isinstance(one, Damage))
    assert lost == len(data) - data.count(b"\n")


def test_lines_of_another_version_and_of_other_readers_are_kept_but_not_applied() -> None:
    newer = seal(json.dumps({"v": 2, "by": "ada", "what": "unheard of"}))
    forged = encode(make(1, {"decision": "discard"}, by="bob"))
    assert list(scan(newer + forged, 0, "ada")) == [Foreign(0), Foreign(len(newer))]


@pytest.mark.parametrize(
    "wrong",
    [
        {"at": "tomorrow"},
        {"at": "2026-02-30T00:00:00.000000Z"},
        {"at": "9999-01-01T00:00:00.000000Z"},
        {"set": ["no", "fields"]},
        {"doc": 7},
        {"undoes": None},
    ],
)
def test_lines_with_senseless_values_are_not_applied(wrong: dict[str, object]) -> None:
    parts = json.loads(LINES[0])
    del parts["crc"]
    assert list(scan(seal(json.dumps({**parts, **wrong})), 0, "ada")) == [Foreign(0)]


def test_deep_nesting_is_no_crash() -> None:
    body = b'"v":1,"set":' + b"[" * 100_000
    line = b'{"crc":"%08x",%b\n' % (crc32(body), body)
    assert list(scan(line, 0, "ada")) == [Foreign(0)]


def test_a_line_longer_than_the_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        encode(make(1, {"text": "x" * LONGEST}))


@pytest.mark.parametrize("value", [float("nan"), {1, 2}, b"bytes"])
def test_what_json_does_not_have_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        encode(make(1, {"text": value}))
