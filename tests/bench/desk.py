"""What the desk costs: bytes and processor time of a key, start, memory; beside other readers.

``python -m tests.bench.desk [--documents N] [--rounds N]``. Each program runs in a terminal of
120x40 in 256 colours without truecolour; the text waits for Enter. Bytes are exact. Processor time
is that of the program's own process without its workers, the median of the rounds, and does not
depend on other load as waiting does. less reads the same texts as one file, neomutt (where it is
installed) as a mailbox.
"""

from __future__ import annotations

import argparse
import mailbox
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.terminal.conftest import ROOT, Room, close, make_room
from tests.terminal.documents import fill, report
from tests.terminal.processes import cpu, peak_memory
from tests.terminal.screen import ENTER, PAGE_DOWN, Screen

IDLE = 5.0


@dataclass(frozen=True)
class Step:
    """Keys to measure; ``before`` and ``after`` bring the program to the place, unmeasured."""

    name: str
    keys: str
    rounds: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Cost:
    """Medians: bytes written and seconds of processor for a key; seconds until it had settled."""

    sent: float
    cpu: float


def desk_steps(rounds: int) -> list[Step]:
    """What a reader does all day."""
    return [
        Step("j in view", "j", rounds),
        Step("j, one in 19 scrolls", "j" * 19, 2, before="g" + PAGE_DOWN),
        Step("page of the list", PAGE_DOWN, rounds, before="g" + PAGE_DOWN),
        Step("decide and move on", "a", rounds, before="j"),
        Step("open a document", ENTER, rounds, after="qj"),
        Step("page of the text", " ", rounds, before="G" + ENTER, after="q"),
    ]


LESS = [Step("j, scrolls", "j", 20), Step("page of the text", " ", 10)]
NEOMUTT = [
    Step("j in view", "j", 10, before="="),
    Step("page of the list", "z", 5, before="="),
    Step("open a document", ENTER, 5, after="qj"),
]


def measure(screen: Screen, step: Step) -> Cost:
    """Press the keys of a step again and again."""
    sent, spent = [], []
    for _ in range(step.rounds):
        prepare(screen, step.before)
        start = cpu([screen.process.pid])
        # Keys that were one write would be drawn once; each is drawn, as under a hand.
        sent.append(sum(len(screen.bytes_of(key, 0.1)) for key in split(step.keys)))
        spent.append(cpu([screen.process.pid]) - start)
        prepare(screen, step.after)
    keys = len(split(step.keys))
    return Cost(statistics.median(sent) / keys, statistics.median(spent) / keys)


def split(keys: str) -> list[str]:
    """The keys one by one; an escape sequence is one key."""
    return re.findall(r"\x1b\[[0-9;]*[A-Za-z~]|.", keys, re.DOTALL)


def prepare(screen: Screen, keys: str) -> None:
    """Press keys that are not measured; the desk takes no decision on what has just come up."""
    for key in split(keys):
        screen.press(key)
        screen.settle(0.05)
    screen.settle(0.3)


def report_costs(screen: Screen, steps: list[Step]) -> None:
    """Measure and print each step, then rest, then the memory."""
    for step in steps:
        cost = measure(screen, step)
        print(f"  {step.name:24}{cost.sent:12,.0f} bytes{cost.cpu * 1e3:10.1f} ms CPU")
    start = cpu([screen.process.pid])
    sent = len(screen.idle(IDLE))
    spent = (cpu([screen.process.pid]) - start) / IDLE
    print(f"  {'idle, a second':24}{sent / IDLE:12,.0f} bytes{spent * 1e3:10.1f} ms CPU")
    peak = peak_memory(screen.process.pid)
    print(f"  {'most memory':24}{peak / 1e6:12,.0f} MB")


def start_costs(room: Room, rounds: int) -> None:
    """From exec until the first ``j`` is answered, the app's process alone."""
    spent, sent = [], []
    for _ in range(rounds):
        screen = room.start("--no-follow", COLORTERM=None)
        screen.wait_for("to decide")
        screen.press("j")
        screen.wait_for(" 2 of ")
        spent.append(cpu([screen.process.pid]))
        sent.append(len(screen.caught))
        screen.settle()
        screen.press("q")
        screen.wait_exit()
    print(
        f"start on seeds/ until j is answered: {min(spent):.2f} s CPU at best, "
        f"{statistics.median(spent):.2f} median; {statistics.median(sent):,.0f} bytes"
    )


def command_costs(room: Room, rounds: int) -> None:
    """Commands without a screen."""
    program = [sys.executable, "-m", "tui"]
    for name, command in (
        ("--version", [*program, "--version"]),
        ("list", [*room.command, "list"]),
    ):
        best = min(_children_cpu(room, command) for _ in range(rounds))
        print(f"copytaster {name}: {best:.3f} s CPU at best")


def _children_cpu(room: Room, command: list[str]) -> float:
    """Run a command; the seconds of processor that it took."""
    before = os.times()
    subprocess.run(
        command, env=room.environment, cwd=room.folder, stdout=subprocess.DEVNULL, check=True
    )
    after = os.times()
    return sum(after[2:4]) - sum(before[2:4])


@dataclass(frozen=True)
class Baseline:
    """Another reader, its command on the same texts, and what to press in it."""

    name: str
    command: list[str]
    steps: list[Step]


def baselines(room: Room, count: int) -> list[Baseline]:
    """The other readers that are installed."""
    found = []
    texts = [report(number) for number in range(count)]
    if less := shutil.which("less"):
        book = room.folder / "all.txt"
        book.write_text("\n".join(text for _, text in texts))
        found.append(Baseline("less", [less, str(book)], LESS))
    if neomutt := shutil.which("neomutt"):
        (room.folder / "home/Mail").mkdir(parents=True)
        box = mailbox.mbox(room.folder / "all.mbox")
        for title, text in texts:
            box.add(f"From: Desk <desk@example.org>\nSubject: {title}\n\n{text}".encode())
        box.flush()
        command = [neomutt, "-n", "-R", "-F", "/dev/null", "-f", str(room.folder / "all.mbox")]
        found.append(Baseline("neomutt", command, NEOMUTT))
    return found


def main(arguments: list[str] | None = None) -> int:
    """Print all of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.desk")
    parser.add_argument("--documents", type=int, default=300, metavar="N")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        seeds = make_room(Path(folder, "seeds"))
        shutil.copytree(ROOT / "seeds", seeds.inbox, dirs_exist_ok=True)
        many = make_room(Path(folder, "many"))
        fill(many.inbox, chosen.documents)
        many.put("last.txt", "A long read\n\n" + "\n".join(report(n)[1] for n in range(50)))
        try:
            _print(seeds, many, chosen.documents, chosen.rounds)
        finally:
            close(seeds)
            close(many)
    return 0


def _print(seeds: Room, many: Room, count: int, rounds: int) -> None:
    seeds.open().close()  # prepares the documents, and compiles what is not compiled
    start_costs(seeds, rounds)
    command_costs(seeds, rounds)
    print(f"copytaster, {count} documents")
    report_costs(many.open("--no-follow", COLORTERM=None), desk_steps(rounds))
    for other in baselines(many, count):
        print(other.name)
        screen = Screen(other.command, many.environment, folder=many.folder)
        many.screens.append(screen)
        screen.wait_for("Report 000")
        screen.settle()
        report_costs(screen, other.steps)


if __name__ == "__main__":
    sys.exit(main())
