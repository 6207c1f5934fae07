"""Operations fold to the same state in whatever order and however often they come."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.triage.operations import fold, make, operations
from tui.decision import DOCUMENTS, Decision, Fold, Operation, judgement


def filled(state: Fold) -> dict[str, object]:
    """The tables that have entries."""
    return {table: rows for table, rows in state.entries.items() if rows}


@given(st.lists(operations, max_size=8, unique_by=lambda one: one.id), st.randoms())
@settings(max_examples=60, derandomize=True)
def test_any_interleaving_and_duplication_folds_to_the_same(
    written: list[Operation], chance: random.Random
) -> None:
    again = [*written, *chance.sample(written, len(written) // 2)]
    chance.shuffle(again)
    in_order = fold(sorted(written, key=lambda one: one.order))
    assert filled(fold(again)) == filled(in_order)


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


@given(st.lists(st.tuples(operations, st.booleans()), max_size=8, unique_by=lambda one: one[0].id))
@settings(max_examples=60, derandomize=True)
def test_folds_of_parts_merge_to_the_fold_of_all(parts: list[tuple[Operation, bool]]) -> None:
    left = fold(one for one, mine in parts if mine)
    left.merge(fold(one for one, mine in parts if not mine))
    whole = fold(one for one, _ in parts)
    for key in ("a", "б"):
        late = make(999_999, {"priority": 9}, key=key)
        assert left.apply(late) == whole.apply(late)
    assert filled(left) == filled(whole)


def test_a_late_operation_is_judged_by_each_field_it_sets() -> None:
    together = make(2, {"decision": "keep", "priority": 1})
    state = fold([together, make(3, {"priority": None})])
    assert not state.apply(make(1, {"decision": "discard", "priority": 3}))
    assert state.entries[DOCUMENTS]["sha256:a"] == {"decision": "keep"}
    assert state.apply(make(1, {"tags": ["late"]}))
