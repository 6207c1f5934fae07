"""The list: order, search, tally, and what comes in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest

from tests.app.desk_parts import SIX, Desk, by_rule, desk, document
from tests.app.memory_library import MemoryLibrary
from tui.app.orders import in_words
from tui.app.ports import View
from tui.decision import DOCUMENTS, Change
from tui.row import Progress, Tally
from tui.triage.record import Record


async def test_search_in_the_list_goes_from_match_to_match(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("/")
        await it.type("wedding")
        assert it.cursor == 4
        await it.press("g", "n")
        assert it.cursor == 4
        assert len(it.list()) == 6


async def test_a_search_that_found_nothing_is_not_forgotten(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("n")
        assert "no search yet" in it.status()
        await it.press("/")
        await it.type("zebra")
        await it.press("j", "n")
        assert it.status() == "no document here matches “zebra”"


async def test_a_wrong_search_through_the_list_is_there_to_be_mended(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("/")
        await it.type("wedding is:")
        assert "a value is missing" in it.status()
        await it.press(*["backspace"] * 4, "enter")
        assert it.cursor == 4


async def test_sorting_keeps_the_cursor_on_its_document(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("j", "j", "s")
        assert [row.split()[1] for row in it.list()][:2] == ["Feast", "Fire"]
        assert it.list()[it.cursor].split()[1] == "Strike"


async def test_the_limit_line_says_the_order_in_words(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", size=(160, 30)) as it:
        bar = it.screen.bars.limit_line
        assert "limit (none) · as they came in" in bar.render_line(0).text
        await it.press("s")
        assert "· by title" in bar.render_line(0).text
        assert it.status() == "sorted: by title"


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ("-date", "newest first"),
        ("words", "shortest first"),
        ("-title", "by title, from the end"),
        ("size", "by size"),
    ],
)
def test_orders_are_said_in_words(order: str, words: str) -> None:
    assert in_words(order) == words


async def test_tab_goes_through_the_undecided_and_says_when_it_wraps(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("a", "a", "G", "tab")
        assert it.cursor == 2
        assert "other end" in it.status()


async def test_tab_passes_a_row_that_turned_out_to_hold_a_decided_document(tmp_path: Path) -> None:
    library = MemoryLibrary([SIX[0], SIX[1], SIX[0], SIX[2]])
    async with desk(tmp_path / "state", library=library) as it:
        await it.press("a", "tab")
        assert it.cursor == 3


async def test_what_was_decided_while_it_was_counted_is_counted_once_more(tmp_path: Path) -> None:
    class Late(MemoryLibrary):
        def counts(
            self, queries: Sequence[str], answer: Callable[[Sequence[int | None]], None]
        ) -> None:
            asked.append(answer)

    asked: list[Callable[[Sequence[int | None]], None]] = []
    async with desk(tmp_path / "state", library=Late(SIX)) as it:
        it.library.tell(Progress(waiting=1))
        it.library.tell(Progress(waiting=0))
        await it.rest()
        await it.press("a")
        asked.pop()([3, 0, 0])
        await it.rest()
        assert "1 kept" in it.screen.bars.limit_line.render_line(0).text
        it.screen.listing.tick()
        asked.pop()([4, 0, 0])
        await it.rest()
        assert "4 kept" in it.screen.bars.limit_line.render_line(0).text


async def test_what_is_decided_before_a_view_comes_is_in_its_tally(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[Callable[[View], None]] = []

    def ask(query: str, order: str, answer: Callable[[View], None], topic: str) -> None:
        answers.append(answer)

    async with desk(tmp_path / "state") as it:
        monkeypatch.setattr(it.library, "ask", ask)
        monkeypatch.setattr(it.library, "counts", partial(count_decided, it))
        await it.pilot.press("ctrl+l", "a")
        answers[0](View("", "arrival", list(range(1, 7)), Tally(6)))
        await it.until(lambda: "5 to decide · 1 kept" in tally(it))


async def test_what_rules_and_other_runs_decide_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path / "state") as it:
        monkeypatch.setattr(it.library, "counts", partial(count_decided, it))
        it.library.rulings = [by_rule("harbour", SIX[1].id)]
        it.library.tell(Progress(changed=(2,)))
        await it.until(lambda: "0 kept · 0 maybe · 1 discarded" in tally(it))
        with Record.open(str(tmp_path / "state"), reader="ada", host="attic") as other:
            other.submit_and_wait([Change(DOCUMENTS, SIX[0].id, {"decision": "keep"})])
        await it.until(lambda: "1 kept · 0 maybe · 1 discarded" in tally(it))


async def test_what_is_undone_on_a_document_of_another_inbox_is_not_in_the_tally(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Record.open(str(tmp_path / "state"), reader="ada", host="test") as earlier:
        earlier.submit_and_wait([Change(DOCUMENTS, "sha256:elsewhere", {"decision": "keep"})])
    async with desk(tmp_path / "state") as it:
        monkeypatch.setattr(it.library, "counts", partial(count_decided, it))
        await it.press("u", "u")
        await it.until(lambda: "6 to decide · 0 kept" in tally(it))


async def test_new_documents_are_announced_and_come_on_request(tmp_path: Path) -> None:
    library = MemoryLibrary(SIX)
    async with desk(tmp_path / "state", library=library) as it:
        library.documents.append(document("Birth", "A child was born."))
        library.tell(Progress(arrived=1))
        await it.rest()
        assert len(it.list()) == 6
        assert "1 new" in "".join(s.text for s in it.screen.bars.limit_line.render_line(0))
        # Prepared meanwhile, with one that is a new version of another: two have come.
        library.documents.append(document("Baptism", "The child was baptised."))
        library.tell(Progress(changed=(7, 8)))
        await it.rest()
        assert "2 new" in "".join(s.text for s in it.screen.bars.limit_line.render_line(0))
        await it.press("ctrl+l")
        assert len(it.list()) == 8


async def test_a_copy_of_a_document_that_is_here_is_not_new_and_said_to_be_one(
    tmp_path: Path,
) -> None:
    library = MemoryLibrary(SIX)
    async with desk(tmp_path / "state", library=library) as it:
        library.documents += [SIX[1], document("Birth", "A child was born.")]
        library.tell(Progress(arrived=2))
        await it.rest()
        assert "2 new" in it.screen.bars.limit_line.render_line(0).text
        library.tell(Progress(changed=(7,), merged=(7,), waiting=1))
        await it.rest()
        assert "1 new" in it.screen.bars.limit_line.render_line(0).text
        assert it.status() == "a file came in that is a copy of “Fire in the harbour”"
        library.tell(Progress(changed=(8,), merged=(8,)))
        await it.press("j")
        assert "new" not in it.screen.bars.limit_line.render_line(0).text


async def test_many_copies_are_told_of_together(tmp_path: Path) -> None:
    library = MemoryLibrary(SIX)
    async with desk(tmp_path / "state", library=library) as it:
        library.documents += SIX
        library.tell(Progress(arrived=6))
        library.tell(Progress(changed=tuple(range(7, 13)), merged=tuple(range(7, 13))))
        await it.rest()
        assert it.status() == "6 files came in that are copies of documents here"
        assert "new" not in it.screen.bars.limit_line.render_line(0).text


async def test_a_copy_that_was_listed_before_it_was_known_for_one_takes_nothing_from_what_is_new(
    tmp_path: Path,
) -> None:
    library = MemoryLibrary(SIX)
    async with desk(tmp_path / "state", library=library) as it:
        library.tell(Progress(arrived=1))
        library.tell(Progress(changed=(2,), merged=(2,)))
        await it.rest()
        assert "1 new" in it.screen.bars.limit_line.render_line(0).text
        assert "copy" not in it.status()


async def test_what_is_new_is_said_where_the_whole_tally_does_not_fit(tmp_path: Path) -> None:
    library = MemoryLibrary(SIX)
    async with desk(tmp_path / "state", library=library, size=(80, 24)) as it:
        library.tell(Progress(arrived=1_000))
        await it.rest()
        assert "6 documents · 1000 new: Ctrl-l · " in it.screen.bars.limit_line.render_line(0).text


async def test_a_remark_waits_until_what_is_being_said_was_read(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("a")
        it.library.tell(Progress(scanned=True, remark="left out: 1 link"))
        await it.rest()
        assert it.status().startswith("kept")
        await it.press("j")
        it.screen.listing.tick()
        it.screen.settle()
        assert it.status() == "left out: 1 link"


async def test_a_row_fills_in_where_it_stands(tmp_path: Path) -> None:
    library = MemoryLibrary(SIX)
    library.unready = {2}
    async with desk(tmp_path / "state", library=library) as it:
        assert "…" in it.list()[1]
        library.unready.clear()
        library.tell(Progress(changed=(2,)))
        await it.rest()
        assert "1 min" in it.list()[1]
        assert it.cursor == 0


async def test_rows_fill_in_where_another_process_prepares(tmp_path: Path) -> None:
    library = MemoryLibrary(SIX)
    library.unready = {1, 2, 3}
    async with desk(tmp_path / "state", library=library) as it:
        await it.press("enter")
        assert "being prepared" in it.text()
        library.unready = {3}
        library.tell(Progress(waiting=1, elsewhere=True))
        await it.rest()
        assert "Storm" in it.text()
        await it.press("q", "j", "a")
        assert it.decisions()[1] == "keep"
        assert ["…" in row for row in it.list()[:3]] == [False, False, True]


async def test_a_document_whose_file_is_gone_says_so_in_the_list_and_above_its_text(
    tmp_path: Path,
) -> None:
    library = MemoryLibrary(SIX)
    library.gone = {2}
    async with desk(tmp_path / "state", library=library) as it:
        await it.press("j", wait=0.1)
        assert "Fire in the harb…: the file is gone" in it.list()[1]
        assert "the file is gone" in it.text()
        assert "gone" not in it.list()[0]


async def test_an_empty_inbox_says_what_to_do(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", []) as it:
        assert "put text or HTML files into the inbox" in it.list()[0]
        await it.press("a", "j", "enter", "i", "u")


async def test_two_hundred_steps_in_one_write_are_two_hundred_steps(tmp_path: Path) -> None:
    many = [document(f"Number {n}", f"Text {n}.") for n in range(300)]
    async with desk(tmp_path / "state", many) as it:
        await it.press_at_once(*["j"] * 200)
        assert it.cursor == 200


async def test_what_another_run_decides_is_seen_without_being_asked_for(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        with Record.open(str(tmp_path / "state"), reader="ada", host="test") as other:
            other.submit_and_wait([Change(DOCUMENTS, SIX[1].id, {"decision": "keep"})])
        await it.until(lambda: it.list()[1].lstrip().startswith("+"))


async def test_leaving_over_ssh_takes_two_presses(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", over_ssh=True) as it:
        await it.press("q")
        assert "q again" in it.status()
        assert it.screen.app.is_running


async def test_a_new_version_takes_over_the_decision_as_an_operation_of_ones_own(
    tmp_path: Path,
) -> None:
    library = MemoryLibrary(SIX)
    async with desk(tmp_path / "state", library=library) as it:
        library.inherited = [Change(DOCUMENTS, SIX[3].id, {"decision": "keep"})]
        library.tell(Progress(changed=(4,)))
        await it.rest()
        library.inherited = []
        assert it.decisions()[3] == "keep"
        assert library.preserved == [SIX[3].id]
        assert it.status() == "1 new version of what you had read: H tells"
        await it.press("u")
        assert it.decisions()[3] == "none"


async def test_a_match_in_hidden_text_alone_is_said_to_be_there(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press("/")
        await it.type("support")
        await it.press("n")
        assert "here in a hidden part" in it.status()


async def test_what_was_typed_before_does_not_come_back_over_a_later_key(tmp_path: Path) -> None:
    async with desk(tmp_path / "state") as it:
        await it.press_at_once("l", *"fire", "enter", "L")
        await it.rest(0.4)
        assert len(it.list()) == 6


def tally(it: Desk) -> str:
    """What the line above the list says."""
    return it.screen.bars.limit_line.render_line(0).text


def count_decided(
    it: Desk, queries: Sequence[str], answer: Callable[[Sequence[int | None]], None]
) -> None:
    """Count what the record holds, as the index would."""
    answer([it.decisions().count(query.removeprefix("decision:")) for query in queries])
