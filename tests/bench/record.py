"""The record: what a durable decision costs, beside the disk's own floor and other stores.

``python -m tests.bench.record [--sizes 1000,100000] [--folder DIR]``. All stores are written in
turn in one run on one disk, so that the ratios hold on a busy machine too; times are medians. The
record has been opened from a snapshot, of which nothing was looked at before.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from shutil import copytree
from tempfile import TemporaryDirectory

from tinydb import TinyDB, where
from tinydb.table import Document

from tui.decision import DOCUMENTS, Change, Operation
from tui.triage.clock import Clock
from tui.triage.lines import encode
from tui.triage.record import Record
from tui.triage.store import Database, JournalStorage

ROUNDS = 300
WORDS = ("keep", "maybe", "discard")


@dataclass
class Cost:
    """Wall and processor time of each decision, in seconds."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def take(self, act: Callable[[int], object], number: int) -> None:
        """Measure one decision."""
        wall, cpu = time.perf_counter(), time.process_time()
        act(number)
        self.wall.append(time.perf_counter() - wall)
        self.cpu.append(time.process_time() - cpu)


def document(number: int) -> str:
    """An id as real documents have it."""
    return f"sha256:{number:064x}"


def fill(state: str, count: int) -> None:
    """A journal of so many decisions, each on another document."""
    os.makedirs(f"{state}/journal", 0o700)
    os.chmod(state, 0o700)
    clock = Clock()
    with open(f"{state}/journal/ada@desk.jsonl", "wb") as journal:
        for number in range(count):
            at = clock.tick()
            name = clock.identifier(at)
            fields = {"decision": WORDS[number % 3], "decided_at": at, "tags": ["ferry"]}
            operation = Operation(
                name, at, "ada", "bench", name, DOCUMENTS, document(number), fields, None
            )
            journal.write(encode(operation))


def floor(folder: str, size: int) -> Callable[[int], object]:
    """Append as many bytes and sync, and nothing else."""
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    descriptor = os.open(f"{folder}/floor", flags, 0o600)
    line = b"x" * size

    def act(number: int) -> None:
        os.write(descriptor, line)
        os.fdatasync(descriptor)

    return act


def threaded(append: Callable[[int], object]) -> Callable[[int], object]:
    """The floor in a thread of its own, waited for: what two changes of thread cost alone."""
    writer = ThreadPoolExecutor(1)
    return lambda number: writer.submit(append, number).result()


