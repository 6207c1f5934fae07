"""The screen over cases of any size: ``python -m tests.bench.scale_screen --at DIR [N ...]``.

The cases are those of :mod:`tests.bench.scale`, made where they are missing. The program runs in a
terminal of 120x40 with one document in ten decided, and with all. Bytes are exact, CPU is that of
the app's process without its workers. Where keys are pressed while something else goes on, the time
of a ``j`` is from the key to its row on the screen, beside that of a ``j`` with nothing going on:
on a busy machine compare the two.
"""

from __future__ import annotations

import argparse
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.make_corpus import make
from tests.bench.scale import build
from tests.bench.scale_case import READER, Scale, decide
from tests.terminal.conftest import Room, close, make_room
from tests.terminal.processes import cpu, family, memory, peak_memory
from tests.terminal.screen import ENTER, ESCAPE, Screen

_WHERE = re.compile(r"(\d+) of (\d+)")
_PATIENCE = 120.0
_RANGES = (("5 %", 0.05, "lang:ru"), ("10 %", 0.1, "lang:fr"), ("100 %", 1.0, ""))
#: Documents of the longest range that is marked.
_LONGEST = 200_000

Column = dict[str, str]


@dataclass
class Visit:
    """The program, open on a case."""

    room: Room
    screen: Screen
    started: float

    @property
    def pid(self) -> int:
        """The app's own process."""
        return self.screen.process.pid

    @property
    def place(self) -> tuple[int, int]:
        """The row that the cursor is on, and how many there are."""
        found = _WHERE.search(self.screen.lines[-1])
        return (int(found[1]), int(found[2])) if found else (0, 0)

    def until(self, condition: Callable[[], bool], words: str) -> float:
        """Wait for a condition; the milliseconds that it took."""
        began = time.monotonic()
        self.screen.wait_until(condition, words, _PATIENCE)
        return 1000 * (time.monotonic() - began)

    def says(self, words: str) -> float:
        """Wait for words on the screen; the milliseconds that it took."""
        return self.until(lambda: words in self.screen.text, words)

    def step(self) -> float:
        """The milliseconds from a ``j`` to its row; from a ``k`` in the lower half."""
        self.until(lambda: self.place[1] > 0, "a whole picture")
        row, count = self.place
        down = 2 * row <= count
        wanted = row + (1 if down else -1)
        self.screen.press("j" if down else "k")
        return self.until(lambda: self.place[0] == wanted, f"row {wanted}")

    def steps_until(self, condition: Callable[[], bool]) -> list[float]:
        """Press ``k`` and ``j`` until something is on the screen; the times of each."""
        # What was said may have been drawn before what else changed with it.
        self.screen.idle(0.1)
        taken = []
        deadline = time.monotonic() + _PATIENCE
        while not condition() and time.monotonic() < deadline:
            taken.append(self.step())
            self.screen.read(0.02)
        assert condition(), self.screen.text
        return taken

    def leave(self) -> None:
        """Leave, and wait for all that was started to end."""
        self.screen.press(f"{ESCAPE}q")
        self.screen.wait_exit(_PATIENCE)
        self.room.wait_until_nothing_runs()


