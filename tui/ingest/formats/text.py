"""Plain text, and everything else that is best read as it stands: Markdown, JSON, CSV, logs."""

from __future__ import annotations

import re

from tui.ingest.decode import binary_kind, decode
from tui.ingest.extracted import Extracted
from tui.ingest.read import size_in_words

#: Below this confidence the reader is told that the encoding is a guess.
_SURE = 0.75
#: How formats begin whose text stands in them between marks that are not taken away.
_AS_STORED = {
    re.compile(rb"WARC/[01]\.\d"): "web archive",
    re.compile(rb"\{\\rtf\d"): "rich text",
    re.compile(rb"From \S{1,300}+ .{10,60}+\n[A-Za-z-]{1,40}+:"): "mailbox",
    # RFC 5322: fields of a header, one of them such as only mail has.
    re.compile(
        rb"(?:[A-Za-z-]{1,40}+:[^\n]{0,998}+\n(?:[ \t][^\n]{0,998}+\n){0,99}+){0,60}?"
        rb"(?:Message-ID|MIME-Version|Received|Return-Path):",
        re.IGNORECASE,
    ): "mail message",
    re.compile(rb"\s{0,99}+(?:<\?xml[^>]{0,200}+>\s{0,99}+)?<(?:rss|feed|rdf:RDF)\b"): "feed",
}


def read(data: bytes) -> Extracted:
    """The text of a plain file; of a binary one nothing but a remark."""
    if kind := binary_kind(data):
        return Extracted("", "", remark=f"{kind}, not read: {size_in_words(len(data))}")
    decoded = decode(data)
    remarks = [f"{kind}, shown as it is stored" for kind in (_stored_as(data),) if kind]
    if decoded.confidence < _SURE:
        remarks.append(f"the encoding is a guess: {decoded.encoding}")
    return Extracted(decoded.text, decoded.encoding, remark="; ".join(remarks))


def _stored_as(data: bytes) -> str:
    """What a text is that is meant for a program; empty for one that is meant for people."""
    return next((kind for begins, kind in _AS_STORED.items() if begins.match(data)), "")
