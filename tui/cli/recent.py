"""The cases that were opened last, so that the next start need not name its folders."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple

from tui.cases import Case, find_case, recent_file

#: How many are remembered.
MOST = 12


class Recent(NamedTuple):
    """A case, and the day on which it was opened last (ISO 8601)."""

    case: Case
    opened: str


def recent_cases() -> tuple[Recent, ...]:
    """The cases, that which was opened last first. What is damaged is not remembered any more."""
    try:
        with open(recent_file(), encoding="ascii") as file:
            found = json.load(file)
        return tuple(_recent(entry) for entry in found)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ()


def find(name: str, state: str) -> Case | None:
    """The case of that name, with that record, opened last; ``None`` if there is none, or if
    neither is given."""
    if not name and not state:
        return None
    place = os.path.abspath(state) if state else ""
    return next(
        (
            one.case
            for one in recent_cases()
            if name in ("", one.case.name) and place in ("", one.case.state)
        ),
        None,
    )


def remember(case: Case) -> None:
    """Put the case first among the recent ones, if its inbox is there. Raises nothing: a case can
    be opened where nothing can be written."""
    if not all(map(os.path.exists, case.inbox)):
        return
    now = Recent(case, date.today().isoformat())  # noqa: DTZ011 - the reader's day
    known = recent_cases()
    if known[:1] == (now,):
        return
    others = [one for one in known if one.case != case]
    _write([now, *others][:MOST])


def _write(cases: Sequence[Recent]) -> None:
    entries = [
        {
            "name": one.case.name,
            "inbox": one.case.inbox,
            "state": one.case.state,
            "opened": one.opened,
        }
        for one in cases
    ]
    path = recent_file()
    temporary = f"{path}.{os.getpid()}.tmp"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
    with suppress(OSError):  # a disk that is full or read-only: the record says so, where it counts
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(os.open(temporary, flags, 0o600), "w", encoding="ascii") as file:
            json.dump(entries, file, indent=1)
        os.replace(temporary, path)


def _recent(entry: dict[str, Any]) -> Recent:
    inbox = [str(path) for path in entry["inbox"]]
    if not any(inbox):
        raise ValueError("a case without an inbox")
    case = find_case(inbox, str(entry["state"]), str(entry["name"]))
    return Recent(case, str(entry["opened"]))
