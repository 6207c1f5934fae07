"""Corrections as files: what is written is read back as the same rules."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.cli.output import json_line, one_line
from tui.corrections import line_fields, line_key, name_key, read
from tui.decision import Change
from tui.document import Label
from tui.export.corrections import COLUMNS, is_head, line_rules, name_rules, read_rule

printable = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=40)
words = printable.map(lambda text: " ".join(text.split())).filter(
    lambda text: bool(text) and not text.startswith("{")
)
identity = st.integers(0, 2**256 - 1).map(lambda number: f"sha256:{number:064x}")


@settings(derandomize=True, max_examples=100)
@given(text=st.text(min_size=1, max_size=3000).filter(str.strip), hidden=st.booleans())
def test_a_rule_on_a_line_comes_back_as_it_was_also_where_the_line_was_cut(
    text: str, hidden: bool
) -> None:
    key, entry = line_key(text), line_fields(text, hidden=hidden)
    (rule,) = line_rules({key: entry})
    assert rule["hidden"] is hidden
    if entry["line"].strip():
        assert read_rule(json_line(rule)) == Change("corrections", key, entry)


@settings(derandomize=True, max_examples=200)
@given(
    spelling=words,
    label=st.sampled_from([None, "", *map(str, Label)]),
    name=words | st.just(""),
    document=identity | st.just(""),
)
def test_a_rule_on_a_name_comes_back_with_the_same_meaning(
    spelling: str, label: str | None, name: str, document: str
) -> None:
    entry = {"spelling": spelling}
    if label is not None:
        entry["label"] = label
    if name and name != spelling:
        entry["same_as"] = name
    key = name_key(spelling, document)
    rows = list(name_rules({key: entry}))
    assert bool(rows) == (len(entry) > 1), "a rule that says nothing is none"
    if not rows:
        return
    (row,) = rows
    change = read_rule("\t".join(map(one_line, row)))
    assert change.key == key
    assert change.set is not None
    assert read({key: change.set}) == read({key: entry})


def test_a_name_that_is_one_with_none_elsewhere_comes_back_as_that() -> None:
    key, entry = name_key("Brandt"), {"spelling": "Brandt", "alone": True}
    (row,) = name_rules({key: entry})
    assert row == ("Brandt", "alone", "", "")
    assert read_rule("\t".join(row)) == Change("corrections", key, entry)


def test_a_name_that_is_apart_has_its_own_spelling_for_its_name() -> None:
    key = name_key("The Bay")
    (row,) = name_rules({key: {"spelling": "The Bay", "apart": True}})
    assert row == ("The Bay", "", "The Bay", "")
    assert read_rule("\t".join(row)) == Change(
        "corrections", key, {"spelling": "The Bay", "apart": True}
    )


def test_a_list_may_be_as_short_as_spelling_and_kind() -> None:
    assert read_rule("Oslo\tPLACE\r") == Change(
        "corrections", name_key("Oslo"), {"spelling": "Oslo", "label": "PLACE"}
    )
    assert is_head("\t".join(COLUMNS) + "\n")


def test_training_lines_have_just_the_line_and_whether_it_is_hidden() -> None:
    entries = {line_key("Log in"): line_fields("Log in", hidden=True), "name:: x": {}}
    assert [json.loads(json_line(one)) for one in line_rules(entries)] == [
        {"line": "Log in", "hidden": True}
    ]


@pytest.mark.parametrize("line", ["", "\t", "x", "x\t\t\t", "x\tCITY", '{"hidden": true}', "{"])
def test_what_is_no_rule_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_rule(line)
