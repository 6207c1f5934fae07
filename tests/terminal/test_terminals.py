"""The terminals that the desk is opened in: bare ones are refused, poor ones suffice."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator

import pytest

from tests.terminal.conftest import ROOT, Room, until_ready
from tests.terminal.documents import fill
from tests.terminal.listing import cursor, glyphs, is_saved
from tests.terminal.screen import ENTER, TAB, Screen

_SGR = re.compile(rb"\x1b\[([0-9;:]*)m")
# X10, VT200, button and motion tracking, and their encodings (XTerm Control Sequences).
_MOUSE = re.compile(rb"\x1b\[\?(?:[0-9;]*;)?(?:9|100[0-3]|1005|1006|1015|1016)(?:;[0-9;]*)?h")


@pytest.mark.parametrize("term", ["dumb", "", "unknown"])
def test_a_bare_terminal_gets_a_sentence_and_exit_code_2(room: Room, term: str) -> None:
    desk = room.start(TERM=term)
    assert desk.wait_exit() == 2
    assert f"copytaster: the screen cannot be drawn on TERM={term}" in desk.text
    assert b"\x1b" not in desk.caught


def test_no_terminal_gets_a_sentence_on_standard_error_and_exit_code_2(room: Room) -> None:
    done = room.run()
    assert done.returncode == 2
    assert done.stderr == (
        "copytaster: the screen needs a terminal; `copytaster list` needs none\n"
    )
    assert done.stdout == ""


@pytest.mark.slow
def test_without_colour_no_colour_is_sent_and_marks_are_still_told_apart(room: Room) -> None:
    shutil.copytree(ROOT / "seeds", room.inbox, dirs_exist_ok=True)
    desk = room.open(NO_COLOR="1")
    go_round(desk)
    assert colours(desk) == set()
    assert {b"1", b"7"} <= attributes(desk)


@pytest.mark.slow
@pytest.mark.parametrize("term", ["screen", "linux"])
def test_sixteen_colours_suffice(room: Room, term: str) -> None:
    shutil.copytree(ROOT / "seeds", room.inbox, dirs_exist_ok=True)
    desk = room.open(TERM=term, COLORTERM=None)
    go_round(desk)
    assert colours(desk) <= {str(number).encode() for number in [*range(30, 38), *range(90, 98)]}
    room.leave(desk)


def test_the_mouse_is_left_to_the_terminal(room: Room) -> None:
    fill(room.inbox, 2)
    desk = room.open()
    room.leave(desk)
    assert not _MOUSE.search(desk.caught)


def test_a_terminal_that_has_ascii_alone_is_sent_signs_that_are_told_apart(room: Room) -> None:
    fill(room.inbox, 3)
    room.put("wide.txt", "Паром\n\nВместо моста 橋.\n")
    desk = room.open(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    desk.press("a")
    desk.wait_until(
        lambda: [line[:3] for line in desk.lines[1:4]] == [" + ", ">. ", " . "], "not kept"
    )
    assert desk.caught.isascii()
    assert "4 documents . " in desk.lines[0]
    desk.press("G")
    desk.wait_for("?????? ????? ??.")
    room.leave(desk)


@pytest.fixture
def tmux(room: Room) -> Iterator[Screen]:
    """A tmux of our own in a terminal, the desk in it."""
    program = shutil.which("tmux")
    if program is None:
        pytest.skip("tmux is not installed")
    fill(room.inbox, 5)
    own = [program, "-f", "/dev/null", "-L", "test"]
    environment = room.environment | {"TMUX_TMPDIR": str(room.folder), "SHELL": "/bin/sh"}
    screen = Screen([*own, "new-session", *room.command], environment, (100, 30), room.folder)
    room.screens.append(screen)
    yield screen
    subprocess.run([*own, "kill-server"], env=environment, stderr=subprocess.DEVNULL, check=False)


def test_inside_tmux(room: Room, tmux: Screen) -> None:
    def lines() -> list[str]:
        return tmux.lines[:-1]  # the last one is tmux's own

    until_ready(tmux, slice(-1))
    tmux.press("j")
    tmux.wait_until(lambda: cursor(lines()) == 1, "the cursor stays")
    tmux.settle()
    tmux.press("a")
    tmux.wait_until(lambda: glyphs(lines()) == "·+···" and is_saved(lines()), "not kept")
    tmux.press("q")
    tmux.wait_until(lambda: "[exited]" in tmux.text, "still inside")
    assert [row["decision"] for row in room.rows().values()].count("keep") == 1


def go_round(desk: Screen) -> None:
    """Decide, read a text with its names, look at the panels."""
    for keys in ("a", "x", "m", TAB, "e", "e", ENTER, "]", "h", "h", "z", "z", "q", "?", "?"):
        desk.bytes_of(keys, quiet=0.1)
        if keys in "axm":
            desk.settle(0.3)
    assert glyphs(desk.lines).startswith("+x?·")


def parameters(desk: Screen) -> Iterator[bytes]:
    """What the program has set of colours and attributes, one by one."""
    for sequence in _SGR.findall(bytes(desk.caught)):
        yield from re.findall(rb"[34]8[;:][25][0-9;:]*|[0-9]+", sequence)


def colours(desk: Screen) -> set[bytes]:
    """The colours that were set (ECMA-48 8.3.117 and aixterm's bright ones); 39 and 49 set none."""
    return {one for one in parameters(desk) if int(one[:2]) >= 30} - {b"39", b"49"}


def attributes(desk: Screen) -> set[bytes]:
    """What was set that is no colour."""
    return set(parameters(desk)) - colours(desk)


def test_ctrl_z_gives_the_terminal_to_the_shell_and_fg_brings_the_desk_back(room: Room) -> None:
    fill(room.inbox, 3)
    shell = ("bash", "--norc", "-ic", '"$@"; echo "in the shell"; read -r; fg', "bash")
    desk = room.open(prefix=shell)
    desk.press("j\x1a")
    desk.wait_for("in the shell")
    assert bytes(desk.caught).rpartition(b"\x1b[?1049l")[1], "the alternate screen was not left"
    desk.press("\n")
    until_ready(desk)
    assert cursor(desk.lines) == 1
    desk.press("a")
    desk.wait_until(lambda: "kept" in desk.text and is_saved(desk.lines), "not kept")
    room.leave(desk)


def test_ctrl_z_does_not_stop_what_no_shell_could_bring_back(room: Room) -> None:
    fill(room.inbox, 1)
    desk = room.open()
    desk.press("\x1a")
    desk.wait_for("no shell is behind this")
    room.leave(desk)
