"""Checking that a record is whole: every line, snapshot and stored document, by checksums."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

from tui.decision import Fold, Operation
from tui.triage import evidence
from tui.triage.files import exists_inside, make_folder, read_inside, replace_file
from tui.triage.folder import Folder, open_folder_inside
from tui.triage.lines import Damage, operation, scan, unseal
from tui.triage.readers import readers
from tui.triage.segments import (
    ARCHIVE,
    JOURNAL,
    Segment,
    all_segments,
    archived,
    open_journal,
    read_archived,
)
from tui.triage.snapshot import SNAPSHOT, Generation, generations_of, read_snapshot

QUARANTINE = "quarantine"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a file of the record; with damaged bytes, those and their offset."""

    file: str
    what: str
    start: int = 0
    data: bytes = b""


@dataclass(slots=True)
class Report:
    """What was read, and what is wrong with it."""

    files: int = 0
    operations: int = 0
    documents: int = 0
    findings: list[Finding] = field(default_factory=list)


def verify(folder: Folder) -> Report:
    """Read everything in the record and check it. Changes nothing. Raises ``OSError``."""
    report = Report()
    for reader in readers(folder):
        there = _segments(folder, reader)
        kept = generations_of(folder, reader)
        hosts = {part.host for part in there} | {generation.host for generation in kept}
        for host in sorted(hosts):
            _check_host(
                folder,
                [part for part in there if part.host == host],
                [generation for generation in kept if generation.host == host],
                report,
            )
    _check_evidence(folder, report)
    return report


def set_aside(folder: Folder, report: Report) -> int:
    """Copy damaged bytes of the journals into ``quarantine/``. Returns how many pieces are new.

    Nothing is taken out of the journals. Raises ``OSError``.
    """
    pieces = [one for one in report.findings if one.data]
    if not pieces:
        return 0
    make_folder(QUARANTINE, folder.descriptor)
    inside = open_folder_inside(QUARANTINE, folder)
    new = 0
    try:
        for one in pieces:
            name = f"{os.path.basename(one.file)}.{one.start}-{one.start + len(one.data)}"
            if not exists_inside(name, inside):
                replace_file(name, one.data, inside)
                new += 1
    finally:
        os.close(inside)
    return new


def _check_host(
    folder: Folder, there: list[Segment], kept: list[Generation], report: Report
) -> None:
    """Check all segments and snapshots of one reader on one host."""
    state = Fold()
    complete = True
    expected = 1
    by_number = {generation.covers: generation for generation in kept}
    for part in there:
        if part.number > expected:
            complete = False
            missing = part.number - expected
            report.findings.append(Finding(part.name, f"{missing} files before it are missing"))
        expected = part.number + 1
        for found in _read(folder, part, report):
            state.apply(found)
        if part.number in by_number:
            generation = by_number.pop(part.number)
            _check_snapshot(folder, generation, state, complete=complete, report=report)
    for generation in by_number.values():
        _check_snapshot(folder, generation, state, complete=False, report=report)


def _read(folder: Folder, part: Segment, report: Report) -> Iterator[Operation]:
    """The operations of a segment; anything else in it goes into the report."""
    inside = open_journal(folder)
    name = f"{JOURNAL}/{part.name}"
    data: bytes | None
    try:
        data = read_inside(part.name, inside)
    except FileNotFoundError:
        name = f"{ARCHIVE}/{part.name}.gz"
        data = read_archived(folder, part)
    finally:
        os.close(inside)
    report.files += 1
    if data is None:
        report.findings.append(Finding(name, "the archived file is damaged"))
        return
    end = data.rfind(b"\n") + 1
    for found in scan(data[:end], 0, part.reader):
        if isinstance(found, Operation):
            report.operations += 1
            yield found
        elif isinstance(found, Damage):
            piece = data[found.start : found.end]
            report.findings.append(Finding(name, "damaged", found.start, piece))
        else:
            report.findings.append(Finding(name, "a line that is not understood", found.start))
    if end < len(data):
        last = operation(unseal(data[end:]), part.reader)
        if last:
            report.operations += 1
            yield last
        else:
            report.findings.append(Finding(name, "the last line is torn", end, data[end:]))


def _check_snapshot(
    folder: Folder, generation: Generation, state: Fold, *, complete: bool, report: Report
) -> None:
    """Check a snapshot by itself and, if all operations are known, against their ``state``."""
    inside = open_folder_inside(SNAPSHOT, folder)
    try:
        read = read_snapshot(inside, generation)
    finally:
        os.close(inside)
    report.files += 1
    name = f"{SNAPSHOT}/{generation.name}"
    if read is None:
        report.findings.append(Finding(name, "damaged; the operations are used instead"))
    elif complete and _filled(read[0]) != _filled(state):
        report.findings.append(Finding(name, "does not say what the operations say"))


def _filled(state: Fold) -> dict[str, object]:
    return {table: rows for table, rows in state.entries.items() if rows}


def _check_evidence(folder: Folder, report: Report) -> None:
    for document in evidence.stored(folder):
        report.documents += 1
        if evidence.fetch(folder, document) is None:
            name = f"{evidence.EVIDENCE}/{document}"
            report.findings.append(Finding(name, "is not the document whose name it has"))


def _segments(folder: Folder, reader: str) -> list[Segment]:
    inside = open_journal(folder)
    if inside < 0:
        return archived(folder, reader)
    try:
        return all_segments(folder, inside, reader)
    finally:
        os.close(inside)
