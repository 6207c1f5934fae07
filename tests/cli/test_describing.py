"""When a manifest or a sidecar changes, the rows that it describes follow where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

import pytest

from tests.cli.beside import work_through
from tests.cli.conftest import MINUTES, Desk
from tests.index.documents import listed
from tui.cases import Case
from tui.cli.preparing import Indexing
from tui.index.index import Index
from tui.workers import Workers

HEAD = "file,title,outlet,date\n"


def manifest(desk: Desk, *rows: str) -> None:
    """Write the manifest anew; its time differs from that of the one before."""
    desk.put("manifest.csv", HEAD + "".join(f"{row}\n" for row in rows))


def outlets(desk: Desk) -> list[str]:
    """The outlets of the rows, in their order."""
    return [line.split("\t")[3] for line in desk.run("list").lines]


@pytest.fixture
def indexing(case: Case, index: Index) -> Iterator[Indexing]:
    """The inbox, gone through; nothing of it is prepared yet."""
    with Workers(1) as workers:
        made = Indexing(index, case, workers)
        made.scan()
        yield made


def test_titles_dates_and_outlets_follow_a_manifest_without_moving(desk: Desk) -> None:
    desk.run("decide", str(desk.inbox / "minutes.txt"), "keep")
    before = desk.run("list", "--json").records
    assert outlets(desk) == ["", "", ""]
    manifest(desk, "minutes.txt,Autumn minutes,Harbour Post,2026-10-13")
    after = desk.run("list", "--json").records
    assert [row["path"] for row in after] == [row["path"] for row in before]
    assert after[1]["title"] == "Autumn minutes"
    assert (after[1]["outlet"], after[1]["published"]) == ("Harbour Post", "2026-10-13")
    assert after[1]["decision"] == "keep"
    manifest(desk, "minutes.txt,Autumn minutes,The Strait,2026-10-13")
    assert outlets(desk) == ["", "The Strait", ""]
    (desk.inbox / "manifest.csv").unlink()
    assert outlets(desk) == ["", "", ""]


def test_only_the_documents_whose_row_differs_are_prepared_again(
    desk: Desk, indexing: Indexing
) -> None:
    manifest(desk, "ferry.txt,,Wire,", "minutes.txt,,Wire,")
    indexing.scan()
    work_through(indexing)
    assert indexing.scan().changed == ()
    manifest(desk, "ferry.txt,,Wire,", "minutes.txt,,Post,", "reprint.txt,,Wire,")
    assert indexing.scan().changed == (2, 3)
    work_through(indexing)
    assert [row.outlet for row in listed(indexing.index)] == ["Wire", "Post", "Wire"]
    assert indexing.scan().changed == ()


@pytest.mark.parametrize("name", ["minutes.json", "minutes.txt.json"])
def test_a_sidecar_is_followed_when_it_comes_changes_and_goes(desk: Desk, name: str) -> None:
    desk.run("list")
    desk.put(name, '{"outlet": "Harbour Post"}')
    assert outlets(desk) == ["", "Harbour Post", ""]
    desk.put(name, '{"outlet": "The Strait"}')
    assert outlets(desk) == ["", "The Strait", ""]
    (desk.inbox / name).unlink()
    assert outlets(desk) == ["", "", ""]


def test_a_sidecar_that_changes_while_its_document_is_prepared_is_not_missed(
    desk: Desk, indexing: Indexing
) -> None:
    # Handed out, and read without its description.
    indexing.begin()
    outcome = indexing.workers.poll(20.0)
    desk.put("ferry.json", '{"outlet": "Harbour Post"}')
    assert indexing.scan().changed == (), "nothing of it is prepared yet"
    with mock.patch.object(indexing.workers, "poll", side_effect=[outcome]):
        indexing.step()
    work_through(indexing)
    assert indexing.index.ids("outlet:harbour").tolist() == [1]


def test_what_was_heard_of_is_not_prepared_twice(desk: Desk, indexing: Indexing) -> None:
    work_through(indexing)
    sidecar = desk.put("minutes.json", '{"outlet": "Harbour Post"}')
    heard = indexing.look([str(sidecar)])
    assert heard
    assert heard.changed == (2,)
    work_through(indexing)
    assert indexing.index.ids("outlet:harbour").tolist() == [2]
    assert indexing.scan().changed == ()
    sidecar.unlink()
    indexing.look([str(sidecar)])
    work_through(indexing)
    assert indexing.index.ids("outlet:harbour").tolist() == []
    assert indexing.scan().changed == ()


def test_a_case_whose_names_follow_a_pattern_has_its_outlets_from_them(empty_desk: Desk) -> None:
    empty_desk.put("harbour-post_minutes_2026-10-13.txt", MINUTES)
    assert outlets(empty_desk) == [""]
    settings = empty_desk.root / "config/copytaster/settings.toml"
    settings.write_text('workers = 1\n[file_names]\ninbox = "{outlet}_{skip}_{date}"\n')
    (row,) = empty_desk.run("list", "--json").records
    assert (row["outlet"], row["published"]) == ("Harbour Post", "2026-10-13")
    settings.write_text('workers = 1\n[file_names]\n"*" = "{outlet}{date}"\n')
    done = empty_desk.run("list")
    assert done.code == 2
    assert "nothing stands behind {outlet}" in done.err
