"""The list shows what the record says, also when the record is not the one it was."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path


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
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
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
