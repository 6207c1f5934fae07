"""Corrections: seen wherever a document is shown, exported as lists, taken into another case."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import FERRY, Desk, make_desk
from tui.corrections import line_fields, line_key, name_key
from tui.decision import CORRECTIONS, Change
from tui.triage.record import Record

HEADLINE = "Ferry line to Sandholm opens in spring"
LONG = "word " * 1000


def correct(desk: Desk) -> None:
    """What a reader corrected with keys: a line that does not belong, two names."""
    hidden = FERRY.splitlines()[-1]
    changes = [
        Change(CORRECTIONS, line_key(hidden), line_fields(hidden, hidden=True)),
        Change(CORRECTIONS, line_key(LONG), line_fields(LONG, hidden=False)),
        Change(
            CORRECTIONS,
            name_key("Marrow Bay"),
            {"spelling": "Marrow Bay", "label": "ORG", "same_as": "Marrow Bay Council"},
        ),
        Change(CORRECTIONS, name_key("Oslo"), {"spelling": "Oslo", "label": ""}),
    ]
    with Record.open(str(desk.state), reader=desk.reader, host="test") as record:
        record.submit_and_wait(changes)


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = make_desk(tmp_path_factory.mktemp("corrected"))
    desk.put("ferry.txt", FERRY)
    correct(desk)
    return desk


def names(desk: Desk) -> list[tuple[str, str]]:
    lines = desk.run("show", "inbox/ferry.txt", "--names").lines
    return [(cells[0], cells[1]) for cells in (line.split("\t") for line in lines)]


def test_a_document_is_shown_and_exported_as_it_was_corrected(corrected: Desk) -> None:
    assert "12 million euros" not in corrected.run("show", "inbox/ferry.txt").out
    hidden = corrected.run("show", "inbox/ferry.txt", "--hidden").out
    assert "hidden by you]\n| The line will cost 12 million" in hidden
    assert ("ORG", "Marrow Bay Council") in names(corrected)
    assert not any(name == "Oslo" for _, name in names(corrected))
    (exported,) = corrected.run("export", "--text").records
    assert "12 million euros" not in exported["text"]
    assert {"label": "ORG", "name": "Marrow Bay Council", "times": 1} in exported["names"]
    assert corrected.run("export").records[0].keys().isdisjoint({"text", "names"})


def test_lines_are_exported_to_learn_from(corrected: Desk) -> None:
    found = corrected.run("export", "--format", "corrections").records
    rules = {one["line"]: one["hidden"] for one in found}
    assert rules == {FERRY.splitlines()[-1]: True, LONG[:2000]: False}


def test_names_are_exported_as_a_list(corrected: Desk) -> None:
    lines = corrected.run("export", "--format", "names").lines
    assert [line.split("\t") for line in lines] == [
        ["spelling", "kind", "name", "document"],
        ["Marrow Bay", "ORG", "Marrow Bay Council", ""],
        ["Oslo", "-", "", ""],
    ]


def test_another_case_takes_them_in_at_once_and_only_what_it_has_not(
    corrected: Desk, tmp_path: Path
) -> None:
    other = make_desk(tmp_path)
    other.put("ferry.txt", FERRY)
    assert "12 million euros" in other.run("show", "inbox/ferry.txt").out
    for form, count in (("corrections", 2), ("names", 2)):
        (tmp_path / form).write_text(corrected.run("export", "--format", form).out)
        done = other.run("corrections", "import", form)
        assert (done.code, done.err) == (0, "")
        assert done.out == f"{count} corrections taken in, 0 known before\n"
    assert other.run("show", "inbox/ferry.txt").out == corrected.run("show", "inbox/ferry.txt").out
    assert names(other) == names(corrected)
    exported = [desk.run("export", "--format", "corrections").out for desk in (other, corrected)]
    assert exported[0] == exported[1]
    again = other.run("corrections", "import", "names")
    assert again.out == "0 corrections taken in, 2 known before\n"
    assert other.run("undo").code == 0
    assert "Oslo" in {name for _, name in names(other)}


@pytest.mark.parametrize(
    "line",
    [
        '{"line": "x"}',
        '{"line": "x", "hidden": 1}',
        '{"line": "x", "hidden": true, "key": "name:x"}',
        '{"line": ',
        "Oslo\tCITY",
        "\tORG",
        "garbage",
        "a\tORG\tb\tno-id",
        "a\tb\tc\td\te",
    ],
)
def test_a_file_with_a_line_that_is_no_rule_is_not_taken_in_at_all(
    fresh_reader: Desk, line: str
) -> None:
    (fresh_reader.root / "rules").write_text(f"Oslo\t-\n{line}\n")
    done = fresh_reader.run("corrections", "import", "rules")
    assert (done.code, done.out) == (1, "")
    first, last = done.err.splitlines()
    assert first.startswith("copytaster: rules:2: ")
    assert last == "copytaster: rules: nothing taken in"
    assert fresh_reader.run("export", "--format", "names").lines[1:] == []


def test_queries_know_names_by_the_corrections(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    desk.put("ferry.txt", FERRY)

    def found(query: str) -> bool:
        return bool(desk.run("list", query).lines)

    assert found("who:holmqvist") and found('place:"marrow bay"') and found("place:oslo")
    assert not found("who:lund") and not found("org:marrow")
    (tmp_path / "names").write_bytes("Мост\tORG\n".encode("cp1251"))
    assert "not UTF-8" in desk.run("corrections", "import", "names").err
    (tmp_path / "names").write_text("Marrow Bay\tORG\nOslo\t-\nHolmqvist\t\tInga Lund\n")
    assert desk.run("corrections", "import", "names").code == 0
    assert found('who:"inga lund"') and found("who:holmqvist") and found('org:"marrow bay"')
    assert not found('place:"marrow bay"') and not found("place:oslo")
    assert desk.run("undo").code == 0
    assert found("place:oslo") and not found("who:lund") and not found("org:marrow")
