"""The words of the watch list: what is recorded, and what is read back."""

from __future__ import annotations

import pytest

from tui.decision import WATCH, Fold, Operation
from tui.watchlist import (
    NAME,
    PATTERN,
    QUERY,
    STRING,
    Watched,
    add,
    key,
    merged,
    remove,
    typed,
    watch_list,
    watched,
)


def recorded(*texts: Watched) -> Fold:
    """The record after all these were added, one after the other."""
    fold = Fold()
    for number, one in enumerate(texts):
        for change in add(one, fold.entries.get(WATCH, {})):
            fold.apply(
                Operation(
                    str(number), str(number), "a", "r", "b", WATCH, change.key, change.set, None
                )
            )
    return fold


def test_what_was_added_is_read_back() -> None:
    texts = [Watched("Ærø ferry", STRING), Watched("Pyotr Ladogin", NAME, ("Пётр Ладогин",))]
    assert sorted(watch_list(recorded(*texts).entries[WATCH]), key=lambda one: one.kind) == [
        texts[1],
        texts[0],
    ]


def test_texts_that_differ_in_case_accents_and_spaces_have_one_key() -> None:
    assert key("  Économie\u00a0 du PORT ") == key("economie du port")
    assert key("Ёлка") == key("елка")


def test_adding_the_same_again_changes_nothing_and_another_kind_replaces_it() -> None:
    first = Watched("toll", NAME, ("levy",))
    fold = recorded(first)
    assert add(first, fold.entries[WATCH]) == ()
    fold = recorded(first, Watched("toll", STRING))
    assert list(watch_list(fold.entries[WATCH])) == [Watched("toll", STRING)]


def test_what_is_removed_leaves_nothing_and_what_is_not_there_is_not_removed() -> None:
    fold = recorded(Watched("Toll"))
    (change,) = remove("TOLL", fold.entries[WATCH])
    fold.apply(Operation("9", "9", "a", "r", "b", WATCH, change.key, change.set, None))
    assert not fold.entries[WATCH]
    assert remove("toll", fold.entries[WATCH]) == ()


@pytest.mark.parametrize("text", ["", "--", "x" * 201])
def test_what_cannot_be_looked_for_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"letter|characters"):
        add(Watched("fine", NAME, (text,)), {})


def test_one_list_names_each_text_once_with_all_its_spellings() -> None:
    found = list(merged([Watched("Oslo"), Watched("OSLO", STRING, ("Christiania",)), Watched("x")]))
    assert found == [Watched("Oslo", NAME, ("OSLO", "Christiania")), Watched("x")]


@pytest.mark.parametrize("fields", [{}, {"text": 1}, {"text": ""}, {"kind": "name"}])
def test_a_damaged_entry_is_none(fields: dict[str, object]) -> None:
    assert watched(fields) is None


def test_patterns_and_queries_are_known_by_what_they_say_exactly() -> None:
    pattern, query = Watched(r"\S+\s", PATTERN), Watched("toll -ferry", QUERY)
    held = recorded(pattern, Watched(r"\s+\S", PATTERN), query, Watched("toll -ferry")).entries
    assert set(held[WATCH]) == {r"/\S+\s/", r"/\s+\S/", "?toll -ferry", "toll -ferry"}
    assert [change.key for change in remove(r"\S+\s", held[WATCH])] == [r"/\S+\s/"]
    assert [change.key for change in remove("?toll -ferry", held[WATCH])] == ["?toll -ferry"]
    cased = recorded(Watched(r"\w+x", PATTERN), Watched(r"\W+x", PATTERN)).entries[WATCH]
    assert [change.key for change in remove(r"/\W+x/", cased)] == [r"/\W+x/"]
    assert {one.kind for one in watch_list(held[WATCH])} == {NAME, PATTERN, QUERY}


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("toll road", Watched("toll road", STRING)),
        (r"/to+l/", Watched("to+l", PATTERN)),
        ("? outlet:wire toll", Watched("outlet:wire toll", QUERY)),
        ("/", Watched("/", STRING)),
        ("//", Watched("//", STRING)),
        ("?", Watched("?", STRING)),
    ],
)
def test_what_is_typed_says_what_it_is(line: str, meant: Watched) -> None:
    assert typed(line) == meant
    if len(line) > 2:
        assert typed(meant.said).key == meant.key


@pytest.mark.parametrize("wrong", ["(", "a*", "x" * 201])
def test_what_is_no_pattern_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"pattern|characters"):
        add(Watched(wrong, PATTERN), {})
