"""Lines that recur across a case are held against documents that show them, early ones too."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.cleaning.pages import ARTICLE, TITLE
from tests.cli.beside import Beside, work_through
from tests.cli.conftest import FERRY, MINUTES, READER, Desk
from tui.cases import Case
from tui.cli.case_index import open_index
from tui.cli.preparing import Indexing
from tui.document import Block
from tui.index.index import Index
from tui.settings import Settings
from tui.workers import Workers

SITE = (
    "Anyone who has seen something that should be in the paper"
    " can reach the desk by day and by night."
)
LIGHTHOUSE = "\n\n".join((TITLE, *ARTICLE))
ARTICLES = {"ferry.txt": FERRY, "lighthouse.txt": LIGHTHOUSE, "minutes.txt": MINUTES}
OFF = "workers = 1\nsite_memory = false\n"


def signed(text: str) -> str:
    """A text as the site prints it."""
    return f"{text.rstrip()}\n\n{SITE}\n"


@pytest.fixture
def site(empty_desk: Desk) -> Desk:
    """Three articles, each with the same line of its site at the end."""
    for name, text in ARTICLES.items():
        empty_desk.put(name, signed(text))
    return empty_desk


@pytest.fixture
def place(site: Desk) -> Case:
    cache = str(site.root / "cache/copytaster/here")
    return Case("test", (str(site.inbox),), str(site.state), cache)


def settings_file(desk: Desk) -> Path:
    return desk.root / "config/copytaster/settings.toml"


def showing(desk: Desk, cache: str = "") -> set[str]:
    """The documents that show the line."""
    options = [f"--cache={cache}"] if cache else []
    assert desk.run("index", *options).code == 0
    return {
        name for name in ARTICLES if SITE in desk.run("show", str(desk.inbox / name), *options).out
    }


def line_in(index: Index, number: int) -> Block:
    """The verdict on the line of the site."""
    document = index.prepared(number)
    assert document
    return next(b for b in document.blocks if b.text(document.safe.text) == SITE)


def prepare_all(index: Index, case: Case, memory: bool = True) -> Indexing:
    with Workers(2) as workers:
        indexing = Indexing(index, case, workers, site_memory=memory)
        indexing.scan()
        work_through(indexing)
    return indexing


def test_a_line_of_the_site_is_hidden_in_the_first_document_too(site: Desk) -> None:
    assert showing(site) == set()
    hidden = site.run("show", "--hidden", str(site.inbox / "ferry.txt")).out
    assert SITE in hidden
    assert "in 2 other documents too" in hidden


def test_a_line_of_one_document_alone_is_shown(site: Desk) -> None:
    site.put("ferry.txt", FERRY)
    site.put("minutes.txt", MINUTES)
    assert showing(site) == {"lighthouse.txt"}


def test_what_comes_in_later_tells_on_what_was_there(site: Desk) -> None:
    for name in ("lighthouse.txt", "minutes.txt"):
        (site.inbox / name).rename(site.root / name)
    assert showing(site) == {"ferry.txt"}
    (site.root / "minutes.txt").rename(site.inbox / "minutes.txt")
    assert showing(site) == set()


def test_copies_of_an_article_keep_their_lines(site: Desk) -> None:
    site.put("minutes.txt", signed(FERRY.replace("Ferry line to Sandholm", "Sandholm's ferry")))
    (site.inbox / "lighthouse.txt").unlink()
    assert showing(site) == {"ferry.txt", "minutes.txt"}


def test_it_can_be_switched_off_and_on_again(site: Desk) -> None:
    settings_file(site).write_text(OFF)
    assert showing(site) == set(ARTICLES)
    settings_file(site).write_text("workers = 1\n")
    assert showing(site) == set()
    settings_file(site).write_text(OFF)
    assert showing(site) == set(ARTICLES)


def test_only_documents_that_show_such_a_line_are_prepared_twice(site: Desk, place: Case) -> None:
    site.put("plain.txt", LIGHTHOUSE.replace("lighthouse", "windmill").replace("Marrow", "Ekholm"))
    index = open_index(place, READER, Settings())
    with Workers(1) as workers:
        indexing = Indexing(index, place, workers)
        indexing.scan()
        reports = work_through(indexing)
    changed = [number for report in reports for number in report.changed]
    twice = {number for number in changed if line_is_there(index, number)}
    assert len(twice) == 3
    assert [report.again for report in reports][-1] == 0
    assert max(report.again for report in reports) == 3
    index.close()


def line_is_there(index: Index, number: int) -> bool:
    document = index.prepared(number)
    return document is not None and SITE in document.safe.text


def test_nothing_is_done_twice_in_the_next_run(site: Desk, place: Case) -> None:
    index = open_index(place, READER, Settings())
    prepare_all(index, place)
    with Workers(1) as nobody:
        indexing = Indexing(index, place, nobody)
        indexing.scan()
        work_through(indexing)
        assert not nobody.descriptors
    assert all(line_in(index, number).hidden for number in index.ids())
    index.close()


def test_a_kill_before_the_second_look_costs_only_time(site: Desk, place: Case) -> None:
    index = open_index(place, READER, Settings(site_memory=False))
    prepare_all(index, place, memory=False)
    assert not any(line_in(index, number).hidden for number in index.ids())
    assert index.to_recall == 3
    found, _ = index.recalls(9)
    assert len(found) == 3
    index.close()
    again = open_index(place, READER, Settings())
    prepare_all(again, place)
    assert all(line_in(again, number).hidden for number in again.ids())
    again.close()


@pytest.mark.slow
def test_the_process_beside_killed_while_it_looks_again_is_gone_on_with(
    site: Desk, place: Case
) -> None:
    # So many that it is at them for a while.
    for number in range(40):
        site.put(f"more-{number}.txt", signed(MINUTES.replace("dredging", f"part {number}")))
    beside = Beside(site, place)
    while not beside.reports or not (
        beside.reports[-1]["again"] and not beside.reports[-1]["waiting"]
    ):
        assert beside.hear()
    os.killpg(beside.process.pid, signal.SIGKILL)
    beside.process.wait()
    index = open_index(place, READER, Settings())
    assert index.to_recall > 0
    index.close()
    assert showing(site, place.cache) == set()


def test_one_that_cannot_be_read_again_stays_as_it_is(site: Desk, place: Case) -> None:
    index = open_index(place, READER, Settings(site_memory=False))
    prepare_all(index, place, memory=False)
    gone = site.inbox / "ferry.txt"
    gone.unlink()
    with Workers(1) as workers:
        work_through(Indexing(index, place, workers))
    (number,) = [n for n in index.ids() if str(gone) in index.paths(n)]
    row = index.row(number)
    assert row
    assert (row.ready, row.remark) == (True, "")
    assert not line_in(index, number).hidden
    assert index.to_recall == 0
    index.close()


def test_what_the_screen_is_told_ends_with_nothing_to_look_at(site: Desk, place: Case) -> None:
    beside = Beside(site, place)
    beside.hear_until_ready()
    while beside.reports[-1]["again"]:
        assert beside.hear()
    assert max(report["again"] for report in beside.reports) == 3
    assert beside.leave() == 0
