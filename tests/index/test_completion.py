"""A query is completed from the language's own words and from what the documents have."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.index.documents import document, identity, passing_index
from tui.decision import DOCUMENTS, Operation
from tui.document import Label
from tui.index.fields import FIELDS
from tui.index.index import Index


@pytest.fixture(scope="module")
def case() -> Iterator[Index]:
    """Three documents with names, outlets and tags."""
    with passing_index() as index:
        for number, people in enumerate(
            [(("Anna Weir",),), (("Anna Weir",), ("Åsa Öberg",)), (("Wilma Anselm",),)]
        ):
            made = document(
                f"text {number}",
                people=people,
                outlet=("Harbour Post", "Harbour Post", "Wire")[number],
                language=("en", "en", "sv")[number],
                places=("Port Anselm",),
                bytes_=str(number),
            )
            index.put(f"/in/{number}.txt", made)
        for number, tags in enumerate([["Tolls"], ["tolls", "ferry boats"]]):
            said = {"tags": tags}
            index.mirror(
                [
                    Operation(
                        f"{number}",
                        "1",
                        "a",
                        "r",
                        "b",
                        DOCUMENTS,
                        identity(f"{number}"),
                        said,
                        None,
                    )
                ],
                "",
            )
        yield index


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("dec", ["decision:"]),
        ("ferry -ta", ["tag:"]),
        ("(ferry or wo", ["words:"]),
        ("is:un", ["unread", "undecided"]),
        ("is:", list(FIELDS["is"].choices)),
        ("is:foo", list(FIELDS["is"].choices)),
        ("sort:re", ["relevance"]),
        ("sort:-wor", ["-words"]),
        ("date:last", ["last_week", "last_month", "last_year"]),
        ("tag:", ["tolls", '"ferry boats"']),
        ("tag:fe", ['"ferry boats"']),
        ('tag:"boa', ['"ferry boats"']),
        ("outlet:", ['"Harbour Post"', "Wire"]),
        ("outlet:po", ['"Harbour Post"']),
        ("lang:", ["en", "sv"]),
        ("who:we", ['"Anna Weir"']),
        ("who:", ['"Anna Weir"', '"Wilma Anselm"', '"Åsa Öberg"']),
        ("who:ob", ['"Åsa Öberg"']),
        ("place:ans", ['"Port Anselm"']),
        ("org:", []),
        ("near:x", []),
        ("zzz:x", []),
        ("", [f"{name}:" for name in FIELDS]),
        ("ferry -wo", ["words:"]),
        ("ferry ", [f"{name}:" for name in FIELDS]),
    ],
)
def test_candidates(case: Index, typed: str, expected: list[str]) -> None:
    found = case.complete(typed, len(typed))
    assert [one.text for one in found.candidates] == expected


def test_a_candidate_replaces_what_was_begun_and_the_rest_stays(case: Index) -> None:
    typed = "is:unread -who:we ferry"
    found = case.complete(typed, typed.index(" ferry"))
    completed = typed[: found.start] + found.candidates[0].text + typed[found.end :]
    assert completed == 'is:unread -who:"Anna Weir" ferry'
    assert case.ids(completed).tolist() == []
    assert case.ids('-who:"Anna Weir"').tolist() == [3]


def test_candidates_know_how_many_documents_have_them(case: Index) -> None:
    found = case.complete("who:", 4)
    assert [one.documents for one in found.candidates] == [2, 1, 1]
    assert [one.documents for one in case.complete("tag:t", 5).candidates] == [2]


def test_names_are_counted_by_the_documents_that_mention_them(case: Index) -> None:
    assert case.names(Label.PERSON) == [("Anna Weir", 2), ("Wilma Anselm", 1), ("Åsa Öberg", 1)]
    assert case.names(Label.PLACE, "port") == [("Port Anselm", 3)]
    assert case.names(Label.ORG) == []


def test_filters_are_counted_before_they_are_applied(case: Index) -> None:
    filters = ["", "tag:tolls", "lang:en -tag:ferry*", "who:wilma"]
    assert case.counts("outlet:harbour", filters) == [2, 2, 1, 0]
    assert case.counts("", filters) == [3, 2, 1, 1]


def test_a_rule_looks_at_the_new_documents_only(case: Index) -> None:
    assert case.matching("outlet:harbour", [3, 2]) == [2]
    assert case.matching("text -who:anna", range(1, 9)) == [3]
    assert case.matching("", []) == []
