"""What the index makes of a scan: new files get a row at once, and nothing known is moved."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.index.documents import Example, document, entry, listed
from tui.document import FileEntry
from tui.index.index import Index
from tui.row import Tally


def test_files_get_rows_in_the_order_of_the_scan(index: Index) -> None:
    changes = index.sync_files([entry("/in/b.txt"), entry("/in/a.txt")])
    assert changes.new == (1, 2)
    assert [(row.number, row.title, row.ready) for row in listed(index)] == [
        (1, "b.txt", False),
        (2, "a.txt", False),
    ]
    assert index.tally() == Tally(documents=2, unprepared=2)


def test_a_second_scan_of_the_same_files_changes_nothing(index: Index) -> None:
    scan = [entry("/in/a.txt"), entry("/in/b.txt")]
    index.sync_files(scan)
    before = index._connection.total_changes
    assert index.sync_files(scan).unchanged == 2
    assert index._connection.total_changes == before


def test_files_that_come_later_stand_at_the_end(index: Index) -> None:
    index.sync_files([entry("/in/m.txt")])
    index.sync_files([entry("/in/a.txt"), entry("/in/m.txt")])
    assert [row.path for row in listed(index)] == ["/in/m.txt", "/in/a.txt"]


def test_a_file_waits_again_when_its_size_time_or_inode_differ(index: Index) -> None:
    index.sync_files([entry("/in/a.txt"), entry("/in/b.txt")])
    for number, path in index.pending(9):
        index.put(path, document(f"text {number}"))
    changes = index.sync_files([entry("/in/a.txt", 2), entry("/in/b.txt")])
    assert (changes.changed, changes.unchanged) == ((1,), 1)
    assert index.pending(9) == [(1, "/in/a.txt")]


def test_what_is_gone_is_marked_and_comes_back_as_it_was(index: Index) -> None:
    index.sync_files([entry("/in/a.txt"), entry("/in/b.txt")])
    index.put("/in/a.txt", document("a text"))
    assert index.sync_files([entry("/in/b.txt")]).missing == (1,)
    row = index.row(1)
    assert row is not None
    assert row.missing
    assert index.ids("is:missing").tolist() == [1]
    index.sync_files([entry("/in/a.txt"), entry("/in/b.txt")])
    row = index.row(1)
    assert row is not None
    assert not row.missing
    assert row.ready


def test_a_partial_scan_marks_only_what_it_says_is_gone(index: Index) -> None:
    index.sync_files([entry("/in/a.txt"), entry("/in/b.txt"), entry("/in/c.txt")])
    changes = index.sync_files([entry("/in/d.txt")], whole=False, gone=["/in/b.txt", "/in/no.txt"])
    assert (changes.new, changes.missing) == ((4,), (2,))


def test_a_moved_file_keeps_its_row_and_is_not_prepared_again(index: Index) -> None:
    index.sync_files([FileEntry("/in/a.txt", 10, 20, 30)])
    index.put("/in/a.txt", document("a text"))
    changes = index.sync_files([FileEntry("/in/old/a.txt", 10, 20, 30)])
    assert (changes.new, changes.missing, changes.unchanged) == ((), (), 1)
    assert index.pending(9) == []
    assert [(row.number, row.path, row.missing) for row in listed(index)] == [
        (1, "/in/old/a.txt", False)
    ]


def test_a_moved_file_without_a_title_goes_by_its_new_name(index: Index) -> None:
    index.sync_files([FileEntry("/in/a.txt", 10, 20, 30), FileEntry("/in/b.txt", 10, 20, 31)])
    index.put("/in/b.txt", document("text", title="A title"))
    index.sync_files([FileEntry("/in/z.txt", 10, 20, 30), FileEntry("/in/y.txt", 10, 20, 31)])
    assert [row.title for row in listed(index)] == ["z.txt", "A title"]
    assert index.ids("", "title").tolist() == [2, 1]


def test_an_unreadable_file_says_why_and_does_not_wait(index: Index) -> None:
    index.sync_files([entry("/in/a.txt", problem="permission denied")])
    row = index.row(1)
    assert row is not None
    assert row.remark == "permission denied"
    assert index.pending(9) == []
    index.sync_files([entry("/in/a.txt")])
    row = index.row(1)
    assert row is not None
    assert row.remark == ""
    assert index.pending(9) == [(1, "/in/a.txt")]


def test_names_that_are_no_text_come_back_as_they_were(index: Index) -> None:
    path = "/in/\udcff\udcfe.txt"
    index.sync_files([entry(path)])
    assert index.pending(9) == [(1, path)]
    index.put(path, document("a text"))
    assert [row.path for row in index.find(path)] == [path]


def test_visible_rows_are_prepared_first_and_none_is_handed_out_twice(index: Index) -> None:
    index.sync_files([entry(f"/in/{number}.txt") for number in range(1, 7)])
    assert [number for number, _ in index.pending(3, first=[5, 4])] == [5, 4, 1]
    assert [number for number, _ in index.pending(9, first=[5])] == [2, 3, 6]
    assert index.pending(9) == []


def test_a_file_that_changes_while_it_is_prepared_waits_once_more(index: Index) -> None:
    index.sync_files([entry("/in/a.txt")])
    assert len(index.pending(1)) == 1
    index.sync_files([entry("/in/a.txt", 2)])
    index.put("/in/a.txt", document("what stood there before"))
    assert index.pending(1) == [(1, "/in/a.txt")]


def test_what_was_being_prepared_when_the_program_died_waits_at_the_next_start(
    index: Index,
) -> None:
    index.sync_files([entry("/in/a.txt")])
    index.pending(1)
    again = Index.open(index._path)
    assert again.pending(1) == [(1, "/in/a.txt")]
    again.close()


def test_other_steps_prepare_again_and_show_the_old_text_until_then(index: Index) -> None:
    index.sync_files([entry("/in/a.txt"), entry("/in/b.txt")])
    index.put("/in/a.txt", document("first cleaning", bytes_="a"))
    index.put_failed("/in/b.txt", "took too long")
    index.close()
    again = Index.open(index._path, steps="2")
    assert again.ids("cleaning").tolist() == [1]
    assert [number for number, _ in again.pending(9)] == [1, 2]
    again.put("/in/a.txt", document("second attempt", bytes_="a"))
    assert again.ids("cleaning").tolist() == []
    assert again.ids("attempt").tolist() == [1]
    again.close()


_SCANS = st.lists(
    st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 3), max_size=5), max_size=6
)


@settings(derandomize=True, max_examples=40, deadline=None)
@given(_SCANS)
def test_after_any_scans_the_last_one_is_what_is_present(
    example: Example, scans: list[dict[str, int]]
) -> None:
    with example() as index:
        for scan in scans:
            index.sync_files([entry(f"/in/{name}", version) for name, version in scan.items()])
            present = {row.path for row in listed(index) if not row.missing}
            assert present == {f"/in/{name}" for name in scan}
            tally = index.tally()
            assert tally.documents == index.count()
            assert tally.unprepared == len(scan)


def test_a_document_waits_while_its_file_is_new_or_has_other_bytes(index: Index) -> None:
    index.sync_files([entry("/in/a.txt"), entry("/in/b.txt")])
    assert index.waits(1)
    for number, path in index.pending(9):
        index.put(path, document(f"text {number}"))
    assert not index.waits(1)
    index.sync_files([entry("/in/a.txt", 2), entry("/in/b.txt")])
    assert index.waits(1)
    assert not index.waits(2)
    ((_, path),) = index.pending(9)
    index.put(path, document("other text"))
    assert not index.waits(1)
    assert not index.waits(77)
