"""Places and bodies under one name; the whole as a function of its forms."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.document import Label
from tui.entities.names import Form, gather

SPELLINGS = [
    "Alexander Lukashenko", "Lukashenka", "Лукашенко", "A. Lukashenko", "Viktor Lukashenko",
    "Yulia Navalnaya", "Navalny", "Алексей Навальный", "Kim Jong Un", "Kim", "Ann Bell", "Bell",
]  # fmt: skip


def displays(*forms: Form, text: str = "") -> dict[str, str]:
    return {f.text: name.display for f, name in gather(dict.fromkeys(forms, 1), text).items()}


def test_a_country_has_one_name_for_all_it_is_called() -> None:
    forms = [
        Form(Label.PLACE, called, "United States") for called in ("US", "U.S.", "United States")
    ]
    assert set(displays(*forms).values()) == {"United States"}


def test_an_article_a_possessive_or_a_firms_suffix_makes_no_other_body() -> None:
    forms = [Form(Label.ORG, called) for called in ("Harbour Board", "the Harbour Board’s")]
    assert len(set(displays(*forms).values())) == 1
    firms = [Form(Label.ORG, called) for called in ("Anselm Lines", "Anselm Lines Inc.")]
    assert len(set(displays(*firms).values())) == 1


def test_an_acronym_joins_the_long_name_that_introduces_it() -> None:
    forms = [Form(Label.ORG, "Bureau of Harbour Works"), Form(Label.ORG, "HWB")]
    assert len(set(displays(*forms).values())) == 2
    text = "The Bureau of Harbour Works (HWB) began."
    assert len(set(displays(*forms, text=text).values())) == 1


def test_an_acronym_joins_by_its_letters_only_when_one_name_has_them() -> None:
    one = Form(Label.ORG, "Anselm Harbour Board")
    short = Form(Label.ORG, "AHB")
    assert len(set(displays(one, short).values())) == 1
    other = Form(Label.ORG, "Allied Hauliers Bureau")
    assert displays(one, other, short)["AHB"] == "AHB"


def test_a_person_and_a_place_of_one_spelling_stay_apart() -> None:
    forms = {Form(Label.PERSON, "Jordan"): 1, Form(Label.PLACE, "Jordan", "Jordan"): 1}
    assert len(set(gather(forms).values())) == 2


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(SPELLINGS), min_size=1, unique=True), st.integers(0, 99))
def test_names_do_not_depend_on_the_order_of_their_forms(names: list[str], seed: int) -> None:
    shuffled = names[:]
    random.Random(seed).shuffle(shuffled)
    first = gather({Form(Label.PERSON, name): 1 for name in names})
    assert first == gather({Form(Label.PERSON, name): 1 for name in shuffled})


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.dictionaries(st.sampled_from(SPELLINGS), st.integers(1, 9), min_size=1))
def test_no_form_is_lost_and_counts_add_up(counts: dict[str, int]) -> None:
    gathered = gather({Form(Label.PERSON, name): n for name, n in counts.items()})
    spelled = [pair for name in set(gathered.values()) for pair in name.spellings]
    assert sorted(spelled) == sorted(counts.items())
