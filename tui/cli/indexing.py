"""Indexing in front of a command, on request, and beside the screen (:mod:`tui.cli.beside`)."""

from __future__ import annotations

import time
from argparse import SUPPRESS, ArgumentParser, Namespace

from tui.cases import Case, Reader
from tui.cli.arguments import Command, named_case, named_reader
from tui.cli.case_index import open_index
from tui.cli.describing import follow
from tui.cli.output import complain, counted
from tui.cli.preparing import Indexing
from tui.cli.progress import SLOW, ProgressBar, ProgressLine
from tui.index.index import Index
from tui.ingest.scan import Inbox, scan
from tui.settings import Settings, read_settings
from tui.workers import Workers, program

#: Seconds between two tries to index.
_LOOK = 0.1
#: Seconds without progress after which another process is no longer waited for.
_STALLED = 15.0


def scan_inbox(index: Index, case: Case) -> Inbox:
    """Let the index know which files there are; what the scan found, and passed over."""
    inbox = scan(case.inbox, leave_out=(case.state, case.cache))
    index.sync_files(inbox.entries)
    follow(index, inbox)
    return inbox


def prepare_missing(
    index: Index,
    case: Case,
    settings: Settings,
    number: int | None = None,
    progress: ProgressLine | ProgressBar | None = None,
) -> None:
    """Prepare the row ``number``, or all that wait and those that are to be looked at again;
    ``progress`` shows it, else a line does.

    Where another process is at it, waits for that one, as long as it gets on.
    """
    first = () if number is None else (number,)
    recalling = settings.site_memory and number is None
    left = _left(index, number, recalling)
    if not any(left):
        return
    moved = time.monotonic()
    made = Workers(settings.worker_count, program=_program(settings, case))
    with made as workers, progress or ProgressLine() as shown:
        indexing = Indexing(index, case, workers, first, recalling)
        shown.show(*left)
        while any(left) and not indexing.done:
            if index.claim():
                indexing.step(SLOW)
            elif left[0]:
                time.sleep(_LOOK)
            else:
                return
            before, left = left, _left(index, number, recalling)
            if left != before:
                moved = time.monotonic()
            elif time.monotonic() - moved > _STALLED and not workers.unfinished:
                waiting = counted(left[0], "document")
                complain(f"{waiting} not prepared yet: another process is at it")
                return
            shown.show(*left)


def _left(index: Index, number: int | None, recalling: bool) -> tuple[int, int]:
    """How many documents wait, and how many are to be looked at again."""
    waiting = index.tally().unprepared if number is None else int(index.waits(number))
    return waiting, index.to_recall if recalling else 0


def _program(settings: Settings, case: Case) -> tuple[str, ...]:
    return program(settings.names, settings.file_names_of(case.name))


def run_index(options: Namespace) -> int:
    """The `index` command."""
    reader = named_reader(options)
    settings = read_settings()
    with named_case(options) as case:
        index = open_index(case, reader, settings)
        try:
            if options.follow_parent:
                _serve(index, case, settings, reader)
                return 0
            inbox = scan_inbox(index, case)
            prepare_missing(index, case, settings, progress=ProgressBar())
            while index.tidy():
                pass
            tally = index.tally()
            print(f"{counted(tally.documents, 'document')}, {tally.unprepared} not prepared")
            if left_out := (*inbox.left_out, *inbox.locked):
                print(f"left out: {', '.join(left_out)}")
        finally:
            index.close()
    return 0


def _serve(index: Index, case: Case, settings: Settings, reader: Reader) -> None:
    from tui.cli.beside import Beside
    from tui.ingest.watch import Watch

    watch = Watch()
    try:
        with Workers(settings.worker_count, program=_program(settings, case)) as workers:
            indexing = Indexing(index, case, workers, site_memory=settings.site_memory)
            Beside(indexing, watch, reader.name).serve()
    finally:
        watch.close()


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--follow-parent", action="store_true", help=SUPPRESS)


COMMANDS = {
    "index": Command(
        help="Prepare all documents of the case now, so that nothing waits later.",
        examples="  copytaster index --inbox incoming/",
        arguments=_arguments,
        run=run_index,
        record=False,
    )
}
