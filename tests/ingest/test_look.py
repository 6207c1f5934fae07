"""Single files that changed are judged by the same rules as a scan of everything."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tui.ingest.look import Look, TooMuchError, look
from tui.ingest.scan import Inbox, scan

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").write_text("a")
    return scan([str(tmp_path)])


def paths(root: Path, *names: str) -> list[str]:
    return [str(root / name) for name in names]


def test_what_is_there_comes_in_the_order_of_its_paths(tmp_path: Path, inbox: Inbox) -> None:
    for name in ("10.txt", "9.txt", "sub/1.txt"):
        (tmp_path / name).write_text(name)
    found = look(paths(tmp_path, "sub/1.txt", "10.txt", "9.txt"), inbox)
    assert [entry.path for entry in found.entries] == paths(
        tmp_path, "9.txt", "10.txt", "sub/1.txt"
    )
    assert set(found.entries) < set(scan([str(tmp_path)]).entries)
    assert not found.gone


def test_what_is_not_there_any_more_is_gone(tmp_path: Path, inbox: Inbox) -> None:
    (tmp_path / "a.txt").unlink()
    assert look(paths(tmp_path, "a.txt"), inbox) == Look(gone=(str(tmp_path / "a.txt"),))


def test_hidden_files_and_files_of_other_folders_are_passed_over(
    tmp_path: Path, inbox: Inbox
) -> None:
    (tmp_path / ".new").write_text("x")
    assert look([*paths(tmp_path, ".new", "__pycache__"), "/elsewhere/x.txt"], inbox) == Look()


def test_a_file_that_cannot_be_read_has_its_problem(tmp_path: Path, inbox: Inbox) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (entry,) = look(paths(tmp_path, "pipe.txt"), inbox).entries
    assert entry.problem


def test_a_metadata_file_is_none_of_the_documents_and_names_the_one_it_describes(
    tmp_path: Path, inbox: Inbox
) -> None:
    for name in ("a.json", "b.json", "new.txt", "new.txt.json"):
        (tmp_path / name).write_text("{}")
    found = look(paths(tmp_path, "a.json", "b.json", "new.txt.json"), inbox)
    assert [entry.path for entry in found.entries] == paths(tmp_path, "b.json")
    assert sorted(found.described) == paths(tmp_path, "a.txt", "new.txt")
    assert set(found.gone) >= set(paths(tmp_path, "a.json", "new.txt.json"))


def test_a_document_whose_metadata_was_taken_for_a_document_takes_it_away(
    tmp_path: Path, inbox: Inbox
) -> None:
    for name in ("b.json", "b.txt"):
        (tmp_path / name).write_text("{}")
    assert str(tmp_path / "b.json") in look(paths(tmp_path, "b.txt"), inbox).gone


@pytest.mark.parametrize("name", ["sub", "folder", "link", "manifest.csv", "b\ufffd.txt"])
def test_only_a_scan_can_tell_of_folders_links_and_manifests(
    tmp_path: Path, inbox: Inbox, name: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("a.txt")
    with pytest.raises(TooMuchError):
        look(paths(tmp_path, name), inbox)


def test_a_file_that_was_named_by_itself_is_looked_at_and_its_neighbours_are_not(
    tmp_path: Path,
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name)
    inbox = scan(paths(tmp_path, "a.txt"))
    found = look(paths(tmp_path, "a.txt", "b.txt"), inbox)
    assert [entry.path for entry in found.entries] == paths(tmp_path, "a.txt")
