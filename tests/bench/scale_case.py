"""A case of any size that is prepared already: files that a scan knows again, index, record.

The files are holes of 8,000 bytes: what stands in the documents is put straight into the index.
"""

from __future__ import annotations

import shutil
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tests.bench.make_corpus import Made, make
from tests.bench.scale_documents import prepared
from tui.cases import Case, Reader
from tui.cli.case_index import open_index
from tui.cli.mirroring import news
from tui.decision import DOCUMENTS, Change
from tui.document import FileEntry, PreparedDocument
from tui.index.index import Index
from tui.ingest.scan import scan
from tui.settings import Settings
from tui.triage.record import Record

READER = Reader("bench", "bench")
CHOICES = ("keep", "maybe", "discard")

_SIZE = 8_000
_BATCH = 100
#: Batches that are made ahead of the index.
_AHEAD = 8
#: Decisions that the record is given as one step.
_STEP = 1_000


@dataclass(frozen=True)
class Scale:
    """A case of ``size`` documents below ``folder``."""

    folder: Path
    size: int

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    def case(self, decided: int = 0) -> Case:
        """The case with a record of so many decisions; its index is the same."""
        state = self.folder / f"decided-{decided}"
        return Case("scale", (str(self.inbox),), str(state), str(self.folder / "cache"))

    @property
    def index(self) -> Path:
        """The file of the index."""
        return self.folder / "cache" / "index.sqlite"

    def path(self, number: int) -> str:
        """The path of document ``number``, counted from 0."""
        return str(self.inbox / f"{number // 1000:04}" / f"{number:07}.txt")


def identity(number: int) -> str:
    """The id of document ``number``, counted from 0."""
    return f"sha256:{number:064x}"


def write_files(scale: Scale) -> tuple[FileEntry, ...]:
    """Make the inbox; what a scan finds in it, in the order of the numbers."""
    for number in range(scale.size):
        path = Path(scale.path(number))
        if number % 1000 == 0:
            path.parent.mkdir(parents=True)
        with path.open("wb") as file:
            file.truncate(_SIZE)
    return scan([str(scale.inbox)]).entries


def documents(size: int) -> Iterator[list[tuple[Made, PreparedDocument]]]:
    """All documents of the corpus in batches, made beside by another process."""
    with ProcessPoolExecutor(1) as beside:
        starts = iter(range(0, size, _BATCH))
        made: deque[Future[list[tuple[Made, PreparedDocument]]]] = deque(
            beside.submit(_made, start, size) for start in islice(starts, _AHEAD)
        )
        while made:
            yield made.popleft().result()
            for start in islice(starts, 1):
                made.append(beside.submit(_made, start, size))


def decide(case: Case, size: int, count: int) -> None:
    """Give the case a new record of ``count`` decisions, spread over all its documents."""
    shutil.rmtree(case.state, ignore_errors=True)
    each = size // count if count else 1
    with Record.open(case.state, reader=READER.name, host=READER.host) as record:
        changes = [
            Change(
                DOCUMENTS,
                identity(number),
                {"decision": CHOICES[number // each % 3], "decided_at": _now(), "reading": "read"},
            )
            for number in range(0, each * count, each)
        ]
        for start in range(0, count, _STEP):
            record.submit_and_wait(changes[start : start + _STEP])
        if count:
            record.compact(force=True)


def mirror(case: Case, index: Index) -> None:
    """Let the index know the record."""
    with Record.open(case.state, reader=READER.name, host=READER.host, read_only=True) as record:
        news(record, index.watermark()).tell(index)


def open_case(case: Case) -> Index:
    """The index of the case, as the program opens it."""
    return open_index(case, READER, Settings())


def _made(start: int, size: int) -> list[tuple[Made, PreparedDocument]]:
    made = [make(number) for number in range(start, min(size, start + _BATCH))]
    return [(one, prepared(one)) for one in made]


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
