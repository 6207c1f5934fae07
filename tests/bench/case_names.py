"""What names cost across a case: ``python -m tests.bench.case_names [N ...]``.

Synthetic prepared documents go straight into an index (10,000 unless told otherwise). Times are CPU
in milliseconds, median and p95 of several; "the widest name" is the one that most documents have,
and "corrected" means that the reader joined three spellings to it and took another name away.
Before that, how well names of several documents are told to be one (:mod:`tests.bench.case_kin`).
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

from tests.bench.case_kin import cost, quality
from tests.bench.names_gold import SHARED, people
from tests.bench.scale_case import documents
from tui.cli.naming import sentences
from tui.corrections import name_key, read
from tui.decision import CORRECTIONS, Operation
from tui.document import Label
from tui.index.index import Index
from tui.names import counted
from tui.sentences import NameKey, Sentences

_TIMES = 20
_SERIAL = count(1)


def main() -> None:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.case_names")
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000], metavar="N")
    parser.add_argument("--names", nargs="*", type=int, default=[10_000, 100_000], metavar="N")
    parser.add_argument("--kin", action="store_true", help="leave out what needs documents")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if (SHARED / "gold").is_dir():
            print("\n".join(quality(Path(folder), people())))
        _table({size: dict(cost(Path(folder), size)) for size in options.names})
    if not options.kin:
        _table({size: _measured(size) for size in options.sizes})


def _table(columns: Mapping[int, Mapping[str, str]]) -> None:
    if columns:
        print(f"\n{'':48}" + "".join(f"{size:>16,}" for size in columns))
        for name in next(iter(columns.values())):
            print(f"{name:48}" + "".join(f"{column[name]:>16}" for column in columns.values()))


def _measured(size: int) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        index = Index.open(str(Path(folder, "index.sqlite")))
        for number, batch in enumerate(documents(size)):
            with index.batch():
                for at, (_, document) in enumerate(batch):
                    index.put(f"/in/{number}/{at}.txt", document)
        first, second, *rest = (name for name, _ in index.names(Label.PERSON, most=20))
        found = {"the widest name is in": str(len(index.holding(Label.PERSON, first)))}
        pair = ((Label.PERSON, first), (Label.PERSON, second))
        found["200 sentences with it"] = _cost(lambda: _gather(index, pair[:1]))
        found["all sentences with the two widest"] = _cost(lambda: _gather(index, pair))
        found |= _asked(index, first)
        for spelling in rest[:3]:
            _correct(index, spelling, same_as=first)
        _correct(index, second, label="")
        found |= {f"corrected: {name}": cost for name, cost in _asked(index, first).items()}
        index.close()
    return found


def _asked(index: Index, name: str) -> dict[str, str]:
    document = index.prepared(1)
    assert document is not None
    here = [(line.label, line.name) for line in counted(document)]
    return {
        f"{len(here)} names of a document counted": _cost(lambda: index.standing(here)),
        "documents with the widest name": _cost(lambda: index.holding(Label.PERSON, name)),
        "who: the widest name": _cost(lambda: index.ids(f'who:"{name}"')),
    }


def _gather(index: Index, names: tuple[NameKey, ...]) -> None:
    said: list[Sentences] = []
    for _ in sentences(index, names, (), read({}), said.append):
        pass


def _cost(work: Callable[[], object]) -> str:
    taken = []
    for _ in range(_TIMES):
        start = time.process_time()
        work()
        taken.append(1000 * (time.process_time() - start))
    taken.sort()
    return f"{taken[_TIMES // 2]:.1f} / {taken[int(0.95 * _TIMES)]:.1f}"


def _correct(index: Index, spelling: str, **fields: str) -> None:
    serial = f"z{next(_SERIAL):020}"
    said = {"spelling": spelling, **fields}
    rule = (CORRECTIONS, name_key(spelling), said, None)
    index.mirror([Operation(serial, serial, "bench", "run", "batch", *rule)], "bench")


if __name__ == "__main__":
    main()
