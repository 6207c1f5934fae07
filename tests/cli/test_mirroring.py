"""The list shows what the record says, also when the record is not the one it was."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from queue import Queue
from threading import Event

import pytest

from tui.cases import Case, Reader
from tui.cli.library import CaseLibrary
from tui.cli.recording import DeskRecord
from tui.decision import DOCUMENTS, Change, Operation
from tui.index.index import Index
from tui.pipeline import prepare
from tui.settings import Settings


def _run(folder: Path, *words: str) -> str:
    environment = {
        **os.environ,
        "XDG_CACHE_HOME": str(folder / "cache"),
        "XDG_STATE_HOME": str(folder / "xdg"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "COPYTASTER_INBOX": str(folder / "inbox"),
        "COPYTASTER_STATE": str(folder / "state"),
    }
    command = [sys.executable, "-m", "tui", *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_record_that_was_deleted_takes_its_decisions_out_of_the_list(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "one.txt").write_text("The harbour\n\nThe ferry came in late on Monday.\n")
    _run(tmp_path, "decide", str(inbox / "one.txt"), "keep")
    assert "one.txt" in _run(tmp_path, "list", "decision:keep")
    shutil.rmtree(tmp_path / "state")
    assert _run(tmp_path, "list", "decision:keep") == ""
    row = json.loads(_run(tmp_path, "list", "--json"))
    assert row["decision"] == "none"


def test_what_the_index_could_not_be_told_on_the_desk_is_told_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inbox").mkdir()
    case = Case(
        "case", (str(tmp_path / "inbox"),), str(tmp_path / "state"), str(tmp_path / "cache")
    )
    refused, mirror = Event(), Index.mirror

    def busy(index: Index, operations: Iterable[Operation], watermark: str) -> None:
        if not refused.is_set():
            refused.set()
            raise OSError(errno.EBUSY, "the index: database is locked")
        mirror(index, operations, watermark)

    monkeypatch.setattr(Index, "mirror", busy)
    monkeypatch.setattr("tui.cli.library.start_beside", _nobody)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "xdg"))
    put = tmp_path / "one.txt"
    put.write_text("The ferry came.")
    known = prepare(str(put))
    with DeskRecord.open(case.state, reader="ada", host="test") as record:
        record.submit_and_wait([Change(DOCUMENTS, known.id, {"decision": "keep"})])
        library = CaseLibrary(case, Reader("ada", "test"), Settings(), record)
        library._index.put(str(put), known)
        said: Queue[int] = Queue()
        library.keep_up()
        assert refused.wait(10)
        library.ask("", "arrival", lambda view: said.put(view.tally.keep), "list")
        assert said.get(timeout=10) == 1
        library.close()


def _nobody(_case: Case, _reader: Reader) -> subprocess.Popen[str]:
    return subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
