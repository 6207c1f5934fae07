"""Whatever is killed beside the reader, and when: the record is untouched, the index is whole."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.cli.beside import Beside
from tests.cli.conftest import FERRY, READER, Desk
from tui.cases import Case
from tui.cli.case_index import open_index
from tui.cli.mirroring import news
from tui.decision import DOCUMENTS, Change
from tui.index.index import Index
from tui.settings import Settings
from tui.triage.record import Record

FILES = 40
DECISIONS = 6_000


def written(folder: Path) -> dict[str, bytes]:
    """All that lies in the folder of a record."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def is_whole(index: Index) -> bool:
    """Whether the file of the index is sound, and its full-text tables with it."""
    for table in ("text", "named", "fingerprint"):
        index._connection.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")
    (said,) = index._connection.execute("PRAGMA integrity_check").fetchone()
    return bool(said == "ok")


@pytest.mark.slow
def test_indexing_and_its_workers_killed_at_any_moment_cost_nothing(desk: Desk, case: Case) -> None:
    chance = random.Random(20261125)
    for number in range(FILES):
        desk.put(f"more-{number}.txt", FERRY.replace("Sandholm", f"Sandholm {number}"))
    kept = desk.run("decide", str(desk.inbox / "minutes.txt"), "keep", f"--cache={case.cache}")
    assert kept.code == 0, kept.err
    before = written(desk.state)
    for _ in range(6):
        beside = Beside(desk, case)
        time.sleep(chance.uniform(0.0, 1.5))
        # It leads a session of its own, which its workers belong to.
        os.killpg(beside.process.pid, signal.SIGKILL)
        beside.process.wait()
        assert written(desk.state) == before
        index = open_index(case, READER, Settings())
        assert index.remark == ""
        assert is_whole(index)
        assert index.count() == FILES + 3
        index.close()
    done = desk.run("list", "--json", f"--cache={case.cache}")
    assert len(done.records) == FILES + 3
    assert all(record["words"] for record in done.records)
    assert [each["decision"] for each in done.records].count("keep") == 1


_MIRROR = """
import json, sys
from tests.cli.conftest import READER
from tui.cli.case_index import open_index
from tui.cli.mirroring import news
from tui.cases import Case
from tui.settings import Settings
from tui.triage.record import Record
case = Case(*json.loads(sys.argv[1]))
index = open_index(case, READER, Settings())
record = Record.open(case.state, reader="ada", host="test", read_only=True)
latest = news(record, index.watermark())
print("begun", flush=True)
latest.tell(index)
"""


@pytest.mark.slow
@pytest.mark.parametrize("patience", [0.0, 0.02, 0.1, 0.3])
def test_a_mirror_that_was_cut_off_is_finished_the_next_time(
    desk: Desk, case: Case, index: Index, patience: float
) -> None:
    documents = [f"sha256:{number:064x}" for number in range(DECISIONS)]
    with Record.open(case.state, reader="ada", host="test") as record:
        record.submit_and_wait(
            [Change(DOCUMENTS, each, {"decision": "discard"}) for each in documents]
        )
        command = [
            sys.executable,
            "-c",
            _MIRROR,
            json.dumps([case.name, case.inbox, case.state, case.cache]),
        ]
        root = str(Path(__file__).parents[2])
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as mirror:
            assert mirror.stdout is not None
            assert mirror.stdout.readline() == "begun\n"
            time.sleep(patience)
            mirror.kill()
        news(record, index.watermark()).tell(index)
        assert index.watermark() == record.operations()[1]
    (mirrored,) = index._connection.execute(
        "SELECT count(*) FROM register WHERE field = 'decision' AND value = '\"discard\"'"
    ).fetchone()
    assert mirrored == DECISIONS


@pytest.mark.slow
def test_others_can_write_while_a_long_record_is_mirrored(
    case: Case, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = open_index(case, READER, Settings())
    other._connection.execute("PRAGMA busy_timeout = 0")
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        other.mark_seen()
        pauses.append(seconds)

    monkeypatch.setattr("tui.cli.mirroring.time", SimpleNamespace(sleep=pause))
    with Record.open(case.state, reader="ada", host="test") as record:
        record.submit_and_wait(
            [
                Change(DOCUMENTS, f"sha256:{number:064x}", {"decision": "discard"})
                for number in range(4 * DECISIONS)
            ]
        )
        news(record, index.watermark()).tell(index)
        assert index.watermark() == record.operations()[1]
    other.close()
    # Between any two steps of two thousand, for as long as one who waits looks away.
    assert len(pauses) >= 4 * DECISIONS // 2_000 - 1
    assert min(pauses) >= 0.05
