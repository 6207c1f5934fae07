"""When names of two documents may be one, and when they never are."""

from __future__ import annotations

import pytest

from tui.spelling.kin import (
    ONLY_BEARER,
    Traits,
    of_body,
    of_person,
    same_bodies,
    same_people,
    why_bodies,
    why_people,
)


def meet(one: Traits, other: Traits) -> bool:
    """Whether two names find each other by their marks."""
    if one.rank and other.rank:
        return bool(one.longs & other.marks) and bool(other.longs & one.marks)
    if not one.rank and not other.rank:
        return bool(one.shorts & other.marks) and bool(other.shorts & one.marks)
    full, short = (one, other) if one.rank else (other, one)
    return bool(short.longs & full.marks) and bool(full.shorts & short.marks)


def one_person(one: str, other: str) -> bool:
    return meet(of_person(one), of_person(other)) and same_people(one, other)


def one_body(one: str, other: str, *spellings: str) -> bool:
    return meet(of_body(one, spellings), of_body(other)) and same_bodies(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alexander Lukashenko", "Aliaksandr Lukashenka"),
        ("Alexander Lukashenko", "Александр Лукашенко"),
        ("Alexander Lukashenko", "A. Lukashenko"),
        ("Alexander Lukashenko", "Лукашенкой"),
        ("Lukashenka", "Лукашенко"),
        ("Vladimir Putin", "Путиным"),
        ("Vladimir Putin", "Vladimir V. Putin"),
        ("Юлия Навальная", "Навальной"),
        ("Robert Mueller", "Robert Müller"),
        ("Recep Erdoğan", "Erdogan"),
        ("Xi Jinping", "Xi"),
        ("Kim Jong Un", "Kim Jong-un"),
    ],
)
def test_these_may_be_one_person(one: str, other: str) -> None:
    assert one_person(one, other)
    assert one_person(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alexei Navalny", "Yulia Navalnaya"),
        ("Alexei Navalny", "Navalnaya"),
        ("Алексей Навальный", "Навальной"),
        ("Иван Петренко", "Анна Петренко"),
        ("Donald Trump", "Donald Trump Jr."),
        ("Harry Marsh Sr.", "Harry Marsh Jr."),
        ("King Charles II", "King Charles III"),
        ("George W. Bush", "George H. W. Bush"),
        ("Александра Лукашенко", "Alexander Lukashenko"),
        ("Владимир Дорохин", "Дорохина"),
        ("Анна Дорохина", "Дорохин"),
        ("Ada Holm", "Axel Holm"),
        ("Kitty Mak", "Mack"),
        ("Toni", "Tony"),
        ("...", "???"),
    ],
)
def test_these_are_never_one_person(one: str, other: str) -> None:
    assert not one_person(one, other)
    assert not one_person(other, one)


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("John Smith", "Smith"),
        ("John Smith", "J. Smith"),
        ("John Adams", "John Quincy Adams"),
        ("Ирина Иванова", "Ивановой"),
        ("Kim Jong Un", "Kim"),
        ("Ray Charles", "Charles"),
    ],
)
def test_a_surname_that_many_bear_or_that_may_be_a_given_name_says_nothing_of_its_bearer(
    full: str, short: str
) -> None:
    assert not one_person(full, short)


def test_a_common_surname_is_the_same_in_other_letters() -> None:
    assert one_person("Ivanov", "Иванов")
    assert one_person("Kuznetsov", "Кузнецов")
    assert not one_person("Kuznetsov", "Кузнецова")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("European Commission", "EU Commission"),
        ("the European Commission", "European Union Commission"),
        ("UN Security Council", "United Nations Security Council"),
        ("Harbour Board", "the Harbour Board’s"),
        ("Anselm Lines", "Anselm Lines Inc."),
        ("Zürich", "Zuerich"),
        ("Côte d’Ivoire", "Cote d'Ivoire"),
        ("Единая Россия", "Единой России"),
    ],
)
def test_these_are_one_body_or_place(one: str, other: str) -> None:
    assert one_body(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("European Space Agency", "EU Space Agency"),
        ("European Council", "EU Council"),
        ("Harbour Board", "Harbour Bureau"),
    ],
)
def test_these_are_two(one: str, other: str) -> None:
    assert not one_body(one, other)


def test_an_acronym_is_of_a_name_only_where_a_document_calls_it_so() -> None:
    assert not one_body("Anselm Harbour Board", "AHB")
    assert one_body("Anselm Harbour Board", "AHB", "A.H.B.")
    assert not one_body("Anselm Harbour Board", "WWF", "WWF"), "the letters are not its own"


def test_why_is_said_as_inside_a_document_and_a_surname_alone_is_only_likely() -> None:
    assert why_people("Alexander Lukashenko", "A. Lukashenko") == "initial"
    assert why_people("Robert Müller", "Robert Muller") == "accents"
    assert why_people("Alexander Lukashenko", "Lukashenka") == ONLY_BEARER
    assert why_people("Lukashenka", "Лукашенко") == "another transliteration"
    assert why_bodies("Anselm Harbour Board", "AHB") == "acronym of Anselm Harbour Board"
    assert why_bodies("EU Commission", "European Commission") == "another spelling"
