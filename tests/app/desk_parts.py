"""A small desk for tests: documents in memory, the real record on a real disk."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from textual import events
from textual.pilot import Pilot

from tests.app.memory_library import MemoryLibrary
from tui.app.app import DeskApp
from tui.app.ports import Options, Ruling
from tui.app.screens.desk import DeskScreen
from tui.cli.recording import DeskRecord
from tui.decision import DOCUMENTS, Change, Decision
from tui.document import (
    Block,
    Fact,
    Label,
    Mention,
    Metadata,
    PreparedDocument,
    Role,
    SafeText,
    Span,
)
from tui.standing import BY_RULE

#: Seconds after which what is waited for does not come any more.
PATIENCE = 60.0


def document(title: str, *paragraphs: str, hidden: Sequence[str] = ()) -> PreparedDocument:
    """A title, shown paragraphs, then hidden ones; every "Anna Brandt" is a person."""
    lines = [title, *paragraphs, *hidden]
    text = "\n\n".join(lines)
    blocks, position = [], 0
    for line in lines:
        role = Role.APPEAL if line in hidden else Role.TITLE if line == title else Role.BODY
        blocks.append(Block(role, (Span(position, position + len(line)),), "test", 0.9))
        position += len(line) + 2
    name, mentions, start = "Anna Brandt", [], text.find("Anna Brandt")
    while start >= 0:
        is_hidden = any(
            block.hidden and block.span.start <= start < block.span.end for block in blocks
        )
        mentions.append(Mention(start, start + len(name), Label.PERSON, name, hidden=is_hidden))
        start = text.find(name, start + 1)
    return PreparedDocument(
        id="sha256:" + hashlib.sha256(text.encode()).hexdigest(),
        safe=SafeText(text),
        blocks=tuple(blocks),
        mentions=tuple(mentions),
        metadata=Metadata(title=Fact(title, 1.0, "test")),
        words=len(text.split()),
    )


SIX = tuple(
    document(
        f"{title} in the harbour",
        f"{title} began the day. Anna Brandt came with it. Then she left again.",
        "The second paragraph says nothing new. It has two sentences.",
        hidden=("Support the harbour paper: Anna Brandt asks you to.",),
    )
    for title in ("Storm", "Fire", "Strike", "Feast", "Wedding", "Funeral")
)


def by_rule(
    name: str,
    *documents: str,
    decision: Decision = Decision.DISCARD,
    over: Callable[[bool], None] = lambda _: None,
) -> Ruling:
    """A standing rule that decides on these documents."""

    def changes(ids: Sequence[str]) -> list[Change]:
        fields = {"decision": str(decision), BY_RULE: name}
        return [Change(DOCUMENTS, each, fields) for each in ids]

    keeps = decision is Decision.KEEP
    return Ruling(name, f"decision:{decision}", documents, changes, over, keeps)


class Desk:
    """A running desk and the questions that tests ask of it."""

    def __init__(self, pilot: Pilot[None], screen: DeskScreen, library: MemoryLibrary) -> None:
        self.pilot, self.screen, self.library = pilot, screen, library

    async def press(self, *keys: str, wait: float = 0.0) -> None:
        """Press keys one after another, and let everything they started come to rest."""
        for key in keys:
            self._send(key)
            await self.deal()
        await self.rest(wait)
        await self.saved()
        while self.screen.listing.waiting:
            await self.rest()

    async def saved(self) -> None:
        """Until all that was recorded is on the disk, and the desk has been told so; or cannot."""
        screen = self.screen
        screen.record.flush(PATIENCE)
        await self.until(
            lambda: (
                bool(screen.record.trouble)
                or not (screen.judging.pending or screen.lots.waiting or screen.record.busy)
            )
        )
        await self.rest()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Until something holds that the desk comes to by itself."""
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end, "it did not come to that"
            await self.rest(0.02)

    async def deal(self) -> None:
        """Until all that was sent to the app, and by it to the screen, has been dealt with."""
        await self.pilot.pause(0)
        done = asyncio.Event()
        self.screen.app.call_later(lambda: self.screen.call_later(done.set))
        # A program that has failed answers nobody any more.
        await asyncio.wait_for(done.wait(), PATIENCE)
        await self.pilot.pause(0)

    def _send(self, key: str) -> None:
        character = " " if key == "space" else key
        self.screen.app.post_message(events.Key(key, character if len(character) == 1 else None))

    async def rest(self, wait: float = 0.0) -> None:
        """The same after some seconds, and until the program is idle."""
        await self.pilot.pause(wait)
        await self.deal()
        await self.pilot.pause()

    async def press_at_once(self, *keys: str) -> None:
        """Press keys as a terminal delivers them that were typed ahead: in one write."""
        for key in keys:
            self._send(key)
        await self.rest()

    async def type(self, text: str) -> None:
        """Type a line and Enter."""
        await self.press(*("space" if each == " " else each for each in text), "enter")

    def decisions(self) -> list[str]:
        """The decision on each document, in order."""
        record = self.screen.record
        return [str(record.judgement(each.id).decision) for each in self.library.documents]

    def text(self) -> str:
        """What the text pane shows, row by row."""
        pane = self.screen.text
        return "\n".join(
            "".join(segment.text for segment in pane.render_line(y)).rstrip()
            for y in range(pane.size.height)
        )

    def list(self) -> list[str]:
        """What the list shows, row by row."""
        pane = self.screen.list
        count = min(pane.size.height, pane.count)
        return ["".join(s.text for s in pane.render_line(y)).rstrip() for y in range(count)]

    def status(self) -> str:
        """What the status line says."""
        pane = self.screen.bars.status_line
        return "".join(segment.text for segment in pane.render_line(0)).strip()

    def panel(self) -> str:
        """What the panel shows."""
        pane = self.screen.details
        return "\n".join(
            "".join(segment.text for segment in pane.render_line(y)).rstrip()
            for y in range(min(pane.size.height, pane.count))
        )

    @property
    def cursor(self) -> int:
        """The place of the list's cursor."""
        return self.screen.desk.cursor


@asynccontextmanager
async def desk(
    state: Path,
    documents: Sequence[PreparedDocument] = SIX,
    *,
    size: tuple[int, int] = (120, 30),
    guard: float = 0.0,
    follow: bool = True,
    over_ssh: bool = False,
    blind: bool = False,
    bell: bool = False,
    library: MemoryLibrary | None = None,
) -> AsyncIterator[Desk]:
    """A desk with these documents, its record in the folder ``state``."""
    shelf = library or MemoryLibrary(documents)
    record = DeskRecord.open(str(state), reader="ada", host="test")
    options = Options(
        guard=guard, rest=0.01, follow=follow, over_ssh=over_ssh, blind=blind, bell=bell
    )
    app = DeskApp(shelf, record, options)
    try:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, DeskScreen)
            await pilot.pause()
            opened = Desk(pilot, screen, shelf)
            await opened.until(lambda: not screen.listing.waiting)
            yield opened
    finally:
        record.close()
