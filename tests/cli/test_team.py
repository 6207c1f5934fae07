"""Several readers of one record: what one decides, the others can ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.cli.beside import Beside
from tests.cli.conftest import Desk
from tui.cases import Case


def found(desk: Desk, query: str) -> list[str]:
    return [os.path.basename(one["path"]) for one in desk.run("list", "--json", query).records]


@pytest.fixture
def bob(desk: Desk) -> Desk:
    return replace(desk, reader="bob")


def test_a_list_is_limited_by_what_another_reader_decided(desk: Desk, bob: Desk) -> None:
    bob.run("decide", "ferry.txt", "keep")
    bob.run("decide", "minutes.txt", "discard")
    desk.run("decide", "ferry.txt", "maybe")
    assert found(desk, "reader:bob") == ["ferry.txt", "minutes.txt"]
    assert found(desk, "reader:bob decision:keep") == ["ferry.txt"]
    assert found(desk, "decision:maybe reader:bob decision:keep") == ["ferry.txt"]
    assert found(desk, "decision:keep") == []
    assert found(bob, "reader:ada decision:maybe") == ["ferry.txt"]


def test_what_another_takes_back_or_adds_is_seen_the_next_time(desk: Desk, bob: Desk) -> None:
    bob.run("decide", "ferry.txt", "keep")
    assert found(desk, "reader:bob") == ["ferry.txt"]
    bob.run("undo")
    bob.run("decide", "minutes.txt", "keep")
    assert found(desk, "reader:bob") == ["minutes.txt"]


def test_a_reader_whose_record_is_gone_is_forgotten(desk: Desk, bob: Desk) -> None:
    bob.run("decide", "ferry.txt", "keep")
    assert found(desk, "reader:bob") == ["ferry.txt"]
    for path in desk.state.rglob("*bob*"):
        path.unlink()
    assert found(desk, "reader:bob") == []


def test_documents_are_listed_by_whom_they_are_assigned_to(desk: Desk) -> None:
    assert desk.run("assign", "ada", "bob").code == 0
    ada, bob = found(desk, "assigned:ada"), found(desk, "assigned:bob")
    assert sorted([*ada, *bob]) == ["ferry.txt", "minutes.txt", "reprint.txt"]
    assert found(desk, "is:undecided -assigned:ada") == sorted(bob)


@pytest.fixture
def beside(desk: Desk) -> Iterator[Beside]:
    cache = str(desk.root / "cache/copytaster/here")
    started = Beside(desk, Case("test", (str(desk.inbox),), str(desk.state), cache))
    yield started
    started.process.kill()
    started.process.wait()


def test_beside_the_screen_rows_are_told_that_another_reader_decided(
    bob: Desk, beside: Beside
) -> None:
    beside.hear_until_ready()
    beside.reports.clear()
    bob.run("decide", "minutes.txt", "keep")
    while not any(2 in report["changed"] for report in beside.reports):
        assert beside.hear()
