"""Documents are looked at again when lines that are shown in them turn out to recur."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from hypothesis import given
from hypothesis import strategies as st

from tests.index.documents import document, entry, identity, passing_index
from tui.document import PreparedDocument
from tui.index.index import Index
from tui.lines import MANY, line_key

SITE = line_key("the site")
Example = Callable[[], AbstractContextManager[Index]]


def page(name: str, *lines: str) -> PreparedDocument:
    """A document of these lines, known by its name."""
    return document("\n".join(lines), bytes_=name)


def come_in(index: Index, name: str, *lines: str, wavering: tuple[int, ...] = (SITE,)) -> int:
    path = f"/in/{name}"
    if path not in {known for number in index.ids() for known in index.paths(number)}:
        index.sync_files([entry(path)], whole=False)
        index.pending(1)
    return index.put(path, page(name, *lines), wavering)


def names(index: Index, limit: int = 9) -> list[str]:
    """The documents that are handed out to be looked at again."""
    found, more = index.recalls(limit)
    assert not more
    return [one.path.removeprefix("/in/") for one in found]


def test_a_wavering_line_that_another_document_has_recalls_both(example: Example) -> None:
    with example() as index:
        come_in(index, "a", "one", "the site")
        assert (index.to_recall, names(index)) == (0, [])
        come_in(index, "b", "two", "The  Site")
        assert (index.to_recall, names(index)) == (2, ["a", "b"])


def test_a_document_that_only_has_the_line_is_left_alone(example: Example) -> None:
    with example() as index:
        come_in(index, "hides", "one", "the site", wavering=())
        come_in(index, "shows", "two", "the site")
        assert names(index) == ["shows"]


def test_all_lines_of_a_recalled_document_are_counted(example: Example) -> None:
    with example() as index:
        come_in(index, "a", "one", "the site", "menu")
        come_in(index, "b", "two", "the site", "menu")
        come_in(index, "c", "three", "menu")
        found, _ = index.recalls(1)
        assert found[0].known == {SITE: 1, line_key("menu"): 2}


def test_a_line_that_very_many_have_is_not_counted_to_the_end(example: Example) -> None:
    with example() as index:
        for number in range(MANY + 9):
            come_in(index, f"{number:02}", str(number), "the site", wavering=())
        come_in(index, "last", "x", "the site")
        found, _ = index.recalls(1)
        assert found[0].known == {SITE: MANY}


def test_copies_of_a_document_say_nothing_of_its_lines(example: Example) -> None:
    with example() as index:
        number = come_in(index, "a", "one", "the site")
        copy = come_in(index, "b", "two", "the site")
        index.relate(number, copy, "same", 1.0)
        assert index.to_recall == 2
        assert names(index) == []
        assert index.to_recall == 0
        come_in(index, "c", "three", "the site")
        assert names(index) == ["a", "b", "c"]


def test_a_document_is_handed_out_once_and_again_after_a_kill() -> None:
    with passing_index() as index:
        come_in(index, "a", "one", "the site")
        come_in(index, "b", "two", "the site")
        assert names(index) == ["a", "b"]
        assert names(index) == []
        index.close()
        again = Index.open(index._path)
        assert names(again) == ["a", "b"]
        again.close()


def test_what_was_held_against_a_document_wavers_no_more(example: Example) -> None:
    with example() as index:
        come_in(index, "a", "one", "the site", "other")
        come_in(index, "b", "two", "the site")
        names(index)
        both = (SITE, line_key("other"))
        index.put("/in/a", page("a", "one", "the site", "other"), both, {SITE: 1})
        index.put("/in/b", page("b", "two", "the site"), (SITE,), {SITE: 1})
        assert (index.to_recall, names(index)) == (0, [])
        come_in(index, "c", "three", "the site", wavering=())
        assert names(index) == []
        come_in(index, "d", "four", "other", wavering=())
        assert names(index) == ["a"]


def test_what_it_shows_now_is_what_a_recalled_document_is_found_by(example: Example) -> None:
    with example() as index:
        number = come_in(index, "a", "one", "the site")
        index.put("/in/a", document("one", hidden="the site", bytes_="a"), (), {SITE: 1})
        assert index.hidden_hits("site", [number]) == {number}


def test_one_that_cannot_be_prepared_again_stays_until_the_line_is_met_once_more(
    example: Example,
) -> None:
    with example() as index:
        come_in(index, "a", "one", "the site")
        come_in(index, "b", "two", "the site", wavering=())
        assert names(index) == ["a"]
        index.put_aside("/in/a")
        assert (index.to_recall, names(index)) == (0, [])
        come_in(index, "c", "three", "the site", wavering=())
        assert names(index) == ["a"]


def test_a_document_without_a_file_is_left_as_it_is(example: Example) -> None:
    with example() as index:
        come_in(index, "a", "one", "the site")
        index.sync_files([], whole=False, gone=["/in/a"])
        come_in(index, "b", "two", "the site", wavering=())
        assert (names(index), index.to_recall) == ([], 0)


def test_an_old_version_has_no_say(example: Example) -> None:
    with example() as index:
        come_in(index, "a", "one", "the site", wavering=())
        index.sync_files([entry("/in/a", version=2)], whole=False)
        index.pending(1)
        index.put("/in/a", page("newer", "one more"))
        come_in(index, "b", "two", "the site")
        assert names(index) == []


def test_without_memory_what_was_hidden_by_it_is_prepared_again() -> None:
    with passing_index() as empty:
        empty.close()
        index = Index.open(empty._path, steps="1")
        come_in(index, "a", "one", "the site")
        come_in(index, "b", "two", "the site")
        names(index)
        index.put("/in/a", page("a", "one", "the site"), (SITE,), {SITE: 1})
        index.close()
        off = Index.open(index._path, steps="1", site_memory=False)
        assert [path for _, path in off.pending(9)] == ["/in/a"]
        assert not off.adopt("/in/a", identity("a"))
        off.put("/in/a", page("a", "one", "the site"), (SITE,))
        off.close()
        again = Index.open(index._path, steps="1", site_memory=False)
        assert again.pending(9) == []
        again.close()


def test_very_many_candidates_are_gone_through_a_few_at_a_time(example: Example) -> None:
    with example() as index:
        numbers = [come_in(index, f"{n:02}", str(n), "the site") for n in range(50)]
        for number in numbers[1:]:
            index.relate(numbers[0], number, "same", 1.0)
        rounds = 1
        while index.recalls(9)[1]:
            rounds += 1
        assert 1 < rounds < 10
        assert index.to_recall == 0


@given(st.lists(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=4), max_size=8))
def test_in_the_end_all_that_recurs_was_held_against_whoever_shows_it(
    pages: list[list[str]],
) -> None:
    with passing_index() as index:
        for at, lines in enumerate(pages):
            keys = tuple(map(line_key, lines))
            come_in(index, str(at), str(at), *lines, wavering=keys)
        held: dict[int, set[int]] = {at: set() for at in range(len(pages))}
        while True:
            found, more = index.recalls(3)
            for one in found:
                at = int(one.path.removeprefix("/in/"))
                held[at] = set(one.known)
                made = page(str(at), str(at), *pages[at])
                index.put(one.path, made, tuple(map(line_key, pages[at])), one.known)
            if not found and not more:
                break
        for at, lines in enumerate(pages):
            others = {line for other, rest in enumerate(pages) if other != at for line in rest}
            assert held[at] == {line_key(line) for line in lines if line in others}
