"""The orders of the list, in words."""

from __future__ import annotations

_WORDS = {
    "arrival": "as they came in",
    "-arrival": "last come first",
    "date": "oldest first",
    "-date": "newest first",
    "title": "by title",
    "outlet": "by outlet",
    "words": "shortest first",
    "-words": "longest first",
    "priority": "least urgent first",
    "-priority": "most urgent first",
    "decision": "by decision",
    "relevance": "best match first",
    "-relevance": "best match last",
}


def in_words(order: str, query: str = "") -> str:
    """An order as it is said to the reader; ``-title`` and the like fall.

    What a ``query`` finds near a document stands closest first until it is sorted.
    """
    if order == "arrival" and "near:" in query:
        return "closest first"
    field = order.removeprefix("-")
    by = _WORDS.get(field, f"by {field}")
    return _WORDS.get(order, by if field == order else f"{by}, from the end")
