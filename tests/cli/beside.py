"""The process beside the screen as the screen sees it, and the same work without a process."""

from __future__ import annotations

import json
import os
import time
from queue import Empty, Queue
from threading import Thread
from typing import Any
from unittest import mock

from tests.cli.conftest import READER, Desk
from tui.cases import Case
from tui.cli.companion import start_beside
from tui.cli.preparing import Indexing
from tui.row import Progress

PATIENCE = 120.0


def work_through(indexing: Indexing) -> list[Progress]:
    """Prepare until nothing is left; what was reported on the way."""
    reports = []
    end = time.monotonic() + PATIENCE
    while not indexing.done and time.monotonic() < end:
        if progress := indexing.step(1.0):
            reports.append(progress)
    assert indexing.done
    return reports


class Beside:
    """The process beside the screen, as the screen sees it."""

    def __init__(self, desk: Desk, case: Case) -> None:
        with mock.patch.dict(os.environ, desk.environment):
            self.process = start_beside(case, READER)
        self.reports: list[dict[str, Any]] = []
        self._lines: Queue[str] = Queue()
        Thread(target=self._listen, daemon=True).start()

    def say(self, line: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def hear(self, patience: float = PATIENCE) -> dict[str, Any] | None:
        """The next report, or None if there is none in time."""
        try:
            self.reports.append(json.loads(self._lines.get(timeout=patience)))
        except Empty:
            return None
        return self.reports[-1]

    def hear_until_ready(self) -> None:
        report = self.hear()
        while report and report["waiting"]:
            report = self.hear()
        assert report

    def hear_of(self, number: int) -> None:
        """Until it was said that this row reads differently."""
        while not any(number in report["changed"] for report in self.reports):
            assert self.hear(), f"nothing was said of row {number}"

    def hear_what(self, says: str) -> dict[str, Any]:
        """The next report that says something of ``says``."""
        while (report := self.hear()) and not report[says]:
            continue
        assert report, f"nothing was said of {says}"
        return report

    def leave(self) -> int:
        """End of input; how the process left."""
        assert self.process.stdin
        self.process.stdin.close()
        return self.process.wait(PATIENCE)

    def _listen(self) -> None:
        assert self.process.stdout
        with self.process.stdout as lines:
            for line in lines:
                self._lines.put(line)
