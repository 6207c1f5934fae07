"""The index is private, disposable, made anew when it is unreadable, and shared by processes."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.index.documents import document, listed, prints
from tui.index import schema
from tui.index.index import Index
from tui.row import Interrupted


def test_its_files_are_the_readers_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        index = Index.open(str(tmp_path / "cache" / "index.sqlite"))
        index.put("/in/a.txt", document("text"))
        index.claim()
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")}
        index.close()
    finally:
        os.umask(before)
    assert modes.pop("cache") == 0o700
    assert len(modes) >= 3
    assert set(modes.values()) == {0o600}


def test_what_was_put_is_there_at_the_next_start(index: Index) -> None:
    index.put("/in/a.txt", document("the ferry leaves"))
    index.close()
    again = Index.open(index._path)
    assert again.ids("ferry").tolist() == [1]
    assert again.remark == ""
    again.close()


@pytest.mark.parametrize("content", [b"", b"garbage" * 5000, b"SQLite format 3\0" + b"\0" * 4096])
def test_another_file_in_its_place_is_replaced(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "index.sqlite"
    path.write_bytes(content)
    index = Index.open(str(path))
    index.put("/in/a.txt", document("text"))
    assert index.count() == 1
    assert bool(index.remark) == bool(content)
    index.close()


def test_an_index_of_another_version_is_replaced(index: Index) -> None:
    index.put("/in/a.txt", document("text"))
    index._connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    index.close()
    again = Index.open(index._path)
    assert again.count() == 0
    again.close()


def test_damage_that_is_met_while_reading_ends_with_a_new_index(index: Index) -> None:
    index.put("/in/a.txt", document("text"))
    index._connection.execute("UPDATE prepared SET wire = x'00'")
    with pytest.raises(OSError, match="damaged"):
        index.prepared(1)
    index.close()
    again = Index.open(index._path)
    assert again.count() == 0
    assert "anew" in again.remark
    again.close()


def test_damage_that_is_met_while_writing_does_too(index: Index) -> None:
    index.put("/in/a.txt", document("text"))
    index._connection.execute("UPDATE prepared SET wire = x'00'")
    with pytest.raises(OSError, match="damaged"):
        index.put("/in/a.txt", document("other text"))
    index.close()
    again = Index.open(index._path)
    assert again.count() == 0
    again.close()


def test_a_place_that_cannot_be_written_costs_the_cache_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    index = Index.open(str(tmp_path / "file" / "index.sqlite"))
    assert "not kept" in index.remark
    index.put("/in/a.txt", document("text"))
    reader = index.reader()
    assert reader.count() == 1
    reader.close()
    passing = index._path
    index.close()
    assert not os.path.exists(os.path.dirname(passing))


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("precious")
    link = tmp_path / "cache" / "index.sqlite"
    link.parent.mkdir()
    link.symlink_to(target)
    index = Index.open(str(link))
    index.put("/in/a.txt", document("text"))
    index.close()
    assert target.read_text() == "precious"


def test_a_reader_sees_what_is_committed_and_waits_for_nobody(index: Index) -> None:
    reader = index.reader()
    assert not reader.changed()
    with index.batch():
        index.put("/in/a.txt", document("text"))
        assert reader.count() == 0
    assert reader.count() == 1
    assert reader.changed()
    assert not reader.changed()
    reader.close()


def test_a_reader_cannot_write(index: Index) -> None:
    reader = index.reader()
    with pytest.raises(Exception, match="readonly"):
        reader._connection.execute("DELETE FROM document")
    reader.close()


def test_a_running_search_yields(index: Index) -> None:
    reader = index.reader()
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    stop = threading.Timer(0.05, reader.interrupt)
    stop.start()
    with pytest.raises(Interrupted):
        reader._read(endless)
    stop.join()
    assert reader.count() == 0
    reader.close()


def test_one_of_two_processes_prepares(index: Index) -> None:
    other = Index.open(index._path)
    assert index.claim()
    assert index.claim()
    assert not other.claim()
    index.close()
    assert other.claim()
    other.close()


def test_tidying_ends_changes_no_answer_and_waits_for_growth(index: Index) -> None:
    for number in range(40):
        index.put(f"/in/{number}.txt", document(f"the ferry {number}", fingerprints=prints(0, 9)))
    before = (index.ids("ferry -7").tolist(), index.sharing(prints(0, 9)))
    steps = 0
    while index.tidy(1):
        steps += 1
        assert steps < 1000
    assert steps > 0
    assert (index.ids("ferry -7").tolist(), index.sharing(prints(0, 9))) == before
    index.put("/in/new.txt", document("one more ferry"))
    assert not index.tidy()
    assert index.count("ferry") == 41


def test_a_full_disk_costs_what_was_being_written_and_says_so(index: Index) -> None:
    index.put("/in/a.txt", document("the ferry"))
    (pages,) = index._connection.execute("PRAGMA page_count").fetchone()
    index._connection.execute(f"PRAGMA max_page_count = {pages + 4}")
    with pytest.raises(OSError, match="full") as caught:
        index.put("/in/b.txt", document(" ".join(f"ferry word{at}" for at in range(9_000))))
    assert caught.value.errno == errno.ENOSPC
    assert index.ids("ferry").tolist() == [1]
    index._connection.execute("PRAGMA max_page_count = 1000000")
    index.put("/in/b.txt", document("the ferry again"))
    assert index.ids("ferry").tolist() == [1, 2]


def test_a_writer_that_another_keeps_waiting_gives_up_in_words(index: Index) -> None:
    other = Index.open(index._path)
    other._connection.execute("PRAGMA busy_timeout = 20")
    with index.batch():
        index.put("/in/a.txt", document("text"))
        with pytest.raises(OSError, match="locked") as caught:
            other.mark_seen()
    assert caught.value.errno == errno.EBUSY
    other.mark_seen()
    other.close()


_WRITER = """
import sys
from tests.index.documents import document, entry, prints
from tui.index.index import Index
index = Index.open(sys.argv[1])
for number in range(10_000):
    with index.batch():
        index.sync_files([entry(f"/in/{number}-{k}.txt") for k in range(3)], whole=False)
        for k in range(3):
            made = document(f"text ferry {number} {k} " * 50, fingerprints=prints(number, 50))
            index.put(f"/in/{number}-{k}.txt", made)
        if number:
            index.relate(3 * number, 3 * number + 1, "same", 1.0)
    print(number, flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("patience", [0.0, 0.013, 0.05, 0.11, 0.2])
def test_a_kill_at_any_moment_leaves_whole_batches(tmp_path: Path, patience: float) -> None:
    path = str(tmp_path / "index.sqlite")
    root = str(Path(__file__).parents[2])
    command = [sys.executable, "-c", _WRITER, path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "0\n"
        time.sleep(patience)
        writer.send_signal(signal.SIGKILL)
        told = [0, *map(int, writer.stdout.read().split())]
    index = Index.open(path)
    count = index.count()
    assert index.remark == ""
    assert count % 3 == 0
    assert count >= 3 * len(told)
    assert index.tally().documents == count
    assert index.ids("ferry").tolist() == index.ids().tolist()
    assert index._connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    for table in ("text", "named", "fingerprint"):
        index._connection.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")
    index.close()


_BESIDE = """
import sys
from tests.index.documents import document, entry
from tui.index.index import Index
index = Index.open(sys.argv[1])
for number in range(150):
    index.sync_files([entry(f"/in/{number}.txt")], whole=False)
    index.put(f"/in/{number}.txt", document(f"the ferry {number} " * 200))
assert index.remark == ""
"""


@pytest.mark.slow
def test_processes_that_write_at_once_lose_nothing_and_disturb_no_reader(tmp_path: Path) -> None:
    path = str(tmp_path / "cache" / "index.sqlite")
    root = str(Path(__file__).parents[2])
    command = [sys.executable, "-c", _BESIDE, path]
    writers = [subprocess.Popen(command, cwd=root) for _ in range(3)]
    index = Index.open(path)
    reader = index.reader()
    seen = 0
    while any(writer.poll() is None for writer in writers):
        index.mark_seen()
        found = reader.ids("ferry")
        assert len(found) >= seen
        seen = len(found)
        time.sleep(0.002)
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert sorted(row.path for row in listed(reader)) == sorted(
        f"/in/{number}.txt" for number in range(150)
    )
    assert reader.count("ferry") == 150
    reader.close()
    index.close()
