"""Watched patterns and queries ring in documents that are here and in those that come."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.index.documents import Example, document, entry, listed, ringing, ringing_hidden
from tests.index.test_watching import unwatch, watch
from tui import pattern
from tui.index.index import Index
from tui.index.ringing import check
from tui.row import Hit
from tui.watchlist import PATTERN, QUERY, Watched


def seek(index: Index) -> list[int]:
    """Look for patterns to the end; the rows that ring."""
    changed: list[int] = []
    more = True
    while more:
        sought = index.seek_patterns(10.0)
        changed += sought.changed
        more = sought.more
    return changed


def test_a_pattern_rings_wherever_it_stands(index: Index) -> None:
    index.put("/in/a.txt", document("Invoice AB-1234 was paid."))
    index.put("/in/b.txt", document("nothing", hidden="Invoice ab-9 below"))
    watch(index, Watched(r"ab-\d+", PATTERN))
    assert ringing(index) == set(), "old documents are looked through apart"
    assert seek(index) == [1, 2]
    index.put("/in/c.txt", document("Also AB-77."))
    index.put("/in/d.txt", document("text", title="AB-1 in the title"))
    assert ringing(index) == {1, 2, 3, 4}
    assert ringing_hidden(index) == {2}
    assert index.watch_hits(2) == [Hit(r"/ab-\d+/", False)]
    assert index.ids(r'watch:"/ab-\d+/"').tolist() == [1, 2, 3, 4]
    assert seek(index) == [3, 4]
    assert index.watch_counts() == {r"/ab-\d+/": 4}
    unwatch(index, r"/ab-\d+/")
    assert ringing(index) == set()


def test_patterns_are_sought_a_little_at_a_time(index: Index) -> None:
    for number in range(120):
        index.put(f"/in/{number}.txt", document(f"AB-{number}"))
    watch(index, Watched(r"ab-\d+", PATTERN))
    first = index.seek_patterns(0.0)
    assert first.more
    assert 0 < len(first.changed) < 120
    assert sorted([*first.changed, *seek(index)]) == list(range(1, 121))
    assert seek(index) == []


def test_a_pattern_that_takes_too_long_is_given_up_and_nothing_waits_for_it(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pattern, "SECONDS", 0.01)
    monkeypatch.setattr(pattern, "SECONDS_A_MILLION", 0.0)
    for number in range(9):
        index.put(f"/in/{number}.txt", document("a" * 500 + f"b{number}"))
    watch(index, Watched(r"(a+)+$", PATTERN))
    sought = index.seek_patterns(60.0)
    assert (sought.changed, sought.more, sought.given_up) == ((), False, ("/(a+)+$/",))
    assert index.given_up("/(a+)+$/")
    assert index.seek_patterns(60.0).given_up == ()
    index.put("/in/late.txt", document("a" * 500 + "c"))
    watch(index, Watched(r"(a+)+$", PATTERN))
    assert not index.given_up("/(a+)+$/"), "who adds it again wants it tried again"


def test_a_query_rings_at_once_and_for_what_comes(index: Index) -> None:
    index.put("/in/a.txt", document("The toll rises.", outlet="Harbour Post"))
    index.put("/in/b.txt", document("The toll rises.", outlet="Wire"))
    index.put("/in/c.txt", document("News.", hidden="toll", outlet="Harbour Post"))
    watch(index, Watched("toll outlet:harbour", QUERY))
    index.put("/in/d.txt", document("A new toll.", outlet="Harbour Post"))
    index.put("/in/e.txt", document("A new ferry.", outlet="Harbour Post"))
    assert ringing(index) == {1, 3, 4}
    assert ringing_hidden(index) == {3}
    assert index.watch_hits(1) == [Hit("?toll outlet:harbour", True)]


def test_a_query_is_asked_of_what_is_known_of_a_document_by_then(index: Index) -> None:
    watch(index, Watched("lang:fr title:paris words:<5 after:2020", QUERY))
    french = document("deux mots", language="fr", title="Paris", published="2021-03-04")
    index.put("/in/a.txt", french)
    index.put("/in/b.txt", document("deux mots", language="en", title="Paris"))
    assert ringing(index) == {1}


def test_an_old_state_of_a_file_rings_no_more(index: Index) -> None:
    index.sync_files([entry("/in/a.txt")])
    watch(index, Watched(r"to+ll", PATTERN), Watched("toll", QUERY))
    index.put("/in/a.txt", document("toll"))
    assert len(index.watch_hits(1)) == 2
    index.put("/in/a.txt", document("free"))
    assert ringing(index) == set()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("decision:keep", "decision: is nothing to watch for"),
        ("toll watch:any", "watch: is nothing to watch for"),
        ("near:x", "near: is nothing"),
        ("is:new or toll", "is: is nothing"),
        ("toll (", "a word is expected"),
        ("sort:date", "nothing to watch for"),
        ("", "nothing to watch for"),
    ],
)
def test_a_query_on_what_was_made_of_documents_is_nothing_to_watch_for(
    index: Index, query: str, words: str
) -> None:
    assert words in check(query)
    index.put("/in/a.txt", document("toll"))
    watch(index, Watched(query, QUERY))
    assert ringing(index) == set()


def test_a_damaged_pattern_of_the_record_rings_nowhere(index: Index) -> None:
    index.put("/in/a.txt", document("toll"))
    watch(index, Watched("toll", PATTERN))
    index._connection.execute("UPDATE watched SET text = '('")
    assert seek(index) == []
    index.put("/in/b.txt", document("toll ("))
    assert ringing(index) == set()


_BODIES = st.lists(
    st.sampled_from(["AB-12", "tol", "toll", "\ud800", "Straſse", "x\ny"]), max_size=4
)
_PATTERNS = st.sampled_from(
    [r"ab-\d", r"to+ll?\b", r"x\s", r"stras+e", r"\d+$", r"t|x", r"(a|t)b-"]
)


@settings(derandomize=True, max_examples=40, deadline=None)
@given(st.lists(_BODIES.map(" ".join), min_size=1, max_size=4), _PATTERNS)
def test_a_pattern_rings_the_same_in_what_was_here_before_it_and_in_what_came_after(
    example: Example, bodies: list[str], looked_for: str
) -> None:
    found = []
    for early in (True, False):
        with example() as index:
            if early:
                watch(index, Watched(looked_for, PATTERN))
            for number, body in enumerate(bodies):
                put = document(body, hidden=bodies[0], title=bodies[-1], bytes_=str(number))
                index.put(f"/in/{number}", put)
            if not early:
                watch(index, Watched(looked_for, PATTERN))
                seek(index)
            found.append([index.watch_hits(row.number) for row in listed(index)])
    assert found[0] == found[1]
