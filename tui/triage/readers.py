"""The other readers of a record, whose decisions are shown beside one's own and never mixed in."""

from __future__ import annotations

import os

from tui.decision import DOCUMENTS, Fold, Judgement, judgement
from tui.triage.folder import Folder, open_folder_inside
from tui.triage.follower import Follower
from tui.triage.segments import open_journal, segments
from tui.triage.snapshot import SNAPSHOT, generations, latest


def readers(folder: Folder) -> tuple[str, ...]:
    """All readers who have a journal or a snapshot in the record, in alphabetical order."""
    names: set[str] = set()
    journal, snapshots = open_journal(folder), open_folder_inside(SNAPSHOT, folder)
    if journal >= 0:
        names.update(part.reader for part in segments(journal))
        os.close(journal)
    if snapshots >= 0:
        names.update(generation.reader for generation in generations(snapshots))
        os.close(snapshots)
    return tuple(sorted(names))


class OtherReaders:
    """The state of every reader but ``own``: read when first asked for, then followed."""

    def __init__(self, folder: Folder, own: str) -> None:
        self._folder = folder
        self._own = own
        self._known: dict[str, tuple[Fold, Follower]] = {}

    def refresh(self) -> frozenset[str]:
        """Take in what they wrote since the last call.

        Returns the documents on which one of them changed something. Raises ``OSError``.
        """
        changed: set[str] = set()
        for reader in readers(self._folder):
            if reader == self._own:
                continue
            if reader not in self._known:
                found = latest(self._folder, reader)
                self._known[reader] = (
                    found.fold,
                    Follower(self._folder, reader, found.covered),
                )
                changed.update(found.fold.entries.get(DOCUMENTS, {}))
            fold, follower = self._known[reader]
            for operation in follower.poll():
                if fold.apply(operation) and operation.table == DOCUMENTS:
                    changed.add(operation.key)
        return frozenset(changed)

    def judgements(self, document: str) -> dict[str, Judgement]:
        """The judgement of each of them on ``document``; those who have none are left out."""
        held = {}
        for reader, (fold, _) in self._known.items():
            fields = fold.entries.get(DOCUMENTS, {}).get(document)
            if fields:
                held[reader] = judgement(fields)
        return held

    def close(self) -> None:
        """Let go of the files."""
        for _, follower in self._known.values():
            follower.close()
        self._known.clear()
