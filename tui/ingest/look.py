"""What became of single files of an inbox, without going through all of it."""

from __future__ import annotations

import os
import stat
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tui.document import FileEntry
from tui.ingest.scan import Inbox, file_entry, hidden, metadata_files, natural_order
from tui.ingest.sidecar import MANIFEST, sidecar_names

#: What a library puts in place of what is not Unicode.
_UNKNOWN = "\ufffd"


class TooMuchError(Exception):
    """More changed than a look at single files can tell: only a scan can."""


@dataclass(frozen=True, slots=True)
class Look:
    """Files that are there, in the order of their paths, and paths that hold no document.

    ``described`` are documents whose metadata files changed, ``metadata`` these files, as far as
    they are there.
    """

    entries: tuple[FileEntry, ...] = ()
    gone: tuple[str, ...] = ()
    described: tuple[str, ...] = ()
    metadata: tuple[FileEntry, ...] = ()


def look(paths: Iterable[str], inbox: Inbox) -> Look:
    """What became of ``paths`` since the scan that found ``inbox``, by the scan's own rules.

    Raises :class:`TooMuchError` for folders, links and manifests.
    """
    folders = frozenset(inbox.folders)
    changed: dict[str, set[str]] = defaultdict(set)
    for path in paths:
        if path in folders or _UNKNOWN in path:
            raise TooMuchError
        folder, name = os.path.split(path)
        if (folder in folders and not hidden(name)) or path in inbox.single:
            changed[folder].add(name)
    entries: list[FileEntry] = []
    gone: list[str] = []
    described: list[str] = []
    files: list[FileEntry] = []
    for folder, names in changed.items():
        metadata = _metadata(folder, names) if folder in folders else {}
        described += (os.path.join(folder, name) for names in metadata.values() for name in names)
        # A document that turned out to be the metadata of one that arrived is none any more.
        taken = {one for name in names - metadata.keys() for one in sidecar_names(name)} - names
        gone += (path for one in taken if os.path.lexists(path := os.path.join(folder, one)))
        gone += (os.path.join(folder, one) for one in metadata)
        for name in metadata:
            _take(os.path.join(folder, name), files, [])
        for name in names - metadata.keys():
            _take(os.path.join(folder, name), entries, gone)
    entries.sort(key=lambda entry: [natural_order(part) for part in entry.path.split("/")])
    return Look(tuple(entries), tuple(gone), tuple(described), tuple(files))


def _metadata(folder: str, names: set[str]) -> dict[str, set[str]]:
    """Those of ``names`` that are metadata files, and the documents that each describes."""
    if MANIFEST in names:
        raise TooMuchError
    if not any(name.endswith(".json") for name in names):
        return {}
    try:
        there = set(os.listdir(folder)) | names
    except OSError as error:
        raise TooMuchError from error
    found = metadata_files({name for name in there if not hidden(name)}) & names
    return {
        name: {one for one in there if one != name and name in sidecar_names(one)} - found
        for name in found
    }


def _take(path: str, entries: list[FileEntry], gone: list[str]) -> None:
    try:
        status = os.lstat(path)
    except FileNotFoundError:
        gone.append(path)
        return
    except OSError as error:
        raise TooMuchError from error
    if stat.S_ISDIR(status.st_mode) or stat.S_ISLNK(status.st_mode):
        raise TooMuchError
    entries.append(file_entry(path, status))
