"""Candidates for copies, and the stories that relations make."""

from __future__ import annotations

from tests.index.documents import document, listed, prints
from tui.index.copies import Sharing
from tui.index.index import Index


def _put(index: Index, number: int, fingerprints: tuple[int, ...]) -> None:
    made = document(f"text {number}", fingerprints=fingerprints)
    assert index.put(f"/in/{number}.txt", made) == number


def test_who_shares_most_comes_first(index: Index) -> None:
    _put(index, 1, prints(0, 100))
    _put(index, 2, prints(0, 50))
    _put(index, 3, prints(500, 100))
    found = index.sharing(prints(0, 100))
    assert found == [Sharing(1, 100, 100, 100), Sharing(2, 50, 50, 100)]
    assert index.sharing(prints(0, 100), besides=1) == [Sharing(2, 50, 50, 100)]
    assert index.sharing(()) == []


def test_a_few_fingerprints_in_common_are_not_worth_a_look(index: Index) -> None:
    _put(index, 1, prints(0, 100))
    assert index.sharing((*prints(0, 3), *prints(500, 97))) == []
    assert index.sharing((*prints(0, 20), *prints(500, 80))) == []


def test_what_very_many_documents_have_counts_nowhere(index: Index) -> None:
    boilerplate = prints(0, 30)
    with index.batch():
        for number in range(1, 61):
            _put(index, number, (*boilerplate, *prints(1000 * number, 20)))
    assert index.sharing((*boilerplate, *prints(2000, 20))) == [Sharing(2, 20, 20, 20)]


def test_a_story_that_very_many_print_is_found_by_each_of_them(index: Index) -> None:
    story = prints(0, 60)
    with index.batch():
        for number in range(1, 81):
            _put(index, number, (*story, *prints(1000 * number, 20)))
            for other in index.sharing((*story, *prints(1000 * number, 20)), besides=number):
                index.relate(number, other.number, "same", 0.75)
    assert {row.copies for row in index.rows(range(1, 81))} == {79}


def test_fingerprints_go_with_the_content_that_had_them(index: Index) -> None:
    index.put("/in/1.txt", document("x", fingerprints=prints(0, 40), bytes_="same"))
    index.close()
    again = Index.open(index._path, steps="2")
    again.put("/in/1.txt", document("x", fingerprints=prints(90, 40), bytes_="same"))
    assert again.sharing(prints(0, 40)) == []
    assert again.sharing(prints(90, 40)) == [Sharing(1, 40, 40, 40)]
    again.close()


def test_a_relation_reads_from_both_sides(index: Index) -> None:
    for number in (1, 2, 3):
        _put(index, number, ())
    index.relate(2, 1, "contains", 0.97)
    index.relate(2, 3, "same", 1.0)
    assert [(copy.row.number, copy.kind, copy.share) for copy in index.copies(2)] == [
        (3, "same", 1.0),
        (1, "contains", 0.97),
    ]
    assert [(copy.row.number, copy.kind) for copy in index.copies(1)] == [(2, "is contained in")]
    assert [(copy.row.number, copy.kind) for copy in index.copies(3)] == [(2, "same")]
    assert index.ids("has:duplicate").tolist() == [1, 2, 3]


def test_a_story_grows_whichever_way_it_is_found(index: Index) -> None:
    for number in range(1, 7):
        _put(index, number, ())
    index.relate(1, 2, "same", 1.0)
    index.relate(3, 4, "same", 1.0)
    assert [row.copies for row in listed(index)] == [1, 1, 1, 1, 0, 0]
    index.relate(4, 2, "contains", 0.8)
    assert [row.copies for row in listed(index)] == [3, 3, 3, 3, 0, 0]
    assert sorted(index.ids("near:3.txt")) == [1, 2, 3, 4]


def test_a_digest_is_a_copy_but_no_part_of_the_story(index: Index) -> None:
    for number in (1, 2):
        _put(index, number, ())
    index.relate(1, 2, "contains", 1.0, same_story=False)
    assert [row.copies for row in listed(index)] == [0, 0]
    assert [copy.row.number for copy in index.copies(2)] == [1]


def test_a_superseded_version_leaves_its_story(index: Index) -> None:
    for number in (1, 2, 3):
        _put(index, number, ())
    index.relate(1, 2, "same", 1.0)
    index.relate(2, 3, "same", 1.0)
    index.put("/in/3.txt", document("another text altogether"))
    assert [row.copies for row in index.rows([1, 2])] == [1, 1]


def test_a_version_is_no_duplicate_and_knows_how_much_of_the_body_stayed(index: Index) -> None:
    _put(index, 1, ())
    index.put("/in/1.txt", document("a later text"))
    index.relate(2, 1, "same", 1.0)
    assert [(copy.row.number, copy.kind, copy.share) for copy in index.copies(2)] == [
        (1, "version", 1.0)
    ]
    assert [(copy.row.number, copy.kind) for copy in index.copies(1)] == [(2, "version")]
    assert index.ids("has:duplicate").tolist() == []
    assert index.ids("has:version").tolist() == [2]
    assert [row.copies for row in listed(index)] == [0]
