"""What the index costs at different sizes: ``python -m tests.bench.scale [--at DIR] [N ...]``.

Synthetic prepared documents go straight into an index (1,000 and 10,000 unless told otherwise);
with ``--at`` the cases are kept there and used again. Times are CPU, which is what a quiet machine
takes with the index in its memory: compare the columns, and a figure with its limit. How the screen
does over the same cases is printed by :mod:`tests.bench.scale_screen`.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import count
from pathlib import Path
from random import Random
from typing import TypeVar

from tests.bench.make_corpus import SEED, make
from tests.bench.scale_case import (
    CHOICES,
    Scale,
    decide,
    documents,
    identity,
    mirror,
    open_case,
    write_files,
)
from tests.bench.scale_documents import prepared, queries
from tui.decision import DOCUMENTS, WATCH, Operation
from tui.document import PreparedDocument
from tui.index.index import Index
from tui.ingest.scan import scan
from tui.stories.relation import relation
from tui.watchlist import key

_Given = TypeVar("_Given")

# An index that is used again must not have seen later ones.
_SERIALS = count(time.time_ns())
_DECIDED = 10
# Copies are looked for from the planted copies, and from one in so many of the other documents; in
# a case of more than so many from a part of them.
_LOOK = 20
_LOOKED_THROUGH = 100_000


def main() -> None:
    """Build what is missing, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scale")
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000], metavar="N")
    parser.add_argument("--at", metavar="DIR", help="keep the cases here")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        folder = Path(chosen.at or passing)
        columns = [_measured(Scale(folder / str(size), size)) for size in chosen.sizes]
    print(f"{'':44}" + "".join(f"{size:>14,}" for size in chosen.sizes) + "   limit")
    for name, limit in _LIMITS.items():
        cells = "".join(f"{column.get(name, ''):>14}" for column in columns)
        print(f"{name:44}{cells}   {limit}")


_LIMITS = {
    "put, documents a second of CPU": "",
    "looking for copies, ms CPU p50 / p95": "",
    "index / text, bytes": "<= 2.5",
    "duplicates found, precision": ">= .97",
    "duplicates found, recall": ">= .97",
    "open + first 50 rows in a new process, ms CPU": "flat",
    "  of that the interpreter and imports": "",
    "  memory of that process, MB": "",
    "all ids, ms CPU p95": "<= 50",
    "200 queries: ids, ms CPU p50 / p95": "p95 <= 50",
    "200 queries: ranked, ms CPU p50 / p95": "p95 <= 150",
    "200 queries: count, ms CPU p50 / p95": "",
    "near: a document, ms CPU p50 / p95": "p95 <= 150",
    "limit by decision, ms CPU p95": "<= 10",
    "page of 50 rows, ms CPU p95": "flat",
    "tally, ms CPU p95": "<= 10, flat",
    "one decision mirrored, ms CPU p95": "flat",
    "watching for one more name, ms CPU p50 / p95": "",
    "limit by what is watched for, ms CPU p95": "<= 10",
    "limit by another's decision, ms CPU p95": "<= 10",
    "put, 500 names watched for, documents a second": "",
    "rescan of unchanged files, s CPU": "<= 1 at 100k",
    "  of that the comparison with the index": "",
}


def _measured(scale: Scale) -> dict[str, str]:
    found = {} if scale.index.exists() else build(scale)
    found |= _new_process(scale)
    index = open_case(scale.case())
    found |= _sizes(index, scale)
    found |= _searches(index, scale.size)
    found |= _mirroring(index, scale)
    found |= _copying(index, scale.size)
    found |= _watching(index, scale)
    before = time.process_time()
    entries = scan([str(scale.inbox)]).entries
    scanned = time.process_time()
    assert index.sync_files(entries).unchanged == scale.size
    found["rescan of unchanged files, s CPU"] = f"{time.process_time() - before:.2f}"
    found["  of that the comparison with the index"] = f"{time.process_time() - scanned:.2f}"
    # The record is mirrored anew by whoever opens the case next.
    index.mirror_all((), "")
    index.close()
    return found


