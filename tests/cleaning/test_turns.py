"""Who wrote each post of a thread is part of it; names and dates elsewhere are not."""

from __future__ import annotations

from collections.abc import Sequence

from tests.cleaning.pages import ARTICLE, MENU, page
from tui.cleaning.page import read_page
from tui.cleaning.turns import mark_turns
from tui.cleaning.verdict import Verdict
from tui.document import Role

NAMES = ("saltyknees", "Ironbeard", "saltyknees", "dana_d", "Ironbeard")


def marked(lines: Sequence[str]) -> dict[Role, list[str]]:
    """What becomes of the lines where only the article's are shown."""
    read = read_page(page(*lines))
    verdicts = [
        Verdict(Role.BODY, "") if part.text in ARTICLE else None for part in read.paragraphs
    ]
    mark_turns(read, verdicts)
    roles: dict[Role, list[str]] = {}
    for part, verdict in zip(read.paragraphs, verdicts, strict=True):
        if verdict:
            roles.setdefault(verdict.role, []).append(part.text)
    return roles


def datelines(lines: Sequence[str]) -> list[str]:
    return marked(lines).get(Role.DATELINE, [])


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


LAST = "Glad to hear it. Keep the cord on board anyway."
OPENING = ("saltyknees", "30 April 2026, 08:10")


def test_a_post_behind_the_last_that_is_shown_belongs_to_the_thread() -> None:
    turn = ("Reply", "dana_d", "9 May 2026, 18:20")
    roles = marked([*thread(NAMES), *turn, LAST, "Like", "Reply"])
    assert LAST in roles[Role.BODY]
    assert roles[Role.DATELINE][-2:] == list(turn[1:])


def test_name_and_time_above_the_first_post_belong_to_it() -> None:
    assert datelines([*OPENING, *thread(NAMES)])[:2] == list(OPENING)


def test_what_stands_far_behind_a_thread_is_no_post_of_it() -> None:
    roles = marked([*thread(NAMES), *MENU * 3, "dana_d", "9 May 2026, 18:20", LAST])
    assert LAST not in roles[Role.BODY]


SIGNED = ("asked Mar 2, 2026 at 8:14", "answered Mar 2, 2026 at 12:45", "answered Mar 4, 2026")


def answers(*announced: str) -> list[str]:
    """A question and two answers, each with time and name below."""
    question, first = [ARTICLE[0], "Share"], [*announced, ARTICLE[1], "Share"]
    signs = [(time, name) for time, name in zip(SIGNED, ("hayrick", "Ada", "Ben"), strict=True)]
    return [*question, *signs[0], *first, *signs[1], LAST, "Share", *signs[2]]


def test_under_a_question_names_and_times_stand_below_and_nobody_speaks_twice() -> None:
    roles = marked(answers("2 Answers"))
    assert roles[Role.HEADING] == ["2 Answers"]
    assert len(roles[Role.DATELINE]) == 2 * len(SIGNED)
    assert LAST in roles[Role.BODY]


def test_without_an_announcement_of_answers_it_is_no_thread() -> None:
    assert Role.DATELINE not in marked(answers())
