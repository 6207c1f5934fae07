"""A reader's own pattern finds what it says, and never takes longer than it may."""

from __future__ import annotations

import signal

import pytest

from tui import pattern
from tui.pattern import SlowPatternError, compiled, spans


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
