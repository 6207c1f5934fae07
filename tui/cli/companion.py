"""The screen's end of the process beside it (:mod:`tui.cli.beside`): begun, told, heard, ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress

from tui.cases import Case, Reader
from tui.cli.failing import open_log
from tui.row import Progress

#: Seconds in which the process may end by itself.
_PATIENCE = 2.0
#: How often it is begun again in one run: what ends it each time would end it for ever.
_AGAIN = 5
#: Bytes of paths on a command line, at most.
_LONGEST_LINE = 50_000


class Companion:
    """Has the process begun by ``start``, tells it what to do, and hears what it says.

    Where it ends and was not asked to, killed or out of memory, it is begun again: what it had
    prepared is in the index.
    """

    def __init__(self, start: Callable[[], subprocess.Popen[str]]) -> None:
        self._start = start
        self._process = start()
        self._closing = False
        self._turn = threading.Lock()

    def listen(self, listener: Callable[[Progress], None]) -> None:
        """Call ``listener``, on a thread of its own, for every line that the process says."""
        threading.Thread(target=self._hear, args=(listener,), daemon=True).start()

    def tell(self, words: str) -> None:
        """Say a line to the process; one that has ended goes through the inbox anyway when it is
        begun again."""
        with self._turn:
            stdin = self._process.stdin
            if stdin is None or self._process.poll() is not None:
                return
            try:
                stdin.write(words + "\n")
                stdin.flush()
            except BrokenPipeError:
                # It ended between the lines above, which is heard at its other end.
                return

    def close(self) -> None:
        """End the process."""
        with self._turn:
            self._closing = True
        if self._process.stdin is not None:
            with suppress(BrokenPipeError):  # it has ended, and did not hear the last line
                self._process.stdin.close()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _hear(self, listener: Callable[[Progress], None]) -> None:
        for left in range(_AGAIN, -1, -1):
            for line in self._process.stdout or ():
                if not line.endswith("\n"):
                    break  # it was killed while it wrote this
                said = json.loads(line)
                numbers = {name: tuple(said[name]) for name in ("changed", "merged")}
                listener(Progress(**said | numbers))
            if not self._begin_again(left, listener):
                return

    def _begin_again(self, left: int, listener: Callable[[Progress], None]) -> bool:
        self._process.wait()
        with self._turn:
            if self._closing:
                return False
            if left:
                self._process = self._start()
        said = "was ended, and goes on" if left else "has stopped; start again to go on"
        listener(Progress(remark=f"preparation {said}"))
        return bool(left)


def start_beside(case: Case, reader: Reader) -> subprocess.Popen[str]:
    """Start indexing in a process that ends when its standard input is closed.

    What goes wrong there is written into the log.
    """
    log = open_log()
    try:
        return subprocess.Popen(
            [
                *(sys.executable, "-m", "tui", "index", "--follow-parent"),
                *_inbox(case),
                *(f"--state={case.state}", f"--cache={case.cache}", f"--case={case.name}"),
                *(f"--reader={reader.name}", f"--host={reader.host}"),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log if log >= 0 else subprocess.DEVNULL,
            # Not the current folder: Python would look for modules in it, and it may be an inbox.
            cwd=os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))),
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
    finally:
        if log >= 0:
            os.close(log)


def _inbox(case: Case) -> list[str]:
    """The options that name the inbox: more paths than a command line takes go through a file."""
    if sum(map(len, case.inbox)) < _LONGEST_LINE:
        return [f"--inbox={path}" for path in case.inbox]
    os.makedirs(case.cache, mode=0o700, exist_ok=True)
    place = os.path.join(case.cache, "inbox.paths")
    with open(place, "wb") as file:
        file.write(b"\0".join(map(os.fsencode, case.inbox)))
    return [f"--files-from={place}"]
