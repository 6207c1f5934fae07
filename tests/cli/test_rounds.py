"""At the desk standing rules look at what is new to them beside the keys, one after the other."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from queue import Empty, Queue

import pytest

from tests.index.documents import document, identity
from tui.app.ports import Ruling, View
from tui.cases import Case, Reader
from tui.cli import ruling
from tui.cli.library import CaseLibrary
from tui.cli.recording import DeskRecord
from tui.decision import DOCUMENTS, Change, Decision
from tui.document import FileEntry
from tui.settings import Settings
from tui.standing import Rule, remove_rule, rule, save_rule

READER = Reader("ada", "test")
ALL = rule("text", "decision:discard", 0.0, "all")


class Round:
    """A case whose documents are in the index, its record, and what the rules had to say."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._files = 0
        self.open()

    def open(self) -> None:
        self.record = DeskRecord.open(self._case.state, reader=READER.name, host=READER.host)
        self.library = CaseLibrary(self._case, READER, Settings(), self.record)
        self.said: Queue[Ruling] = Queue()

    def reopen(self) -> None:
        self.close()
        self.open()

    def close(self) -> None:
        self.library.close()
        self.record.close()

    def stand(self, *rules: Rule) -> None:
        """Have rules stand, the first the oldest."""
        changes = [save_rule(replace(one, since=float(at))) for at, one in enumerate(rules)]
        self.record.submit_and_wait(changes)

    def come_in(self, *words: str) -> list[str]:
        """Documents come in and are prepared; their ids."""
        index, ids = self.library._index, []
        for each in words:
            path, self._files = f"/in/{self._files}.txt", self._files + 1
            index.sync_files([FileEntry(path, 1, 10**18, self._files)], whole=False)
            index.put(path, document(f"text {each}", bytes_=each))
            ids.append(identity(each))
        return ids

    def begin(self) -> None:
        self.library.rule(self.said.put)

    def next(self) -> Ruling:
        return self.said.get(timeout=10)

    def carry_out(self, said: Ruling) -> int:
        """What the screen does; how many documents were changed."""
        saved = self.record.submit(said.changes(said.documents)).result(10)
        said.over(True)
        return len(saved)

    def rest(self) -> None:
        """Until no rule has anything to say any more."""
        done: Queue[View] = Queue()
        while self.library.ruling:
            self.library.ask("", "arrival", done.put, "rest")
            done.get(timeout=10)
            assert self.said.empty(), "a rule waits for what comes of it"

    def decisions(self, documents: list[str]) -> list[str]:
        return [str(self.record.judgement(each).decision) for each in documents]


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Round]:
    monkeypatch.setattr("tui.cli.library.start_beside", _nobody)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "xdg"))
    (tmp_path / "inbox").mkdir()
    inbox = (str(tmp_path / "inbox"),)
    made = Round(Case("case", inbox, str(tmp_path / "state"), str(tmp_path / "cache")))
    yield made
    made.close()


@pytest.mark.parametrize("count", [3, 12])
def test_what_a_rule_does_is_one_step_that_is_undone_as_one_and_not_done_again(
    case: Round, count: int
) -> None:
    case.stand(ALL)
    ids = case.come_in(*map(str, range(count)))
    case.begin()
    said = case.next()
    assert (said.name, said.action, list(said.documents)) == ("all", "decision:discard", ids)
    changes = said.changes(said.documents)
    assert case.carry_out(said) == count
    step = case.record.undo_candidate()
    assert step
    assert len(step.documents) == count
    assert "by rule all" in step.summary
    case.record.undo(step).result(10)
    assert case.decisions(ids) == ["none"] * count
    assert len(changes) == count
    assert not said.changes(said.documents), "the reader has taken that back"
    case.rest()
    case.begin()
    case.rest()
    assert case.said.empty()


def test_only_what_came_since_is_looked_at_the_next_time(case: Round) -> None:
    case.stand(ALL)
    case.come_in("a", "b")
    case.begin()
    case.carry_out(case.next())
    case.rest()
    late = case.come_in("c")
    case.reopen()
    case.begin()
    assert list(case.next().documents) == late


def test_a_program_that_ends_before_it_was_carried_out_begins_there_again(case: Round) -> None:
    case.stand(ALL)
    ids = case.come_in("a", "b")
    case.begin()
    case.next()
    assert case.library.ruling
    case.reopen()
    assert case.decisions(ids) == ["none", "none"]
    case.begin()
    assert case.carry_out(case.next()) == 2
    assert case.decisions(ids) == ["discard", "discard"]


