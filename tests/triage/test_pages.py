"""Tables that grow with the case are read from a snapshot a page at a time; nobody can tell."""

from __future__ import annotations

import errno
import json
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB, where
from tinydb.operations import increment
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from tests.triage.conftest import Opener
from tests.triage.operations import decide, fold, make
from tui.decision import DOCUMENTS, MARKS, POSITIONS, Change, Decision, Fold, Operation
from tui.triage import pages
from tui.triage.files import OpenFile
from tui.triage.lines import seal, unseal
from tui.triage.pages import LONGEST, Contents, Paged, Pages
from tui.triage.record import Record
from tui.triage.snapshot import SNAPSHOT, Generation, decode_snapshot, encode_snapshot
from tui.triage.store import Database, JournalStorage
from tui.triage.verification import verify

#: Also such as JSON escapes, and half of a surrogate pair, as in names that are no UTF-8.
KEYS = ("", "a", "b", 'b"', "b\\", "б", "z\n", "\U0001f4f0", "\udc80", "sha256:1", "sha256:2")
NAME = Generation("ada", "desk", 1)
REGISTERS = ("entries", "written", "removed")


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pages of two keys, so that a few rows fill several."""
    monkeypatch.setattr(pages, "ROWS", 2)
    yield


def written_and_read(state: Fold) -> Fold:
    """A fold as it comes out of a snapshot."""
    found = decode_snapshot(NAME, encode_snapshot(NAME, state, "2026-09-03T14:02:00.000000Z"))
    assert found is not None
    return found[0]


def held(state: Fold) -> list[dict[str, dict[str, Any]]]:
    """All registers as plain dictionaries, without tables that are empty."""
    found = (getattr(state, register) for register in REGISTERS)
    return [{table: dict(rows) for table, rows in each.items() if rows} for each in found]


on_any_key = st.builds(
    make,
    st.integers(0, 999_999),
    st.dictionaries(st.sampled_from(["decision", "tags"]), st.none() | st.integers(0, 9))
    | st.none(),
    table=st.sampled_from([DOCUMENTS, MARKS, POSITIONS]),
    key=st.sampled_from(KEYS),
)
histories = st.lists(on_any_key, max_size=12, unique_by=lambda one: one.id)


@given(early=histories, late=histories)
@settings(max_examples=60, derandomize=True, deadline=None)
def test_what_is_folded_on_from_a_snapshot_is_what_would_be_without(
    early: list[Operation], late: list[Operation]
) -> None:
    plain = fold(early)
    paged = written_and_read(plain)
    for operation in late:
        assert paged.apply(operation) == plain.apply(operation)
    assert held(paged) == held(plain)
    for register in REGISTERS:
        for table, rows in getattr(plain, register).items():
            read = getattr(paged, register).get(table, {})
            assert (len(read), bool(read), read == rows) == (len(rows), bool(rows), True)
            for key in (*KEYS, "new"):
                assert (key in read, read.get(key)) == (key in rows, rows.get(key))
    assert held(written_and_read(paged)) == held(plain)


class TestPages:
    """One table, in pages."""

    def test_only_the_page_of_what_is_asked_for_is_read(self) -> None:
        ids = [f"sha256:{number:064x}" for number in range(100)]
        state = written_and_read(
            fold(make(n, {"decision": "keep"}, key=key) for n, key in enumerate(ids))
        )
        rows = state.entries[DOCUMENTS]
        assert isinstance(rows, Paged)
        assert len(rows) == 100 and "sha256:" not in rows
        before = read(rows)
        assert rows[ids[50]] == {"decision": "keep"} and ids[51] in rows
        assert read(rows) == before + 1
        assert list(rows) == ids == [key for key, _ in rows.items()]
        assert read(rows) == 50

    def test_pages_without_entries_are_not_read_to_go_through_them(self) -> None:
        marks = [make(n, None, table=MARKS, key=f"doc{n}") for n in range(10)]
        marked = make(11, {"marked": True}, table=MARKS, key="doc3")
        rows = written_and_read(fold([*marks, marked])).entries[MARKS]
        assert isinstance(rows, Paged)
        assert dict(rows.items()) == {"doc3": {"marked": True}}
        assert read(rows) == 1

    def test_a_page_that_is_read_by_one_thread_does_not_undo_what_another_wrote(self) -> None:
        ids = [f"doc{number:04}" for number in range(2000)]
        old = fold(make(n, {"decision": "keep"}, key=key) for n, key in enumerate(ids))
        rows = written_and_read(old).entries[DOCUMENTS]

        def look() -> None:
            while not over.is_set():
                assert all(rows.values()) and all(key.startswith("doc") for key in rows)
                assert all(key and fields for key, fields in rows.items())

        over = threading.Event()
        with ThreadPoolExecutor(2) as beside:
            looking = [beside.submit(look) for _ in range(2)]
            for key in reversed(ids):
                if int(key[3:]) % 3:
                    rows[key] = {"decision": "maybe"}
                else:
                    del rows[key]
            over.set()
        for each in looking:
            each.result()
        assert dict(rows) == {key: {"decision": "maybe"} for key in ids if int(key[3:]) % 3}


def read(rows: Paged) -> int:
    """How many pages of a register have been read."""
    return sum(page is not None for page in rows._turned)


class TestTinyDB:
    """TinyDB over a table that is in pages, beside stock TinyDB."""

    def test_it_does_what_stock_does(self, state: str) -> None:
        rows = [{"n": number, "tags": [str(number % 3)]} for number in range(9)]
        with journal(state) as first:
            for row in rows:
                first.table(DOCUMENTS).upsert(Document(row, doc_id=f"doc{row['n']}"))  # type: ignore[arg-type]
        with Record.open(state, reader="ada", host="desk") as record:
            record.compact(force=True)
        stock = TinyDB(storage=MemoryStorage).table(DOCUMENTS)
        stock.insert_multiple(rows)
        with journal(state) as database:
            paged = database.table(DOCUMENTS)
            assert isinstance(database.storage.read()[DOCUMENTS], Paged)
            for act in _ACTS:
                assert act(paged) == act(stock)
                assert sorted(map(json.dumps, paged)) == sorted(map(json.dumps, stock))
                assert len(paged) == len(stock)

    def test_what_is_found_is_the_callers_own(self, opened: Opener, state: str) -> None:
        record = opened()
        record.submit_and_wait([decide("a", "keep", tags=["ferry"])])
        record.compact(force=True)
        with journal(state) as database:
            found = database.table(DOCUMENTS).get(doc_id="a")
            assert isinstance(found, Document)
            found["tags"].append("mine")
        assert opened().judgement("a").tags == ("ferry",)


def journal(state: str) -> Database:
    """TinyDB over ada's journal."""
    return Database(state, storage=JournalStorage, reader="ada", host="desk")


