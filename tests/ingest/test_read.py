"""The bytes of regular files, and one sentence for everything else."""

from __future__ import annotations

import os
import socket
import tempfile
from pathlib import Path

import pytest

from tui.ingest.read import ReadError, read_bytes, size_in_words
from tui.ingest.scan import scan


def problem(path: object, limit: int = 1000) -> str:
    with pytest.raises(ReadError) as caught:
        read_bytes(str(path), limit)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_file_is_read_whole_up_to_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 1000)
    assert read_bytes(str(path), 1000) == b"x" * 1000
    path.write_bytes(b"")
    assert read_bytes(str(path), 1000) == b""


def test_a_file_above_the_limit_is_refused_with_both_sizes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 1001)
    assert problem(path) == "too large: 1 kB, and 1 kB is the limit"
    os.truncate(path, 5_000_000_000)
    assert problem(path, 64_000_000) == "too large: 5000.0 MB, and 64.0 MB is the limit"


def test_what_is_no_file_is_refused_without_being_opened_for_long(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/etc/hostname")
    (tmp_path / "loop").symlink_to("loop")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        assert problem(tmp_path / "s") == "is a socket or a pipe, not a file"
    assert problem(tmp_path / "pipe") == "is a named pipe, not a file"
    assert problem(tmp_path / "link") == "is a link, and links are not followed"
    assert problem(tmp_path / "loop") == "is a link, and links are not followed"
    assert problem(tmp_path) == "is a folder, not a file"
    assert problem("/dev/null") == "is a device, not a file"
    assert problem(tmp_path / "missing") == "is not there"
    assert problem(tmp_path / ("x" * 300)) == "its path is too long"


def test_no_permission_is_said_by_the_reader_and_by_the_scan() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        path = Path(folder) / "secret.txt"
        path.write_bytes(b"x")
        path.chmod(0)
        was = os.geteuid()
        if was == 0:
            os.seteuid(65534)
        try:
            if os.access(path, os.R_OK, effective_ids=os.access in os.supports_effective_ids):
                pytest.skip("this user may read every file")
            assert problem(path) == "no permission to read"
            (entry,) = scan([folder]).entries
        finally:
            os.seteuid(was)
        assert entry.problem == "no permission to read"


def test_a_file_that_changes_once_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"before")
    changes = [b"before and after"]
    grow_while_read(monkeypatch, path, changes)
    assert read_bytes(str(path), 1000) == b"before and after"
    assert not changes


def test_a_file_that_goes_on_changing_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"1")
    grow_while_read(monkeypatch, path, [b"12", b"123", b"1234"])
    assert problem(path) == "is being written; it changed twice while it was read"


def grow_while_read(monkeypatch: pytest.MonkeyPatch, path: Path, changes: list[bytes]) -> None:
    """Another process's writes, one each time that the file is read from its beginning."""
    real = os.read

    def reading(descriptor: int, count: int) -> bytes:
        begins = os.lseek(descriptor, 0, os.SEEK_CUR) == 0
        data = real(descriptor, count)
        if begins and changes:
            path.write_bytes(changes.pop(0))
        return data

    monkeypatch.setattr(os, "read", reading)


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (14_300, "14 kB"), (4_210_000, "4.2 MB")],
)
def test_sizes_are_said_as_people_say_them(size: int, words: str) -> None:
    assert size_in_words(size) == words
