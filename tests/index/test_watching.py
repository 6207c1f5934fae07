"""What is watched for is found in documents that are here and in those that come."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.index.documents import Example, document, entry, listed, ringing, ringing_hidden
from tui import watchlist
from tui.decision import WATCH, Operation
from tui.index.index import Index
from tui.row import Hit
from tui.watchlist import NAME, STRING, Watched

_SERIAL = iter(range(1, 1_000_000))


def watch(index: Index, *texts: Watched) -> None:
    """Have the index mirror that these are watched for."""
    index.mirror(
        [_operation(change.key, change.set) for one in texts for change in watchlist.add(one, {})],
        "mark",
    )


def unwatch(index: Index, text: str) -> None:
    fields = dict.fromkeys(("text", "kind", "spellings"))
    index.mirror([_operation(watchlist.key(text), fields)], "mark")


def _operation(key: str, fields: object) -> Operation:
    number = next(_SERIAL)
    assert fields is None or isinstance(fields, dict)
    return Operation(
        f"{number:026}", f"{number:020}", "ada", "run", "batch", WATCH, key, fields, None
    )


def test_documents_that_are_here_and_those_that_come_are_found(index: Index) -> None:
    index.put("/in/a.txt", document("GRETA HOLMQVIST spoke to the harbour board."))
    index.put("/in/b.txt", document("Greta spoke. Holmqvist did not."))
    watch(index, Watched("Greta Holmqvist"))
    index.put("/in/c.txt", document("said Greta\nHolmqvist."))
    assert ringing(index) == {1, 3}
    assert index.ids("watch:any").tolist() == [1, 3]
    assert index.ids('watch:"greta holmqvist"').tolist() == [1, 3]
    assert index.ids("watch:holmqvist").tolist() == [1, 3]
    assert index.ids("watch:holm*").tolist() == [1, 3]
    assert index.ids("watch:holm").tolist() == []
    assert index.ids("-watch:any").tolist() == [2]
    assert index.watch_hits(1) == [Hit("Greta Holmqvist", True)]


def test_what_is_watched_no_more_rings_no_more(index: Index) -> None:
    index.put("/in/a.txt", document("tolls and ferries"))
    watch(index, Watched("tolls", STRING), Watched("ferries", STRING))
    unwatch(index, "Tolls")
    assert index.watch_hits(1) == [Hit("ferries", True)]
    assert ringing(index) == {1}
    unwatch(index, "ferries")
    assert ringing(index) == set()


def test_a_hit_in_hidden_text_rings_and_says_so(index: Index) -> None:
    index.put("/in/a.txt", document("nothing here", hidden="Donate to the Ferry Fund!"))
    index.put("/in/b.txt", document("The ferry fund met.", hidden="Donate to the Ferry Fund!"))
    watch(index, Watched("ferry fund", STRING))
    assert ringing(index) == {1, 2}
    assert ringing_hidden(index) == {1}
    assert index.ids('has:hidden-hit watch:"ferry fund"').tolist() == [1]


def test_other_spellings_and_scripts_ring_for_the_same_name(index: Index) -> None:
    index.put("/in/a.txt", document("Выступил Пётр Ладогин."))
    index.put("/in/b.txt", document("Pjotr Ladogin spoke."))
    watch(index, Watched("Pyotr Ladogin", spellings=("Петр Ладогин", "Pjotr Ladogin")))
    assert index.ids("watch:pyotr").tolist() == [1, 2]


def test_a_watched_name_is_asked_for_by_any_of_its_spellings(index: Index) -> None:
    index.put("/in/a.txt", document("Pyotr Ladogin spoke."))
    watch(index, Watched("Pyotr Ladogin", spellings=("Петр Ладогин",)))
    for query in ("watch:ladogin", "watch:ладогин", 'watch:"ПЁТР Ладогин"', "watch:лад*"):
        assert index.ids(query).tolist() == [1]
    assert index.ids("watch:лад").tolist() == []


def test_a_name_rings_in_its_inflected_forms_and_a_string_does_not(index: Index) -> None:
    index.put(
        "/in/a.txt",
        document("Встреча с Ладогиным прошла.", people=(("Ладогин", "Ладогиным"),)),
    )
    watch(index, Watched("Ладогин", NAME))
    assert index.watch_hits(1) == [Hit("Ладогин", True)]
    index.put(
        "/in/b.txt",
        document("Сказано Ладогиным сегодня.", people=(("Ладогин", "Ладогиным"),)),
    )
    assert ringing(index) == {1, 2}
    watch(index, Watched("Ладогин", STRING))
    assert ringing(index) == set()


def test_an_old_state_of_a_file_does_not_ring_until_it_comes_back(index: Index) -> None:
    index.sync_files([entry("/in/a.txt")])
    watch(index, Watched("toll"))
    old = document("toll")
    index.put("/in/a.txt", old)
    index.put("/in/a.txt", document("no charge at all"))
    assert ringing(index) == set()
    index.put("/in/a.txt", old)
    assert ringing(index) == {1}


def test_a_document_that_is_prepared_anew_is_asked_anew(index: Index) -> None:
    watch(index, Watched("toll"), Watched("levy"))
    index.put("/in/a.txt", document("toll", bytes_="same"))
    index.close()
    later = Index.open(index._path, steps="2")
    later.put("/in/a.txt", document("levy", bytes_="same"))
    assert [hit.text for hit in later.watch_hits(1)] == ["levy"]
    later.close()


def test_the_watch_list_goes_with_the_record_it_came_from(index: Index) -> None:
    index.put("/in/a.txt", document("toll"))
    watch(index, Watched("toll"))
    index.mirror_all([], "")
    assert ringing(index) == set()
    assert index.ids("watch:toll").tolist() == []


def test_watched_texts_complete_with_how_many_documents_hold_them(index: Index) -> None:
    index.put("/in/a.txt", document("toll"))
    watch(index, Watched("toll"), Watched("toll road"))
    found = index.complete("watch:to", 8).candidates
    assert [(one.text, one.documents) for one in found] == [("toll", 1), ('"toll road"', 0)]


@pytest.mark.parametrize("fields", [{"text": 7}, {"text": "--"}, {"kind": "name"}, None])
def test_damaged_entries_watch_for_nothing(index: Index, fields: dict[str, object] | None) -> None:
    index.put("/in/a.txt", document("toll"))
    index.mirror([_operation("x", fields)], "")
    assert ringing(index) == set()


_WORDS = st.sampled_from(["ferry", "Straße", "tóll", "Ёлка", "re-open", "x_y", "12:30", "a", "İ"])
_TEXTS = st.lists(_WORDS, min_size=1, max_size=6).map(" ".join)


@settings(derandomize=True, max_examples=80, deadline=None)
@given(st.lists(_TEXTS, min_size=1, max_size=4), st.lists(_TEXTS, min_size=1, max_size=3))
def test_it_makes_no_difference_which_came_first(
    example: Example, bodies: list[str], texts: list[str]
) -> None:
    wanted = [Watched(text, STRING) for text in texts]
    found = []
    for early in (True, False):
        with example() as index:
            if early:
                watch(index, *wanted)
            for number, body in enumerate(bodies):
                index.put(f"/in/{number}", document(body, hidden=bodies[0], bytes_=str(number)))
            if not early:
                watch(index, *wanted)
            found.append([index.watch_hits(row.number) for row in listed(index)])
            for text in texts:
                phrase = text.replace('"', " ")
                assert set(index.ids(f'watch:"{phrase}"')) >= set(index.ids(f'"{phrase}"'))
    assert found[0] == found[1]


def test_a_watched_name_rings_where_it_is_called_otherwise_in_the_case(index: Index) -> None:
    full, short = ("Alexander Lukashenko",), ("Лукашенкой",)
    watch(index, Watched("Alexander Lukashenko"))
    index.put("/in/a.txt", document("С Лукашенкой говорили.", people=(short,)))
    assert not ringing(index)
    index.put("/in/b.txt", document("Alexander Lukashenko spoke.", people=(full,)))
    assert ringing(index) == {1, 2}
    index.put("/in/c.txt", document("Снова с Лукашенкой.", people=(short,)))
    assert ringing(index) == {1, 2, 3}
    index.put("/in/d.txt", document("Viktor Lukashenko.", people=(("Viktor Lukashenko",),)))
    assert ringing(index) == {2}, "whose the surname is nobody knows any more"


def test_what_is_watched_from_now_on_rings_under_all_names_that_are_one(index: Index) -> None:
    index.put("/in/a.txt", document("x", people=(("Лукашенкой",),)))
    index.put("/in/b.txt", document("y", people=(("Alexander Lukashenko",),)))
    watch(index, Watched("Alexander Lukashenko"))
    assert ringing(index) == {1, 2}