def sqlite(folder: str, count: int) -> Callable[[int], object]:
    """SQLite in WAL mode with full synchronisation."""
    database = sqlite3.connect(f"{folder}/sqlite.db", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE d (id TEXT PRIMARY KEY, decision TEXT, decided_at TEXT)")
    database.execute("BEGIN")
    database.executemany(
        "INSERT INTO d VALUES (?, 'keep', '')", ((document(n),) for n in range(count))
    )
    database.execute("COMMIT")

    def act(number: int) -> None:
        database.execute(
            "UPDATE d SET decision=?, decided_at=? WHERE id=?",
            (WORDS[number % 3], str(number), document(number * 7 % count)),
        )

    return act


def tinydb(folder: str, count: int) -> Callable[[int], object]:
    """Stock TinyDB."""
    database = TinyDB(f"{folder}/tinydb.json")
    database.insert_multiple(
        {"id": document(n), "decision": "keep", "decided_at": ""} for n in range(count)
    )

    def act(number: int) -> None:
        fields = {"decision": WORDS[number % 3], "decided_at": str(number)}
        database.update(fields, where("id") == document(number * 7 % count))

    return act


def measure(folder: str, count: int) -> None:
    """One table for a record of ``count`` decisions."""
    state = f"{folder}/state"
    fill(state, count)
    size = os.path.getsize(f"{state}/journal/ada@desk.jsonl") // count
    print(f"\n{count:,} decisions   (medians; p99 of {ROUNDS})", flush=True)
    print_reading(state, count)
    # One of its own for each, or each would have to read what the other wrote.
    copytree(state, f"{folder}/other")
    database = Database(f"{folder}/other", storage=JournalStorage, reader="ada", host="desk")
    record = Record.open(state, reader="ada", host="desk")

    def store(number: int) -> None:
        fields = {"decision": WORDS[(number + 1) % 3], "tags": [f"store {number}"]}
        key = document(number * 7 % count)
        database.table(DOCUMENTS).upsert(Document(fields, doc_id=key))  # type: ignore[arg-type]

    def writer(number: int) -> None:
        fields = {"decision": WORDS[(number + 2) % 3], "tags": [f"writer {number}"]}
        if not record.submit_and_wait([Change(DOCUMENTS, document(number * 7 % count), fields)]):
            raise AssertionError("nothing was written")

    append = floor(folder, size)
    stores = {
        f"append {size} bytes + fdatasync": (append, 1),
        "the same in another thread": (threaded(append), 1),
        "TinyDB over the journal": (store, 1),
        "the record, through its writer": (writer, 1),
        "SQLite, WAL, synchronous=FULL": (sqlite(folder, count), 1),
        "stock TinyDB": (tinydb(folder, count), 20 if count <= 10_000 else 150),
    }
    if count > 200_000:
        del stores["stock TinyDB"]
    costs = {name: Cost() for name in stores}
    # A folder that changed this recently is listed anew at each look (GRANULARITY in triage.files).
    time.sleep(2.1)
    chance = random.Random(1)
    for number in range(ROUNDS):
        # In another order each time: a sync is cheaper or dearer behind somebody else's.
        for name, (act, stride) in chance.sample(list(stores.items()), len(stores)):
            if number % stride == 0:
                costs[name].take(act, number)
    base = statistics.median(next(iter(costs.values())).wall)
    print(f"{'':34}{'ms':>9}{'p99':>9}{'x floor':>9}{'CPU ms':>9}")
    for name, cost in costs.items():
        wall = statistics.median(cost.wall)
        last = sorted(cost.wall)[int(len(cost.wall) * 0.99)]
        cpu = statistics.median(cost.cpu)
        print(f"{name:34}{wall * 1e3:9.3f}{last * 1e3:9.2f}{wall / base:9.2f}{cpu * 1e3:9.3f}")
    record.close()
    database.close()


READING = """
import sys, time

def memory():
    return int(open("/proc/self/statm").read().split()[1]) * 4096

before = time.process_time()
from tui.triage.record import Record
imported = time.process_time()
base = memory()
record = Record.open(sys.argv[1], reader="ada", host="desk", read_only=True)
opened = time.process_time()
grown = memory() - base
held = record.judgements()
count = len(held)
names = [f"sha256:{number:064x}" for number in range(0, count, max(1, count // 100))]
start = time.perf_counter()
for name in names:
    held[name]
look = (time.perf_counter() - start) / len(names)
time.sleep(2.1)
record.refresh()
start = time.perf_counter()
for _ in range(1000):
    record.refresh()
refresh = (time.perf_counter() - start) * 1000
start = time.perf_counter()
step = record.undo_candidate()
undo = time.perf_counter() - start
print(f"  {sys.argv[2]}: open {opened - imported:.3f} s CPU (import {imported - before:.3f}), "
      f"{grown / count:.0f} bytes a record, one looked up {look * 1e6:.0f} us, "
      f"refresh with nothing new {refresh:.1f} us, "
      f"first undo of an earlier run found in {undo * 1e3:.0f} ms")
"""


def print_reading(state: str, count: int) -> None:
    """What it costs to open, in a process of its own, without and with a snapshot."""
    subprocess.run([sys.executable, "-c", READING, state, "from the journal"], check=True)
    with Record.open(state, reader="ada", host="desk") as record:
        cpu = time.process_time()
        record.compact(force=True)
        print(f"  snapshot of {count:,} written in {time.process_time() - cpu:.2f} s CPU")
    subprocess.run([sys.executable, "-c", READING, state, "from a snapshot"], check=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,100000", help="numbers of decisions")
    parser.add_argument(
        "--folder", default=None, help="where to write (default: the temporary folder)"
    )
    arguments = parser.parse_args()
    for size in arguments.sizes.split(","):
        with TemporaryDirectory(dir=arguments.folder) as folder:
            measure(folder, int(size))


if __name__ == "__main__":
    main()
