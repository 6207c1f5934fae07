"""Several readers in one record: side by side, never mixed, in a team's folder too."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.triage.conftest import Opener
from tests.triage.operations import decide, make
from tui.decision import Decision
from tui.triage.lines import encode
from tui.triage.readers import OtherReaders, readers
from tui.triage.record import Record, RecordError


def test_what_the_others_hold_is_read_and_followed(opened: Opener) -> None:
    ada, bob, eve = opened(), opened(reader="bob"), opened(reader="eve")
    ada.submit_and_wait([decide("a", "keep")])
    bob.submit_and_wait([decide("a", "discard"), decide("b", "maybe")])
    others = OtherReaders(ada.folder, ada.reader)
    assert others.refresh() == {"a", "b"}
    assert {name: held.decision for name, held in others.judgements("a").items()} == {
        "bob": Decision.DISCARD
    }
    eve.submit_and_wait([decide("a", "keep")])
    assert others.refresh() == {"a"}
    assert list(others.judgements("a")) == ["bob", "eve"]
    assert others.refresh() == frozenset()
    assert others.judgements("never") == {}
    assert readers(ada.folder) == ("ada", "bob", "eve")
    others.close()


def test_their_snapshots_are_read_too(opened: Opener) -> None:
    bob = opened(reader="bob")
    bob.submit_and_wait([decide("a", "discard")])
    bob.compact(force=True)
    bob.submit_and_wait([decide("b", "keep")])
    others = OtherReaders(opened().folder, "ada")
    others.refresh()
    assert others.judgements("a")["bob"].decision is Decision.DISCARD
    assert others.judgements("b")["bob"].decision is Decision.KEEP
    others.close()


def test_nobody_can_write_in_the_name_of_another(state: str, opened: Opener) -> None:
    ada = opened()
    ada.submit_and_wait([decide("a", "keep")])
    forged = encode(make(1, {"decision": "discard"}, by="ada", key="a"))
    Path(state, "journal/bob@desk.jsonl").write_bytes(forged)
    ada.refresh()
    others = OtherReaders(ada.folder, ada.reader)
    others.refresh()
    assert opened().judgement("a").decision is Decision.KEEP
    assert others.judgements("a") == {}
    others.close()


@pytest.fixture
def commons() -> Iterator[str]:
    """A folder that other users can reach."""
    folder = mkdtemp()
    os.chmod(folder, 0o755)
    yield f"{folder}/state"
    shutil.rmtree(folder)


def as_user(uid: int, gid: int, state: str, reader: str, decision: str) -> str:
    """Open and decide as another user; what went wrong, or nothing."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        said = "crashed"
        try:
            os.setgroups([gid])
            os.setgid(gid)
            os.setuid(uid)
            with Record.open(state, reader=reader, host="desk", shared=True) as record:
                record.submit_and_wait([decide("a", decision)])
                said = record.trouble
        except RecordError as error:
            said = str(error)
        finally:
            os.write(writing, said.encode())
            os._exit(0)
    os.close(writing)
    with open(reading) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be several users")
def test_a_team_writes_one_file_each_into_a_shared_folder(commons: str) -> None:
    group = 54321
    with Record.open(commons, reader="ada", host="desk", shared=True) as ada:
        ada.submit_and_wait([decide("a", "keep")])
        os.chown(commons, 0, group)
        for path in Path(commons).rglob("*"):
            os.chown(path, 0, group)
        os.chmod(commons, 0o3770)
        os.chmod(f"{commons}/journal", 0o3770)
        assert as_user(12345, group, commons, "bob", "discard") == ""
        others = OtherReaders(ada.folder, ada.reader)
        others.refresh()
        assert others.judgements("a")["bob"].decision is Decision.DISCARD
        others.close()
    theirs = os.stat(f"{commons}/journal/bob@desk.jsonl")
    assert (theirs.st_uid, theirs.st_gid) == (12345, group)
    assert stat.S_IMODE(theirs.st_mode) == 0o640
    assert "no permission" in as_user(12345, group, commons, "ada", "discard")
    assert as_user(22222, 22222, commons, "eve", "keep") != ""


def test_a_teams_folder_is_not_made_private_by_accident(state: str) -> None:
    Record.open(state, reader="ada", host="desk", shared=True).close()
    assert stat.S_IMODE(os.stat(state).st_mode) == 0o3770
    with pytest.raises(RecordError, match="--shared"):
        Record.open(state, reader="ada", host="desk")
    assert stat.S_IMODE(os.stat(state).st_mode) == 0o3770
