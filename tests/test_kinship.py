"""A document's names are called as in the case, and every spelling says why."""

from __future__ import annotations

from tui.document import Label, Mention, Name, PreparedDocument, SafeText
from tui.kinship import names_of, together, under_one_name
from tui.row import Kin

FULL = Kin("Alexander Lukashenko", 3, 2, "another transliteration")
OTHER = Kin("Aliaksandr Lukashenka", 3, 1)
ALONE = Kin("Лукашенкой", 0, 3, "likely")
KEY = (Label.PERSON, "Aliaksandr Lukashenka")
_TEXT = "Aliaksandr Lukashenka came. Lukashenka left. Alexander Lukashenko stayed."


def _document() -> PreparedDocument:
    return PreparedDocument(
        id="sha256:1",
        safe=SafeText(_TEXT),
        mentions=(
            Mention(0, 21, *KEY),
            Mention(28, 38, *KEY),
            Mention(45, 65, Label.PERSON, FULL.name),
            Mention(66, 72, Label.DATE, "stayed"),
        ),
        names=(
            Name(*KEY, ((KEY[1], 1), ("Lukashenka", 1)), ("Lukashenka: surname",)),
            Name(Label.PERSON, FULL.name, ((FULL.name, 1),)),
        ),
    )


def test_the_fullest_and_most_frequent_stands_for_all_and_why_goes_to_the_others() -> None:
    assert together(KEY[1], (ALONE, OTHER, FULL)) == (
        FULL._replace(why=""),
        OTHER._replace(why="another transliteration"),
        ALONE,
    )


def test_a_name_with_nobody_beside_it_stands_for_itself() -> None:
    assert together("Anna", ()) == ()
    assert together("Anna", (Kin("Anna", 0, 1),)) == ()
    assert together("Anna", (OTHER, FULL)) == ()


def test_what_the_reader_spoke_of_stands_for_itself_and_the_others_stay_together() -> None:
    kin = (FULL, OTHER, ALONE)
    assert together(FULL.name, kin, lambda name: name == FULL.name) == ()
    others = together(OTHER.name, kin, lambda name: name == FULL.name)
    assert [one.name for one in others] == [OTHER.name, ALONE.name]


def test_a_surname_that_stands_alone_too_often_is_not_its_only_bearers() -> None:
    often, again = ALONE._replace(documents=9), Kin("Lukashenka", 0, 1, "likely")
    kin = (FULL, OTHER, often, again)
    assert [one.name for one in together(often.name, kin)] == [often.name, again.name]
    assert [one.name for one in together(OTHER.name, kin)] == [FULL.name, OTHER.name]
    assert len(together(often.name, (FULL, OTHER, often))) == 3, "three for each at most"


def test_a_document_calls_a_name_as_the_case_does_and_keeps_its_own_reasons() -> None:
    seen = under_one_name(_document(), {KEY: (FULL, OTHER, ALONE)})
    assert [mention.name for mention in seen.mentions] == [*[FULL.name] * 3, "stayed"]
    (name,) = seen.names
    assert name.spellings == ((KEY[1], 1), ("Lukashenka", 1), (FULL.name, 1))
    assert name.reasons == (
        "Aliaksandr Lukashenka: in the case: another transliteration",
        "Lukashenka: surname",
    )


def test_where_a_name_is_not_spelled_as_it_is_called_each_spelling_says_both() -> None:
    document = PreparedDocument(
        id="sha256:1",
        safe=SafeText("Лукашенкой"),
        mentions=(Mention(0, 10, Label.PERSON, "Лукашенко"),),
        names=(Name(Label.PERSON, "Лукашенко", (("Лукашенкой", 1),), ("Лукашенкой: case",)),),
    )
    own = Kin("Лукашенко", 0, 1, "likely")
    seen = under_one_name(document, {(Label.PERSON, "Лукашенко"): (FULL, own)})
    assert seen.names[0].reasons == ("Лукашенкой: case; in the case: likely",)


def test_a_document_that_already_calls_all_so_stays_as_it_is() -> None:
    document = _document()
    assert under_one_name(document, {}) is document
    key = (Label.PERSON, FULL.name)
    assert under_one_name(document, {key: (FULL, ALONE)}) is document


def test_only_names_that_have_spellings_are_asked_for() -> None:
    assert names_of(_document()) == [KEY, (Label.PERSON, FULL.name)]
