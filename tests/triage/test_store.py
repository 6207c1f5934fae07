"""TinyDB's documented behaviour, over the journal; and where the record differs, that it does.

The expectations are those of TinyDB's documentation (usage, "Getting Started", "Handling Data",
"Storing Data", "Document IDs"); each test runs on stock TinyDB too, to be sure that it asks
nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tinydb import Query, TinyDB, where
from tinydb.operations import add, decrement, delete, increment, subtract
from tinydb.operations import set as set_to
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from tui.triage.record import RecordError
from tui.triage.store import Database, JournalStorage

Fresh = Callable[[], TinyDB]


@pytest.fixture(params=["stock", "journal"])
def database(request: pytest.FixtureRequest, state: str) -> Iterator[TinyDB]:
    """Stock TinyDB in memory, and TinyDB over the journal."""
    if request.param == "stock":
        yield TinyDB(storage=MemoryStorage)
        return
    with journal(state) as database:
        yield database


def journal(state: str, reader: str = "ada") -> Database:
    """TinyDB over the journal of ``reader``."""
    return Database(state, storage=JournalStorage, reader=reader, host="desk")


def rows(database: Any) -> list[dict[str, Any]]:
    """The documents as plain dictionaries, in the order of a field of theirs."""
    return sorted((dict(row) for row in database.all()), key=lambda row: str(row.get("n")))


class TestDocumented:
    """What both do."""

    def test_insert_gives_an_id_by_which_the_document_is_found(self, database: TinyDB) -> None:
        one = database.insert({"n": 1, "name": "John"})
        two = database.insert({"n": 2, "name": "Jane"})
        assert one != two
        found = database.get(doc_id=one)
        assert isinstance(found, Document)
        assert found == {"n": 1, "name": "John"} and found.doc_id == one
        assert database.get(doc_id=two) == {"n": 2, "name": "Jane"}
        assert len(database) == 2

    def test_insert_multiple(self, database: TinyDB) -> None:
        ids = database.insert_multiple({"n": number} for number in range(3))
        assert len(set(ids)) == 3
        assert [database.get(doc_id=one) for one in ids] == [{"n": 0}, {"n": 1}, {"n": 2}]

    def test_all_iteration_and_truncate(self, database: TinyDB) -> None:
        database.insert_multiple([{"n": 1}, {"n": 2}])
        assert rows(database) == [{"n": 1}, {"n": 2}]
        assert [row.doc_id for row in database] == [row.doc_id for row in database.all()]
        database.truncate()
        assert database.all() == [] and len(database) == 0

    def test_search_get_contains_count(self, database: TinyDB) -> None:
        database.insert_multiple([{"n": 1, "tags": ["a"]}, {"n": 2, "tags": ["b"]}, {"n": 3}])
        document = Query()
        assert [row["n"] for row in database.search(document.n > 1)] == [2, 3]
        assert database.search(document.tags.any(["b"])) == [{"n": 2, "tags": ["b"]}]
        assert database.get(where("n") == 3) == {"n": 3}
        assert database.get(where("n") == 4) is None
        assert database.contains(document.n == 1) and not database.contains(document.n == 4)
        assert database.count(document.n < 3) == 2
        assert database.search((document.n == 1) | (document.n == 3)) == [
            {"n": 1, "tags": ["a"]},
            {"n": 3},
        ]

    def test_update_with_fields_with_operations_and_with_a_query(self, database: TinyDB) -> None:
        database.insert_multiple([{"n": 1, "x": 5}, {"n": 2, "x": 5}])
        database.update({"y": True})
        database.update(increment("x"), where("n") == 1)
        database.update(decrement("x"), where("n") == 2)
        database.update(add("x", 10))
        database.update(subtract("x", 1))
        database.update(set_to("z", ["new"]), where("n") == 2)
        database.update(delete("y"), where("n") == 1)
        assert rows(database) == [
            {"n": 1, "x": 15},
            {"n": 2, "x": 13, "y": True, "z": ["new"]},
        ]

    def test_update_and_remove_by_id(self, database: TinyDB) -> None:
        one, two, three = database.insert_multiple([{"n": 1}, {"n": 2}, {"n": 3}])
        assert database.update({"seen": True}, doc_ids=[one, three]) == [one, three]
        assert database.remove(doc_ids=[two]) == [two]
        assert rows(database) == [{"n": 1, "seen": True}, {"n": 3, "seen": True}]

    def test_update_multiple(self, database: TinyDB) -> None:
        database.insert_multiple([{"n": 1}, {"n": 2}])
        database.update_multiple([({"x": 1}, where("n") == 1), (set_to("x", 2), where("n") == 2)])
        assert rows(database) == [{"n": 1, "x": 1}, {"n": 2, "x": 2}]

    def test_upsert_updates_what_matches_and_inserts_what_does_not(self, database: TinyDB) -> None:
        database.upsert({"n": 1, "x": 1}, where("n") == 1)
        (same,) = database.upsert({"n": 1, "x": 2}, where("n") == 1)
        assert rows(database) == [{"n": 1, "x": 2}]
        database.upsert(Document({"y": 3}, doc_id=same))
        assert rows(database) == [{"n": 1, "x": 2, "y": 3}]
        with pytest.raises(ValueError, match="search query"):
            database.upsert({"n": 2})

    def test_remove_by_query(self, database: TinyDB) -> None:
        database.insert_multiple([{"n": 1}, {"n": 2}])
        database.remove(where("n") == 1)
        assert rows(database) == [{"n": 2}]
        with pytest.raises(RuntimeError):
            database.remove()

    def test_a_document_brings_its_own_id_once(self, database: TinyDB) -> None:
        database.insert(Document({"n": 1}, doc_id=12))
        assert database.get(doc_id=12) == {"n": 1}
        with pytest.raises(ValueError, match="already exists"):
            database.insert(Document({"n": 2}, doc_id=12))
        assert rows(database) == [{"n": 1}]

    def test_tables_are_apart_and_can_be_dropped(self, database: TinyDB) -> None:
        database.table("one").insert({"n": 1})
        database.table("two").insert({"n": 2})
        assert database.tables() == {"one", "two"}
        assert rows(database.table("one")) == [{"n": 1}]
        database.drop_table("one")
        assert rows(database.table("one")) == []
        assert rows(database.table("two")) == [{"n": 2}]
        database.drop_tables()
        assert rows(database.table("two")) == []

    def test_only_mappings_are_documents(self, database: TinyDB) -> None:
        for wrong in ([1, 2], "text", {"a", "b"}):
            with pytest.raises(ValueError, match="Mapping"):
                database.insert(wrong)

    def test_queries_see_nested_fields_and_functions(self, database: TinyDB) -> None:
        database.insert({"n": 1, "anchor": {"start": 3}})
        assert database.search(Query().anchor.start == 3)
        assert database.search(Query().n.test(lambda value: value == 1))
        assert database.search(Query().fragment({"n": 1}))
        assert not database.search(~(Query().anchor.exists()))

    def test_what_a_search_gave_stays_when_the_table_changes(self, database: TinyDB) -> None:
        database.insert({"n": 1})
        (before,) = database.search(where("n") == 1)
        database.update({"x": 2})
        assert before == {"n": 1}
        assert database.search(where("n") == 1) == [{"n": 1, "x": 2}]


def test_a_failing_update_changes_nothing(state: str) -> None:
    with journal(state) as database:
        database.insert_multiple([{"n": 1, "x": 1}, {"n": 2, "x": "word"}])
        with pytest.raises(TypeError):
            database.update(increment("x"))
        assert rows(database) == [{"n": 1, "x": 1}, {"n": 2, "x": "word"}]


def test_everything_is_there_after_opening_again(state: str) -> None:
    with journal(state) as database:
        one = database.insert({"n": 1, "x": {"deep": [1, 2]}})
        two = database.insert({"n": 2})
        database.remove(doc_ids=[two])
        database.update(increment("n"), doc_ids=[one])
    with journal(state) as database:
        assert rows(database) == [{"n": 2, "x": {"deep": [1, 2]}}]


def test_a_change_costs_one_line_however_large_the_table(state: str) -> None:
    path = Path(state, "journal/ada@desk.jsonl")
    with journal(state) as database:
        ids = database.insert_multiple({"n": number} for number in range(500))
        before = path.stat().st_size
        database.update({"seen": True}, doc_ids=[ids[250]])
        assert path.stat().st_size - before < 400


def test_two_databases_on_one_folder_see_each_other_and_never_clash(state: str) -> None:
    with journal(state) as one, journal(state) as two:
        first, second = one.insert({"n": 1}), two.insert({"n": 2})
        assert first != second
        assert rows(one) == rows(two) == [{"n": 1}, {"n": 2}]
        one.update({"x": 1}, where("n") == 2)
        assert two.search(where("x") == 1) == [{"n": 2, "x": 1}]
        two.upsert({"n": 1, "y": 1}, where("n") == 1)
        assert rows(one) == [{"n": 1, "y": 1}, {"n": 2, "x": 1}]


def test_changing_what_was_found_changes_nothing_in_the_database(state: str) -> None:
    with journal(state) as database:
        database.insert({"n": 1, "tags": ["a"]})
        found = database.get(where("n") == 1)
        assert isinstance(found, dict)
        found["tags"].append("b")
        assert rows(database) == [{"n": 1, "tags": ["a"]}]


def test_a_value_that_json_does_not_have_is_refused_and_nothing_happens(state: str) -> None:
    with journal(state) as database:
        for wrong in (float("nan"), {1}, object()):
            with pytest.raises((TypeError, ValueError)):
                database.insert({"n": 1, "x": wrong})
        assert database.all() == []
        database.insert({"n": 2})
    with journal(state) as database:
        assert rows(database) == [{"n": 2}]


def test_ids_are_strings_none_is_not_there_and_an_empty_document_is_none(state: str) -> None:
    with journal(state) as database:
        assert isinstance(database.insert({"n": 1}), str)
        database.update({"n": None, "x": 1})
        assert database.all() == [{"x": 1}]
        database.insert({})
        database.update({"x": None})
        assert database.all() == []


def test_a_folder_that_cannot_be_written_is_refused(state: str) -> None:
    journal(state).close()
    Path(state).chmod(0o500)
    with pytest.raises(RecordError, match="read-only"):
        journal(state)
    Path(state).chmod(0o700)
