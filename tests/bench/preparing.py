"""Documents prepared in a second: ``python -m tests.bench.preparing [--documents N]``.

`copytaster index` over new inboxes, with the default names: the generator's documents of 2 to 15 KB
and documents of 5 KB, with one worker and with two. CPU is that of all its processes together, so
that documents a second of CPU are those of one core of a quiet machine; two cores take at most
twice as many. Elapsed time depends on what else the machine does.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.make_corpus import make
from tests.terminal.conftest import Room, make_room

_KILOBYTES = 5_000


def as_made(number: int) -> str:
    """A document of the corpus."""
    return make(number).page


def of_five_kilobytes(number: int) -> str:
    """A document of the corpus, cut or continued to 5,000 bytes."""
    text = make(number).page
    while len(text.encode()) < _KILOBYTES:
        number += 1_000_000
        text += make(number).page
    return text.encode()[:_KILOBYTES].decode("utf-8", "ignore")


KINDS: dict[str, Callable[[int], str]] = {"2-15 KB": as_made, "5 KB": of_five_kilobytes}


def measured(room: Room, count: int, workers: int) -> tuple[float, float]:
    """Documents a second that pass, and a second of CPU, from exec to exit."""
    room.settings(f"workers = {workers}\n")
    before, began = os.times(), time.monotonic()
    subprocess.run(
        [*room.command, "index"], env=room.environment, stdout=subprocess.DEVNULL, check=True
    )
    after, elapsed = os.times(), time.monotonic() - began
    spent = sum(after[2:4]) - sum(before[2:4])
    return count / elapsed, count / spent


def main() -> None:
    """Print a line for each kind of document and number of workers."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.preparing")
    parser.add_argument("--documents", type=int, default=2_000, metavar="N")
    count = parser.parse_args().documents
    # The first process compiles what is not compiled.
    subprocess.run([sys.executable, "-m", "tui", "--version"], stdout=subprocess.DEVNULL)
    print(f"{count:,} documents{'':8}{'a second':>12}{'a second of CPU':>18}")
    for kind, page in KINDS.items():
        for workers in (1, 2):
            with tempfile.TemporaryDirectory() as folder:
                room = make_room(Path(folder))
                for number in range(count):
                    room.put(f"{number:07}.txt", page(number))
                elapsed, cpu = measured(room, count, workers)
            label = f"{kind}, {workers} worker{'s' * (workers > 1)}"
            print(f"{label:22}{elapsed:12.1f}{cpu:18.1f}", flush=True)
    print("limit, of 5 KB: 20 on one core, 36 on two")


if __name__ == "__main__":
    main()
