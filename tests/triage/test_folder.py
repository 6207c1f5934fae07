"""Whose folder the record is in, and who else may look."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from tests.triage.conftest import Opener
from tests.triage.operations import decide
from tui.decision import Decision
from tui.triage.record import Record, RecordError

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")


def modes(state: str) -> dict[str, int]:
    """The permissions of everything in the record."""
    found = {".": stat.S_IMODE(os.stat(state).st_mode)}
    for path in Path(state).rglob("*"):
        found[str(path.relative_to(state))] = stat.S_IMODE(path.stat().st_mode)
    return found


@pytest.fixture
def open_umask() -> object:
    """A umask that would let everybody in."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_umask")
def test_everything_is_private_whatever_the_umask(state: str, opened: Opener) -> None:
    opened().submit_and_wait([decide("a", "keep")])
    found = modes(state)
    assert found.pop(".") == 0o700
    assert found.pop("journal") == 0o700
    assert set(found) == {"FORMAT", ".reserve", "journal/ada@desk.jsonl"}
    assert set(found.values()) == {0o600}


@pytest.mark.parametrize("mode", [0o775, 0o755, 0o2775])
def test_a_folder_of_ours_that_others_may_enter_is_made_private(
    state: str, opened: Opener, mode: int
) -> None:
    os.mkdir(state)
    os.chmod(state, mode)
    opened().submit_and_wait([decide("a", "keep")])
    assert modes(state)["."] & 0o077 == 0


def test_a_folder_writable_for_everybody_is_refused(state: str) -> None:
    os.mkdir(state)
    os.chmod(state, 0o777)
    with pytest.raises(RecordError, match="writable for everybody"):
        Record.open(state, reader="ada", host="desk")


def test_a_symbolic_link_is_refused(state: str, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    os.symlink(tmp_path / "elsewhere", state)
    with pytest.raises(RecordError, match="symbolic link"):
        Record.open(state, reader="ada", host="desk")


def test_a_file_in_its_place_is_refused(state: str) -> None:
    Path(state).write_text("not a folder")
    with pytest.raises(RecordError, match="not a directory"):
        Record.open(state, reader="ada", host="desk")


@needs_root
def test_a_folder_of_somebody_else_is_refused_but_can_be_read(state: str, opened: Opener) -> None:
    opened().submit_and_wait([decide("a", "keep")])
    os.chown(state, 12345, 12345)
    with pytest.raises(RecordError, match="belongs to another user"):
        Record.open(state, reader="ada", host="desk")
    assert opened(read_only=True).judgement("a").decision is Decision.KEEP


def test_a_read_only_folder_opens_for_reading_and_says_so(state: str, opened: Opener) -> None:
    with opened() as record:
        record.submit_and_wait([decide("a", "keep")])
    os.chmod(state, 0o500)
    try:
        record = opened()
        assert not record.writable
        assert "read-only" in record.trouble
        assert record.judgement("a").decision is Decision.KEEP
        with pytest.raises(RecordError, match="NOT SAVED"):
            record.submit([decide("a", "discard")])
        assert record.judgement("a").decision is Decision.KEEP
    finally:
        os.chmod(state, 0o700)


def test_opened_read_only_nothing_is_made(state: str, opened: Opener) -> None:
    record = opened(read_only=True)
    assert len(record.judgements()) == 0
    assert not os.path.exists(state)


@pytest.mark.parametrize("name", ["", "Ada", "a/b", "../x", ".hidden", "a b", "ада", "a\x1b[31m"])
def test_names_that_could_leave_the_folder_are_refused(state: str, name: str) -> None:
    with pytest.raises(RecordError, match="reader") as caught:
        Record.open(state, reader=name, host="desk")
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("planted", ["symlink", "fifo", "hardlink"])
def test_a_journal_that_is_not_a_plain_file_of_its_own_is_not_written(
    state: str, opened: Opener, tmp_path: Path, planted: str
) -> None:
    opened().close()
    journal = f"{state}/journal/ada@desk.jsonl"
    target = tmp_path / "precious"
    target.write_text("precious\n")
    if planted == "symlink":
        os.symlink(target, journal)
    elif planted == "fifo":
        os.mkfifo(journal)
    else:
        os.link(target, journal)
    record = Record.open(state, reader="ada", host="desk")
    with pytest.raises(RecordError, match="NOT SAVED"):
        record.submit_and_wait([decide("a", "keep")])
    assert target.read_text() == "precious\n"
    with pytest.raises(RecordError, match="1 operation"):
        record.close()


def test_the_format_of_the_future_opens_read_only_or_not_at_all(state: str, opened: Opener) -> None:
    with opened() as record:
        record.submit_and_wait([decide("a", "keep")])
    Path(state, "FORMAT").write_text(json.dumps({"format": 9, "min_reader": 1, "app": "9"}))
    record = opened()
    assert not record.writable and "newer version" in record.trouble
    assert record.judgement("a").decision is Decision.KEEP
    Path(state, "FORMAT").write_text(json.dumps({"format": 9, "min_reader": 9, "app": "9"}))
    with pytest.raises(RecordError, match="newer version"):
        opened()


def test_a_damaged_format_file_is_not_taken_for_a_licence_to_write(
    state: str, opened: Opener
) -> None:
    opened().close()
    Path(state, "FORMAT").write_bytes(b"\0" * 40)
    record = opened()
    assert not record.writable and "FORMAT" in record.trouble
