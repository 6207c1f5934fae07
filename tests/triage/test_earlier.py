"""The history of earlier runs: read back once, in steps, no further than is asked."""

from __future__ import annotations

import pytest

from tests.triage.conftest import Opener
from tests.triage.operations import decide
from tui.triage import earlier
from tui.triage.past import Folded


def test_what_was_read_of_earlier_runs_is_not_read_again(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened() as record:
        for name in ("a", "b"):
            record.submit_and_wait([decide(name, "keep")])
    record = opened()
    assert len(record.steps(newest=500)) == 2
    monkeypatch.setattr(earlier, "read_back", None)
    record.submit_and_wait([decide("c", "discard")])
    assert [step.documents for step in record.steps(newest=500)] == [("a",), ("b",), ("c",)]
    candidate = record.undo_candidate()
    assert candidate
    assert candidate.documents == ("c",)


def test_a_large_step_of_an_earlier_run_is_kept_folded(opened: Opener) -> None:
    with opened() as record:
        record.submit_and_wait([decide(str(number), "keep") for number in range(1_500)])
        record.submit_and_wait([decide("a", "keep")])
    record = opened()
    large, small = record.steps(newest=500)
    assert isinstance(large.operations, Folded)
    assert (len(large.documents), small.documents) == (1_500, ("a",))


def test_a_step_of_an_earlier_run_that_is_undone_and_brought_again_reads_so(
    opened: Opener,
) -> None:
    with opened() as record:
        record.submit_and_wait([decide("a", "keep")])
        step = record.undo_candidate()
        assert step
        record.undo(step).result()
    record = opened()
    assert [one.undone for one in record.steps(newest=500)] == [True, False]
    step = record.redo_candidate()
    assert step
    record.redo(step).result()
    assert [one.undone for one in record.steps(newest=500)] == [False, False, False]
    record.undo(record.steps(newest=500)[0])
    assert record.steps(newest=500)[0].undone


def test_a_record_without_a_journal_has_no_history(opened: Opener) -> None:
    assert opened().steps(newest=500) == ()
