"""What is known laid over what was guessed."""

from collections.abc import Sequence

from tui.document import Label
from tui.entities.gazetteer import built_in
from tui.entities.mend import mend
from tui.entities.recogniser import Candidate
from tui.entities.tokens import tokenise


def mended(text: str, *guesses: tuple[str, Label, float]) -> list[tuple[str, Label]]:
    candidates = [_at(text, *guess) for guess in guesses]
    return _written(text, mend(tokenise(text), sorted(candidates), built_in(), 0.5))


def _at(text: str, written: str, label: Label, confidence: float) -> Candidate:
    start = text.index(written)
    return Candidate(start, start + len(written), label, confidence, "test")


def _written(text: str, candidates: Sequence[Candidate]) -> list[tuple[str, Label]]:
    return [(text[c.start : c.end], c.label) for c in candidates]


def test_articles_titles_and_possessives_are_cut_off() -> None:
    assert mended(
        "the Anselm Board and President Quint's boat",
        ("the Anselm Board", Label.ORG, 1.0),
        ("President Quint's", Label.PERSON, 1.0),
    ) == [("Anselm Board", Label.ORG), ("Quint", Label.PERSON)]


def test_a_country_glued_to_a_person_is_cut_off() -> None:
    assert mended("Norway Orla Quint", ("Norway Orla Quint", Label.PERSON, 1.0)) == [
        ("Norway", Label.PLACE),
        ("Orla Quint", Label.PERSON),
    ]


def test_a_country_glued_to_a_common_word_of_a_headline_is_cut_off() -> None:
    text = "Norway Integration\n\nAgainst integration they marched."
    assert mended(text, ("Norway Integration", Label.ORG, 1.0))[0] == ("Norway", Label.PLACE)


def test_a_city_glued_to_a_full_name_is_cut_off() -> None:
    text = "the governor of Novosibirsk Andrei Quint"
    assert mended(text, ("Novosibirsk Andrei Quint", Label.PLACE, 0.4)) == [
        ("Novosibirsk", Label.PLACE),
        ("Andrei Quint", Label.PERSON),
    ]


def test_listed_names_joined_by_and_are_not_one_name() -> None:
    assert mended("the West and Norway", ("West and Norway", Label.ORG, 0.9)) == [
        ("West", Label.PLACE),
        ("Norway", Label.PLACE),
    ]


def test_a_verb_of_saying_glued_to_a_person_is_cut_off() -> None:
    assert mended("Bridge Closed, Quint Says", ("Quint Says", Label.PERSON, 1.0)) == [
        ("Quint", Label.PERSON)
    ]


def test_a_ministry_takes_its_country_and_its_portfolio() -> None:
    assert mended("the Norwegian foreign Ministry said") == [
        ("Norwegian foreign Ministry", Label.ORG)
    ]


def test_the_text_of_a_link_said_twice_is_no_name() -> None:
    assert mended("so (LinkLink) it", ("LinkLink", Label.ORG, 1.0)) == []


def test_a_country_is_a_place_whatever_was_guessed() -> None:
    assert mended("with Norway at sea", ("Norway", Label.PERSON, 1.0)) == [("Norway", Label.PLACE)]


def test_a_country_inside_a_longer_body_stays_inside() -> None:
    guess = ("Bank of Norway", Label.ORG, 1.0)
    assert mended("the Bank of Norway said", guess) == [("Bank of Norway", Label.ORG)]


def test_a_compound_of_two_peoples_is_both() -> None:
    assert mended("the Norwegian-Danish post-Soviet line") == [
        ("Norwegian", Label.NATIONALITY),
        ("Danish", Label.NATIONALITY),
        ("post-Soviet", Label.NATIONALITY),
    ]


def test_the_west_is_a_place_unless_a_name_goes_on() -> None:
    assert mended("between the West and the West Wing") == [("West", Label.PLACE)]


def test_the_document_decides_what_its_name_is() -> None:
    text = "Orla Quint spoke. President Quint left. Near Quint it rained."
    label = dict(
        mended(
            text,
            ("Orla Quint", Label.PERSON, 1.0),
            ("Quint it", Label.PLACE, 0.6),
        )
    )
    assert label["Quint"] is Label.PERSON


def test_a_surname_is_found_again_where_nothing_was_guessed() -> None:
    text = "Orla Quint spoke. Then Quint left."
    assert mended(text, ("Orla Quint", Label.PERSON, 1.0))[1] == ("Quint", Label.PERSON)


def test_a_surname_that_ends_the_text_is_found_again() -> None:
    text = "Orla Quint spoke, and so did Quint"
    assert mended(text, ("Orla Quint", Label.PERSON, 1.0))[1] == ("Quint", Label.PERSON)


def test_no_name_reaches_over_a_paragraph() -> None:
    text = "with Orla\n\nQuint left"
    assert all("\n" not in name for name, _ in mended(text, ("Orla\n\nQuint", Label.PERSON, 1.0)))


def test_a_doubtful_guess_is_drawn_only_when_the_document_bears_it_out() -> None:
    assert mended("with Quint at sea", ("Quint", Label.PERSON, 0.3)) == []
    borne_out = mended(
        "with Orla Quint at sea. He met President Quint.",
        ("Orla Quint", Label.PERSON, 0.9),
    )
    assert ("Quint", Label.PERSON) in borne_out


def test_a_given_name_that_is_also_a_month_stays() -> None:
    text = "Today Jan Quint met April Marsh"
    assert mended(
        text, ("Today Jan Quint", Label.PERSON, 1.0), ("April Marsh", Label.PERSON, 1.0)
    ) == [
        ("Jan Quint", Label.PERSON),
        ("April Marsh", Label.PERSON),
    ]


def test_days_and_junk_are_no_names() -> None:
    assert mended("on Monday the CEO", ("Monday", Label.ORG, 1.0), ("CEO", Label.ORG, 1.0)) == []
