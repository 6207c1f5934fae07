"""Copies of many documents are made beside the keys, and leaving says so."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from hashlib import sha256
from pathlib import Path
from typing import cast

import pytest

from tui.cli.preserving import Preserving
from tui.index.view import View
from tui.settings import Settings
from tui.triage.folder import Folder, open_folder
from tui.triage.ledger import new_run
from tui.triage.owed import Owed

TEXTS = [f"Text {number}".encode() for number in range(30)]
OTHERS = f"sha256:{'0' * 64}"
IDS = [f"sha256:{sha256(text).hexdigest()}" for text in TEXTS]


class Documents:
    """Where the documents lie; each look at one is told to ``look``."""

    def __init__(self, inbox: Path, look: Callable[[int], None]) -> None:
        self.inbox, self.look = inbox, look

    def numbers(self, documents: Sequence[str]) -> dict[str, int]:
        return {each: IDS.index(each) for each in documents if each in IDS}

    def paths(self, number: int) -> list[str]:
        self.look(number)
        return [str(self.inbox / str(number))]

    def close(self) -> None:
        pass


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for number, text in enumerate(TEXTS):
        (folder / str(number)).write_bytes(text)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Folder]:
    opened = open_folder(str(tmp_path / "state"))
    yield opened
    opened.close()


def preserving(
    inbox: Path,
    folder: Folder,
    told: list[str],
    look: Callable[[int], None] = lambda _: None,
    failed: Callable[[Future[None]], None] = Future.result,
) -> Preserving:
    view = cast("View", Documents(inbox, look))
    owed = Owed(folder, "ada", new_run())
    return Preserving(folder, owed, Settings(), lambda: view, told.append, failed)


def owing(folder: Folder) -> set[str]:
    """What a run that begins now is owed."""
    return set(Owed(folder, "ada", new_run()).left())


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60.0
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.001)


def copies(folder: Folder) -> set[bytes]:
    found = Path(folder.path).rglob("evidence/*/*")
    return {path.read_bytes() for path in found if path.is_file()}


def test_closing_waits_until_all_are_copied(inbox: Path, folder: Folder) -> None:
    told: list[str] = []
    (inbox / "3").unlink()
    copying = preserving(inbox, folder, told)
    copying.add([*IDS, OTHERS])
    copying.close()
    assert copying.waiting == 0
    assert copies(folder) == {*TEXTS} - {TEXTS[3]}
    assert len(told) == 1
    assert told[0].startswith("no copy of 3 in the record: ")
    assert owing(folder) == {OTHERS}, "it may be opened with that inbox another time"


def test_an_interrupt_leaves_the_rest_uncopied_and_says_how_many(
    inbox: Path, folder: Folder
) -> None:
    def look(number: int) -> None:
        if number == 10:
            until(lambda: copying._thread._shutdown)
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
            until(lambda: copying._given_up)

    copying = preserving(inbox, folder, [], look)
    copying.add(IDS)
    copying.close()
    assert copying.waiting == 20
    assert len(copies(folder)) == 10
    again = preserving(inbox, folder, [])
    again.resume()
    again.close()
    assert again.waiting == 0
    assert copies(folder) == {*TEXTS}
    assert owing(folder) == set()


def test_what_a_killed_program_had_to_copy_is_copied_by_the_next(
    inbox: Path, folder: Folder
) -> None:
    seen: list[set[str]] = []
    copying = preserving(inbox, folder, [], lambda _: seen.append(owing(folder)))
    copying.add(IDS[:3])
    copying.add(IDS[3:5])
    copying.close()
    assert seen[0] >= {*IDS[:3]}, "noted before the first is copied"
    assert seen[-1] == {*IDS[:5]}
    assert owing(folder) == set()
    Owed(folder, "ada", new_run()).note(IDS[5:9])
    Owed(folder, "ben", new_run()).note(IDS[9:])
    again = preserving(inbox, folder, [])
    again.resume()
    again.close()
    assert copies(folder) == {*TEXTS[:9]}, "another reader's are his"
    assert owing(folder) == set()


def test_what_fails_is_complained_of_and_not_waited_for(inbox: Path, folder: Folder) -> None:
    def look(number: int) -> None:
        if number == 10:
            raise OSError("the disk is gone")

    failed: list[str] = []
    copying = preserving(
        inbox, folder, [], look, lambda future: failed.append(str(future.exception()))
    )
    copying.add(IDS)
    copying.close()
    assert copying.waiting == 0
    assert failed == ["the disk is gone"]


def test_what_could_not_be_looked_up_is_owed_to_the_next_run(inbox: Path, folder: Folder) -> None:
    def look(number: int) -> None:
        if number == 3:
            raise OSError("the index is damaged")

    failed: list[str] = []
    copying = preserving(
        inbox, folder, [], look, lambda future: failed.append(str(future.exception()))
    )
    copying.add(IDS[:5])
    copying.add(IDS[5:7])
    copying.close()
    assert failed[0] == "the index is damaged"
    assert owing(folder) == {*IDS[3:5]}
