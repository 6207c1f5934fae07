"""A process that prepares documents for another: see :mod:`tui.workers`, which starts it.

    python -m tui.worker [LANGUAGE=RECOGNISER ...] [files=PATTERN] BYTES SECONDS

takes who reads names in which language, which pattern the names of files follow, the most address
space it may use, and the most processor time for each document.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable, Mapping
from queue import SimpleQueue
from threading import Thread
from typing import IO, NoReturn

from tui.document import PreparedDocument
from tui.ingest.read import ReadError
from tui.ingest.sanitise import sanitise_line, sanitise_name
from tui.wire import encode

_NICENESS = 10
Report = Callable[[str, Exception], None]
Known = Mapping[int, int]
Prepare = Callable[[str, Report, Known, str], PreparedDocument]
_told: set[tuple[str, str]] = set()


def serve(memory: int, cpu: int, prepare: Prepare) -> NoReturn:
    """Answer requests until the input ends; ``memory`` in bytes, ``cpu`` in seconds a document."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    os.nice(_NICENESS)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_AS, memory)
    requests: SimpleQueue[tuple[int, str, Known, str]] = SimpleQueue()
    Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    while True:
        number, path, known, plain = requests.get()
        used = resource.getrusage(resource.RUSAGE_SELF)
        _lower(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 1 + cpu)
        try:
            answers.write(f"{number}\t{_answer(path, known, plain, prepare)}\n".encode())
            answers.flush()
        except BrokenPipeError:
            os._exit(0)


def _listen(lines: IO[bytes], requests: SimpleQueue[tuple[int, str, Known, str]]) -> None:
    """Pass requests on; at the end of the input the parent is gone, and so is the process."""
    for line in lines:
        number, path, known, plain = json.loads(line)
        requests.put((number, path, dict(known), plain))
    os._exit(0)


def _answer(path: str, known: Known, plain: str, prepare: Prepare) -> str:
    try:
        return encode(prepare(path, lambda step, error: _report(path, step, error), known, plain))
    except ReadError as error:
        return json.dumps({"failure": str(error)})
    except Exception as error:  # noqa: BLE001 - the next document must not pay for this one
        _report(path, "loading", error)
        return json.dumps({"failure": f"loading failed ({type(error).__name__})"})


def _report(path: str, step: str, error: Exception) -> None:
    """One line for whoever mends the step, and one is enough: the rows say which documents it cost.

    The text of the error may hold text of the document.
    """
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else "?"
    if (step, where) in _told:
        return
    _told.add((step, where))
    what = sanitise_line(f"{type(error).__name__}: {error}")
    name = sanitise_name(os.path.basename(path))
    print(f"copytaster: {name}: {step} failed: {what} ({where})", file=sys.stderr, flush=True)


def _lower(limit: int, soft: int) -> None:
    """Set the soft limit, as far as the hard one lets it be."""
    _, hard = resource.getrlimit(limit)
    resource.setrlimit(limit, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


if __name__ == "__main__":
    from tui import pipeline

    *pairs, memory, cpu = sys.argv[1:]
    choice = dict(pair.split("=", 1) for pair in pairs)
    pattern = choice.pop("files", "")

    def prepare(path: str, report: Report, known: Known, plain: str) -> PreparedDocument:
        return pipeline.prepare(path, report, choice, pattern, known, plain)

    serve(int(memory), int(cpu), prepare)
