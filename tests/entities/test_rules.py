"""Names without a model: the words before, in and after a run of capitals."""

import pytest

from tui.document import Label
from tui.entities.rules import rules


def found(text: str) -> list[tuple[str, Label]]:
    return [(text[c.start : c.end], c.label) for c in rules().recognise(text, "en")]


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("a letter to mayor Orla Quint came", "Orla Quint", Label.PERSON),
        ("and then Quint said so", "Quint", Label.PERSON),
        ("with Peter Quint at sea", "Peter Quint", Label.PERSON),
        ("by J. Quint alone", "J. Quint", Label.PERSON),
        ("with Fatima bin Quint at sea", "Fatima bin Quint", Label.PERSON),
        ("at the Anselm Ferry Company now", "Anselm Ferry Company", Label.ORG),
        ("by the Ministry of Sea Transport today", "Ministry of Sea Transport", Label.ORG),
        ("on the Quint River it", "Quint River", Label.PLACE),
        ("off Cape Quint it", "Cape Quint", Label.PLACE),
        ("by the AHFB it", "AHFB", Label.ORG),
        ("о президенте и министре Иване Квинте", "Иване Квинте", Label.PERSON),
    ],
)
def test_a_cue_makes_a_name(text: str, name: str, label: Label) -> None:
    assert (name, label) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Yesterday it rained. However the boat left.",
        "Ferry Link Chosen Over Island Bridge Today",
        "on a Monday in March",
        "the CEO and an MP on TV",
    ],
)
def test_capitals_without_a_cue_make_none(text: str) -> None:
    assert found(text) == []


def test_a_country_before_a_title_is_no_part_of_the_person() -> None:
    assert found("Then the Norwegian Prime Minister Orla Quint came in.") == [
        ("Orla Quint", Label.PERSON)
    ]
