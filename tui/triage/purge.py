"""Removing words from the record for good: the only thing that rewrites what was written.

A reader who promised a source not to name them must be able to keep the promise. The words are
blotted out in the operations of journals, archive and snapshots, which stay, so that the history of
decisions does: what the program itself wrote there (decisions, ids, times, who wrote it) is never
taken for the words. Drafts, files in quarantine and, if asked, stored documents with the words are
deleted.
"""

from __future__ import annotations

import fcntl
import gzip
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tui.decision import Fold, Operation
from tui.triage import evidence
from tui.triage.drafts import Drafts, drafting
from tui.triage.files import is_leftover, open_inside, read_inside, replace_file
from tui.triage.folder import Folder, RecordError, open_folder_inside
from tui.triage.lines import encode, scan
from tui.triage.readers import readers
from tui.triage.segments import ARCHIVE, Segment, archived, open_journal, read_archived, segments
from tui.triage.snapshot import SNAPSHOT, generations, read_snapshot, write_snapshot
from tui.triage.verification import QUARANTINE

#: What stands in place of purged words.
BLOT = "[purged]"

#: Fields whose values are words of the program, and the names of readers, which name files too.
_OWN = frozenset(
    {"decision", "reading", "kind", "label", "field", "document", "inherited"}
    | {"at", "decided_at", "ruled_at", "by", "readers"}
)
_FIELD = re.compile(r"[a-z]{1,20}(?:_[a-z]{1,20}){0,3}")
#: In keys: ids of documents, notes and lines, and what kind of entry it is.
_IN_KEYS = re.compile(
    r"(sha256:[0-9a-f]{64}|\A[0-9A-HJKMNP-TV-Z]{26}\Z|\Aline:[0-9a-f]{16}\Z|\A(?:name|filter|rule):)"
)


@dataclass(slots=True)
class Purged:
    """What was done: how many operations were blotted, which files were rewritten or deleted, and
    which stored documents still have the words.
    """

    operations: int = 0
    files: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)


def purge(folder: Folder, words: str, *, stored_documents: bool = False) -> Purged:
    """Remove ``words`` (in any letter case) from the record.

    With ``stored_documents`` the copies of documents that have the words are deleted, otherwise
    they are only named. Open sessions keep what they have in memory until they are closed. After a
    crash, a second call finishes the first. Raises :class:`RecordError` where there are no words,
    the record cannot be written or its archive is damaged, and ``OSError``.
    """
    if not words.strip():
        raise RecordError("purge needs the words that are to go")
    if not folder.writable:
        raise RecordError(f"{folder.path}: {folder.trouble}")
    done = Purged()
    pattern = expression(words)
    _remove_leftovers(folder, done)
    for reader in readers(folder):
        _purge_journals(folder, reader, pattern, done)
        _purge_archive(folder, reader, pattern, done)
    for reader in drafting(folder):
        _purge_drafts(folder, reader, pattern, done)
    _purge_snapshots(folder, pattern, done)
    _purge_quarantine(folder, pattern, done)
    for document in evidence.stored(folder):
        data = evidence.fetch(folder, document)
        if data and _has(data, pattern):
            if stored_documents:
                evidence.remove(folder, document)
                done.files.append(f"{evidence.EVIDENCE}/{document}")
            else:
                done.documents.append(document)
    return done


def expression(words: str) -> re.Pattern[str]:
    """What finds the words in a text, in any letter case."""
    return re.compile(re.escape(words), re.IGNORECASE)


def concerns(operation: Operation, pattern: re.Pattern[str]) -> bool:
    """Whether a purge changes an operation."""
    return _blot_operation(operation, pattern) != operation


def _remove_leftovers(folder: Folder, done: Purged) -> None:
    """Delete what killed processes left half written: it may have the words."""
    for place, _, names, inside in os.fwalk(".", dir_fd=folder.descriptor):
        for name in names:
            if is_leftover(name):
                os.unlink(name, dir_fd=inside)
                done.files.append(os.path.normpath(os.path.join(place, name)))


def _purge_journals(folder: Folder, reader: str, pattern: re.Pattern[str], done: Purged) -> None:
    inside = open_journal(folder)
    if inside < 0:
        return
    try:
        for part in segments(inside, reader):
            descriptor = open_inside(part.name, os.O_RDONLY, inside)
            try:
                # Writers wait for the lock, and then see that their file has been replaced.
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                data = _blotted(part, read_inside(part.name, inside), pattern, done)
                if data is not None:
                    replace_file(part.name, data, inside)
                    done.files.append(f"journal/{part.name}")
            finally:
                os.close(descriptor)
    finally:
        os.close(inside)


