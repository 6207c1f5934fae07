"""`export`: what was decided and noted, for other programs and for people."""

from __future__ import annotations

import csv
import io

import pytest

from tests.cli.conftest import FERRY, MINUTES, Desk, make_desk


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = make_desk(tmp_path_factory.mktemp("decided"))
    desk.put("=cmd.txt", FERRY)
    desk.put("minutes.txt", MINUTES)
    desk.run("decide", "inbox/=cmd.txt", "keep", "--reason", "local")
    desk.run("note", "inbox/=cmd.txt", "=HYPERLINK(1)")
    return desk


def test_json_lines_are_the_default_and_say_what_list_says(decided: Desk) -> None:
    exported = decided.run("export").records
    listed = decided.run("list", "--json").records
    for line, row in zip(exported, listed, strict=True):
        assert {key: line[key] for key in row} == row
        assert "url" in line


def test_a_query_chooses_what_is_exported(decided: Desk) -> None:
    assert len(decided.run("export", "decision:keep").lines) == 1


def test_csv_opens_as_a_table_without_formulas(decided: Desk) -> None:
    done = decided.run("export", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [row["decision"] for row in rows] == ["keep", "none"]
    assert rows[0]["notes"] == "'=HYPERLINK(1)"
    assert rows[0]["reasons"] == "local"


def test_markdown_is_a_brief(decided: Desk) -> None:
    done = decided.run("export", "--format", "markdown")
    assert done.out.startswith("# inbox\n")
    assert "## Kept\n\n### Ferry line to Sandholm opens in spring\n" in done.out
    assert "=HYPERLINK(1)" in done.out
