"""The terminal that the other tests look at shows what a reader's own would."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.terminal.screen import Screen

SLOW_FRAME = r"""
import sys, time
sys.stdout.write("\x1b[?2026hfirst half")
sys.stdout.flush()
time.sleep(0.3)
sys.stdout.write(", second half\x1b[?2026l")
sys.stdout.flush()
time.sleep(30)
"""


#: Two frames in one write.
FRAMES = r"""
import sys, time
sys.stdout.write("\x1b[?2026hfirst\x1b[?2026l\x1b[?2026h\x1b[2J\x1b[Hsecond\x1b[?2026l")
sys.stdout.flush()
time.sleep(30)
"""


def test_a_frame_that_comes_in_pieces_is_seen_whole_or_not_at_all(tmp_path: Path) -> None:
    screen = Screen((sys.executable, "-c", SLOW_FRAME), dict(os.environ), folder=tmp_path)
    try:
        assert screen.wait_for("first half") == "first half, second half"
    finally:
        screen.close()


def test_each_frame_is_seen_however_many_came_at_once(tmp_path: Path) -> None:
    screen = Screen((sys.executable, "-c", FRAMES), dict(os.environ), folder=tmp_path)
    try:
        screen.wait_for("first")
        assert "second" not in screen.text
        screen.wait_for("second")
        assert "first" not in screen.text
    finally:
        screen.close()