def _purge_archive(folder: Folder, reader: str, pattern: re.Pattern[str], done: Purged) -> None:
    for part in archived(folder, reader):
        data = read_archived(folder, part)
        if data is None:
            raise RecordError(f"archive/{part.name}.gz is damaged and cannot be searched")
        data = _blotted(part, data, pattern, done)
        if data is not None:
            inside = open_folder_inside(ARCHIVE, folder)
            try:
                replace_file(f"{part.name}.gz", gzip.compress(data, mtime=0), inside)
            finally:
                os.close(inside)
            done.files.append(f"{ARCHIVE}/{part.name}.gz")


def _purge_drafts(folder: Folder, reader: str, pattern: re.Pattern[str], done: Purged) -> None:
    drafts = Drafts(folder, reader)
    for draft in drafts.all():
        if pattern.search(draft.words):
            drafts.drop(draft.document)
            done.files.append(f"the draft on {draft.document}")


def _purge_snapshots(folder: Folder, pattern: re.Pattern[str], done: Purged) -> None:
    inside = open_folder_inside(SNAPSHOT, folder)
    if inside < 0:
        return
    try:
        for generation in generations(inside):
            if not _has(read_inside(generation.name, inside), pattern):
                continue
            done.files.append(f"{SNAPSHOT}/{generation.name}")
            read = read_snapshot(inside, generation)
            if read is None:
                os.unlink(generation.name, dir_fd=inside)
                continue
            state, at = read
            write_snapshot(folder, generation, _blot_state(state, pattern), at)
        os.fsync(inside)
    finally:
        os.close(inside)


def _purge_quarantine(folder: Folder, pattern: re.Pattern[str], done: Purged) -> None:
    inside = open_folder_inside(QUARANTINE, folder)
    if inside < 0:
        return
    try:
        for name in sorted(os.listdir(inside)):
            if _has(read_inside(name, inside), pattern):
                os.unlink(name, dir_fd=inside)
                done.files.append(f"{QUARANTINE}/{name}")
        os.fsync(inside)
    finally:
        os.close(inside)


def _blotted(part: Segment, data: bytes, pattern: re.Pattern[str], done: Purged) -> bytes | None:
    """The bytes of a journal without the words; ``None`` if they do not have them."""
    lines = data.split(b"\n")
    changed = False
    for number, line in enumerate(lines):
        found = list(scan(line, 0, part.reader))
        if len(found) == 1 and isinstance(found[0], Operation):
            clean = _blot_operation(found[0], pattern)
            if clean != found[0]:
                lines[number] = encode(clean)[:-1]
                done.operations += 1
                changed = True
        elif _has(line, pattern):
            # Damaged, or of an unknown version: what cannot be rewritten has to go.
            lines[number] = b""
            changed = True
    return b"\n".join(lines) if changed else None


def _blot_operation(operation: Operation, pattern: re.Pattern[str]) -> Operation:
    return replace(
        operation,
        key=_blot_key(operation.key, pattern),
        set=_blot(operation.set, pattern),
        was=_blot(operation.was, pattern),
    )


def _blot_state(state: Fold, pattern: re.Pattern[str]) -> Fold:
    """The orders in which fields were written are the program's, and only their keys can have the
    words."""
    return Fold(
        {
            table: {_blot_key(key, pattern): _blot(fields, pattern) for key, fields in rows.items()}
            for table, rows in state.entries.items()
        },
        _with_keys_blotted(state.written, pattern),
        _with_keys_blotted(state.removed, pattern),
    )


def _with_keys_blotted(
    tables: Mapping[str, Mapping[str, Any]], pattern: re.Pattern[str]
) -> dict[str, Any]:
    return {
        table: {_blot_key(key, pattern): orders for key, orders in rows.items()}
        for table, rows in tables.items()
    }


def _blot_key(key: str, pattern: re.Pattern[str]) -> str:
    return "".join(
        part if _IN_KEYS.fullmatch(part) else pattern.sub(BLOT, part)
        for part in _IN_KEYS.split(key)
    )


def _blot(value: Any, pattern: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return pattern.sub(BLOT, value)
    if isinstance(value, Mapping):
        # A rule says in `field` what its `value` is of.
        own = _OWN | {"value"} if value.get("field") == "decision" else _OWN
        return {
            name if _FIELD.fullmatch(name) else pattern.sub(BLOT, name): part
            if name in own
            else _blot(part, pattern)
            for name, part in value.items()
        }
    if isinstance(value, list):
        return [_blot(part, pattern) for part in value]
    return value


def _has(data: bytes, pattern: re.Pattern[str]) -> bool:
    """Whether bytes have the words in one of the usual encodings of documents."""
    return any(
        pattern.search(data.decode(encoding, "ignore"))
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "cp1251", "cp1252", "koi8-r")
    )
