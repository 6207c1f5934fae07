"""`purge`: a name that must go is said where it stands, and then is nowhere that can be reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import MINUTES, Desk

NAME = "Ilse Quellenberg"


def anywhere(*roots: Path) -> bool:
    """Whether the name stands in any file below."""
    for path in (path for root in roots for path in root.rglob("*") if path.is_file()):
        data = path.read_bytes()
        if NAME.encode().lower() in data.lower():
            return True
    return False


@pytest.fixture
def told(desk: Desk) -> Desk:
    """A record and an index that have the name: in a reason, a note, a copy and a log."""
    desk.put("leak.txt", MINUTES.replace("The treasurer", NAME))
    desk.run("decide", "inbox/leak.txt", "keep", "--reason", f"told by {NAME.upper()}")
    desk.run("note", "inbox/ferry.txt", f"ask {NAME}")
    log = desk.root / "xdg-state/copytaster/errors.log"
    log.write_text(f"'{NAME}'\n")
    return desk


def test_without_yes_it_only_says_where_the_name_is_and_what_is_out_of_reach(told: Desk) -> None:
    before = sorted((path, path.read_bytes()) for path in told.state.rglob("*") if path.is_file())
    done = told.run("purge", "ilse", "quellenberg")
    assert (done.code, done.err) == (0, "")
    assert "operations with the words: 2, would be blotted out" in done.lines
    assert "copies of documents: 1, left; --documents removes them" in done.lines
    assert any("index.sqlite: would be removed" in line for line in done.lines)
    assert any("errors.log: would be removed" in line for line in done.lines)
    assert "nothing was changed: --yes does it" in done.lines
    assert any("backups" in line for line in done.lines[done.lines.index("out of reach:") :])
    after = sorted((path, path.read_bytes()) for path in told.state.rglob("*") if path.is_file())
    assert after == before


def test_with_yes_the_name_is_gone_and_the_decisions_are_not(told: Desk) -> None:
    assert told.run("purge", NAME, "--documents", "--yes").code == 0
    assert not anywhere(told.state, told.root / "cache", told.root / "xdg-state")
    assert told.run("verify").code == 0
    again = told.run("purge", NAME)
    assert "operations with the words: 0, would be blotted out" in again.lines
    (told.inbox / "leak.txt").unlink()
    listed = told.run("list", "--json").records
    assert [one["notes"][0]["text"] for one in listed if one["notes"]] == ["ask [purged]"]
    assert "keep" in told.run("history").out
    assert not anywhere(told.state, told.root / "cache")


def test_copies_of_documents_stay_unless_they_are_named_too(told: Desk) -> None:
    told.run("purge", NAME, "--yes")
    assert len(list(told.state.glob("evidence/*/*"))) == 2
    assert told.run("purge", NAME, "--documents", "--yes").code == 0
    assert len(list(told.state.glob("evidence/*/*"))) == 1


def test_a_record_that_was_set_aside_is_named(told: Desk) -> None:
    told.run("backup", "copy.tar.gz")
    told.run("restore", "--force", "copy.tar.gz")
    (aside,) = told.root.glob("state.before-*")
    beyond = told.run("purge", NAME, "--yes").lines
    assert f"  {aside}, set aside by restore" in beyond[beyond.index("out of reach:") :]


def test_a_short_name_costs_no_decision(told: Desk) -> None:
    told.run("decide", "inbox/minutes.txt", "maybe")
    assert "operations with the words: 0, would be blotted out" in told.run("purge", "May").lines
    assert told.run("purge", "May", "--yes").code == 0
    (row,) = told.run("list", "--json", "path:minutes").records
    assert row["decision"] == "maybe"


def test_purge_needs_words(told: Desk) -> None:
    for words in ("  ", "e"):
        assert told.run("purge", words, "--yes").code == 2
