"""Entries for the tests of exports."""

from __future__ import annotations

from collections.abc import Mapping

from tui.decision import Anchor, Decision, Judgement, Note
from tui.document import Fact, Metadata, PreparedDocument, SafeText
from tui.export.entry import Entry
from tui.row import Row

ID = "sha256:" + "3f" * 32


def entry(
    *,
    title: str = "Ferry chosen over bridge",
    path: str = "/in/ferry.txt",
    decision: Decision = Decision.KEEP,
    reasons: tuple[str, ...] = ("local",),
    notes: tuple[str, ...] = (),
    quote: str = "",
    url: str = "",
    others: Mapping[str, Decision] | None = None,
) -> Entry:
    row = Row(1, ID, path, title, "Harbour Post", "2026-09-03", "en", 812, decision=decision)
    anchor = Anchor(10, 10 + len(quote), quote) if quote else None
    at = "2026-09-04T07:30:00Z"
    metadata = Metadata(url=Fact(url, 1.0, "file")) if url else Metadata()
    return Entry(
        row,
        Judgement(decision, reasons=reasons, tags=("sea",), priority=2, decided_at=at),
        tuple(Note(f"note-{n}", ID, text, at, "ada", anchor) for n, text in enumerate(notes)),
        PreparedDocument(ID, SafeText(""), metadata=metadata),
        {reader: Judgement(decision) for reader, decision in (others or {}).items()},
    )
