"""Files that describe documents: when one changes, the documents that it speaks of follow."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from tui.document import FileEntry
from tui.index.index import Index
from tui.ingest.scan import Inbox
from tui.ingest.sidecar import MANIFEST, sidecar_names, stamps


def follow(index: Index, inbox: Inbox) -> tuple[int, ...]:
    """Let documents wait again of which a scan found another description; their rows."""
    changed, gone = index.changed_descriptions(inbox.metadata)
    if not changed and not gone:
        return ()
    there = {entry.path: entry for entry in inbox.metadata}
    now = {one.path: _said(one.path) for one in changed}
    about: set[str] = set()
    for one in (*changed, *gone):
        about |= _differing(one.path, one.said, now.get(one.path, {}))
    about |= _beside({one.path for one in (*changed, *gone)}, inbox.entries)
    with index.batch():
        rows = index.prepare_again(about)
        index.note_descriptions(
            [(there[path], said) for path, said in now.items()], [one.path for one in gone]
        )
    return rows


def _said(path: str) -> Mapping[str, int]:
    return stamps(path) if os.path.basename(path) == MANIFEST else {}


def _differing(path: str, before: Mapping[str, int], now: Mapping[str, int]) -> set[str]:
    """The documents of which a manifest says something else than before."""
    folder = os.path.dirname(path)
    names = {name for name in {*before, *now} if before.get(name) != now.get(name)}
    return {os.path.join(folder, name) for name in names}


def _beside(sidecars: set[str], entries: Iterable[FileEntry]) -> set[str]:
    """The documents that these sidecars stand beside."""
    found = set()
    for entry in entries:
        folder, name = os.path.split(entry.path)
        if any(os.path.join(folder, one) in sidecars for one in sidecar_names(name)):
            found.add(entry.path)
    return found