_ACTS: tuple[Callable[[Any], object], ...] = (
    lambda table: [row["n"] for row in table.search(where("n") > 5)],
    lambda table: len(table.update(increment("n"), where("n") < 3)),
    lambda table: table.count(where("tags").any(["1"])),
    lambda table: len(table.remove(where("n") == 4)),
    lambda table: table.contains(where("n") == 4),
    lambda table: len(table.insert_multiple([{"n": 20}, {"n": 21}])),
    lambda table: len(table.update({"seen": True})),
    lambda table: len(table.upsert({"n": 20, "seen": False}, where("n") == 20)),
    lambda table: table.truncate(),
)


class TestDamage:
    """What was not written like that."""

    def test_an_older_snapshot_has_no_pages_and_is_read_all_the_same(self, opened: Opener) -> None:
        path = decided(opened)
        before = opened().entries()
        rewrite(path, lambda foot: foot.pop("pages"))
        fresh = opened()
        assert not isinstance(fresh.entries()[DOCUMENTS], Paged)
        assert fresh.entries() == before and fresh.remarks() == ()

    @pytest.mark.parametrize("listed", [None, 3, "documents", {"t": DOCUMENTS}, [[]]], ids=str)
    def test_what_is_no_list_of_contents_makes_it_damaged(
        self, opened: Opener, listed: object
    ) -> None:
        path = decided(opened)
        rewrite(path, lambda foot: foot.update(pages=listed))
        fresh = opened()
        assert fresh.judgement("f").decision == "keep"
        assert fresh.remarks() == (f"snapshot {path.name} is damaged and not used",)

    @pytest.mark.parametrize(
        "change",
        [
            {"first": []},
            {"first": ["a", "a", "c"]},
            {"first": ["a", 1, "e"]},
            {"bytes": [1 << 40, 1, 1]},
            {"bytes": [-1, 1, 1]},
            {"bytes": ["1", 1, 1]},
            {"entries": [2, 2]},
            {"written": None},
            {"removed": [True, False, False]},
            {"t": 1},
        ],
        ids=str,
    )
    def test_contents_that_are_none_make_it_damaged(
        self, opened: Opener, change: dict[str, object]
    ) -> None:
        path = decided(opened)
        before = opened().entries()
        rewrite(path, lambda foot: foot["pages"][0].update(change))
        fresh = opened()
        assert fresh.entries() == before
        assert fresh.remarks() == (f"snapshot {path.name} is damaged and not used",)

    def test_rows_that_are_none_read_as_not_there(self) -> None:
        hostile = {
            "t": DOCUMENTS,
            "entries": {"a": {"decision": "keep"}, "b": 5, "c": [], "z": {"decision": "maybe"}},
            "written": {"a": {"decision": 3}, "b": {"decision": "1"}, "c": None},
            "removed": [1, 2],
        }
        for text in (json.dumps(hostile), '{"t":"notes"}', '{"t":"documents"}', "[" * 100_000):
            line = seal(text, LONGEST)
            table = Contents(DOCUMENTS, ["a", "m"], [len(line), 0], ([4, 0], [3, 0], [2, 0]))
            made = Pages(partial(part_of, line), 0, table, Fold)
            rows = [Paged(made, number) for number in range(3)]
            keep = {"a": {"decision": "keep"}} if "keep" in text else {}
            assert dict(rows[0].items()) == keep and rows[0].get("z") is None
            assert dict(rows[1]) == ({"b": {"decision": "1"}} if keep else {})
            assert dict(rows[2]) == {} and len(rows[2]) == 0

    def test_a_page_that_says_something_else_than_the_operations_is_told(
        self, opened: Opener
    ) -> None:
        path = decided(opened)
        rewrite(path, lambda foot: foot["pages"][0].update(first=["a", "b", "e"]))
        assert [one.what for one in verify(opened().folder).findings] == [
            "does not say what the operations say"
        ]


