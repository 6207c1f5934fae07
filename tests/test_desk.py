"""The desk without a terminal: cursor, marks, guard."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.desk import Desk


def test_the_cursor_stays_with_its_document_in_another_view() -> None:
    desk = Desk([3, 5, 7, 9], cursor=2)
    desk.lay([9, 7, 1], now=1.0)
    assert desk.current == 7


def test_the_cursor_keeps_its_place_when_its_document_is_gone() -> None:
    desk = Desk([3, 5, 7, 9], cursor=2)
    desk.lay([3, 5, 9], now=1.0)
    assert desk.current == 9


def test_the_cursor_comes_back_to_its_document_from_an_empty_view() -> None:
    desk = Desk([3, 5, 7], cursor=1)
    desk.lay([], now=1.0)
    desk.lay([3, 5, 7], now=2.0)
    assert desk.current == 5


def test_an_empty_view_has_no_current_document_and_nothing_to_decide() -> None:
    desk = Desk([])
    assert desk.current is None
    assert not desk.may_decide(100.0)
    assert not desk.move_to(3, 1.0)


def test_a_document_must_have_been_there_for_the_guard_before_it_is_decided() -> None:
    desk = Desk([1, 2], guard=0.25)
    desk.move_to(1, now=10.0)
    assert not desk.may_decide(10.2)
    assert desk.may_decide(10.25)


def test_a_key_pressed_before_the_document_came_up_does_not_mean_it() -> None:
    desk = Desk([1, 2], guard=0.25)
    desk.move_to(1, now=10.0)
    assert not desk.may_decide(9.0)


def test_seeking_goes_round_the_end_and_says_so() -> None:
    desk = Desk([1, 2, 3, 4], cursor=2)
    assert desk.seek(lambda place: place == 0, 1) == (0, True)
    assert desk.seek(lambda place: place == 3, 1) == (3, False)
    assert desk.seek(lambda place: place == 2, 1) is None


def test_a_range_is_marked_from_the_last_mark_in_either_direction() -> None:
    desk = Desk([1, 2, 3, 4], cursor=3)
    desk.toggle_mark()
    desk.move_to(1, 0.0)
    assert len(desk.mark_range()) == 2
    assert desk.marked() == (2, 3, 4)


def test_marks_outside_the_view_are_kept() -> None:
    desk = Desk([1, 2, 3], cursor=1)
    desk.toggle_mark()
    desk.lay([3], 0.0)
    assert desk.marked() == (2,)


@settings(max_examples=200, derandomize=True)
@given(st.lists(st.integers(0, 99), unique=True), st.lists(st.integers(0, 99), unique=True))
def test_the_cursor_is_always_on_a_document_of_the_view(old: list[int], new: list[int]) -> None:
    desk = Desk(old)
    desk.move_to(len(old) // 2, 0.0)
    before = desk.current
    desk.lay(new, 1.0)
    assert (desk.current is None) == (not new)
    if before in new:
        assert desk.current == before


@given(
    st.lists(st.integers(0, 300), unique=True, max_size=200),
    st.sets(st.integers(0, 300), max_size=120),
)
def test_others_are_those_that_do_not_stand_in_the_view(view: list[int], asked: set[int]) -> None:
    assert Desk(view).others(asked) == asked - set(view)
    assert Desk(sorted(view)).others(asked) == asked - set(view)
