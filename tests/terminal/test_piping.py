"""`some-command | copytaster -`: the document from the pipe, the keys from the terminal."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.terminal.conftest import Room, until_ready
from tests.terminal.documents import fill, report
from tests.terminal.listing import glyphs
from tests.terminal.screen import Screen

_PROGRAM = (sys.executable, "-m", "tui", "--reader=ada", "--host=test")


def piped(room: Room, pipe: str, *arguments: str, size: tuple[int, int]) -> Screen:
    """The desk behind a pipe, in a terminal, at rest."""
    command = ("sh", "-c", f'{pipe} | exec "$@"', "sh", *_PROGRAM, *arguments)
    screen = Screen(command, room.environment, size, room.folder)
    room.screens.append(screen)
    until_ready(screen)
    return screen


def test_a_piped_document_is_read_and_decided_by_keys(room: Room) -> None:
    title, text = report(1)
    (room.folder / "one.txt").write_text(text)
    screen = piped(room, "cat one.txt", "-", size=(120, 40))
    assert "standard-input · 1 document" in screen.lines[0]
    assert screen.line_with(title[:20])
    screen.press("a")
    screen.wait_until(lambda: glyphs(screen.lines) == "+", "not kept")
    room.leave(screen)
    again = piped(room, "cat one.txt", "-", size=(80, 24))
    assert glyphs(again.lines) == "+"
    again.wait_until(lambda: "1 kept" in again.lines[0], "the decision is not counted")
    room.leave(again)
    room.wait_until_nothing_runs()


def test_a_list_of_a_thousand_paths_opens_as_well(room: Room) -> None:
    fill(room.inbox, 3)
    deep = room.inbox / ("d" * 200)
    deep.mkdir()
    for number in range(400):
        (deep / f"{number:03}.txt").write_text(f"Note {number}\n\nNothing of note happened.\n")
    screen = piped(room, "find inbox -type f -print0", "--files-from=-", size=(120, 40))
    assert "403 documents" in screen.lines[0]
    screen.press("x")
    screen.wait_until(lambda: "1 discarded" in screen.lines[0], "not discarded")
    room.leave(screen)
    done = subprocess.run(
        [*_PROGRAM, "list", "--json", "--files-from=-", "decision:discard"],
        input="\n".join(str(path) for path in room.inbox.rglob("*.txt")),
        capture_output=True,
        text=True,
        env=room.environment,
        cwd=room.folder,
        timeout=300,
    )
    assert [json.loads(line)["decision"] for line in done.stdout.splitlines()] == ["discard"]
