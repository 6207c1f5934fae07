"""Operations fold to the same state in whatever order and however often they come."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.triage.operations import make, operations
from tui.decision import DOCUMENTS, Decision, Operation, fold, judgement


@given(st.lists(operations, max_size=8, unique_by=lambda one: one.id), st.randoms())
@settings(max_examples=100, derandomize=True)
def test_any_interleaving_and_duplication_folds_to_the_same(
    written: list[Operation], chance: random.Random
) -> None:
    again = [*written, *chance.sample(written, len(written) // 2)]
    chance.shuffle(again)
    in_order = fold(sorted(written, key=lambda one: one.order))
    filled = {table: rows for table, rows in in_order.entries.items() if rows}
    assert {table: rows for table, rows in fold(again).entries.items() if rows} == filled


def test_the_later_of_two_values_wins_field_by_field() -> None:
    late = make(2, {"decision": "keep"})
    early = make(1, {"decision": "discard", "priority": 2})
    assert fold([late, early]).entries[DOCUMENTS]["sha256:a"] == {"decision": "keep", "priority": 2}


def test_none_takes_a_field_away_and_none_for_all_takes_the_entry_away() -> None:
    kept = make(1, {"decision": "keep", "priority": 1})
    without = fold([kept, make(2, {"priority": None})])
    assert without.entries[DOCUMENTS]["sha256:a"] == {"decision": "keep"}
    gone = fold([make(3, None), kept])
    assert not gone.entries.get(DOCUMENTS)
    back = fold([make(3, None), kept, make(4, {"priority": 3})])
    assert back.entries[DOCUMENTS]["sha256:a"] == {"priority": 3}


def test_applying_twice_changes_nothing() -> None:
    state = fold([make(1, {"decision": "keep"})])
    assert not state.apply(make(1, {"decision": "keep"}))
    assert state.apply(make(2, {"decision": "maybe"}))


def test_damaged_fields_read_as_if_not_set() -> None:
    held = judgement({"decision": "burn", "priority": "high", "tags": "x", "reading": 3})
    assert held == judgement({})
    assert judgement({"decision": "maybe"}).decision is Decision.MAYBE
