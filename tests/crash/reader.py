"""A reader who decides fast, and what must be found after whatever happened to him.

``python -m tests.crash.reader STATE [START STOP STEP]`` decides until it is killed, or all of a
range, and prints the number of each decision once it is acknowledged.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from functools import partial
from itertools import count

from tui.decision import DOCUMENTS, Change, Operation
from tui.triage.record import Record

WORDS = ("keep", "maybe", "discard")
DOCUMENT_COUNT = 7


def change(number: int) -> Change:
    """The decision with this number; the number can be read back from its fields."""
    fields = {"decision": WORDS[number % 3], "tags": [f"n{number}", "ферри" * (number % 9)]}
    return Change(DOCUMENTS, f"doc{number % DOCUMENT_COUNT}", fields)


def decide(state: str, numbers: Iterable[int], acknowledge: Callable[[int], object]) -> None:
    """Decide without waiting; ``acknowledge`` is called as each decision is on the disk."""
    with Record.open(state, reader="ada", host="desk") as record:
        for number in numbers:
            saved = record.submit([change(number)])
            saved.add_done_callback(partial(_tell, acknowledge, number))


def _tell(
    acknowledge: Callable[[int], object], number: int, saved: Future[tuple[Operation, ...]]
) -> None:
    if not saved.exception():
        acknowledge(number)


def number_of(operation: Operation) -> int:
    """The number of a decision that was read back; raises where it is not what was written."""
    fields = dict(operation.set or {})
    number = int(fields["tags"][0][1:])
    wanted = {**(change(number).set or {}), "decided_at": operation.at}
    assert operation.key == change(number).key
    assert all(wanted[name] == value for name, value in fields.items())
    return number


def decisions(record: Record) -> list[Operation]:
    """The operations on documents in the whole history."""
    return [one for one in record.operations()[0] if one.table == DOCUMENTS]


def standing(operations: Iterable[Operation]) -> dict[str, dict[str, object]]:
    """What the documents come to, told without the code under test."""
    rows: dict[str, dict[str, object]] = {}
    for operation in sorted(operations, key=lambda one: (one.at, one.id)):
        rows.setdefault(operation.key, {}).update(operation.set or {})
    return rows


def problems(state: str, acknowledged: Iterable[int]) -> list[str]:
    """What is wrong with the record after a crash; empty if nothing is.

    Each acknowledged decision is in the history, nothing is there that was not written, each
    document stands as its operations say, and the record takes a new decision.
    """
    found = []
    with Record.open(state, reader="ada", host="desk") as record:
        operations = decisions(record)
        numbers = {number_of(operation) for operation in operations}
        lost = sorted(set(acknowledged) - numbers)
        if lost:
            found.append(f"lost {lost[:5]}")
        if record.entries().get(DOCUMENTS, {}) != standing(operations):
            found.append("the documents do not stand as their operations say")
        if not record.writable:
            found.append(record.trouble)
            return found
        after = max(numbers, default=0) + 1
        record.submit_and_wait([change(after)])
    with Record.open(state, reader="ada", host="desk", read_only=True) as record:
        again = {number_of(operation) for operation in decisions(record)}
        if again != numbers | {after}:
            found.append(f"the decision after the crash: {sorted(again ^ (numbers | {after}))}")
    return found


def main(state: str, *bounds: str) -> None:
    """Decide as fast as the record takes it: the numbers of a ``range``, or until killed."""
    numbers = range(*map(int, bounds)) if bounds else count()
    decide(state, numbers, lambda number: os.write(1, b"%d\n" % number))


if __name__ == "__main__":
    main(*sys.argv[1:])
