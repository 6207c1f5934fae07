"""The bytes of a kept document stay, whatever becomes of the inbox."""

from __future__ import annotations

import errno
from hashlib import sha256
from pathlib import Path

import pytest

from tests.triage.conftest import Opener
from tui.triage.evidence import fetch, store, stored

PAGE = b"On 3 September the Transport Ministry met the islanders.\n"
ID = f"sha256:{sha256(PAGE).hexdigest()}"


def test_bytes_are_stored_once_and_found_by_their_id(opened: Opener, state: str) -> None:
    folder = opened().folder
    assert fetch(folder, ID) is None
    assert store(folder, ID, PAGE) == ""
    assert store(folder, ID, PAGE) == ""
    assert fetch(folder, ID) == PAGE
    assert stored(folder) == (ID,)
    (path,) = [path for path in Path(state, "evidence").rglob("*") if path.is_file()]
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_is_larger_than_the_cap_is_left_out_and_says_so(opened: Opener) -> None:
    folder = opened().folder
    assert "larger than" in store(folder, ID, PAGE, cap=10)
    assert fetch(folder, ID) is None


@pytest.mark.parametrize("name", ["sha256:" + "0" * 64, "sha256:../../x", "a", ""])
def test_other_bytes_and_other_names_are_refused(opened: Opener, name: str) -> None:
    with pytest.raises(ValueError, match="not the"):
        store(opened().folder, name, PAGE)


def test_damaged_bytes_are_not_given_out(opened: Opener, state: str) -> None:
    folder = opened().folder
    store(folder, ID, PAGE)
    (path,) = [path for path in Path(state, "evidence").rglob("*") if path.is_file()]
    path.write_bytes(PAGE.replace(b"met", b"hit"))
    assert fetch(folder, ID) is None


def test_a_full_disk_is_told_to_the_caller(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(name: str, data: bytes, inside: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    folder = opened().folder
    monkeypatch.setattr("tui.triage.evidence.replace_file", full)
    with pytest.raises(OSError, match="No space"):
        store(folder, ID, PAGE)
