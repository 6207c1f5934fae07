"""Times only rise, and identifiers sort like the times they were made at."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

import pytest

from tui.decision import written
from tui.triage.clock import Clock


def test_times_rise_even_when_many_are_asked_for_at_once() -> None:
    clock = Clock()
    ticks = [clock.tick() for _ in range(500)]
    assert ticks == sorted(set(ticks))
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", tick) for tick in ticks)


def test_a_clock_never_runs_behind_what_it_has_seen() -> None:
    clock = Clock()
    clock.observe("2999-12-31T23:59:59.999999Z")
    assert clock.tick() == "3000-01-01T00:00:00.000000Z"
    clock.observe("2001-01-01T00:00:00.000000Z")
    assert clock.tick() == "3000-01-01T00:00:00.000001Z"


def test_identifiers_are_ulids_that_rise() -> None:
    clock = Clock()
    at = clock.tick()
    made = [clock.identifier(at) for _ in range(500)]
    assert made == sorted(set(made))
    assert all(re.fullmatch(r"[0-7][0-9A-HJKMNP-TV-Z]{25}", one) for one in made)
    assert clock.identifier("2999-01-01T00:00:00.000000Z") > made[-1]


def test_chance_is_asked_once_a_millisecond(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def urandom(size: int) -> bytes:
        asked.append(size)
        return b"\xff" * size

    monkeypatch.setattr("os.urandom", urandom)
    clock = Clock()
    made = [clock.identifier("2016-07-30T22:36:16.385000Z") for _ in range(3)]
    assert made == sorted(set(made))
    assert len(asked) == 1
    assert clock.identifier("2016-07-30T22:36:16.389000Z") > made[-1]
    assert len(asked) == 2


def test_two_clocks_give_different_identifiers_for_one_time() -> None:
    at = "2016-07-30T22:36:16.385000Z"
    assert Clock().identifier(at) != Clock().identifier(at)


def test_the_first_ten_letters_are_the_milliseconds() -> None:
    # The specification's own example: 01ARYZ6S41 is 1469918176385 ms.
    assert Clock().identifier("2016-07-30T22:36:16.385000Z").startswith("01ARYZ6S41")


def test_a_time_from_anywhere_is_written_as_the_record_has_it() -> None:
    noon = datetime(2026, 9, 3, 12, tzinfo=timezone(timedelta(hours=3)))
    assert written(noon) == "2026-09-03T09:00:00.000000Z"
    assert len(written(noon)) == len(Clock().tick())