def main() -> None:
    """Make what is missing, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scale_screen")
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000], metavar="N")
    parser.add_argument("--at", metavar="DIR", help="keep the cases here")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="starts that are timed")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        folder = Path(chosen.at or passing)
        columns = [
            measured(Scale(folder / str(size), size), chosen.rounds) for size in chosen.sizes
        ]
    names = list(dict.fromkeys(name for column in columns for name in column))
    print(f"{'':52}" + "".join(f"{size:>18,}" for size in chosen.sizes))
    for name in names:
        print(f"{name:52}" + "".join(f"{column.get(name, ''):>18}" for column in columns))


def measured(scale: Scale, rounds: int) -> Column:
    """All figures of one size."""
    if not scale.index.exists():
        build(scale)
    found: Column = {}
    for decided in (scale.size // 10, scale.size):
        case = scale.case(decided)
        decide(case, scale.size, decided)
        room = make_room(scale.folder)
        room.state = Path(case.state)
        kind = "all decided" if decided == scale.size else "a tenth decided"
        try:
            # The first start has the index mirror this record and not the one before.
            visit(room).leave()
            found |= {f"{kind}: {name}": said for name, said in _starting(room, rounds).items()}
            if decided < scale.size:
                found |= _working(visit(room), scale)
                found |= _history(visit(room))
        finally:
            close(room)
    return found


def visit(room: Room) -> Visit:
    """Open the case, until the inbox has been gone through."""
    made = _start(room)
    made.until(lambda: made.place[1] > 0, "a list")
    made.screen.settle(1.0, _PATIENCE)
    return made


def _start(room: Room) -> Visit:
    began = time.monotonic()
    options = (f"--reader={READER.name}", f"--host={READER.host}", f"--cache={room.folder}/cache")
    return Visit(room, room.start("--no-follow", *options, COLORTERM=None), began)


def _starting(room: Room, rounds: int) -> Column:
    """From exec to the first picture, the list, the first ``j``; then what lies in memory."""
    spent, first, listed, most, held, others = [], [], [], [], [], []
    for _ in range(rounds):
        made = _start(room)
        made.until(lambda screen=made.screen: bool(screen.caught), "a picture")  # type: ignore[misc]
        first.append(time.monotonic() - made.started)
        made.until(lambda made=made: made.place[1] > 0, "a list")  # type: ignore[misc]
        listed.append(time.monotonic() - made.started)
        made.step()
        spent.append(cpu([made.pid]))
        made.screen.settle(2.0, _PATIENCE)
        most.append(peak_memory(made.pid))
        held.append(memory(made.pid))
        others.append(max(map(peak_memory, set(family(made.pid)) - {made.pid})))
        made.leave()
    middle = statistics.median(spent)
    return {
        "exec to first j, s CPU, best / median": f"{min(spent):.2f} / {middle:.2f}",
        "first picture, list, ms": f"{1000 * min(first):.0f}, {1000 * min(listed):.0f}",
        "memory at rest, at most, MB": f"{max(held) / 1e6:.0f}, {max(most) / 1e6:.0f}",
        "memory of the process beside, MB": f"{max(others) / 1e6:.0f}",
    }


def _working(made: Visit, scale: Scale) -> Column:
    """Keys, a query, a range, a file that comes in."""
    found = _keys(made)
    found |= _query(made, scale)
    for name, share, query in _RANGES:
        if share * scale.size <= _LONGEST:
            found |= _range(made, name, query, scale.size)
    found |= _arrival(made, scale)
    found |= _rescan(made)
    found["memory after all that, at most, MB"] = f"{peak_memory(made.pid) / 1e6:.0f}"
    made.leave()
    return found


def _keys(made: Visit) -> Column:
    sent, spent = [], []
    made.screen.press("g")
    made.screen.settle()
    for _ in range(20):
        before = cpu([made.pid])
        sent.append(len(made.screen.bytes_of("j", 0.1)))
        spent.append(cpu([made.pid]) - before)
    taken = [made.step() for _ in range(20)]
    return {
        "j in view, bytes, ms CPU": f"{statistics.median(sent):.0f}, "
        f"{1000 * statistics.median(spent):.1f}",
        "j, ms to its row, p50 / max": _spread(taken),
    }


def _query(made: Visit, scale: Scale) -> Column:
    """A limit by a common and a rare word, with the list following what is typed."""
    screen = made.screen
    words = make(scale.size // 3).paragraphs[0].rstrip(".").split()
    query = f"{min(words, key=len)} {max(words, key=len)}"
    screen.press("l")
    echoed = []
    for end in range(1, len(query) + 1):
        screen.press(query[end - 1])
        echoed.append(made.says(f"limit to: {query[:end].rstrip()}"))
        screen.read(0.03)
    screen.press(ENTER)
    applied = made.says(f"limit {query}")
    screen.settle(0.3, _PATIENCE)
    screen.press("L")
    all_again = made.until(lambda: made.place[1] >= scale.size, "all")
    screen.press("g")
    screen.settle(0.3)
    return {
        "a letter of a query, ms to its echo, p50 / max": _spread(echoed),
        "Enter to the list limited; L to all, ms": f"{applied:.0f}; {all_again:.0f}",
    }


def _range(made: Visit, name: str, query: str, size: int) -> Column:
    """Limit, mark all that is there, discard it as one batch, take that back."""
    screen = made.screen
    if query:
        screen.press(f"l{query}{ENTER}")
        made.says(f"limit {query}")
        screen.settle(0.3, _PATIENCE)
    screen.press("g")
    screen.settle(0.3, _PATIENCE)
    _, count = made.place
    screen.press("v")
    made.says("1 marked")
    screen.settle(0.5)
    screen.press("GV")
    marking = made.says(f"{count} marked")
    marked = made.steps_until(lambda: screen.lines[-1].endswith("saved"))
    screen.press(";")
    made.says("which verb?")
    screen.press("x")
    discarding = made.says("documents discarded")
    discarded = made.steps_until(lambda: screen.lines[-1].endswith("saved"))
    screen.press("u")
    made.says("u again")
    screen.press("u")
    undoing = made.says("undone:")
    undone = made.steps_until(lambda: screen.lines[-1].endswith("saved"))
    screen.press("L")
    again = made.until(lambda: made.place[1] >= size, "all")
    screen.settle(0.5, _PATIENCE)
    title = f"range of {name} of the documents"
    return {
        f"{title}: mark, ms; j beside, max": f"{marking:.0f}; {max(marked, default=0):.0f}",
        f"{title}: discard; j beside": f"{discarding:.0f}; {max(discarded, default=0):.0f}",
        f"{title}: undo; j beside": f"{undoing:.0f}; {max(undone, default=0):.0f}",
        f"{title}: then the list again": f"{again:.0f}",
    }


def _history(made: Visit) -> Column:
    """The steps of earlier runs, in which those ranges are."""
    began = time.monotonic()
    made.screen.press("H")
    made.says("HISTORY")
    opened = 1000 * (time.monotonic() - began)
    made.says("(taken")
    listed = 1000 * (time.monotonic() - began)
    made.screen.press("H")
    made.leave()
    return {"history of earlier runs: opened, listed, ms": f"{opened:.0f}, {listed:.0f}"}


def _arrival(made: Visit, scale: Scale) -> Column:
    taken = []
    made_now = time.time_ns()
    for number in range(3):
        path = scale.inbox / "0000" / f"late-{made_now}-{number}.txt"
        began = time.monotonic()
        # A text that the case has would be a copy, and no new document.
        path.write_text(f"{make(number).page}\n{made_now}\n")
        made.says(f"{number + 1} new")
        taken.append(1000 * (time.monotonic() - began))
        made.screen.idle(1.0)
    return {"new file to its announcement, ms, p50 / max": _spread(taken)}


def _rescan(made: Visit) -> Column:
    """Ctrl-l goes through the inbox beside the keys."""
    beside = sorted(set(family(made.pid)) - {made.pid})
    before = cpu(beside)
    made.screen.press("\x0c")
    deadline = time.monotonic() + 3.0
    taken = made.steps_until(lambda: time.monotonic() > deadline)
    return {
        "rescan, s CPU beside": f"{cpu(beside) - before:.2f}",
        "  j while it goes on, ms, p50 / max": _spread(taken),
    }


def _spread(taken: Iterable[float]) -> str:
    ordered = sorted(taken)
    return f"{statistics.median(ordered):.0f} / {ordered[-1]:.0f}"


if __name__ == "__main__":
    main()
