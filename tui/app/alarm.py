"""What the reader watches for, where it is seen: in the text, above it, and when it comes in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tui.app.page import Kind, Paragraph
from tui.decision import WATCH
from tui.document import PreparedDocument, Span
from tui.pattern import SlowPatternError, compiled, spans
from tui.row import Hit, Progress
from tui.spotting import spotter
from tui.watchlist import PATTERN, Watched, watch_list

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen

#: Patterns that are drawn, and rows that are looked at for one report, at most.
_DRAWN, _LOOKED_AT = 20, 200


class Alarm:
    """Rings once for a document that comes in while the desk is open and holds what is watched for.

    The bell is heard where the settings ask for it; the status line says it always.
    """

    def __init__(self, screen: DeskScreen) -> None:
        self._screen = screen
        self._listed: tuple[Watched, ...] = ()
        self._find = spotter(())
        self._slow: set[str] = set()
        self._newest: int | None = None
        self._heard: set[int] = set()

    def spots(self, document: PreparedDocument) -> tuple[Span, ...]:
        """Where what is watched for stands in a document; queries stand nowhere."""
        entries = self._screen.record.entries().get(WATCH, {})
        listed = tuple(watch_list(entries)) if entries else ()
        if listed != self._listed:
            self._listed, self._find = listed, spotter(listed)
            self._slow.clear()
        text = document.safe.text
        found = [Span(spot.start, spot.end) for spot in self._find(text)] if listed else []
        for one in [each for each in listed if each.kind == PATTERN][:_DRAWN]:
            found += self._places(one.text, text)
        return apart(found)

    def _places(self, pattern: str, text: str) -> list[Span]:
        """Where a pattern stands. One that took too long is drawn no more: keys wait for it."""
        if pattern in self._slow:
            return []
        try:
            return [Span(*one) for one in spans(compiled(pattern), text)]
        except (ValueError, SlowPatternError):
            # The list of what is watched for says so.
            self._slow.add(pattern)
            return []

    def lines(self, number: int) -> list[Paragraph]:
        """What rings in a document, as it stands above it."""
        said = in_words(self._screen.library.watch_hits(number))
        return [Paragraph(Kind.NOTE, said, tight=True)] if said else []

    def hear(self, progress: Progress) -> None:
        """Ring for what came in since the inbox was first gone through, once it is prepared."""
        screen = self._screen
        if self._newest is None:
            self._newest = screen.library.newest() if progress.scanned else None
            return
        fresh = [n for n in progress.changed if n > self._newest and n not in self._heard]
        rows = [row for row in screen.library.rows(fresh[:_LOOKED_AT]) if row.ready]
        self._heard.update(row.number for row in rows)
        ringing = [row.title for row in rows if row.watched]
        if not ringing:
            return
        if screen.options.bell:
            screen.app.bell()
        if screen.keyboard.question is None:
            more = f" and {len(ringing) - 1} more" if len(ringing) > 1 else ""
            screen.notice = f"! “{ringing[0]}”{more}: watched for, came in; Ctrl-l lists it"


def apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same places in order, those that lie over each other as one."""
    kept: list[Span] = []
    for span in sorted(spans):
        if kept and span.start < kept[-1].end:
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, span.end))
        else:
            kept.append(span)
    return tuple(kept)


def in_words(hits: Sequence[Hit]) -> str:
    """``! Ada Byron, /to+ll/ · in a hidden part: Ferry Fund``; empty where nothing rings."""
    shown = ", ".join(hit.text for hit in hits if hit.shown)
    hidden = ", ".join(hit.text for hit in hits if not hit.shown)
    parts = [shown] if shown else []
    if hidden:
        parts.append(f"in a hidden part: {hidden}")
    return f"! {' · '.join(parts)}" if parts else ""
