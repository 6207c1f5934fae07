"""A worker whose preparation does what the file tells it: see ``test_workers``.

python -m tests.poisoned_worker BYTES SECONDS
"""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import Any, NoReturn

from tui import worker
from tui.document import PreparedDocument, SafeText
from tui.ingest.read import ReadError


def obey(path: str, report: object, known: object, plain: str) -> PreparedDocument:
    """Do what the file at ``path`` says, or make a document of it."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    word, _, rest = text.partition(" ")
    deeds: dict[str, Any] = {
        "die": lambda: os.kill(os.getpid(), signal.SIGSEGV),
        "die-once": lambda: _die_once(rest),
        "leave": lambda: os._exit(3),
        "spin": _spin,
        "sleep": lambda: time.sleep(600),
        "grow": lambda: bytearray(1 << 40),
        "raise": _raise,
        "refuse": _refuse,
        "babble": lambda: os.write(1, b"not an answer\n"),
        "lie": _lie,
        "lie-slowly": _lie_slowly,
    }
    if word == "struggle":
        return PreparedDocument("", SafeText(rest), remark=plain) if plain else _spin()
    if word in deeds:
        deeds[word]()
    if word == "remember":
        text = repr(known)
    return PreparedDocument(f"sha256:{os.getpid()}", SafeText(text))


def _die_once(flag: str) -> None:
    if not os.path.exists(flag):
        with open(flag, "w", encoding="utf-8"):
            os.kill(os.getpid(), signal.SIGKILL)


def _spin() -> NoReturn:
    while True:
        sum(range(1000))


def _raise() -> None:
    raise KeyError("\x1b]0;owned\x07")


def _refuse() -> None:
    raise ReadError("no permission to read")


def _lie() -> None:
    """Answer for another task, on the pipe that is meant for answers."""
    for descriptor in range(3, 20):
        try:
            os.write(descriptor, b"999\t[]\n")
        except OSError:
            continue


def _lie_slowly() -> None:
    """Answer for another task, then, in a write of its own, for the one that was asked."""
    _lie()
    time.sleep(0.2)


if __name__ == "__main__":
    worker.serve(int(sys.argv[1]), int(sys.argv[2]), obey)
