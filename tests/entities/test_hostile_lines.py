"""Hostile lines cost time in proportion to their length."""

import time

import pytest

from tui.entities.find import find_in_text

HOSTILE = {
    "letters": "a",
    "digits": "1",
    "at signs": "a@",
    "dots": "a.",
    "hyphens": "a-",
    "capitals": "Ab ",
    "hosts": "http://",
    "groups of digits": "1,111",
    "months": "May 3 to ",
    "brackets": "[.]",
    "initials": "A.",
    "apostrophes": "a'",
    "short lines": "Ab\n",
    "base58": "1a",
    "hexadecimal groups": "a:",
    "paired titles": "President Ab ",
    "cyrillic": "Аб ",
}


def _cost(text: str) -> float:
    """The least CPU time of three runs."""
    costs = []
    for _ in range(3):
        start = time.process_time()
        find_in_text(text, "en")
        costs.append(time.process_time() - start)
    return min(costs)


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_four_times_the_text_takes_nowhere_near_sixteen_times_as_long(unit: str) -> None:
    find_in_text(unit * 100, "en")
    short, long = (_cost((unit * size)[:size]) for size in (6_000, 24_000))
    assert long < 9 * short + 0.02
