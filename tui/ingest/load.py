"""The room's door: from a path or from bytes to safe text, identity and metadata."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass

from tui.document import Metadata, SafeText, Stretch
from tui.ingest import file_names, sidecar
from tui.ingest.formats import reader
from tui.ingest.read import read_bytes
from tui.ingest.sanitise import sanitise

#: The largest file that is read, in bytes.
LIMIT = 64_000_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document as it can be shown: ``id`` is ``sha256:`` and the hash of its ``size`` bytes.

    ``called`` is its file's name in words, if it is made of some; ``remark`` says in one line what
    a reader must know of the text before trusting it; ``markup`` where the runs of the safe text
    stood, if the page had any.
    """

    id: str
    size: int
    safe: SafeText
    encoding: str
    metadata: Metadata
    remark: str
    markup: tuple[Stretch, ...] = ()
    called: str = ""


def load(path: str, pattern: str = "") -> Loaded:
    """The document at ``path`` with what stands beside it, and what its name says if that follows
    the ``pattern`` (:mod:`tui.ingest.file_names`). Raises ``ReadError``."""
    data = read_bytes(path, LIMIT)
    metadata, remark = sidecar.beside(path)
    metadata = file_names.facts(path, pattern).under(metadata)
    return load_bytes(data, os.path.basename(path), metadata, remark)


def load_bytes(data: bytes, name: str, beside: Metadata = Metadata(), remark: str = "") -> Loaded:
    """The document that consists of ``data``; ``name`` helps to see what it is.

    ``beside`` and ``remark`` are what stands beside the document; its own fields go before that.
    Any bytes give a result.
    """
    extracted = reader(name, data)(data)
    empty = "" if data else "empty file"
    safe = sanitise(extracted.text)
    at = safe.offsets.position
    return Loaded(
        id="sha256:" + hashlib.sha256(data).hexdigest(),
        size=len(data),
        safe=safe,
        encoding=extracted.encoding,
        metadata=beside.under(extracted.metadata),
        remark="; ".join(part for part in (empty or extracted.remark, remark) if part),
        markup=tuple(
            one._replace(start=at(one.start), end=at(one.end)) for one in extracted.markup
        ),
        called=file_names.called(name),
    )
