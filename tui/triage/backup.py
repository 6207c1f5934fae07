"""A copy of the record in one file, and the way back.

The file is a compressed tar of the record's own files and of ``MANIFEST.json``, which has the
SHA-256 of each. No lock is taken: of a journal its whole lines are copied, and journals before the
archive, so that a segment which moves there meanwhile is in one or the other.
"""

from __future__ import annotations

import io
import json
import os
import re
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256

from tui.triage.files import (
    PRIVATE_FOLDER,
    make_folder,
    open_directory,
    open_inside,
    read_inside,
    replace_file,
    sync_folder,
)
from tui.triage.folder import NAME, Folder, RecordError, open_folder_inside
from tui.triage.owed import OWED

_MANIFEST = "MANIFEST.json"
# The largest file that is restored, in bytes.
_LONGEST = 1 << 30
_NAME = re.compile(
    rf"FORMAT|(?:journal|archive|snapshot|quarantine|drafts/{NAME}"
    r"|evidence/[0-9a-f]{2})/[A-Za-z0-9][A-Za-z0-9._@~-]{0,200}"
)
_FOLDERS = ("journal", "snapshot", "archive", "quarantine", "drafts", "evidence")
#: What the record has in its folder, in backups or not; anything else there is not the record's.
OWN = frozenset({"FORMAT", OWED, *_FOLDERS})


@dataclass(frozen=True, slots=True)
class Totals:
    """How many files a backup holds, and how many bytes they have."""

    files: int
    size: int


def backup(folder: Folder, target: str) -> Totals:
    """Write the record into the file ``target``, private, and whole or not at all.

    Raises ``OSError``.
    """
    place, name = os.path.split(os.path.abspath(target))
    inside = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    temporary = f".{name}.{os.getpid()}.tmp"
    digests: dict[str, str] = {}
    size = 0
    try:
        descriptor = open_inside(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, inside)
        with open(descriptor, "wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz") as tar:
                for path, data in _files(folder):
                    _add(tar, path, data)
                    digests[path] = sha256(data).hexdigest()
                    size += len(data)
                _add(tar, _MANIFEST, json.dumps({"v": 1, "sha256": digests}).encode())
            file.flush()
            os.fsync(file.fileno())
        os.rename(temporary, name, src_dir_fd=inside, dst_dir_fd=inside)
        os.fsync(inside)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(temporary, dir_fd=inside)
        raise
    finally:
        os.close(inside)
    return Totals(len(digests), size)


def restore(source: str, state: str) -> Totals:
    """Put the record in the file ``source`` into the folder ``state``, which must hold none.

    Everything is checked before anything is written. Until all is there the folder cannot be opened
    as a record; a restore that was cut short can be repeated. Raises :class:`RecordError` for a
    backup that is not whole or a folder that may not be used, and ``OSError``.
    """
    try:
        with tarfile.open(source, mode="r:gz") as tar:
            files = _checked(tar)
    except FileNotFoundError as error:
        raise RecordError(f"{source}: no such file") from error
    except (tarfile.TarError, zlib.error, EOFError, OSError, ValueError, KeyError) as error:
        raise RecordError(f"{source}: not a whole backup ({error})") from error
    parent = os.path.dirname(os.path.abspath(state))
    os.makedirs(parent, mode=PRIVATE_FOLDER, exist_ok=True)
    if not os.path.lexists(state):
        os.mkdir(state, PRIVATE_FOLDER)
        sync_folder(parent)
    if os.path.islink(state) or os.stat(state).st_uid != os.geteuid():
        raise RecordError(f"{state}: not a folder of yours")
    descriptor = open_directory(state)
    try:
        os.fchmod(descriptor, PRIVATE_FOLDER)
        if any(name in _FOLDERS for name in os.listdir(descriptor)) and not _begun(descriptor):
            raise RecordError(f"{state}: holds a record already; name an empty folder")
        # Every version refuses a format that only a later one reads.
        replace_file("FORMAT", b'{"format":0,"min_reader":1000000,"restoring":true}\n', descriptor)
        for path, data in files.items():
            if path != "FORMAT":
                _put(path, data, descriptor)
        replace_file("FORMAT", files["FORMAT"], descriptor)
    finally:
        os.close(descriptor)
    return Totals(len(files), sum(map(len, files.values())))


def _files(folder: Folder) -> Iterator[tuple[str, bytes]]:
    """The files of the record by their path in it, with their bytes; journals first."""
    yield "FORMAT", read_inside("FORMAT", folder.descriptor)
    for top in _FOLDERS:
        inside = open_folder_inside(top, folder)
        if inside >= 0:
            yield from _files_inside(top, inside)


def _files_inside(path: str, inside: int) -> Iterator[tuple[str, bytes]]:
    try:
        for name in sorted(os.listdir(inside)):
            if name.startswith("."):
                continue
            try:
                below = open_directory(name, inside)
            except NotADirectoryError:
                data = _data(path, name, inside)
                if data is not None and _NAME.fullmatch(f"{path}/{name}"):
                    yield f"{path}/{name}", data
                continue
            except FileNotFoundError:
                continue
            yield from _files_inside(f"{path}/{name}", below)
    finally:
        os.close(inside)


def _data(path: str, name: str, inside: int) -> bytes | None:
    try:
        data = read_inside(name, inside)
    except FileNotFoundError:
        return None
    return data[: data.rfind(b"\n") + 1] if path == "journal" else data


def _add(tar: tarfile.TarFile, path: str, data: bytes) -> None:
    entry = tarfile.TarInfo(path)
    entry.size = len(data)
    entry.mode = 0o600
    tar.addfile(entry, io.BytesIO(data))


def _checked(tar: tarfile.TarFile) -> dict[str, bytes]:
    """The files in a backup, their checksums verified. Raises ``ValueError`` for anything else."""
    files: dict[str, bytes] = {}
    for entry in tar:
        if entry.name != _MANIFEST and not _NAME.fullmatch(entry.name):
            raise ValueError(f"it holds {entry.name[:40]!r}")
        if not entry.isreg() or entry.size > _LONGEST:
            raise ValueError(f"{entry.name} is no plain file")
        content = tar.extractfile(entry)
        files[entry.name] = content.read() if content else b""
    digests = json.loads(files.pop(_MANIFEST))["sha256"]
    if {path: sha256(data).hexdigest() for path, data in files.items()} != digests:
        raise ValueError("its files are not those it was made of")
    if "FORMAT" not in files:
        raise ValueError("it has no FORMAT")
    return files


def _begun(descriptor: int) -> bool:
    try:
        return bool(json.loads(read_inside("FORMAT", descriptor)).get("restoring"))
    except (OSError, ValueError, AttributeError):
        return False


def _put(path: str, data: bytes, descriptor: int) -> None:
    *folders, name = path.split("/")
    inside = os.dup(descriptor)
    try:
        for part in folders:
            make_folder(part, inside)
            below = open_directory(part, inside)
            os.close(inside)
            inside = below
        replace_file(name, data, inside)
    finally:
        os.close(inside)
