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
    "weekdays": "on Friday ",
    "counted days": "two days ",
    "numbers in words": "half a million ",
}


def _crowd(count: int) -> str:
    """So many people and bodies, each with names of their own."""

    def word(number: int) -> str:
        letters = "".join(chr(97 + int(digit)) for digit in str(number))
        return f"{letters.capitalize()}ster"

    return " ".join(
        f"President John {word(n)} of the {word(n)} Board of Trade ({word(n)[:3].upper()}) spoke."
        for n in range(count)
    )


def _cost(text: str, language: str) -> float:
    """The CPU time of one run."""
    start = time.process_time()
    find_in_text(text, language, "2020-09-04")
    return time.process_time() - start


def _in_proportion(short: str, long: str, language: str = "en") -> bool:
    """Whether four times the text takes nowhere near sixteen times as long.

    The least CPU time counts of runs taken by turns: what else a machine does only adds to it.
    """
    least = [float("inf"), float("inf")]
    for turn in range(20):
        least = [
            min(pair)
            for pair in zip(least, (_cost(short, language), _cost(long, language)), strict=True)
        ]
        if turn >= 2 and least[1] < 9 * least[0] + 0.02:
            return True
    return False


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_four_times_the_text_takes_nowhere_near_sixteen_times_as_long(unit: str) -> None:
    find_in_text(unit * 100, "en")
    assert _in_proportion(*((unit * size)[:size] for size in (6_000, 24_000)))


def test_a_crowd_of_different_names_costs_in_proportion() -> None:
    find_in_text(_crowd(10), "en")
    assert _in_proportion(_crowd(100), _crowd(400))


def test_a_crowd_of_different_cyrillic_names_costs_in_proportion() -> None:
    def crowd(count: int) -> str:
        names = ("".join("абвгдежзик"[int(d)] for d in str(n)) for n in range(count))
        return " ".join(f"Президент Иван {name.capitalize()}ский пришёл." for name in names)

    find_in_text(crowd(10), "ru")
    assert _in_proportion(crowd(150), crowd(600), "ru")
