"""Listed names: the built-in table and a case's own."""

import pytest

from tui.document import Label
from tui.entities.gazetteer import Gazetteer, built_in, read_rows
from tui.entities.tokens import tokenise


def found(gazetteer: Gazetteer, text: str) -> list[tuple[str, Label, str]]:
    tokens = tokenise(text)
    return [
        (" ".join(tokens.words[m.first : m.end]), m.entry.label, m.entry.canonical)
        for m in gazetteer.matches(tokens)
    ]


def test_the_longest_name_wins() -> None:
    assert found(built_in(), "the Russian Federation and the United States of America") == [
        ("Russian Federation", Label.PLACE, "Russia"),
        ("United States of America", Label.PLACE, "United States"),
    ]


def test_a_country_its_people_and_its_capital_are_known_in_capitals_too() -> None:
    assert found(built_in(), "NORWEGIAN OSLO, NORWAY") == [
        ("NORWEGIAN", Label.NATIONALITY, "Norwegian"),
        ("OSLO", Label.PLACE, "Oslo"),
        ("NORWAY", Label.PLACE, "Norway"),
    ]


@pytest.mark.parametrize("form", ["Россия", "России", "Россию", "Россией"])
def test_a_cyrillic_name_is_known_in_every_case(form: str) -> None:
    assert found(built_in(), f"о {form}") == [(form, Label.PLACE, "Russia")]


def test_a_cyrillic_people_is_known_in_lower_case_and_a_place_is_not() -> None:
    assert found(built_in(), "украинского москва") == [
        ("украинского", Label.NATIONALITY, "Ukrainian")
    ]


def test_of_rows_with_one_name_the_last_counts() -> None:
    lines = ["# ours\n", "Kremlin\tPLACE\n", "Port Anselm\tPLACE\n", "Kremlin\tORG\tThe Kremlin\n"]
    assert found(Gazetteer(read_rows(lines)), "the Kremlin and Port Anselm") == [
        ("Kremlin", Label.ORG, "The Kremlin"),
        ("Port Anselm", Label.PLACE, "Port Anselm"),
    ]


def test_a_line_without_a_kind_is_refused_with_its_number() -> None:
    with pytest.raises(ValueError, match="line 2"):
        list(read_rows(["Port Anselm\tPLACE", "Anselm"]))


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="SHIP"):
        Gazetteer([("Aurora", "SHIP", "")])


def test_every_row_of_the_built_in_table_is_well_formed() -> None:
    entry = built_in().entry("Belarus")
    assert entry is not None
    assert (entry.label, entry.strong) == (Label.PLACE, True)
