"""`verify`, `backup`, `restore`, `export --format tinydb`: the record as files."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tinydb import Query, TinyDB

from tests.cli.conftest import FERRY, MINUTES, Desk, make_desk


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A small record: a decision with its evidence, a note, another reader."""
    desk = make_desk(tmp_path_factory.mktemp("kept"))
    desk.put("ferry.txt", FERRY)
    desk.put("minutes.txt", MINUTES)
    desk.run("decide", "inbox/ferry.txt", "keep", "--reason", "local")
    desk.run("note", "inbox/minutes.txt", "who paid?")
    replace(desk, reader="ben").run("decide", "inbox/ferry.txt", "discard")
    return desk


@pytest.fixture
def copy(kept: Desk, tmp_path: Path) -> Desk:
    """The same, to be damaged."""
    shutil.copytree(kept.root, tmp_path / "copy")
    return replace(kept, root=tmp_path / "copy")


def alone(desk: Desk, *arguments: str) -> tuple[str, ...]:
    """A command on the record alone, without an inbox."""
    return (*arguments, f"--state={desk.state}", "--reader=ada", "--host=test")


def test_a_whole_record_is_well_and_needs_no_inbox_to_be_checked(kept: Desk) -> None:
    done = kept.process(*alone(kept, "verify"))
    assert (done.code, done.err) == (0, "")
    assert done.out == "2 files, 3 operations, 2 stored documents: all is well\n"


def test_damage_is_named_with_its_place_and_leaves_with_1(copy: Desk) -> None:
    journal = copy.state / "journal/ada@test.jsonl"
    data = bytearray(journal.read_bytes())
    data[20] ^= 1
    journal.write_bytes(data)
    end = data.index(b"\n")
    done = copy.process(*alone(copy, "verify"))
    assert done.code == 1
    assert f"journal/ada@test.jsonl: bytes 0 to {end}: damaged" in done.lines
    assert not (copy.state / "quarantine").exists()
    aside = copy.bare(*alone(copy, "verify", "--set-aside"))
    assert "1 damaged range copied into quarantine/" in aside.lines
    (piece,) = (copy.state / "quarantine").iterdir()
    assert piece.read_bytes() == data[:end]


def test_a_damaged_copy_of_a_document_is_found(copy: Desk) -> None:
    (stored, *_) = sorted(path for path in (copy.state / "evidence").rglob("*") if path.is_file())
    stored.write_bytes(b"something else")
    assert copy.bare(*alone(copy, "verify")).code == 1


def test_where_there_is_no_record_there_is_nothing_to_check(empty_desk: Desk) -> None:
    for command in (["verify"], ["backup", "copy.tar.gz"]):
        done = empty_desk.run(*command)
        assert (done.code, done.out) == (1, "")
        assert "no record" in done.err


def test_a_backup_brings_everything_back(kept: Desk, tmp_path: Path) -> None:
    target = tmp_path / "copy.tar.gz"
    done = kept.bare(*alone(kept, "backup", str(target)))
    assert done.code == 0
    assert target.stat().st_mode & 0o077 == 0
    elsewhere = replace(kept, root=tmp_path / "other")
    elsewhere.inbox.mkdir(parents=True)
    shutil.copytree(kept.inbox, elsewhere.inbox, dirs_exist_ok=True)
    back = elsewhere.run("restore", str(target))
    assert (back.code, back.err) == (0, "")
    assert back.out.startswith(done.out.split(", into")[0])
    (found,) = elsewhere.run("list", "--json", "path:ferry").records
    assert (found["decision"], found["reasons"]) == ("keep", ["local"])
    assert found["others"] == {"ben": "discard"}
    assert elsewhere.run("verify").code == 0


def test_a_backup_replaces_no_file_unless_forced(kept: Desk, tmp_path: Path) -> None:
    target = tmp_path / "precious.txt"
    target.write_text("words")
    done = kept.run("backup", str(target))
    assert (done.code, done.out) == (2, "")
    assert target.read_text() == "words"
    assert kept.run("backup", "--force", str(target)).code == 0


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(copy: Desk) -> None:
    refused = copy.run("backup", "--force", "inbox")
    assert (refused.code, refused.err) == (2, "copytaster: inbox: is a folder; name a file\n")
    before = sorted(os.listdir(copy.root))
    (copy.state / "FORMAT").rename(copy.state / "FORMAT.away")
    assert copy.run("backup", "copy.tar.gz").code == 1
    assert sorted(os.listdir(copy.root)) == before


def test_what_others_keep_beside_the_record_stays_when_it_is_restored(copy: Desk) -> None:
    copy.run("backup", "before.tar.gz")
    (copy.state / "README.md").write_text("ours")
    assert copy.run("restore", "--force", "before.tar.gz").code == 0
    assert (copy.state / "README.md").read_text() == "ours"


def test_copies_owed_to_the_record_that_was_there_are_not_owed_to_the_one_restored(
    copy: Desk,
) -> None:
    copy.run("backup", "before.tar.gz")
    (copy.state / "owed").mkdir(exist_ok=True)
    (copy.state / "owed" / "ada.run").write_text("sha256:" + "0" * 64 + "\n")
    assert copy.run("restore", "--force", "before.tar.gz").code == 0
    assert not (copy.state / "owed" / "ada.run").exists()


def test_a_record_is_restored_over_only_by_force_and_the_old_one_is_kept(copy: Desk) -> None:
    copy.run("backup", "before.tar.gz")
    copy.run("decide", "inbox/ferry.txt", "discard")
    refused = copy.run("restore", "before.tar.gz")
    assert (refused.code, refused.out) == (1, "")
    done = copy.run("restore", "--force", "before.tar.gz")
    assert done.code == 0
    assert copy.run("list", "--json", "path:ferry").records[0]["decision"] == "keep"
    (aside,) = copy.root.glob("state.before-*")
    assert str(aside) in done.err
    shutil.rmtree(copy.state)
    aside.rename(copy.state)
    assert copy.run("list", "--json", "path:ferry").records[0]["decision"] == "discard"


def test_what_is_no_backup_changes_nothing(copy: Desk) -> None:
    (copy.root / "false.tar.gz").write_bytes(b"no tar")
    for force in ([], ["--force"]):
        done = copy.run("restore", *force, "false.tar.gz")
        assert (done.code, done.out) == (1, "")
    missing = copy.run("restore", "missing.tar.gz")
    assert missing.err == "copytaster: missing.tar.gz: no such file\n"
    assert copy.run("list", "--json", "path:ferry").records[0]["decision"] == "keep"
    assert not list(copy.root.glob("state.*"))


def test_a_stock_tinydb_opens_the_export(kept: Desk, tmp_path: Path) -> None:
    target = tmp_path / "record.json"
    target.write_text(kept.run("export", "--format", "tinydb").out)
    with TinyDB(target) as database:
        assert database.tables() == {"documents", "notes"}
        entry = database.table("documents").get(Query().decision == "keep")
        assert not isinstance(entry, list)
        assert entry is not None
        assert entry["key"].startswith("sha256:")
        assert entry["reasons"] == ["local"]
        database.table("documents").insert({"key": "new"})
        assert len(database.table("documents")) == 2


def test_an_export_of_the_whole_record_takes_no_query(kept: Desk) -> None:
    assert kept.run("export", "--format", "tinydb", "decision:keep").code == 2
