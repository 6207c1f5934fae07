"""What is no readable document gets a sentence or a marked row, and the desk goes on."""

from __future__ import annotations

import os
import shutil

import pytest

from tests.terminal.conftest import Room
from tests.terminal.documents import fill, report
from tests.terminal.listing import glyphs, is_saved, seen
from tests.terminal.screen import CTRL_L, ENTER, Screen

BIG = 3_000_000


def test_an_empty_folder_says_so(room: Room) -> None:
    desk = room.open()
    assert desk.lines[1].startswith(" no documents here")
    assert "0 documents" in desk.lines[0]
    room.leave(desk)


def test_a_path_that_is_not_there_gets_a_sentence_and_no_screen(room: Room) -> None:
    room.inbox.rmdir()
    desk = room.start()
    assert desk.wait_exit() == 1
    assert desk.text.strip() == f"copytaster: {room.inbox}: no such file or folder"
    assert b"\x1b" not in desk.caught


def test_what_arrives_while_the_desk_is_open_comes_with_ctrl_l(room: Room) -> None:
    fill(room.inbox, 2)
    desk = room.open()
    title, text = report(55)
    room.put("new.txt", text)
    desk.press(CTRL_L)
    desk.wait_for(title[:30])
    assert [row.title[:10] for row in seen(desk.lines)][-1] == title[:10]


def test_what_cannot_be_read_is_a_marked_row_that_says_why(room: Room) -> None:
    fill(room.inbox, 1)
    os.mkfifo(room.inbox / "pipe.txt")
    (room.inbox / "nowhere.txt").symlink_to("not-there.txt")
    (room.inbox / "outside.txt").symlink_to("/etc/passwd")
    room.put("empty.txt", "")
    room.put("binary.txt", bytes(range(256)) * 8)
    desk = room.open(size=(100, 20))
    for words in (
        "binary.txt: binary file",
        "empty.txt: empty file",
        "nowhere.txt: link to nowhere",
        "outside.txt: link out of the inbox, not followed",
        "pipe.txt: is a named pipe",
    ):
        assert desk.line_with(words).startswith(" ·~ ")
    for key in "ai":
        desk.press("gG")
        desk.wait_until_gone("this file cannot be read")
        desk.press(key)
        desk.wait_for("this file cannot be read: is a named pipe")
    desk.press(ENTER)
    desk.wait_until_gone("Report 000")
    desk.wait_for("is a named pipe")
    desk.press("q")
    desk.wait_until(lambda: glyphs(desk.lines) == "······", "something was decided")
    room.leave(desk)
    assert {row["decision"] for row in room.rows().values()} == {"none"}


def test_a_file_without_permission_is_a_marked_row(room: Room) -> None:
    fill(room.inbox, 1)
    room.put("locked.txt", "Nobody may read this.\n").chmod(0)
    desk = room.open(prefix=as_somebody_whom_permissions_stop())
    assert desk.line_with("locked.txt: no permission to read").startswith(" ·~ ")


def as_somebody_whom_permissions_stop() -> tuple[str, ...]:
    """What to put before a command so that root's right to read everything is gone."""
    if os.geteuid():
        return ()
    program = shutil.which("setpriv")
    if program is None:
        pytest.skip("root reads everything here, and there is no setpriv to give that up")
    return (program, "--bounding-set=-dac_override,-dac_read_search")


def test_a_file_name_with_escapes_is_shown_harmless_and_can_be_decided_on(room: Room) -> None:
    room.put("a\x1b[2Jb\x1b]0;owned\x07c\n.txt", "")
    room.put("second\u202egnp.txt", "\n")
    desk = room.open()
    assert [row.here for row in seen(desk.lines)] == [True, False]
    desk.wait_for(r"a\x1b[2Jb\x1b]0;owned\x07c")
    desk.press("a")
    desk.wait_until(lambda: glyphs(desk.lines) == "+·" and is_saved(desk.lines), "not kept")
    assert b"\x1b[2Jb" not in desk.caught
    assert b"\x1b]0;" not in desk.caught


def test_a_document_whose_file_is_removed_stays_readable_and_is_decided_on(room: Room) -> None:
    titles = fill(room.inbox, 2)
    desk = room.open()
    open_text(desk, titles[0])
    (room.inbox / "000.txt").unlink()
    desk.press("zzG")
    desk.settle()
    desk.press("a")
    desk.wait_for("kept")
    desk.press("q")
    desk.wait_until(lambda: glyphs(desk.lines) == "+·" and is_saved(desk.lines), "not kept")
    room.leave(desk)
    desk = room.open()
    assert glyphs(desk.lines) == "+·"


@pytest.mark.slow
def test_a_document_whose_file_is_changed_while_open_reads_anew_at_the_next_start(
    room: Room,
) -> None:
    titles = fill(room.inbox, 2)
    desk = room.open()
    open_text(desk, titles[0])
    title, text = report(55)
    room.put("000.txt", text)
    desk.press("zzGgq")
    desk.settle()
    room.leave(desk)
    desk = room.open()
    # Taken in while the first desk was open, or announced on the second: either way it is there.
    desk.press(CTRL_L)
    desk.wait_for(title[:30])


@pytest.mark.slow
def test_a_document_of_three_megabytes_is_shown_and_says_that_it_is_not_cleaned(
    room: Room,
) -> None:
    long = "A long report\n\n"
    number = 0
    while len(long) <= BIG:
        number += 1
        long += report(number)[1] + "\n"
    room.put("long.txt", long)
    desk = room.open()
    assert desk.line_with("long.txt: ").startswith("▌·~ ")
    desk.press(ENTER)
    desk.wait_for("shown uncleaned")
    desk.wait_for("A long report")
    desk.press("G")
    end = long.split()[-2:]
    desk.wait_for(" ".join(end))
    desk.settle()
    desk.press("q")
    desk.settle()
    assert len(seen(desk.lines)) == 1


def open_text(desk: Screen, title: str) -> None:
    """Go into the text of the document under the cursor."""
    desk.press(ENTER)
    desk.wait_for(title)
    desk.settle()
