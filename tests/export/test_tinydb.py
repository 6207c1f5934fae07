"""The record as tables that a stock TinyDB takes for its own."""

from __future__ import annotations

import json
from pathlib import Path

from tinydb import TinyDB, where

from tui.cli.output import json_line
from tui.export.tinydb import tables

ENTRIES = {
    "documents": {
        "sha256:b": {"decision": "keep", "tags": ["sea"]},
        "sha256:a": {"decision": "discard", "reasons": ["\x1b[31m old"]},
    },
    "marks": {},
}


def test_documents_are_numbered_and_know_their_keys() -> None:
    assert tables(ENTRIES) == {
        "documents": {
            "1": {"key": "sha256:a", "decision": "discard", "reasons": ["\x1b[31m old"]},
            "2": {"key": "sha256:b", "decision": "keep", "tags": ["sea"]},
        }
    }


def test_a_stock_tinydb_reads_and_goes_on_writing_it(tmp_path: Path) -> None:
    target = tmp_path / "record.json"
    target.write_text(json_line(tables(ENTRIES)))
    with TinyDB(target) as database:
        documents = database.table("documents")
        assert [one["key"] for one in documents.search(where("decision") == "keep")] == ["sha256:b"]
        assert documents.insert({"key": "sha256:c"}) == 3
    assert len(json.loads(target.read_text())["documents"]) == 3


def test_an_empty_record_is_an_empty_database(tmp_path: Path) -> None:
    target = tmp_path / "record.json"
    target.write_text(json_line(tables({})))
    with TinyDB(target) as database:
        assert database.tables() == set()
