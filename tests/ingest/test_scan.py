"""What a scan finds in an inbox, in which order, and what it says that it left out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tui.ingest.scan import Inbox, InboxError, scan

if TYPE_CHECKING:
    from pathlib import Path


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")


def names(inbox: Inbox, root: Path) -> list[str]:
    return [os.path.relpath(entry.path, root) for entry in inbox.entries]


def problems(inbox: Inbox) -> dict[str, str]:
    return {os.path.basename(entry.path): entry.problem for entry in inbox.entries}


def test_files_come_in_the_order_of_their_paths_with_numbers_as_numbers(tmp_path: Path) -> None:
    make(tmp_path, "10.txt", "9.txt", "b/2.txt", "b/1.html", "a.txt", "B.txt", "c")
    assert names(scan([str(tmp_path)]), tmp_path) == [
        "9.txt",
        "10.txt",
        "a.txt",
        "b/1.html",
        "b/2.txt",
        "B.txt",
        "c",
    ]


def test_an_entry_holds_what_tells_a_changed_file_from_an_old_one(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    (entry,) = scan([str(tmp_path)]).entries
    status = os.stat(tmp_path / "a.txt")
    assert entry.size == len("a.txt")
    assert (entry.mtime_ns, entry.inode) == (status.st_mtime_ns, status.st_ino)
    assert entry.problem == ""


def test_an_empty_folder_is_an_empty_inbox(tmp_path: Path) -> None:
    assert scan([str(tmp_path)]) == Inbox((), folders=(str(tmp_path),))


def test_a_root_may_be_a_single_file_even_a_hidden_one(tmp_path: Path) -> None:
    make(tmp_path, ".a.txt", "b.txt")
    assert names(scan([str(tmp_path / ".a.txt")]), tmp_path) == [".a.txt"]


def test_a_file_below_two_roots_is_listed_once(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "sub/b.txt")
    found = scan([str(tmp_path), str(tmp_path / "sub"), str(tmp_path) + "/"])
    assert names(found, tmp_path) == ["a.txt", "sub/b.txt"]


def test_what_is_no_document_is_left_out_and_counted(tmp_path: Path) -> None:
    make(
        tmp_path,
        "a.txt",
        ".hidden.txt",
        ".hidden2.txt",
        ".cache/x.txt",
        ".git/config",
        "CVS/Root",
        "env/pyvenv.cfg",
        "env/lib/x.txt",
        "src/__pycache__/x.pyc",
        "src/node_modules/x/readme.md",
        "src/b.md",
    )
    found = scan([str(tmp_path)])
    assert names(found, tmp_path) == ["a.txt", "src/b.md"]
    assert found.left_out == (
        "2 folders of caches or packages",
        "2 hidden files",
        "1 hidden folder",
        "2 version control folders",
        "1 virtual environment",
    )


def test_our_own_state_and_cache_are_left_out_under_any_spelling(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "state/journal/x.jsonl", "other/state/b.txt", "cache.db")
    (tmp_path / "inbox").symlink_to(tmp_path)
    out = [str(tmp_path / "inbox" / "state"), str(tmp_path / "." / "cache.db")]
    found = scan([str(tmp_path)], leave_out=out)
    assert names(found, tmp_path) == ["a.txt", "other/state/b.txt"]
    assert "2 paths of Copytaster's own" in found.left_out
    through_link = scan([str(tmp_path / "inbox")], leave_out=out)
    assert "2 paths of Copytaster's own" in through_link.left_out


def test_sidecars_and_manifests_are_metadata_and_no_documents(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "a.json", "b.html", "b.html.json", "c.json", "manifest.csv", "d/x.txt")
    make(tmp_path, "d.json")
    found = scan([str(tmp_path)])
    assert names(found, tmp_path) == ["a.txt", "b.html", "c.json", "d/x.txt", "d.json"]
    assert found.left_out == ("3 metadata files",)


def test_links_that_lead_out_or_nowhere_are_marked_and_not_followed(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    make(tmp_path, "secret.txt", "inbox-not/x.txt", "inbox/a.txt")
    (inbox / "out.txt").symlink_to(tmp_path / "secret.txt")
    (inbox / "beside.txt").symlink_to(tmp_path / "inbox-not" / "x.txt")
    (inbox / "folder").symlink_to(tmp_path / "inbox-not")
    (inbox / "nowhere.txt").symlink_to("missing")
    (inbox / "loop.txt").symlink_to("loop.txt")
    assert problems(scan([str(inbox)])) == {
        "a.txt": "",
        "beside.txt": "link out of the inbox, not followed",
        "folder": "link out of the inbox, not followed",
        "loop.txt": "link to nowhere",
        "nowhere.txt": "link to nowhere",
        "out.txt": "link out of the inbox, not followed",
    }


def test_a_file_that_only_a_link_leads_to_is_listed_once_under_its_real_path(
    tmp_path: Path,
) -> None:
    make(tmp_path, "a.txt", ".store/object", "state/own")
    (tmp_path / "b.txt").symlink_to(".store/object")
    (tmp_path / "c.txt").symlink_to(".store/object")
    (tmp_path / "d.txt").symlink_to("a.txt")
    (tmp_path / "e.txt").symlink_to("state/own")
    (tmp_path / "self").symlink_to(".")
    found = scan([str(tmp_path)], leave_out=[str(tmp_path / "state")])
    assert names(found, tmp_path) == ["a.txt", ".store/object"]
    assert "2 links to files that are listed" in found.left_out
    assert "1 link to a folder" in found.left_out
    assert "2 paths of Copytaster's own" in found.left_out


def test_pipes_are_marked_and_do_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to("pipe.txt")
    assert problems(scan([str(tmp_path)])) == {
        "link.txt": "link to what is a named pipe, not a file",
        "pipe.txt": "is a named pipe, not a file",
    }
    assert problems(scan([str(tmp_path / "pipe.txt")])) == {
        "pipe.txt": "is a named pipe, not a file"
    }


def test_a_missing_root_is_one_safe_line(tmp_path: Path) -> None:
    with pytest.raises(InboxError) as caught:
        scan([str(tmp_path / "no\x1b[31m\nsuch")])
    assert str(caught.value) == rf"{tmp_path}/no\x1b[31m\nsuch: no such file or folder"


def test_a_name_of_any_bytes_is_found_and_can_be_opened(tmp_path: Path) -> None:
    raw = os.path.join(os.fsencode(tmp_path), b"\xff\xfe\n\x1b.txt")
    with open(raw, "wb") as file:
        file.write(b"x")
    (entry,) = scan([str(tmp_path)]).entries
    assert os.fsencode(entry.path) == raw
    assert os.stat(entry.path).st_size == 1


def test_a_path_deeper_than_the_system_allows_is_said_and_the_rest_is_found(
    tmp_path: Path,
) -> None:
    make(tmp_path, "z.txt")
    folder = os.open(tmp_path, os.O_RDONLY)
    for _ in range(30):
        os.mkdir("d" * 200, dir_fd=folder)
        inner = os.open("d" * 200, os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = inner
    os.close(folder)
    found = scan([str(tmp_path)])
    assert names(found, tmp_path) == ["z.txt"]
    assert found.locked[-1].endswith("its path is too long")
