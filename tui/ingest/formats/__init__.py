"""One module for a format, each with ``read(data) -> Extracted``; here the right one is chosen."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from tui.ingest.decode import binary_kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.ingest.extracted import Extracted

_HTML = frozenset({".html", ".htm", ".xhtml", ".shtml"})
# A page may begin with a byte order mark, white space, an XML declaration or a short comment.
_LOOKS_LIKE_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,200}+(?:<\?xml[^>]{0,200}>\s{0,200}+)?(?:<!--[^>]{0,500}-->\s{0,200}+)?"
    rb"<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE,
)


def reader(name: str, data: bytes) -> Callable[[bytes], Extracted]:
    """The reader for a file, chosen by the suffix of its name and by how its bytes begin.

    What is no text at all is no page either, whatever a scraper called it.
    """
    page = os.path.splitext(name)[1].lower() in _HTML or _LOOKS_LIKE_HTML.match(data)
    if page and not binary_kind(data):
        from tui.ingest.formats import html

        return html.read
    from tui.ingest.formats import text

    return text.read
