"""What a file beside the document says about it: ``NAME.json``, or its row in ``manifest.csv``."""

from __future__ import annotations

import csv
import json
import os
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

from tui.document import Metadata
from tui.ingest import fields
from tui.ingest.decode import decode
from tui.ingest.read import ReadError, read_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping

MANIFEST = "manifest.csv"
#: How the names of sidecars end.
SIDECAR = ".json"
_SIDECAR_LIMIT = 256_000
_MANIFEST_LIMIT = 64_000_000
_CONFIDENCE = 0.95


def sidecar_names(name: str) -> tuple[str, str]:
    """The names that a sidecar of the document called ``name`` may have."""
    return os.path.splitext(name)[0] + SIDECAR, name + SIDECAR


def beside(path: str) -> tuple[Metadata, str]:
    """The metadata that stands beside the document at ``path``, sidecar before manifest.

    The second value is a remark on what was there and could not be used; empty where all was well.
    """
    folder, name = os.path.split(path)
    known, remarks = Metadata(), []
    for found, remark in (_manifest(folder, name), _sidecar(folder, name)):
        known = known.under(found)
        if remark:
            remarks.append(remark)
    return known, "; ".join(remarks)


def stamps(path: str) -> dict[str, int]:
    """What the manifest at ``path`` says of each file that it names, as numbers to compare; none
    for a manifest that cannot be used."""
    try:
        status = os.lstat(path)
    except OSError:
        return {}
    rows, _ = _rows(path, status.st_mtime_ns, status.st_size)
    return {
        name: crc32(repr(sorted(row.items())).encode("utf-8", "replace"))
        for name, row in rows.items()
    }


def _sidecar(folder: str, name: str) -> tuple[Metadata, str]:
    for sidecar in sidecar_names(name):
        path = os.path.join(folder, sidecar)
        if sidecar == name or not os.path.lexists(path):
            continue
        try:
            given = json.loads(decode(read_bytes(path, _SIDECAR_LIMIT)).text)
        except ReadError as error:
            return Metadata(), f"sidecar ignored: {error}"
        except (ValueError, RecursionError):
            return Metadata(), "sidecar ignored: it is no JSON"
        if not isinstance(given, dict):
            return Metadata(), "sidecar ignored: it is no JSON object"
        return _metadata(given, "sidecar")
    return Metadata(), ""


def _manifest(folder: str, name: str) -> tuple[Metadata, str]:
    path = os.path.join(folder, MANIFEST)
    try:
        status = os.lstat(path)
    except OSError:
        return Metadata(), ""
    rows, problem = _rows(path, status.st_mtime_ns, status.st_size)
    if problem:
        return Metadata(), f"{MANIFEST} ignored: {problem}"
    row = rows.get(name)
    return _metadata(row, "manifest") if row else (Metadata(), "")


@lru_cache(maxsize=4)
def _rows(
    path: str,
    mtime_ns: int,  # noqa: ARG001 - with the size it makes a new version a new call
    size: int,  # noqa: ARG001
) -> tuple[dict[str, dict[str, str]], str]:
    """The rows of a manifest by file name; a folder of many documents reads it once."""
    try:
        text = decode(read_bytes(path, _MANIFEST_LIMIT)).text
    except ReadError as error:
        return {}, str(error)
    try:
        rows = list(csv.DictReader(text.splitlines(), dialect=_dialect(text)))
    except csv.Error:
        return {}, "it is no table"
    names = [column for column in ("file", "path", "filename") if rows and column in rows[0]]
    if rows and not names:
        return {}, "it has no column called file or path"
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        key = row.get(names[0])
        if key:
            found[os.path.basename(key)] = {
                column: value
                for column, value in row.items()
                if isinstance(column, str) and isinstance(value, str)
            }
    return found, ""


def _dialect(text: str) -> type[csv.excel]:
    heading = text.split("\n", 1)[0]
    if "\t" in heading:
        return csv.excel_tab
    return _Semicolons if heading.count(";") > heading.count(",") else csv.excel


class _Semicolons(csv.excel):
    delimiter = ";"


def _metadata(given: Mapping[str, object], source: str) -> tuple[Metadata, str]:
    found, refused = fields.metadata(fields.candidates(given, _CONFIDENCE), source)
    return found, f"{source}: unusable {', '.join(refused)}" if refused else ""
