"""A mailbox in maildir form is read as what was delivered to it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.ingest.test_scan import make, names
from tui.ingest.look import Look, look
from tui.ingest.scan import scan

if TYPE_CHECKING:
    from pathlib import Path

DELIVERED = ("cur/1700000000.M1P1.host:2,S", "new/1700000009.M2P1.host", "new/1700000010.M2P1.host")


@pytest.fixture
def box(tmp_path: Path) -> Path:
    make(tmp_path, *DELIVERED, "tmp/1700000011.M3P1.host", "dovecot.index.log", "subscriptions")
    return tmp_path


def test_only_delivered_messages_are_documents(box: Path) -> None:
    inbox = scan([str(box)])
    assert names(inbox, box) == list(DELIVERED)
    assert inbox.left_out == ("3 parts of mailboxes",)


def test_mailboxes_within_are_read_and_other_hidden_folders_are_not(box: Path) -> None:
    make(box, ".Press/cur/1.host", ".Press/tmp/2.host", ".Press/maildirfolder", ".git/cur/x")
    (box / ".Press/new").mkdir()
    assert names(scan([str(box)]), box) == [".Press/cur/1.host", *DELIVERED]


def test_a_mailbox_below_a_folder_is_found(box: Path, tmp_path: Path) -> None:
    make(tmp_path / "other", "a.txt")
    below = tmp_path / "other/box"
    make(below, *DELIVERED, "tmp/x", "dovecot-uidlist")
    found = names(scan([str(tmp_path / "other")]), tmp_path / "other")
    assert found == ["a.txt", *(f"box/{name}" for name in DELIVERED)]


def test_folders_that_only_sound_like_a_mailbox_are_read_whole(tmp_path: Path) -> None:
    make(tmp_path, "cur/1.txt", "new/2.txt", "3.txt")
    assert names(scan([str(tmp_path)]), tmp_path) == ["3.txt", "cur/1.txt", "new/2.txt"]


def test_a_message_is_taken_in_when_it_has_been_delivered(box: Path) -> None:
    inbox = scan([str(box)])
    os.rename(box / "tmp/1700000011.M3P1.host", box / "new/1700000011.M3P1.host")
    changed = ("tmp/1700000011.M3P1.host", "new/1700000011.M3P1.host", "dovecot.index.log")
    found = look([str(box / name) for name in changed], inbox)
    assert [entry.path for entry in found.entries] == [str(box / "new/1700000011.M3P1.host")]
    assert found == Look(found.entries)
