"""Who wrote each post of a thread is part of it; names and dates elsewhere are not."""

from __future__ import annotations

from collections.abc import Sequence

from tests.cleaning.pages import ARTICLE, page
from tui.cleaning.page import read_page
from tui.cleaning.turns import mark_turns
from tui.cleaning.verdict import Verdict
from tui.document import Role

NAMES = ("saltyknees", "Ironbeard", "saltyknees", "dana_d", "Ironbeard")


def datelines(lines: Sequence[str]) -> list[str]:
    """The lines made datelines where only the article's are shown."""
    read = read_page(page(*lines))
    verdicts = [
        Verdict(Role.BODY, "") if part.text in ARTICLE else None for part in read.paragraphs
    ]
    mark_turns(read, verdicts)
    return [
        part.text
        for part, verdict in zip(read.paragraphs, verdicts, strict=True)
        if verdict and verdict.role is Role.DATELINE
    ]


def thread(names: Sequence[str], *, dated: bool = True) -> list[str]:
    """Posts with a button below and a name above, and a time."""
    lines = [ARTICLE[0]]
    for number, (name, text) in enumerate(zip(names, ARTICLE[1:], strict=False), start=1):
        time = [f"{number} May 2026, 09:4{number}"] if dated else []
        lines += ["Reply", name, *time, text]
    return lines


def test_names_and_times_above_the_posts_are_datelines() -> None:
    times = [f"{number} May 2026, 09:4{number}" for number in range(1, 6)]
    found = datelines(thread(NAMES))
    assert sorted(found) == sorted([*NAMES, *times])


def test_names_without_times_are_none() -> None:
    assert datelines(thread(NAMES, dated=False)) == []


def test_where_nobody_speaks_twice_there_is_no_thread() -> None:
    assert datelines(thread(["Ada", "Ben", "Cleo", "Dan", "Eve"])) == []


def test_two_dates_are_no_thread() -> None:
    assert datelines(thread(NAMES[:2])) == []
