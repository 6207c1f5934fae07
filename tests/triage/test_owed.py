"""What is still to be copied into the record is noted for the next run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.triage.folder import Folder, open_folder
from tui.triage.owed import Owed

IDS = tuple(f"sha256:{number:064x}" for number in range(5))


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Folder]:
    opened = open_folder(str(tmp_path / "state"))
    yield opened
    opened.close()


def test_a_run_is_owed_what_earlier_ones_noted_and_never_its_own(folder: Folder) -> None:
    first = Owed(folder, "ada", "run1")
    assert first.left() == ()
    first.note(IDS[:2])
    first.note(IDS[2:3])
    assert first.left() == ()
    assert Owed(folder, "ada", "run2").left() == IDS[:3]
    assert Owed(folder, "ad", "run2").left() == ()


def test_what_is_settled_is_owed_no_more_but_for_the_rest(folder: Folder) -> None:
    Owed(folder, "ada", "run1").note(IDS[:2])
    second = Owed(folder, "ada", "run2")
    second.note(IDS[2:])
    assert second.left() == IDS[:2]
    second.settle(IDS[4:])
    third = Owed(folder, "ada", "run3")
    assert third.left() == IDS[4:]
    third.settle()
    assert Owed(folder, "ada", "run4").left() == ()


def test_what_a_run_that_goes_on_notes_meanwhile_stays(folder: Folder) -> None:
    first, second = Owed(folder, "ada", "run1"), Owed(folder, "ada", "run2")
    first.note(IDS[:2])
    assert second.left() == IDS[:2]
    first.note(IDS[2:3])
    second.settle()
    assert Owed(folder, "ada", "run3").left() == IDS[:3]


@pytest.mark.parametrize("torn", [b"", b"sha256:12", b"\xff\xfe", b"sha256:../../etc/passwd\n"])
def test_a_line_that_a_kill_has_cut_is_passed_over(folder: Folder, torn: bytes) -> None:
    Owed(folder, "ada", "run1").note(IDS[:1])
    with Path(folder.path, "owed", "ada.run1").open("ab") as file:
        file.write(torn)
    assert Owed(folder, "ada", "run2").left() == IDS[:1]


def test_the_list_is_the_readers_alone(folder: Folder) -> None:
    Owed(folder, "ada", "run1").note(IDS[:1])
    assert Path(folder.path, "owed", "ada.run1").stat().st_mode & 0o777 == 0o600
