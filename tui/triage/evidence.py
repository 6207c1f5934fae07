"""Copies of the documents that were kept or noted, by their hash: an inbox may be cleared."""

from __future__ import annotations

import os
import re

from tui.triage.files import (
    exists_inside,
    make_folder,
    open_directory,
    read_inside,
    replace_file,
)
from tui.triage.folder import Folder, open_folder_inside

EVIDENCE = "evidence"

#: Longest document that is stored unless the caller says otherwise, in bytes.
CAP = 16 << 20

_ID = re.compile(r"sha256:([0-9a-f]{64})")


def store(folder: Folder, document: str, data: bytes, *, cap: int = CAP) -> str:
    """Store the bytes of ``document`` (``sha256:...``) durably, once however often it is asked for.

    Returns in words why they were not stored, or an empty string. Raises ``ValueError`` if they are
    not its bytes, and ``OSError`` where they cannot be written.
    """
    from hashlib import sha256

    name = _name(document)
    if sha256(data).hexdigest() != name:
        raise ValueError("these are not the bytes of this document")
    if len(data) > cap:
        return f"larger than {cap >> 20} MB, not copied into the record"
    make_folder(EVIDENCE, folder.descriptor)
    inside = open_folder_inside(EVIDENCE, folder)
    try:
        make_folder(name[:2], inside)
        place = open_directory(name[:2], inside)
        try:
            if not exists_inside(name, place):
                replace_file(name, data, place)
        finally:
            os.close(place)
    finally:
        os.close(inside)
    return ""


def fetch(folder: Folder, document: str) -> bytes | None:
    """The stored bytes of ``document``; ``None`` where there are none or they are damaged.

    Raises ``ValueError`` for what is no document's id, and ``OSError``.
    """
    from hashlib import sha256

    name = _name(document)
    inside = open_folder_inside(EVIDENCE, folder)
    if inside < 0:
        return None
    try:
        place = open_directory(name[:2], inside)
        try:
            data = read_inside(name, place)
        finally:
            os.close(place)
    except FileNotFoundError:
        return None
    finally:
        os.close(inside)
    return data if sha256(data).hexdigest() == name else None


def remove(folder: Folder, document: str) -> None:
    """Delete the stored bytes of ``document``. Raises ``OSError``."""
    name = _name(document)
    inside = open_folder_inside(EVIDENCE, folder)
    try:
        place = open_directory(name[:2], inside)
        try:
            os.unlink(name, dir_fd=place)
            os.fsync(place)
        finally:
            os.close(place)
    finally:
        os.close(inside)


def stored(folder: Folder) -> tuple[str, ...]:
    """The ids of all documents whose bytes are stored."""
    inside = open_folder_inside(EVIDENCE, folder)
    if inside < 0:
        return ()
    found = []
    try:
        for part in os.listdir(inside):
            place = open_directory(part, inside)
            try:
                found += [f"sha256:{name}" for name in os.listdir(place) if name.startswith(part)]
            finally:
                os.close(place)
    finally:
        os.close(inside)
    return tuple(sorted(found))


def _name(document: str) -> str:
    found = _ID.fullmatch(document)
    if not found:
        raise ValueError("not the id of a document")
    return found[1]
