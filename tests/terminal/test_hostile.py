"""The attack corpus opened in the desk: no byte of an attack reaches the terminal."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol, cast

import pytest

from tests.terminal.conftest import ROOT, Room, close, make_room
from tests.terminal.listing import is_saved
from tests.terminal.screen import ENTER, Screen

ATTACKS = ROOT.parent / "shared" / "attacks"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not ATTACKS.exists(), reason="the attack corpus is not beside this repository"
    ),
]

Item = Mapping[str, Any]

#: To the first row that can be opened: before it come a pipe and links that lead nowhere.
READABLE = "gjjjjj"


class Check(Protocol):
    """What comes with the corpus: its items, and what of an attack is in a stream."""

    def load(self, where: str) -> list[Item]: ...

    def check_stream(self, entry: Item, data: bytes) -> list[str]: ...


@pytest.fixture(scope="module")
def check() -> Check:
    spec = importlib.util.spec_from_file_location("attack_check", ATTACKS / "check.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast(Check, module)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """The corpus as an inbox: hostile texts, hostile names, links and a pipe."""
    made = make_room(tmp_path_factory.mktemp("hostile"))
    subprocess.run(
        [
            *(sys.executable, "-B", str(ATTACKS / "gen.py")),
            *("--out", str(made.folder), "--fs", str(made.inbox / "names")),
        ],
        check=True,
        capture_output=True,
    )
    (made.folder / "files").rename(made.inbox / "texts")
    yield made
    close(made)


@pytest.fixture(scope="module")
def caught(room: Room) -> bytes:
    """What the desk sends while every document is read: clean, with what is hidden, raw, with its
    names; hostile file names in the list and the panel; hostile words typed and noted."""
    desk = room.open("--follow", size=(150, 30))
    count = int(desk.lines[-1].split(" of ")[1].split()[0])
    assert count > 60
    look_at_the_names(desk)
    desk.press(READABLE + "e" + ENTER)
    for place in range(6, count + 1):
        desk.wait_for(f" {place} of {count} ")
        for key in "hzzJ":
            desk.bytes_of(key, quiet=0.03)
    # The panel first, then the text.
    desk.press("qq" + READABLE)
    desk.settle(0.3)
    type_and_decide(desk)
    room.leave(desk)
    # The program clears the screen itself, once, before it has read anything.
    return bytes(desk.caught).partition(b"\x1b[2J")[2]


def look_at_the_names(desk: Screen) -> None:
    """Have the panel show the paths of the files whose names are the attack."""
    desk.press(READABLE + "I")
    desk.wait_for("file      names/")
    for _ in range(9):
        desk.press("j")
        desk.settle(0.05)
    desk.press("I")
    desk.settle(0.1)


def type_and_decide(desk: Screen) -> None:
    """Search, limit and note with hostile words, as they may come out of a copied document."""
    for keys in ("a", "i[red]\u202e\x9b2J", "/\x9b31m[@click]", "l\x9d52;c;AA[/]"):
        desk.press(keys)
        desk.settle(0.1)
        if len(keys) > 1:
            desk.press(ENTER)
            desk.settle(0.2)
            desk.press("L")
            desk.settle(0.2)
    desk.wait_until(lambda: is_saved(desk.lines), "not saved")


def test_no_attack_reaches_the_terminal(room: Room, check: Check, caught: bytes) -> None:
    items = check.load(str(room.folder))
    everything = {
        "forbid": sorted({name for item in items for name in item["forbid"]}),
        "never": sorted({words for item in items for words in item["never"]}),
    }
    assert len(everything["never"]) > 30
    assert check.check_stream(everything, caught) == []


def test_the_text_round_an_attack_was_on_the_screen(
    room: Room, check: Check, caught: bytes
) -> None:
    plain = [
        item
        for item in check.load(str(room.folder))
        if item["kind"] == "static"
        and item["file"].endswith(".txt")
        and item["class"] != "encoding"
    ]
    missing = [item["id"] for item in plain if f"SENTINEL-{item['id']}".encode() not in caught]
    assert len(plain) > 30
    assert missing == []


def test_the_check_would_have_seen_them(room: Room, check: Check) -> None:
    found = [
        item["id"]
        for item in check.load(str(room.folder))
        if item["kind"] == "static"
        and check.check_stream(item, Path(room.inbox, "texts", item["file"]).read_bytes())
    ]
    assert len(found) > 20
