"""The bytes of what was kept or noted, copied into the record: no rotating inbox loses them."""

from __future__ import annotations

from collections.abc import Iterable

from tui.ingest.read import ReadError, read_bytes
from tui.settings import Settings
from tui.triage import evidence
from tui.triage.folder import Folder, reason


def preserve(folder: Folder, document: str, paths: Iterable[str], settings: Settings) -> str:
    """Copy the bytes of ``document`` from the first of its files that still holds them.

    Why there is no copy, in words; empty when there is one, or none is wanted.
    """
    if not settings.evidence:
        return ""
    cap = settings.evidence_limit_mb << 20
    refused = "no file holds it any more"
    for path in paths:
        try:
            refused = evidence.store(folder, document, read_bytes(path, cap), cap=cap)
        except ReadError as error:
            refused = str(error)
        except ValueError:
            refused = "its bytes have changed since it was read"
        except OSError as error:
            refused = reason(error)
        if not refused:
            break
    return refused
