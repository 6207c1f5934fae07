"""A program in a pseudo-terminal, and the screen that its reader would see.

Linux only: whether the program has come to rest is read from ``/proc``.
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

import pyte

from tests.terminal.processes import at_work, family, scheduled

ENTER, TAB, ESCAPE, SPACE = "\r", "\t", "\x1b", " "
CTRL_C, CTRL_D, CTRL_L, CTRL_R = "\x03", "\x04", "\x0c", "\x12"
PAGE_DOWN = "\x1b[6~"

#: What programs ask a terminal, and what xterm answers (ECMA-48; XTerm Control Sequences).
_ANSWERS: Mapping[bytes, bytes] = {
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[0c": b"\x1b[?62;22c",
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
}
_QUESTION = re.compile(rb"\x1b\[(?:0?c|6n|\?20(?:26|48)\$p)")
# pyte 0.8 prints the tails of private sequences that it does not know.
_UNKNOWN = re.compile(rb"\x1b\[[<=>][0-9;]*[a-zA-Z]")
_CUT_OFF = re.compile(rb"\x1b(?:\[[0-?]*)?$")
# What lies between these is one frame: a terminal shows all of it at once. A frame is longer than
# what a pseudo-terminal hands over in one read, and half of one shows what never was.
_FRAME_START, _FRAME_END = b"\x1b[?2026h", b"\x1b[?2026l"
_LONGEST_QUESTION = 16
#: Seconds after which what is waited for is not expected to come any more, on a busy machine too.
PATIENCE = 300.0


class Screen:
    """Runs ``command`` on a terminal of ``size`` (columns, rows) with just this environment.

    What the program writes is shown while something is waited for, and at no other time: frame by
    frame, so that each is seen, however late it is looked at. ``caught`` are the bytes of all that
    has been shown.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        size: tuple[int, int] = (120, 40),
        folder: str | os.PathLike[str] = ".",
    ) -> None:
        self.columns, self.rows = size
        self.caught = bytearray()
        self._picture = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._picture)
        self._ahead = b""
        self._unanswered = b""
        self._lines = [""] * self.rows
        self._master, slave = os.openpty()
        self.resize(size)
        # The terminal's own settings, to see that they are as they were when the program has left.
        self.modes_before = termios.tcgetattr(slave)
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=dict(environment),
            cwd=folder,
            start_new_session=True,
            preexec_fn=_take_terminal,
        )
        self._slave = slave
        os.set_blocking(self._master, False)

    def resize(self, size: tuple[int, int]) -> None:
        """Give the terminal another size; the program is told by the system."""
        self.columns, self.rows = size
        self._picture.resize(self.rows, self.columns)
        self._picture.dirty = set(range(self.rows))
        self._lines = [""] * self.rows
        packed = struct.pack("HHHH", self.rows, self.columns, 0, 0)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, packed)

    # What is seen

    @property
    def lines(self) -> list[str]:
        """The rows of the screen as they stand, without the blanks at their ends."""
        # pyte's own way to all rows takes most of the time that a test takes.
        for number in self._picture.dirty:
            cells = self._picture.buffer[number]
            row = "".join(cells[column].data for column in range(self.columns))
            self._lines[number] = row.rstrip()
        self._picture.dirty.clear()
        return list(self._lines)

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    def whole_frames(self) -> list[str]:
        """The rows as of the last frame that was written to its end: a kill may cut one off.

        A frame ends with the end of a synchronised update,
        https://gist.github.com/christianparpart/d8a62cc1ab659194337d73e399004036
        """
        picture = pyte.Screen(self.columns, self.rows)
        whole = self.caught[: self.caught.rfind(_FRAME_END) + len(_FRAME_END)]
        pyte.ByteStream(picture).feed(_UNKNOWN.sub(b"", bytes(whole)))
        return [line.rstrip() for line in picture.display]

    def shows_cursor(self) -> bool:
        """Whether the terminal shows its cursor."""
        return not self._picture.cursor.hidden

    def line_with(self, words: str) -> str:
        """The first row that holds these words."""
        found = [line for line in self.lines if words in line]
        assert found, f"no {words!r} on the screen:\n{self.text}"
        return found[0]

    # What is pressed

    def press(self, keys: str) -> None:
        """Type all ``keys`` in one write; what nobody takes any more once it has left is lost."""
        left = keys.encode()
        while left:
            try:
                left = left[os.write(self._master, left) :]
            except BlockingIOError:
                if not self.read(0.01) and self.process.poll() is not None:
                    return

    def bytes_of(self, keys: str, quiet: float = 0.25) -> bytes:
        """What the program writes in answer to ``keys``, until it has come to rest."""
        start = len(self.caught)
        self.press(keys)
        self.wait_until(lambda: len(self.caught) > start, f"no answer to {keys!r}")
        self.settle(quiet)
        return bytes(self.caught[start:])

    # What is waited for

    def wait_for(self, words: str, timeout: float = PATIENCE) -> str:
        """Until these words are on the screen; the row that they are on."""
        self.wait_until(lambda: words in self.text, f"no {words!r}", timeout)
        return self.line_with(words)

    def wait_until_gone(self, words: str, timeout: float = PATIENCE) -> None:
        """Until these words are nowhere on the screen."""
        self.wait_until(lambda: words not in self.text, f"still {words!r}", timeout)

    def wait_until(
        self, condition: Callable[[], bool], otherwise: str, timeout: float = PATIENCE
    ) -> None:
        """Until a condition holds; fails with the screen where it does not come to hold."""
        deadline = time.monotonic() + timeout
        while not condition():
            left = deadline - time.monotonic()
            assert left > 0, f"{otherwise} after {timeout} s:\n{self.text}"
            if not self.read(min(left, 0.1)) and self.process.poll() is not None:
                assert condition(), f"{otherwise}, and the program has left:\n{self.text}"

    def settle(self, quiet: float = 0.25, timeout: float = PATIENCE) -> None:
        """Until nothing was written for ``quiet`` seconds in which the program and all that it has
        started had rest, with no key left to take."""
        deadline = time.monotonic() + timeout
        while not self._rests(quiet):
            assert time.monotonic() < deadline, f"no rest after {timeout} s:\n{self.text}"

    def _rests(self, quiet: float) -> bool:
        before, end = scheduled(self.family()), time.monotonic() + quiet
        while (left := end - time.monotonic()) > 0:
            if self.read(left):
                return False
        processes = self.family()
        spent = scheduled(processes) - before
        return spent < quiet / 4 and not at_work(processes) and not self.typed_ahead()

    def idle(self, seconds: float) -> bytes:
        """What the program writes in these seconds with no key pressed."""
        start, end = len(self.caught), time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.read(left)
        return bytes(self.caught[start:])

    def read(self, timeout: float) -> bool:
        """Show what the program has written, one frame at most and that to its end; false if it
        wrote nothing for ``timeout`` seconds."""
        if not self._ahead and not self._take(timeout):
            return False
        deadline = time.monotonic() + PATIENCE
        while not (whole := self._whole()):
            # A program that was killed in the middle of a frame does not end it.
            over = self.process.poll() is not None or time.monotonic() > deadline
            if not self._take(0.05) and over:
                whole = len(self._ahead)
                break
        shown, self._ahead = self._ahead[:whole], self._ahead[whole:]
        self.caught += shown
        self._stream.feed(_UNKNOWN.sub(b"", shown))
        return True

    def _take(self, timeout: float) -> bool:
        """Take over what the program has written, as much as one read gives."""
        if not select.select([self._master], [], [], max(0.0, timeout))[0]:
            return False
        try:
            written = os.read(self._master, 1 << 20)
        except OSError:
            # EIO is how Linux says that no program has the terminal open any more.
            time.sleep(min(timeout, 0.01))
            return False
        self._ahead += written
        self._answer(written)
        return True

    def _whole(self) -> int:
        """How many of the bytes that were taken over end where a terminal would have shown them."""
        start = self._ahead.find(_FRAME_START)
        if start >= 0:
            end = self._ahead.find(_FRAME_END, start)
            return end + len(_FRAME_END) if end >= 0 else 0
        cut = _CUT_OFF.search(self._ahead)
        return cut.start() if cut else len(self._ahead)

    # How it ends

    def family(self) -> list[int]:
        """The program and the processes that it has started."""
        return family(self.process.pid)

    def kill(self, number: signal.Signals) -> None:
        """Send the program itself a signal."""
        os.kill(self.process.pid, number)

    def hang_up(self) -> None:
        """Take the terminal away, as a dropped line does."""
        self._let_go(self._slave)
        self._slave = -1
        self._let_go(self._master)
        self._master = -1

    def wait_exit(self, timeout: float = PATIENCE) -> int:
        """Until the program has left and all that it wrote is read; its exit code."""
        deadline = time.monotonic() + timeout
        while self.process.poll() is None:
            assert time.monotonic() < deadline, f"has not left:\n{self.text}"
            if self._master < 0:
                time.sleep(0.02)
            else:
                self.read(0.05)
        while self._master >= 0 and self.read(0.05):
            pass
        return int(self.process.returncode)

    def typed_ahead(self) -> int:
        """How many bytes of typing wait for whoever reads the terminal next."""
        waiting = fcntl.ioctl(self._slave, termios.FIONREAD, struct.pack("i", 0))
        return int(struct.unpack("i", waiting)[0])

    def modes(self) -> list[object]:
        """The terminal's settings now."""
        return termios.tcgetattr(self._slave)

    def close(self) -> None:
        """End what is still running and give the terminal back."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.hang_up()

    @staticmethod
    def _let_go(descriptor: int) -> None:
        if descriptor >= 0:
            os.close(descriptor)

    def _answer(self, written: bytes) -> None:
        asked, end = self._unanswered + written, 0
        for question in _QUESTION.finditer(asked):
            os.write(self._master, _ANSWERS[question.group()])
            end = question.end()
        self._unanswered = asked[end:][-_LONGEST_QUESTION:]


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