class TestFiles:
    """Pages that stay in the file until they are turned."""

    def test_opening_reads_what_is_in_no_page(
        self, opened: Opener, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = many_decided(opened)
        whole = OpenFile.read
        given = []

        def read(file: OpenFile, start: int, end: int) -> bytes:
            given.append(whole(file, start, end))
            return given[-1]

        monkeypatch.setattr(OpenFile, "read", read)
        record = opened()
        asked_for = len(given)
        assert record.judgement("doc0999").decision is Decision.KEEP
        assert asked_for == 2, "the foot, and what stands before the pages"
        assert len(given) == asked_for + 1
        assert sum(map(len, given)) < path.stat().st_size / 2

    @pytest.mark.parametrize("how", ["flip", "cut", "unreadable"])
    def test_a_page_that_turns_out_damaged_says_what_the_operations_say(
        self, opened: Opener, monkeypatch: pytest.MonkeyPatch, how: str
    ) -> None:
        part = mock.Mock(return_value=b"")
        whole = OpenFile.read
        monkeypatch.setattr(OpenFile, "read", lambda *asked: part() or whole(*asked))
        path = many_decided(opened)
        before = dict(opened().entries()[DOCUMENTS])
        record = opened()
        assert record.remarks() == ()
        if how == "unreadable":
            part.side_effect = OSError(errno.EIO, os.strerror(errno.EIO))
        else:
            data = bytearray(path.read_bytes())
            data[data.index(b"doc0500")] ^= 4
            with path.open("r+b") as file:
                file.write(data)
                file.truncate(1000 if how == "cut" else len(data))
        changed = record.submit([decide("doc0500", "discard")])
        assert [each.was for each in changed.result()] == [before["doc0500"]]
        assert record.judgement("doc0501").decision is Decision.KEEP
        wanted = {**before, "doc0500": record.entries()[DOCUMENTS]["doc0500"]}
        assert dict(record.entries()[DOCUMENTS]) == wanted
        assert record.remarks() == (f"snapshot {path.name} is damaged and not used",)

    def test_a_snapshot_that_was_let_go_of_meanwhile_is_read_on(self, opened: Opener) -> None:
        path = many_decided(opened)
        record = opened()
        path.unlink()
        assert len(list(record.judgements().values())) == 1000
        assert record.remarks() == ()


def part_of(data: bytes, start: int, end: int) -> bytes:
    """The bytes from one offset to another."""
    return data[start:end]


def many_decided(opened: Opener) -> Path:
    """A record of a thousand decisions; the path of its snapshot."""
    record = opened()
    record.submit_and_wait([decide(f"doc{number:04}", "keep") for number in range(1000)])
    assert record.compact(force=True)
    return Path(record.folder.path, SNAPSHOT, "ada@desk.1.jsonl")


def decided(opened: Opener) -> Path:
    """A record of six decisions in three pages; the path of its snapshot."""
    record = opened()
    record.submit_and_wait([decide(key, "keep") for key in "abcdef"])
    record.submit_and_wait([Change(POSITIONS, "a", {"offset": 3})])
    assert record.compact(force=True)
    return Path(record.folder.path, SNAPSHOT, "ada@desk.1.jsonl")


def rewrite(path: Path, change: Callable[[Any], object]) -> None:
    """Change the foot of a snapshot, so that all checksums are right."""
    *lines, last = path.read_bytes().splitlines(keepends=True)
    foot: Mapping[str, Any] = unseal(last[:-1])
    change(foot)
    assert foot["sha256"] == sha256(b"".join(lines)).hexdigest()
    plain = {name: value for name, value in foot.items() if name != "crc"}
    path.write_bytes(b"".join([*lines, seal(json.dumps(plain, separators=(",", ":")))]))
