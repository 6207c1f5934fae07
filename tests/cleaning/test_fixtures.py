"""Forty pages labelled before the cleaner ran on them: how many lines are shown and hidden as
labelled. ``fixtures/README.md`` tells how they were labelled."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import pytest

from tui.cleaning.clean import clean
from tui.document import Role

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("*.tsv"))
#: What is asked of all lines together, and of each page.
ALL, EACH = 0.95, 0.74


class Line(NamedTuple):
    """A line of a fixture: its number, its label, whether it was shown, its text."""

    number: int
    label: Role
    shown: bool
    text: str

    @property
    def right(self) -> bool:
        return self.shown is not self.label.hidden


def judged(fixture: Path) -> list[Line]:
    """The lines of a fixture that are not blank, each with its label and its verdict."""
    rows = [row.partition("\t") for row in fixture.read_text("utf-8").rstrip("\n").split("\n")]
    texts = [text for _, _, text in rows]
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    shown = {
        bisect_right(starts, piece.start) - 1: not block.hidden
        for block in clean("\n".join(texts)).blocks
        for piece in block.pieces
    }
    return [
        Line(number + 1, Role(label), shown[number], text)
        for number, (label, _, text) in enumerate(rows)
        if label
    ]


@pytest.fixture(scope="module")
def pages() -> dict[str, list[Line]]:
    return {fixture.stem: judged(fixture) for fixture in FIXTURES}


def share(lines: list[Line]) -> float:
    return sum(line.right for line in lines) / len(lines)


def test_lines_of_all_pages_are_shown_and_hidden_as_labelled(pages: dict[str, list[Line]]) -> None:
    for name, lines in sorted(pages.items(), key=lambda page: share(page[1])):
        hidden = sum(not line.right and not line.label.hidden for line in lines)
        shown = sum(not line.right and line.label.hidden for line in lines)
        print(
            f"{name}: {sum(line.right for line in lines)} of {len(lines)} lines right,"
            f" {hidden} of the document hidden, {shown} of the others shown"
        )
    every = [line for lines in pages.values() for line in lines]
    document = [line for line in every if not line.label.hidden]
    others = [line for line in every if line.label.hidden]
    print(
        f"all: {sum(line.right for line in every)} of {len(every)} lines right"
        f" ({share(every):.1%}); {share(document):.1%} of the document's lines shown,"
        f" {share(others):.1%} of the others hidden"
    )
    assert share(every) >= ALL


@pytest.mark.parametrize("name", [fixture.stem for fixture in FIXTURES])
def test_no_page_is_lost(name: str, pages: dict[str, list[Line]]) -> None:
    wrong = [f"{line.number} {line.label}: {line.text}" for line in pages[name] if not line.right]
    assert share(pages[name]) >= EACH, "\n".join(wrong)
