"""The process beside the screen: it goes through the inbox, hears of changes in it, prepares,
reports.

It prints one JSON object of :class:`tui.row.Progress` a line, and reads lines: ``scan``
goes through the inbox again, ``first 3 4`` has rows 3 and 4 prepared before the others, the end of
input ends it.
"""

from __future__ import annotations

import json
import os
import select
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace

from tui.cli.preparing import Indexing
from tui.cli.team import mirror_others
from tui.ingest.look import TooMuchError
from tui.ingest.scan import InboxError
from tui.ingest.watch import Watch
from tui.row import Progress
from tui.triage.folder import RecordError, open_folder

#: Seconds between two looks for what other processes changed, and between two tries to index.
_LOOK = 1.0
#: Seconds for which nothing else is heard, at most.
_A_WHILE = 0.1
#: After a scan that took a second, none is begun for so many seconds unless the reader asks.
_REST = 4.0


class Beside:
    """The loop of the process beside the screen."""

    def __init__(self, indexing: Indexing, watch: Watch, reader: str) -> None:
        self._indexing = indexing
        self._reader = reader
        self._others_due = 0.0
        self._trouble = self._hindered = ""
        self._watch = watch
        self._settling = Settling()
        self._unread = b""
        self._left = (-1, 0)
        self._untidy = True
        self._scan_wanted = False
        self._rested = 0.0

    def serve(self) -> None:
        """Scan, listen, prepare, report, until the input ends."""
        indexing = self._indexing
        self._scan()
        while True:
            claimed = indexing.index.claim()
            progress = indexing.step() if claimed else None
            self._look_at_others()
            if indexing.index.changed():
                indexing.look_again()
                self._report_others()
            if progress:
                self._report(progress)
            busy = claimed and (indexing.pressing or self._finish())
            if self._input_ended(self._wait(0.0 if busy else _LOOK)):
                return
            self._listen()

    def _look_at_others(self) -> None:
        """Mirror what other readers of the record wrote, and tell which rows read differently."""
        if time.monotonic() < self._others_due:
            return
        self._others_due = time.monotonic() + _LOOK
        index, case = self._indexing.index, self._indexing.case
        try:
            folder = open_folder(case.state, read_only=True)
        except RecordError:
            # The screen has opened it and says itself what is wrong with it.
            return
        before, self._trouble = self._trouble, ""
        changed: tuple[int, ...] = ()
        try:
            changed = mirror_others(folder, self._reader, index)
        except OSError as error:
            self._trouble = f"other readers' decisions: {error.strerror or error}"
        finally:
            folder.close()
        remark = "" if self._trouble == before else self._trouble
        if changed or remark:
            waiting = self._indexing.waiting
            self._report(Progress(changed=changed, waiting=waiting, remark=remark))

    def _report_others(self) -> None:
        """Tell what another process has brought into the index."""
        arrived, merged = self._indexing.arrivals(), self._indexing.merged()
        waiting, again = self._indexing.waiting, self._indexing.again
        if arrived or merged or (waiting, again) != self._left:
            self._report(Progress(arrived=arrived, merged=merged, waiting=waiting, elsewhere=True))

    def _finish(self) -> bool:
        """What can wait; whether more of it is left. An index that is busy is tried again later."""
        try:
            return self._seek_patterns() or self._tidy()
        except OSError as error:
            waiting = self._indexing.waiting
            remark = f"the index cannot be written: {error.strerror or error}"
            if remark != self._hindered:
                self._report(Progress(waiting=waiting, remark=remark))
            self._hindered = remark
            return False

    def _seek_patterns(self) -> bool:
        """Look for watched patterns in documents that were here first; whether more is to do."""
        sought = self._indexing.index.seek_patterns(_A_WHILE)
        remark = "; ".join(f"{one} takes too long, and is given up" for one in sought.given_up)
        if sought.changed or remark:
            waiting = self._indexing.waiting
            self._report(Progress(changed=sought.changed, waiting=waiting, remark=remark))
        return sought.more

    def _tidy(self) -> bool:
        """Merge a little if nothing else is to do; whether more is left to merge."""
        if not self._untidy or not self._indexing.done:
            return False
        self._untidy = self._indexing.index.tidy()
        return self._untidy

    def _wait(self, longest: float) -> bool:
        """Until somebody has something to say; true if it is the parent."""
        workers = self._indexing.workers
        patience = min(longest, self._watch.patience, self._settling.patience)
        if workers.patience is not None:
            patience = min(patience, workers.patience)
        if self._scan_wanted:
            patience = min(patience, max(0.0, self._rested - time.monotonic()))
        ready, _, _ = select.select(
            [0, self._watch.descriptor, *workers.descriptors], [], [], patience
        )
        return 0 in ready

    def _listen(self) -> None:
        """Take in what changed in the inbox."""
        heard = self._watch.heard()
        if heard and heard.anything:
            self._scan_wanted = True
        if paths := self._settling.settled(heard.paths if heard else ()):
            try:
                progress = self._indexing.look(paths)
            except TooMuchError:
                self._scan_wanted = True
            else:
                if progress:
                    self._report(progress)
        if self._scan_wanted and time.monotonic() >= self._rested:
            self._scan()

    def _input_ended(self, readable: bool) -> bool:
        if not readable:
            return False
        chunk = os.read(0, 65536)
        *lines, self._unread = (self._unread + chunk).split(b"\n")
        for line in lines:
            self._obey(line.decode("ascii", "replace").split())
        return not chunk

    def _obey(self, words: list[str]) -> None:
        if words[:1] == ["scan"]:
            self._scan()
        elif words[:1] == ["first"]:
            numbers = tuple(int(word) for word in words[1:] if word.isdecimal())
            self._indexing.first = numbers

    def _scan(self) -> None:
        began, cpu = time.time(), time.process_time()
        try:
            self._report(self._indexing.scan())
        except InboxError as error:
            waiting = self._indexing.waiting
            self._report(Progress(waiting=waiting, scanned=True, remark=str(error)))
        cost = time.process_time() - cpu
        self._rested = time.monotonic() + _REST * cost
        # What came between the scan of a folder and the first word of it would be missed.
        self._scan_wanted = self._watch.follow(self._indexing.folders, began, cost)

    def _report(self, progress: Progress) -> None:
        progress = replace(progress, again=self._indexing.again)
        self._left = (progress.waiting, progress.again)
        self._untidy = True
        print(json.dumps(asdict(progress)), flush=True)


