"""The screen's end of the process beside it (:mod:`tui.cli.beside`)."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress

from tui.row import Progress

#: Seconds in which the process may end by itself.
_PATIENCE = 2.0
#: How often it is begun again in one run: what ends it each time would end it for ever.
_AGAIN = 5


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
