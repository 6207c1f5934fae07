"""From a new file to its announced row: ``python -m tests.bench.arrivals [N ...]``.

For inboxes of N files (100 and 10,000 unless told otherwise) the process beside the screen is
started, left until nothing is to be prepared, and given files one by one. Printed are the
milliseconds until it says that one arrived, and its processor time while nothing happens.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
import time
from pathlib import Path

from tests.bench.make_corpus import make
from tui.cases import Case, Reader
from tui.cli.case_index import open_index
from tui.cli.companion import start_beside
from tui.settings import Settings

_ROUNDS = 12
_IDLE = 10.0
_READER = Reader("bench", "bench")


def main() -> None:
    """Measure each size and print a line for it."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.arrivals")
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 10_000], metavar="N")
    print(f"{'files':>10}  new file to announced row, ms p50 / max   idle, ms CPU a second")
    for size in parser.parse_args().sizes:
        with tempfile.TemporaryDirectory() as folder:
            _measure(folder, size)
    print("limit: 1000 ms; 5 ms a second")


def _measure(folder: str, size: int) -> None:
    inbox = Path(folder, "inbox")
    case = Case("bench", (str(inbox),), os.path.join(folder, "state"), os.path.join(folder, "c"))
    page = make(0).page[:300]
    for number in range(size):
        path = inbox / f"{number // 1000:04}" / f"{number:07}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        # Empty files are prepared by nobody's leave in no time, and are as many to watch.
        path.write_text("" if number else page)
    index = open_index(case, _READER, Settings())
    beside = start_beside(case, _READER)
    try:
        _until(beside, "scanned")
        while index.tally().unprepared:
            time.sleep(0.2)
        time.sleep(12.0)
        before = _cpu(beside.pid)
        time.sleep(_IDLE)
        idle = (_cpu(beside.pid) - before) / _IDLE
        taken = sorted(_arrival(beside, inbox / "0000", number) for number in range(_ROUNDS))
    finally:
        assert beside.stdin
        beside.stdin.close()
        beside.wait()
        index.close()
    middle = taken[len(taken) // 2]
    print(f"{size:10,}  {1000 * middle:24.0f} / {1000 * taken[-1]:.0f} {1000 * idle:28.1f}")


def _arrival(beside: subprocess.Popen[str], folder: Path, number: int) -> float:
    time.sleep(0.6)
    began = time.monotonic()
    (folder / f"late-{number}.txt").write_text(make(number + 1).page)
    _until(beside, "arrived")
    return time.monotonic() - began


def _until(beside: subprocess.Popen[str], what: str) -> None:
    assert beside.stdout
    for line in beside.stdout:
        if json.loads(line)[what]:
            return


def _cpu(pid: int) -> float:
    """Seconds of processor that all threads of a process have had."""
    threads = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((one / "schedstat").read_text().split()[0]) for one in threads) / 1e9


if __name__ == "__main__":
    main()