def test_a_program_that_ends_before_that_was_noted_does_nothing_twice(case: Round) -> None:
    case.stand(ALL)
    case.come_in("a", "b")
    case.begin()
    said = case.next()
    case.record.submit(said.changes(said.documents)).result(10)
    case.reopen()
    case.begin()
    assert case.carry_out(case.next()) == 0
    assert len(case.record.steps()) == 2, "the rule itself, and what it did"


def test_what_could_not_be_saved_is_looked_at_again(case: Round) -> None:
    case.stand(ALL)
    ids = case.come_in("a")
    case.begin()
    case.next().over(False)
    case.rest()
    case.begin()
    assert list(case.next().documents) == ids


def test_nothing_is_noted_while_something_is_not_saved(
    case: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.stand(ALL)
    ids = case.come_in("a")
    case.begin()
    said = case.next()
    saved = case.record.submit(said.changes(said.documents)).result(10)
    monkeypatch.setattr(case.record, "unsaved", lambda: saved)
    said.over(True)
    case.rest()
    monkeypatch.undo()
    case.begin()
    assert list(case.next().documents) == ids, "it might have been lost"


def test_a_later_rule_sees_what_an_earlier_one_did(case: Round) -> None:
    case.stand(
        rule("text", "tag:local", 0.0, "first"), rule("tag:local", "priority:2", 0.0, "then")
    )
    (one,) = case.come_in("a")
    case.begin()
    case.carry_out(case.next())
    case.carry_out(case.next())
    assert case.record.judgement(one).priority == 2


def test_what_comes_in_during_a_round_is_looked_at_behind_it(case: Round) -> None:
    case.stand(ALL)
    case.come_in("a")
    case.begin()
    said = case.next()
    late = case.come_in("b")
    case.begin()
    case.begin()
    case.carry_out(said)
    again = case.next()
    assert list(again.documents) == late
    case.carry_out(again)
    case.rest()
    assert case.said.empty()


def test_a_rule_that_cannot_be_understood_says_so_and_holds_nobody_up(case: Round) -> None:
    case.stand(rule("is:nonsense", "tag:a", 0.0, "wrong"), ALL)
    (one,) = case.come_in("a")
    case.begin()
    wrong = case.next()
    assert wrong.problem.startswith("rule wrong: is:")
    assert not wrong.documents
    case.carry_out(case.next())
    assert case.decisions([one]) == ["discard"]


def test_what_the_reader_decides_meanwhile_holds(case: Round) -> None:
    case.stand(ALL)
    ids = case.come_in("a", "b")
    case.begin()
    said = case.next()
    case.record.submit([Change(DOCUMENTS, ids[0], {"decision": "keep"})]).result(10)
    assert case.carry_out(said) == 1
    assert case.decisions(ids) == ["keep", "discard"]


def test_a_rule_that_is_taken_away_meanwhile_does_nothing(case: Round) -> None:
    case.stand(ALL)
    (one,) = case.come_in("a")
    case.begin()
    said = case.next()
    case.record.submit_and_wait([remove_rule("all")])
    assert case.carry_out(said) == 0
    assert case.record.judgement(one).decision is Decision.NONE


def test_searches_come_between_the_portions_of_a_rule(
    case: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ruling, "_PORTION", 1)
    case.stand(ALL)
    case.come_in(*map(str, range(40)))
    answered: list[str] = []
    both: Queue[object] = Queue()
    case.library.rule(_told(answered, "rule", both))
    case.library.ask("text", "arrival", _told(answered, "search", both), "list")
    both.get(timeout=10)
    both.get(timeout=10)
    assert answered == ["search", "rule"]


def test_leaving_while_a_rule_looks_waits_for_no_more_than_a_portion(
    case: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ruling, "_PORTION", 1)
    case.stand(ALL)
    ids = case.come_in(*map(str, range(200)))
    case.begin()
    assert_still_looking(case)
    case.reopen()
    case.begin()
    assert list(case.next().documents) == ids


def assert_still_looking(case: Round) -> None:
    with pytest.raises(Empty):
        case.said.get(timeout=0.001)


def _told(answered: list[str], name: str, both: Queue[object]) -> Callable[[object], None]:
    def tell(said: object) -> None:
        answered.append(name)
        both.put(said)

    return tell


def _nobody(_case: Case, _reader: Reader) -> subprocess.Popen[str]:
    return subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
