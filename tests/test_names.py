"""A document's names are counted once, for the panel, for `show --names` and for the export."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tui.document import Label, Mention, Name, PreparedDocument, SafeText
from tui.names import KINDS, counted, kind_of, labels_of, switch_off, switched_off

TEXT = "Anna Brandt met Ladogin. Brandt\nspoke. Ask us."


def mention(text: str, name: str, label: Label, hidden: bool = False) -> Mention:
    start = TEXT.index(text)
    return Mention(start, start + len(text), label, name, hidden=hidden)


DOCUMENT = PreparedDocument(
    "sha256:0",
    SafeText(TEXT),
    mentions=(
        mention("us", "Us", Label.ORG, hidden=True),
        mention("Ladogin", "Ladogin", Label.PERSON),
        mention("Anna Brandt", "Anna Brandt", Label.PERSON),
        mention("Brandt\nspoke", "Anna Brandt", Label.PERSON),
    ),
    names=(
        Name(
            Label.PERSON,
            "Anna Brandt",
            (("Anna Brandt", 1), ("Brandt spoke", 1)),
            ("Brandt spoke: surname of Anna Brandt",),
        ),
    ),
)


def test_names_say_how_often_they_stand_in_shown_and_in_hidden_text() -> None:
    found = [(line.label, line.name, line.shown, line.hidden) for line in counted(DOCUMENT)]
    assert found == [
        (Label.PERSON, "Anna Brandt", 2, 0),
        (Label.PERSON, "Ladogin", 1, 0),
        (Label.ORG, "Us", 0, 1),
    ]


def test_spellings_are_on_one_line_and_say_why_they_were_joined() -> None:
    assert counted(DOCUMENT)[0].spellings == (
        ("Anna Brandt", 1, ""),
        ("Brandt spoke", 1, "surname of Anna Brandt"),
    )


def test_the_reason_why_a_name_was_joined_to_a_form_is_told_of_the_form() -> None:
    joined = Name(Label.PERSON, "Anna Brandt", (), ("Anna Brandt: initial",))
    (first, *_) = counted(replace(DOCUMENT, names=(joined,)))
    assert first.spellings == (("Anna Brandt", 1, ""), ("Brandt spoke", 1, "initial"))


def test_every_label_is_of_one_kind() -> None:
    assert sorted(label for labels in KINDS.values() for label in labels) == sorted(Label)
    assert kind_of(Label.NATIONALITY) == "places"


@pytest.mark.parametrize("kinds", [{"dates"}, {"people", "amounts"}, set()])
def test_kinds_are_switched_off_and_on_again(kinds: set[str]) -> None:
    change = switch_off(kinds)
    assert switched_off({change.key: dict(change.set or {})}) == kinds


def test_a_kind_has_its_labels() -> None:
    assert labels_of({"places"}) == {Label.PLACE, Label.NATIONALITY}


@pytest.mark.parametrize("value", [None, "dates", 5, ["nonsense"]])
def test_a_damaged_setting_switches_nothing_off(value: object) -> None:
    assert switched_off({switch_off(()).key: {"value": value}}) == frozenset()
