"""What recognition costs: time to load, words a second, memory.

``python -m tests.bench.names_cost``, also run by ``tests.bench.names``: a program of its own, so
that nothing but the recognition is in its memory. The texts are the news articles of ``../shared``,
each read once.
"""

from __future__ import annotations

import csv
import os
import time
from collections.abc import Iterator

from tui.entities.find import find_in_text

_DATA = os.path.join(os.path.dirname(__file__), *[os.pardir] * 3, "shared", "nerdata")
_NEWS = ("wikinews_2019.csv", "wikinews_2020.csv")
_MODEL = os.path.join(os.path.dirname(__file__), *[os.pardir] * 2, "tui", "entities", "model")


def main() -> None:
    """Print it."""
    start = time.process_time()
    find_in_text("Oslo", "en")
    loaded, held = time.process_time() - start, _peak()
    words = spent = 0.0
    for text in _texts():
        start = time.process_time()
        find_in_text(text, "en")
        spent += time.process_time() - start
        words += len(text.split())
    print(f"\nload {loaded:.3f} s CPU, {words / spent:,.0f} words/s on one core")
    print(f"peak memory of the process {held:.0f} MB when loaded, {_peak():.0f} MB in the end")
    size = sum(os.path.getsize(os.path.join(_MODEL, name)) for name in os.listdir(_MODEL))
    print(f"model, clusters and the labels they were learnt from: {size / 1e6:.1f} MB")


def _texts() -> Iterator[str]:
    for name in _NEWS:
        with open(os.path.join(_DATA, name), encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                yield row["text"]


def _peak() -> float:
    """The most memory this process has had, in megabytes."""
    with open("/proc/self/status", encoding="ascii") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    main()
