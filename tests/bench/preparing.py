"""Documents prepared in a second: ``python -m tests.bench.preparing [--documents N]``.

`copytaster index` over new inboxes, with the default names: the generator's documents of 2 to 15 KB
and of 5 KB, and text of real pages (``../shared/cleanbench``, where it is) in documents of 5 KB,
with one worker and with two. CPU is that of all its processes together, so
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
from functools import cache
from pathlib import Path

from tests.bench.clean_pages import SHARED, pages_of
from tests.bench.make_corpus import make
from tests.terminal.conftest import Room, make_room

_KILOBYTES = 5_000
# Bytes from one document of real text to the next: a little is in two, so that there are 2,000.
_APART = 4_800


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


def of_a_real_page(number: int) -> str:
    """The text of real pages, page after page, in documents of 5,000 bytes: the one ``number``."""
    texts = _real_texts()
    assert number < len(texts), f"of real pages there are {len(texts):,} documents"
    return texts[number]


@cache
def _real_texts() -> list[str]:
    pages = pages_of("dev.jsonl") + pages_of("snippets_dev.jsonl")
    whole = "\n\n".join(page["raw_text"] for page in pages).encode()
    starts = range(0, len(whole) - _KILOBYTES, _APART)
    return [whole[start : start + _KILOBYTES].decode("utf-8", "ignore") for start in starts]


KINDS: dict[str, Callable[[int], str]] = {
    "2-15 KB": as_made,
    "5 KB": of_five_kilobytes,
    "5 KB, real pages": of_a_real_page,
}


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
    parser.add_argument("--kind", choices=KINDS, action="append", help="all of them without it")
    options = parser.parse_args()
    count, kinds = options.documents, options.kind or list(KINDS)
    if not SHARED.exists() and "5 KB, real pages" in kinds:
        print(f"no real pages: {SHARED} is not there")
        kinds.remove("5 KB, real pages")
    # The first process compiles what is not compiled.
    subprocess.run([sys.executable, "-m", "tui", "--version"], stdout=subprocess.DEVNULL)
    print(f"{count:,} documents{'':15}{'a second':>12}{'a second of CPU':>18}")
    for kind in kinds:
        for workers in (1, 2):
            with tempfile.TemporaryDirectory() as folder:
                room = make_room(Path(folder))
                for number in range(count):
                    room.put(f"{number:07}.txt", KINDS[kind](number))
                elapsed, cpu = measured(room, count, workers)
            label = f"{kind}, {workers} worker{'s' * (workers > 1)}"
            print(f"{label:29}{elapsed:12.1f}{cpu:18.1f}", flush=True)
    print("limit, of 5 KB: 20 on one core, 36 on two")


if __name__ == "__main__":
    main()
