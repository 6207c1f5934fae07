"""Other readers at the same sizes: ``python -m tests.bench.scale_others [N ...]``.

neomutt reads a maildir, newsboat a feed whose items are in its cache already, each where it is
installed. Their documents are short (a title and sixty words), ours in
:mod:`tests.bench.scale_screen` are not: what is compared is the list. CPU is that of the program
from exec until the first ``j`` is answered.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.bench.desk import Step, measure
from tests.bench.make_corpus import vocabulary
from tests.terminal.conftest import Room, close, make_room
from tests.terminal.processes import cpu, memory
from tests.terminal.screen import ENTER, Screen

_PATIENCE = 300.0
_NEWSBOAT = "refresh-on-startup no\nauto-reload no\nshow-read-feeds yes\nconfirm-exit no\n"


@dataclass(frozen=True)
class Other:
    """Another reader: its command, the keys from its first screen to the list, and those that
    search all texts for a word."""

    name: str
    command: Sequence[str]
    to_list: str
    search: str


def words(number: int, count: int) -> str:
    """Words of document ``number``."""
    return " ".join(Random(number).choices(vocabulary()[:20_000], k=count))


def title(number: int) -> str:
    """What document ``number`` is called in a list."""
    return f"Report {number:07} {words(number, 5)}"


def neomutt(room: Room, size: int) -> Other | None:
    """A maildir of ``size`` messages."""
    program = shutil.which("neomutt")
    if not program:
        return None
    box = room.folder / "maildir"
    for part in ("cur", "new", "tmp"):
        (box / part).mkdir(parents=True)
    for number in range(size):
        head = (
            f"From: Desk <desk@example.org>\nSubject: {title(number)}\nMessage-ID: <{number}@a>\n"
        )
        (box / "cur" / f"{number:07}.a:2,").write_text(f"{head}\n{words(number, 60)}\n")
    (room.folder / "home" / "Mail").mkdir(parents=True, exist_ok=True)
    command = (program, "-n", "-R", "-F", "/dev/null", "-f", str(box))
    return Other("neomutt", command, "=", f"l~b harbourmaster{ENTER}")


def newsboat(room: Room, size: int) -> Other | None:
    """A feed of ``size`` items, taken into the cache before anything is measured."""
    program = shutil.which("newsboat")
    if not program:
        return None
    feed, urls, config = (room.folder / name for name in ("feed.xml", "urls", "newsboat.conf"))
    with feed.open("w") as file:
        file.write('<?xml version="1.0"?><rss version="2.0"><channel><title>Reports</title>')
        for number in range(size):
            file.write(
                f"<item><title>{title(number)}</title><guid>{number}</guid>"
                f"<description>{words(number, 60)}</description></item>\n"
            )
        file.write("</channel></rss>")
    urls.write_text(f"file://{feed}\n")
    config.write_text(_NEWSBOAT)
    command = (program, "-u", str(urls), "-c", str(room.folder / "cache.db"), "-C", str(config))
    subprocess.run(
        [*command, "-x", "reload"], env=room.environment, stdout=subprocess.DEVNULL, check=True
    )
    return Other("newsboat", command, ENTER, f"/harbourmaster{ENTER}")


def measured(making: Callable[[Room, int], Other | None], size: int) -> str:
    """A line on one reader at one size; empty where it is not installed."""
    with tempfile.TemporaryDirectory() as folder:
        room = make_room(Path(folder))
        try:
            other = making(room, size)
            return _line(other, room, size) if other else ""
        finally:
            close(room)


def _line(other: Other, room: Room, size: int) -> str:
    screen = Screen(other.command, room.environment, folder=room.folder)
    room.screens.append(screen)
    if other.name == "newsboat":
        screen.wait_for("Reports", _PATIENCE)
    else:
        screen.wait_for("Report 0", _PATIENCE)
    screen.press(other.to_list)
    screen.wait_until(lambda: "Report 0" in screen.text, "no list", _PATIENCE)
    screen.bytes_of("j", 0.1)
    started = cpu([screen.process.pid])
    step = measure(screen, Step("j", "j", 10))
    held = memory(screen.process.pid)
    before = cpu([screen.process.pid])
    screen.press(other.search)
    screen.settle(1.0, _PATIENCE)
    search = cpu([screen.process.pid]) - before
    return (
        f"{other.name:10}{size:>9,}{started:10.2f}{step.sent:10.0f}{1000 * step.cpu:10.1f}"
        f"{held / 1e6:10.0f}{search:10.2f}"
    )


def main() -> None:
    """Print a line for each reader and size."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scale_others")
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000], metavar="N")
    print(f"{'':10}{'':>9}{'start, s':>10}{'j, bytes':>10}{'j, ms':>10}{'MB':>10}{'bodies, s':>10}")
    for size in parser.parse_args().sizes:
        for making in (neomutt, newsboat):
            if line := measured(making, size):
                print(line, flush=True)


if __name__ == "__main__":
    main()
