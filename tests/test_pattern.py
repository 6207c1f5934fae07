"""A reader's own pattern finds what it says, and never takes longer than it may."""

from __future__ import annotations

import json
import signal
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui import pattern
from tui.pattern import SlowPatternError, compiled, sieve, spans


def test_patterns_take_no_notice_of_case_and_see_lines() -> None:
    assert spans(compiled(r"^toll\w*"), "Tolls\nno toll\nTOLL") == [(0, 5), (14, 18)]
    assert spans(compiled(r"(?-i:Oslo)"), "oslo Oslo") == [(5, 9)]
    assert spans(compiled(r"\bпаром"), "Паром у парома") == [(0, 5), (8, 13)]


@pytest.mark.parametrize("wrong", ["(", "[a", "*", "a**", r"\1", "(?P<a", "", "a*", "$", "(?:)"])
def test_what_is_no_pattern_or_matches_nothing_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        compiled(wrong)


@pytest.mark.parametrize("slow", [r"(a+)+$", r"(a|aa)+$", r"(.*)(.*)(.*)(.*)(.*)x$", r"(\w+\s?)+!"])
def test_a_pattern_that_would_never_end_is_ended(slow: str) -> None:
    with pytest.raises(SlowPatternError):
        spans(compiled(slow), "a" * 3_000 + "b")
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_of_a_text_full_of_matches_not_all_are_counted() -> None:
    assert len(spans(compiled("a"), "a" * 5_000)) == pattern.MOST


@pytest.mark.parametrize(
    ("looked_for", "missing"),
    [
        (r"ab-\d+", "AC-1"),
        (r"to+ll(?:road|s)?", "toal"),
        (r"(?P<who>anna|bo) (?=x)brandt", "Anna Bra ndt"),
        (r"\bnot?e{2,}s\.x", "noteees x"),
        (r"[|(\]]paid[^]x]", "|pai"),
    ],
)
def test_a_text_without_what_every_match_has_is_sorted_out(looked_for: str, missing: str) -> None:
    assert not spans(compiled(looked_for), missing)
    assert not sieve(looked_for)(missing)


@pytest.mark.parametrize(
    ("looked_for", "text"),
    [
        (r"(?x) a b", "ab"),
        (r"\x61b", "ab"),
        (r"\N{DIGIT ONE}-", "1-"),
        (r"(?#ab)c(d)?(?(1)e|f)", "cf"),
    ],
)
def test_what_is_written_in_a_rarer_way_is_looked_for_everywhere(
    looked_for: str, text: str
) -> None:
    assert spans(compiled(looked_for), text)
    assert sieve(looked_for)(text)


# Parts of expressions, each with a text in which it stands.
_ONE = st.sampled_from(
    [
        *((sign, sign) for sign in "ak1é{x}"),
        *((sign, f"\\{sign}") for sign in ".-|(\\"),
        *(("ſ", "s"), ("İ", "i"), ("K", "k"), ("A", "[^k]"), ("(", "[]|(]"), ("]", r"[\]x]")),
        *(("\n", r"\s"), ('"', "."), ("", r"\b"), ("", "^"), ("", "$")),
    ]
)
_OFTEN = st.sampled_from(
    [(1, ""), (1, ""), (0, "*"), (2, "+"), (0, "?"), (1, "+?"), (2, "{2}"), (0, "{,2}")]
)


def _repeated(one: tuple[str, str], often: tuple[int, str]) -> tuple[str, str]:
    return one[0] * often[0], one[1] + often[1]


def _joined(parts: list[tuple[str, str]]) -> tuple[str, str]:
    return "".join(text for text, _ in parts), "".join(written for _, written in parts)


def _grouped(begun: str, one: tuple[str, str], other: tuple[str, str]) -> tuple[str, str]:
    return one[0], f"{begun}{one[1]}|{other[1]})"


_RUNS = st.lists(st.builds(_repeated, _ONE, _OFTEN), min_size=1, max_size=3).map(_joined)
_BEGUN = st.sampled_from(["(", "(?:", "(?P<x>", "(?i:", "(?-i:", "(?=", "(?!"])
_GROUPS = st.builds(_repeated, st.builds(_grouped, _BEGUN, _RUNS, _RUNS), _OFTEN)
_WHOLE = st.lists(_RUNS | _GROUPS, min_size=1, max_size=3).map(_joined)


@settings(derandomize=True, max_examples=500, deadline=None)
@given(_WHOLE | st.builds(lambda one, two: (one[0], f"{two[1]}|{one[1]}"), _WHOLE, _WHOLE))
def test_no_text_is_sorted_out_in_which_a_pattern_stands(example: tuple[str, str]) -> None:
    text, looked_for = example
    try:
        found = spans(compiled(looked_for), text)
    except ValueError:
        return
    if found:
        assert sieve(looked_for)(text)
        assert sieve(looked_for)(json.dumps(text, ensure_ascii=False))
        assert sieve(looked_for)(json.dumps(text + "\ud800"))


def test_no_letter_is_sorted_out_that_counts_as_another() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    for letter in "abcdefghijklmnopqrstuvwxyz0123456789-_":
        possible = sieve(letter)
        alike = [every[start:end] for start, end in spans(compiled(letter), every)]
        assert letter in alike
        assert all(map(possible, alike))
