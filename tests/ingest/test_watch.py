"""Changes in an inbox are heard of, by the kernel's word or by looking."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.ingest import watch as watching
from tui.ingest.watch import Heard, Watch, remote

PATIENCE = 60.0


@pytest.fixture(params=[False, True], ids=["told", "by looking"])
def watch(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Watch]:
    monkeypatch.setattr(watching, "_LOOK", 0.05)
    made = Watch(by_looking=request.param)
    made.follow([str(tmp_path)], time.time() + 60, 0.0)
    yield made
    made.close()


def wait(watch: Watch) -> Heard:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        select.select([watch.descriptor], [], [], min(watch.patience, PATIENCE))
        if heard := watch.heard():
            return heard
    raise AssertionError("nothing was heard")


def settle(watch: Watch) -> None:
    """Let pass what is still said of what was heard already."""
    while select.select([watch.descriptor], [], [], 1.0)[0]:
        watch.heard()


@pytest.mark.parametrize("change", ["new", "removed", "moved"])
def test_a_change_is_heard(watch: Watch, tmp_path: Path, change: str) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text("x")
    wait(watch)
    settle(watch)
    if change == "new":
        new.write_text("y")
    elif change == "removed":
        old.unlink()
    else:
        old.rename(new)
    heard = wait(watch)
    assert heard.anything or heard.paths & {str(old), str(new)}


def test_nothing_is_heard_of_folders_that_are_not_watched(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    watch = Watch()
    watch.follow([str(tmp_path)], time.time() + 60, 0.0)
    (tmp_path / "sub/unheard.txt").write_text("x")
    (tmp_path / "heard.txt").write_text("x")
    heard = wait(watch)
    assert heard.paths == {str(tmp_path / "heard.txt")}
    watch.follow([str(tmp_path), str(tmp_path / "sub")], time.time() + 60, 0.0)
    (tmp_path / "sub/second.txt").write_text("x")
    # More may be said of the first one.
    while str(tmp_path / "sub/second.txt") not in wait(watch).paths:
        continue
    watch.close()


def test_a_folder_that_changed_since_its_scan_began_is_said_once(
    watch: Watch, tmp_path: Path
) -> None:
    began = time.time()
    (tmp_path / "late.txt").write_text("x")
    os.utime(tmp_path, (began + 3600, began + 3600))
    assert watch.follow([str(tmp_path)], began, 0.0)
    assert not watch.follow([str(tmp_path)], began + 1, 0.0)


def test_names_that_are_not_unicode_are_looked_at_instead(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/\xff"
    os.mkdir(folder)
    watch = Watch()
    watch.follow([os.fsdecode(folder)], time.time() + 60, 0.0)
    assert watch.patience <= watching._LOOK
    watch.close()


def test_files_change_in_place_and_that_is_thought_of_now_and_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "_IN_PLACE", 0.1)
    watch = Watch(by_looking=True)
    watch.follow([str(tmp_path)], time.time() + 60, 0.0)
    assert wait(watch) == Heard(anything=True)
    watch.close()


MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:35 / /mnt/a\\040share rw,relatime shared:20 - nfs4 server:/x rw
41 22 0:36 / /mnt/a\\040share/local rw shared:21 - xfs /dev/sdb rw
42 22 0:37 / /home/ada/remote rw - fuse.sshfs ada@server: rw
"""


@pytest.mark.parametrize(
    ("path", "elsewhere"),
    [
        ("/srv/inbox", False),
        ("/mnt/a share/inbox", True),
        ("/mnt/a share/local/inbox", False),
        ("/mnt/a sharedness", False),
        ("/home/ada/remote", True),
    ],
)
def test_a_file_system_that_others_write_to_unseen_is_known(
    tmp_path: Path, path: str, elsewhere: bool
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    assert remote(path, str(mounts)) is elsewhere


def test_where_mounts_are_not_told_all_is_looked_at(tmp_path: Path) -> None:
    assert remote("/srv", str(tmp_path / "nothing"))
