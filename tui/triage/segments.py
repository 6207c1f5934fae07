"""The files of the journals: their names, and where they go once a snapshot covers them.

Each reader has one journal on each host, ``journal/READER@HOST.jsonl``, continued in
``READER@HOST~2.jsonl`` and so on. Segments that are covered go to ``archive/``, compressed and
otherwise unchanged: the history is never thrown away.
"""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from tui.triage.files import make_folder, open_inside, read_inside, replace_file
from tui.triage.folder import NAME, Folder, open_folder_inside

JOURNAL = "journal"
ARCHIVE = "archive"

_FILE = re.compile(rf"({NAME})@({NAME})(?:~([1-9][0-9]{{0,5}}))?\.jsonl")


class Segment(NamedTuple):
    """A journal file by its name: whose it is, from which host, and its number in the sequence."""

    reader: str
    host: str
    number: int

    @property
    def name(self) -> str:
        """The file name."""
        part = f"~{self.number}" if self.number > 1 else ""
        return f"{self.reader}@{self.host}{part}.jsonl"

    @property
    def next(self) -> Segment:
        """The file that continues this one."""
        return self._replace(number=self.number + 1)


def segment(name: str) -> Segment | None:
    """The segment that a file name stands for; ``None`` for any other file."""
    found = _FILE.fullmatch(name)
    return Segment(found[1], found[2], int(found[3] or 1)) if found else None


def open_journal(folder: Folder) -> int:
    """The descriptor of the folder of journals, or -1 where there is none."""
    return open_folder_inside(JOURNAL, folder)


def segments(inside: int, reader: str | None = None) -> list[Segment]:
    """The journal files in the folder ``inside``, of all readers or one, in order."""
    found = (segment(name) for name in os.listdir(inside))
    return sorted(part for part in found if part and reader in (None, part.reader))


def archived(folder: Folder, reader: str | None = None) -> list[Segment]:
    """The segments in the archive, of all readers or one, in order."""
    inside = open_folder_inside(ARCHIVE, folder)
    if inside < 0:
        return []
    try:
        names = [name.removesuffix(".gz") for name in os.listdir(inside) if name.endswith(".gz")]
    finally:
        os.close(inside)
    found = (segment(name) for name in names)
    return sorted(part for part in found if part and reader in (None, part.reader))


def all_segments(folder: Folder, inside: int, reader: str) -> list[Segment]:
    """The reader's segments in their order: those in the folder of journals and the archived.

    Journals are listed first: a segment that is archived meanwhile is found in one or the other.
    """
    return sorted({*segments(inside, reader), *archived(folder, reader)})


def read_archived(folder: Folder, part: Segment) -> bytes | None:
    """The bytes of a segment from the archive; ``None`` where it is not there or damaged."""
    import zlib

    inside = open_folder_inside(ARCHIVE, folder)
    if inside < 0:
        return None
    try:
        return zlib.decompress(read_inside(f"{part.name}.gz", inside), wbits=zlib.MAX_WBITS | 16)
    except (FileNotFoundError, zlib.error):
        return None
    finally:
        os.close(inside)


def sealed_with(folder: Folder, part: Segment) -> tuple[int, int] | None:
    """The CRC-32 and the size (bytes, modulo 2**32) of an archived segment; ``None`` if not there.

    Both stand at the end of the file (RFC 1952, 2.3.1), which is not unpacked for them.
    """
    inside = open_folder_inside(ARCHIVE, folder)
    if inside < 0:
        return None
    try:
        descriptor = open_inside(f"{part.name}.gz", os.O_RDONLY, inside)
    except FileNotFoundError:
        return None
    finally:
        os.close(inside)
    try:
        end = os.pread(descriptor, 8, max(0, os.fstat(descriptor).st_size - 8))
    finally:
        os.close(descriptor)
    return int.from_bytes(end[:4], "little"), int.from_bytes(end[4:], "little")


def archive(folder: Folder, part: Segment) -> None:
    """Move a segment that nobody writes to any more into the archive. Raises ``OSError``."""
    import gzip

    inside = open_journal(folder)
    try:
        data = gzip.compress(read_inside(part.name, inside), mtime=0)
        make_folder(ARCHIVE, folder.descriptor)
        target = open_folder_inside(ARCHIVE, folder)
        try:
            replace_file(f"{part.name}.gz", data, target)
        finally:
            os.close(target)
        os.unlink(part.name, dir_fd=inside)
        os.fsync(inside)
    finally:
        os.close(inside)