@dataclass(slots=True)
class Settling:
    """Files that change again and again: the first change counts at once, the others when the file
    has been left alone for a while. So a file that grows slowly is not a hundred versions."""

    _told: dict[str, float] = field(default_factory=dict)
    _held: dict[str, tuple[float, float]] = field(default_factory=dict)

    #: Seconds within which a file changes again, of quiet after it, and of patience without quiet.
    AGAIN, QUIET, LONGEST = 3.0, 1.0, 30.0

    @property
    def patience(self) -> float:
        """Seconds until :meth:`settled` has something to give although nothing was heard."""
        if not self._held:
            return float("inf")
        return max(0.0, min(map(self._due, self._held.values())) - time.monotonic())

    def settled(self, paths: Iterable[str]) -> set[str]:
        """Of the paths that changed now or before, those to be looked at."""
        now = time.monotonic()
        self._told = {path: at for path, at in self._told.items() if now - at < self.AGAIN}
        found = set()
        for path in paths:
            if path in self._held:
                self._held[path] = (self._held[path][0], now)
            elif path in self._told:
                self._held[path] = (now, now)
            else:
                found.add(path)
        due = {path for path, times in self._held.items() if self._due(times) <= now}
        for path in due:
            del self._held[path]
        found |= due
        self._told |= dict.fromkeys(found, now)
        return found

    def _due(self, times: tuple[float, float]) -> float:
        first, last = times
        return min(last + self.QUIET, first + self.LONGEST)
