"""Snapshots: what the journal of one reader on one host came to, so that opening need not read it
all.

``snapshot/READER@HOST.G.jsonl`` stands for the segments 1 to G. Lines are sealed like the
journal's: a head, a thousand entries a line with the registers of the fold, and a foot with the
number of lines and the SHA-256 of all before it. A snapshot that is not whole is not used at all:
the one before it or the operations themselves say the same.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from tui.decision import Fold
from tui.triage.files import make_folder, read_inside, replace_file
from tui.triage.folder import Folder, open_folder_inside
from tui.triage.lines import seal, unseal

SNAPSHOT = "snapshot"

#: Generations that are kept.
KEPT = 2

_ROWS = 1000
_LONGEST = 1 << 28
_FILE = re.compile(
    r"([a-z0-9][a-z0-9._-]{0,63})@([a-z0-9][a-z0-9._-]{0,63})\.([1-9][0-9]{0,5})\.jsonl"
)


class Generation(NamedTuple):
    """A snapshot by its name: whose, of which host, and the last segment that it stands for."""

    reader: str
    host: str
    covers: int

    @property
    def name(self) -> str:
        """The file name."""
        return f"{self.reader}@{self.host}.{self.covers}.jsonl"


class Found(NamedTuple):
    """What the best snapshots of a reader come to.

    ``at`` is the time of the latest operation in them, ``covered`` says for each host how many
    segments are, ``damaged`` names those that are not whole.
    """

    fold: Fold
    at: str
    covered: dict[str, int]
    damaged: list[str]


def generations(inside: int) -> list[Generation]:
    """The snapshots there are, each reader's and host's oldest first."""
    found = (_FILE.fullmatch(name) for name in os.listdir(inside))
    return sorted(Generation(one[1], one[2], int(one[3])) for one in found if one)


def write_snapshot(folder: Folder, generation: Generation, state: Fold, at: str) -> None:
    """Write a snapshot durably, and let go of those older than the one before it.

    ``at`` is the time of the latest operation in it. Raises ``OSError``.
    """
    from hashlib import sha256

    make_folder(SNAPSHOT, folder.descriptor)
    inside = open_folder_inside(SNAPSHOT, folder)
    try:
        lines = [seal(_dumps({"v": 1, "snapshot": generation.name, "at": at}))]
        lines += [seal(_dumps({"v": 1, **part}), longest=_LONGEST) for part in _parts(state)]
        digest = sha256(b"".join(lines)).hexdigest()
        lines.append(seal(_dumps({"v": 1, "lines": len(lines), "sha256": digest})))
        replace_file(generation.name, b"".join(lines), inside)
        mine = [one for one in generations(inside) if one[:2] == generation[:2]]
        for old in mine[:-KEPT]:
            os.unlink(old.name, dir_fd=inside)
    finally:
        os.close(inside)


def read_snapshot(inside: int, generation: Generation) -> tuple[Fold, str] | None:
    """The fold in a snapshot and the time of its latest operation; ``None`` if it is not whole."""
    from hashlib import sha256

    try:
        data = read_inside(generation.name, inside)
    except OSError:
        return None
    lines = data.splitlines(keepends=True)
    if len(lines) < 2:
        return None
    head, *parts, foot = (unseal(line[:-1], longest=_LONGEST) for line in lines)
    digest = sha256(data[: len(data) - len(lines[-1])]).hexdigest()
    if not (head and foot and foot == {**foot, "lines": len(lines) - 1, "sha256": digest}):
        return None
    if head.get("snapshot") != generation.name or head.get("v") != 1:
        return None
    state = Fold()
    for part in parts:
        table = part["t"]
        for name, register in (
            ("entries", state.entries),
            ("written", state.written),
            ("removed", state.removed),
        ):
            register.setdefault(table, {}).update(part.get(name, {}))
    return state, str(head["at"])


def latest(folder: Folder, reader: str) -> Found:
    """The newest whole snapshot of ``reader`` on each host, merged."""
    found = Found(Fold(), "", {}, [])
    inside = open_folder_inside(SNAPSHOT, folder)
    if inside < 0:
        return found
    at = ""
    try:
        for generation in reversed(generations(inside)):
            if generation.reader != reader or generation.host in found.covered:
                continue
            read = read_snapshot(inside, generation)
            if read is None:
                found.damaged.append(generation.name)
                continue
            found.fold.merge(read[0])
            at = max(at, read[1])
            found.covered[generation.host] = generation.covers
    finally:
        os.close(inside)
    return found._replace(at=at)


def _parts(state: Fold) -> Iterator[dict[str, Any]]:
    for table, written in state.written.items():
        entries = state.entries.get(table, {})
        rows = iter(written.items())
        while chunk := dict(islice(rows, _ROWS)):
            live = {key: entries[key] for key in chunk if key in entries}
            yield {"t": table, "entries": live, "written": chunk}
    for table, removed in state.removed.items():
        gone = iter(removed.items())
        while taken := dict(islice(gone, _ROWS)):
            yield {"t": table, "removed": taken}


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