def build(scale: Scale) -> dict[str, str]:
    """Make the case, with one document in ten decided; what that cost, and what was found."""
    entries = write_files(scale)
    case = scale.case(scale.size // _DECIDED)
    index = open_case(case)
    index.sync_files(entries)
    putting = 0.0
    wanted: set[tuple[int, int]] = set()
    got: set[tuple[int, int]] = set()
    part = max(1, scale.size // _LOOKED_THROUGH)
    for batch in documents(scale.size):
        with index.batch():
            for made, document in batch:
                start = time.process_time()
                number = index.put(scale.path(made.number), document)
                putting += time.process_time() - start
                if made.number % part or not (made.of >= 0 or made.number % _LOOK == 0):
                    continue
                got |= _relate(index, number, document)
                if made.of >= 0:
                    wanted.add((made.number + 1, made.of + 1))
    decide(case, scale.size, scale.size // _DECIDED)
    mirror(case, index)
    while index.tidy():
        pass
    index.close()
    right = len(wanted & got)
    siblings = {
        (one, other) for one, other in got if _origin(one, wanted) == _origin(other, wanted)
    }
    return {
        "put, documents a second of CPU": f"{scale.size / putting:,.0f}",
        "duplicates found, precision": f"{len(siblings) / max(1, len(got)):.3f}",
        "duplicates found, recall": f"{right / max(1, len(wanted)):.3f}",
    }


def _origin(number: int, wanted: set[tuple[int, int]]) -> int:
    made = make(number - 1)
    return made.of + 1 if made.of >= 0 else number


def _relate(index: Index, number: int, document: PreparedDocument) -> set[tuple[int, int]]:
    found = set()
    for other in index.sharing(document.fingerprints, besides=number):
        link = relation(other.shared, other.own_size, other.size)
        if link:
            index.relate(number, other.number, link.kind, link.share, same_story=link.same_story)
            found.add((number, other.number))
    return found


def _sizes(index: Index, scale: Scale) -> dict[str, str]:
    text = sum(len(make(number).page.encode()) for number in range(0, index.count(), 100))
    sampled = len(range(0, index.count(), 100))
    whole = text * index.count() / sampled
    return {"index / text, bytes": f"{os.path.getsize(scale.index) / whole:.2f}"}


def _new_process(scale: Scale) -> dict[str, str]:
    """CPU and memory of a process that opens the index and has the first rows."""
    imports = "import sys; from tui.index.index import Index; from tui.pipeline import version;"
    opening = (
        f"{imports} i = Index.open(sys.argv[1], steps=version(), reader='bench');"
        " assert i.rows(i.ids()[:50]); i.tally();"
    )
    memory = "print(*[line.split()[1] for line in open('/proc/self/status') if 'VmHWM' in line])"
    path = str(scale.index)
    whole = min(_cpu([sys.executable, "-c", opening, path]) for _ in range(5))
    alone = min(_cpu([sys.executable, "-c", f"{imports} version()", path]) for _ in range(5))
    peak = subprocess.run(
        [sys.executable, "-c", opening + memory, path], capture_output=True, check=True, text=True
    )
    return {
        "open + first 50 rows in a new process, ms CPU": f"{1000 * whole:.0f}",
        "  of that the interpreter and imports": f"{1000 * alone:.0f}",
        "  memory of that process, MB": f"{int(peak.stdout) / 1024:.0f}",
    }


def _cpu(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def _searches(index: Index, size: int) -> dict[str, str]:
    view = index.reader()
    asked = queries(size)
    assert len(asked) == 200
    numbers = view.ids()
    source = Random(SEED)
    pages = [[numbers[source.randrange(size)] for _ in range(50)] for _ in range(100)]
    near = [f'near:"{row.path}"' for row in view.rows([page[0] for page in pages])]
    found = {
        "all ids, ms CPU p95": _p95(lambda _: view.ids(), range(50)),
        "200 queries: ids, ms CPU p50 / p95": _both(view.ids, asked),
        "200 queries: ranked, ms CPU p50 / p95": _both(
            lambda query: view.ids(query, "relevance"), asked
        ),
        "200 queries: count, ms CPU p50 / p95": _both(view.count, asked),
        "near: a document, ms CPU p50 / p95": _both(view.ids, near),
        "limit by decision, ms CPU p95": _p95(view.ids, ["decision:keep", "decision:discard"] * 25),
        "page of 50 rows, ms CPU p95": _p95(view.rows, pages),
        "tally, ms CPU p95": _p95(lambda _: view.tally(), range(200)),
    }
    view.close()
    return found


def _copying(index: Index, size: int) -> dict[str, str]:
    source = Random(SEED)
    asked = [(at, index.prepared(at)) for at in source.choices(range(1, size + 1), k=100)]
    found = [(number, document) for number, document in asked if document]
    taken = _times(lambda one: _relate(index, *one), found)
    return {
        "looking for copies, ms CPU p50 / p95": f"{_at(taken, 0.5):.1f} / {_at(taken, 0.95):.1f}"
    }


def _mirroring(index: Index, scale: Scale) -> dict[str, str]:
    source = Random(SEED)
    said = [_decision(scale, source.randrange(scale.size)) for _ in range(200)]
    return {
        "one decision mirrored, ms CPU p95": _p95(lambda one: index.mirror([one], "bench"), said)
    }


def _watching(index: Index, scale: Scale) -> dict[str, str]:
    """The costs of a watch list of 500 names of the corpus; in the end the list is as it was."""
    source = Random(SEED)
    made = [make(source.randrange(scale.size)) for _ in range(50)]
    names = sorted({name for one in made for name in one.people})
    names += [f"{first.split()[0]} {last.split()[-1]}" for first in names for last in names]
    listed = sorted(dict.fromkeys(names))[:500]
    said = [_change(WATCH, key(name), {"text": name, "kind": "name"}) for name in listed]
    taken = _times(lambda one: index.mirror([one], "bench"), said)
    again = [(scale.path(one.number), prepared(one)) for one in made]
    index.mirror_others(
        "other", [_decision(scale, number) for number in range(0, scale.size, 50)], "bench"
    )
    found = {
        "watching for one more name, ms CPU p50 / p95": f"{_at(taken, 0.5):.1f}"
        f" / {_at(taken, 0.95):.1f}",
        "limit by what is watched for, ms CPU p95": _p95(index.ids, ["watch:any"] * 25),
        "limit by another's decision, ms CPU p95": _p95(
            index.ids, ["reader:other", "reader:other decision:discard"] * 12
        ),
        "put, 500 names watched for, documents a second": _putting(index, again),
    }
    index.mirror([_change(WATCH, key(name), None) for name in listed], "bench")
    index.mirror_others("other", (), "", anew=True)
    return found


def _putting(index: Index, documents: Sequence[tuple[str, PreparedDocument]]) -> str:
    """Documents put anew in a second of CPU, as after a change of the steps."""
    index.prepare_again(path for path, _ in documents)
    with index.batch():
        taken = _times(lambda one: index.put(*one), documents)
    return f"{1000 * len(documents) / sum(taken):,.0f}"


def _times(work: Callable[[_Given], object], values: Iterable[_Given]) -> list[float]:
    taken = []
    for value in values:
        start = time.process_time()
        work(value)
        taken.append(1000 * (time.process_time() - start))
    return sorted(taken)


def _p95(work: Callable[[_Given], object], values: Iterable[_Given]) -> str:
    return f"{_at(_times(work, values), 0.95):.2f}"


def _both(work: Callable[[str], object], values: Sequence[str]) -> str:
    taken = _times(work, values)
    return f"{_at(taken, 0.5):.1f} / {_at(taken, 0.95):.1f}"


def _at(taken: list[float], share: float) -> float:
    return taken[min(len(taken) - 1, int(share * len(taken)))]


def _change(table: str, place: str, fields: dict[str, str] | None) -> Operation:
    serial = f"z{next(_SERIALS):020}"
    return Operation(serial, serial, "bench", "run", "batch", table, place, fields, None)


def _decision(scale: Scale, number: int) -> Operation:
    serial = f"z{next(_SERIALS):020}"
    return Operation(
        id=serial,
        at=serial,
        by="bench",
        run="run",
        batch="batch",
        table=DOCUMENTS,
        key=identity(number),
        set={"decision": CHOICES[number // _DECIDED % 3], "reading": "read"},
        was=None,
    )


if __name__ == "__main__":
    main()
