"""Incoming documents in numbers: short reports that share neither a title nor a body."""

from __future__ import annotations

import random
from pathlib import Path

from tests.index.documents import document
from tests.terminal.conftest import Room
from tui.cases import Reader, find_case
from tui.cli.case_index import open_index
from tui.ingest.scan import scan
from tui.settings import Settings

#: Of documents that are prepared, one in so many is about the ferry.
EVERY = 10

_WORDS = """
    council harbour ministry college hospital library museum court railway theatre
    approved delayed opened closed reviewed repaired inspected auctioned praised cut
    budget bridge archive timetable orchard tower laboratory exhibition canal tariff
    Norrvik Halden Westmere Osterby Calder Lindau Porvoo Ravenna Galway Trondel
    members officials teachers engineers neighbours visitors traders sailors doctors voters
    winter spring morning evening letters numbers repairs savings promises questions
    quietly slowly openly finally twice again rarely soon gladly together
"""
_WHO, _DID, _WHAT, _WHERE, *_REST = (line.split() for line in _WORDS.strip().splitlines())
_MORE = [word for line in _REST for word in line]


def report(number: int) -> tuple[str, str]:
    """The title and the text of one report; the same for the same number."""
    chance = random.Random(number)
    who, what = _WHO[number % 10], _WHAT[number // 10 % 10]
    did, where = chance.choice(_DID), chance.choice(_WHERE)
    title = f"Report {number:03d}: {where} {who} {did} the {what}"
    body = "\n\n".join(_paragraph(chance, who, what) for _ in range(4))
    return title, f"{title}\n\n{body}\n"


def fill(inbox: Path, count: int) -> list[str]:
    """Put ``count`` reports into the folder; their titles, in the order of the list."""
    titles = []
    for number in range(count):
        title, text = report(number)
        (inbox / f"{number:03d}.txt").write_text(text)
        titles.append(title)
    return titles


def fill_prepared(room: Room, count: int) -> list[str]:
    """The same with documents of a few words that stand in the index already."""
    titles = []
    case = find_case([str(room.inbox)], str(room.state), environment=room.environment)
    index = open_index(case, Reader("ada", "test"), Settings())
    for number in range(count):
        room.put(f"{number:04}.txt", f"Report {number:04}\n")
    index.sync_files(scan([str(room.inbox)]).entries)
    with index.batch():
        for number in range(count):
            words = "the ferry leaves" if number % EVERY == 0 else "the tower stands"
            titles.append(f"Report {number:04}: {words}")
            made = document(f"{words}: {number}", title=titles[-1])
            index.put(str(room.inbox / f"{number:04}.txt"), made)
    index.close()
    return titles


def _paragraph(chance: random.Random, who: str, what: str) -> str:
    sentences = []
    for _ in range(3):
        words = chance.sample(_MORE, 9)
        sentences.append(
            f"The {who} of {chance.choice(_WHERE)} told {words[0]} about the {what}: "
            f"{' '.join(words[1:5])}, and {' '.join(words[5:])}."
        )
    return " ".join(sentences)
