"""Progress in words: how much is done, how fast, and how long the rest may take."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.pace import Pace, Standing, duration


def test_nothing_is_said_while_nothing_waits() -> None:
    pace = Pace()
    assert pace.standing(0.0) is None
    pace.tell(3, 0.0)
    pace.tell(0, 1.0)
    assert pace.standing(1.0) is None


def test_rate_and_time_left_follow_from_what_was_done_lately() -> None:
    pace = Pace()
    for second in range(61):
        pace.tell(2000 - 24 * second, float(second))
    standing = pace.standing(60.0)
    assert standing == Standing(1440, 2000, 24.0)
    assert standing.words() == "1,440 of 2,000 · 24/s · 23 s left"
    assert standing.brief() == "72 % · 23 s left"


def test_no_rate_is_said_before_there_is_one() -> None:
    pace = Pace()
    pace.tell(100, 0.0)
    pace.tell(99, 0.1)
    standing = pace.standing(0.2)
    assert standing is not None
    assert standing.words() == "1 of 100"
    assert standing.brief() == "1 %"


def test_a_worker_that_hangs_makes_the_rate_fall() -> None:
    pace = Pace()
    for second in range(11):
        pace.tell(100 - second, float(second))
    quick, slow = pace.standing(10.0), pace.standing(40.0)
    assert quick
    assert slow
    assert quick.rate == 1.0
    assert slow.rate == 0.25


def test_what_arrives_meanwhile_joins_the_total_and_a_new_queue_is_counted_anew() -> None:
    pace = Pace()
    pace.tell(10, 0.0)
    pace.tell(5, 1.0)
    pace.tell(8, 2.0)
    assert pace.standing(2.0) == Standing(5, 13, 2.5)
    pace.tell(0, 3.0)
    pace.tell(4, 60.0)
    assert pace.standing(60.0) == Standing(0, 4)


@given(st.lists(st.integers(0, 1000), max_size=40))
def test_never_more_is_done_than_there_is(queue: list[int]) -> None:
    pace = Pace()
    for at, waiting in enumerate(queue):
        pace.tell(waiting, float(at))
        standing = pace.standing(float(at))
        if standing:
            assert 0 <= standing.done < standing.total
            assert standing.total - standing.done == waiting


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 s"), (59.4, "59 s"), (60, "1 min"), (3599, "60 min"), (5400, "2 h"), (90000, "25 h")],
)
def test_durations_are_said_in_one_unit(seconds: float, words: str) -> None:
    assert duration(seconds) == words
