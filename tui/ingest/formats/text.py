"""Plain text, and everything else that is best read as it stands: Markdown, JSON, CSV, logs."""

from __future__ import annotations

from tui.ingest.decode import decode, looks_binary
from tui.ingest.extracted import Extracted
from tui.ingest.read import size_in_words

#: Below this confidence the reader is told that the encoding is a guess.
_SURE = 0.75


def read(data: bytes) -> Extracted:
    """The text of a plain file; of a binary one nothing but a remark."""
    if looks_binary(data):
        return Extracted("", "", remark=f"binary file, not text: {size_in_words(len(data))}")
    decoded = decode(data)
    remark = "" if decoded.confidence >= _SURE else f"the encoding is a guess: {decoded.encoding}"
    return Extracted(decoded.text, decoded.encoding, remark=remark)
