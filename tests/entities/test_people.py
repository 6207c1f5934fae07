"""When two spellings name one person, and when they do not."""

import pytest

from tui.document import Label
from tui.entities.names import Form, gather


def groups(*names: str) -> set[frozenset[str]]:
    forms = {Form(Label.PERSON, name): 1 for name in names}
    gathered = gather(forms)
    displays = {form.text: gathered[form].display for form in forms}
    return {
        frozenset(name for name in names if displays[name] == display)
        for display in displays.values()
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alexander Lukashenko", "Aliaksandr Lukashenka"),
        ("Alexander Lukashenko", "Александр Лукашенко"),
        ("Alexander Lukashenko", "А. Лукашенко"),
        ("Александром Лукашенко", "Лукашенка"),
        ("Volodymyr Zelenskyy", "Vladimir Zelensky"),
        ("Светлана Тихановская", "Sviatlana Tsikhanouskaya"),
        ("Светлана Тихановская", "Тихановской"),
        ("Roman Golovchenko", "Raman Halouchanka"),
        ("President Joe Marsh", "Joseph Marsh"),
        ("Recep Erdoğan", "Recep Erdogan"),
        ("Vladimir V. Putin", "Путиным"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("Xi Jinping", "Xi"),
        ("Ann Bell's", "A. Bell"),
    ],
)
def test_these_are_one_person(one: str, other: str) -> None:
    assert groups(one, other) == {frozenset({one, other})}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alexei Navalny", "Yulia Navalnaya"),
        ("Alexei Navalny", "Navalnaya"),
        ("Алексей Навальный", "Юлия Навальная"),
        ("Ivan Petrov", "Petrova"),
        ("Kim Jong Un", "Kim Jong Il"),
        ("George W. Bush", "George H. W. Bush"),
        ("Ann Bell", "Mary Bell"),
        ("Dmitry Medvedev", "Viktor Medvedchuk"),
        ("Charles Michel", "King Charles"),
    ],
)
def test_these_are_two_people(one: str, other: str) -> None:
    assert len(groups(one, other)) == 2


def test_a_bare_surname_joins_only_when_exactly_one_full_name_fits() -> None:
    assert groups("Ann Bell", "Bell") == {frozenset({"Ann Bell", "Bell"})}
    assert len(groups("Ann Bell", "Mary Bell", "Bell")) == 3


def test_a_name_without_middle_initial_stays_apart_when_two_would_fit() -> None:
    assert len(groups("George W. Marsh", "George H. Marsh", "George Marsh")) == 3


def test_the_display_form_is_the_full_name_in_the_nominative() -> None:
    forms = {Form(Label.PERSON, n): c for n, c in (("Путина", 9), ("Владимир Путин", 1))}
    assert {name.display for name in gather(forms).values()} == {"Владимир Путин"}


@pytest.mark.parametrize(
    ("written", "display"),
    [
        ("Марией Орловой", "Мария Орлова"),
        ("Владимиром Путиным", "Владимир Путин"),
        ("Александра Лукашенко", "Александра Лукашенко"),
    ],
)
def test_a_full_name_in_another_case_is_shown_in_the_nominative(written: str, display: str) -> None:
    (name,) = gather({Form(Label.PERSON, written): 1}).values()
    assert name.display == display


def test_every_join_says_why() -> None:
    forms = {
        Form(Label.PERSON, "Alexander Lukashenko"): 2,
        Form(Label.PERSON, "Lukashenka"): 1,
        Form(Label.PERSON, "A. Lukashenko"): 1,
    }
    (name,) = set(gather(forms).values())
    assert name.reasons == ("A. Lukashenko: initial", "Lukashenka: another transliteration")
