"""Names of several documents that are one: found as they come, whatever the order, and said why."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.index.documents import document
from tests.index.test_naming import correct, found
from tui.document import Label, Mention, Name, PreparedDocument
from tui.index.index import Index
from tui.row import Kin, Standing

ONLY = "likely: the only one here with this surname"
SPELLINGS = (
    *("Alexander Lukashenko", "Aliaksandr Lukashenka", "Лукашенко", "A. Lukashenko", "Lukashenka"),
    *("Viktor Lukashenko", "Alexei Navalny", "Yulia Navalnaya", "Navalnaya", "Навальный"),
    *("Anna Holm", "A. Holm", "Axel Holm", "Anna M. Holm", "Anna K. Holm", "Holm", "Хольм"),
)  # fmt: skip


def naming(*names: str, title: str = "") -> PreparedDocument:
    """A document that mentions each of these people."""
    return document(", ".join(names), title=title, people=tuple((name,) for name in names))


def fill(index: Index, documents: Iterable[tuple[str, PreparedDocument]]) -> None:
    for path, each in documents:
        index.put(f"/in/{path}", each)


def called(index: Index, *names: str, label: Label = Label.PERSON) -> Mapping[str, str]:
    """What each of the names is called in the case."""
    heads = {name: index.as_one((label, name)) for name in names}
    return {name: kin[0].name if kin else name for name, kin in heads.items()}


def organisation(body: str, *forms: str) -> PreparedDocument:
    made = document(body, title=" ".join(forms))
    return PreparedDocument(
        made.id,
        made.safe,
        blocks=made.blocks,
        mentions=(Mention(0, 1, Label.ORG, forms[0]),),
        names=(Name(Label.ORG, forms[0], tuple((form, 1) for form in forms)),),
    )


def test_spellings_of_one_person_in_several_documents_are_one_name(index: Index) -> None:
    names = ("Alexander Lukashenko", "Aliaksandr Lukashenka", "A. Lukashenko", "Лукашенкой")
    fill(index, ((f"{at}.txt", naming(name)) for at, name in enumerate(names)))
    assert set(called(index, *names).values()) == {"Alexander Lukashenko"}
    (standing,) = index.standing([(Label.PERSON, "Лукашенкой")])
    assert (standing.documents, standing.first) == (4, 1)
    assert {one.name: one.why for one in standing.kin} == {
        "Alexander Lukashenko": "",
        "Aliaksandr Lukashenka": "another transliteration",
        "A. Lukashenko": "initial",
        "Лукашенкой": ONLY,
    }
    for query in ('who:"alexander lukashenko"', "who:лукашенкой", "who:lukash*"):
        assert found(index, query) == [1, 2, 3, 4]
    assert index.called("лукашенкой") == (Label.PERSON, "Alexander Lukashenko")
    assert index.names(Label.PERSON, "luka") == [("Alexander Lukashenko", 4)]


def test_the_fullest_spelling_stands_for_all_and_of_several_the_most_frequent(
    index: Index,
) -> None:
    fill(index, (("1", naming("Volodimir Zelensky")), ("2", naming("Volodymyr Zelenskyy"))))
    fill(index, ((f"{at}.txt", naming("Zelenskiy", title=str(at))) for at in range(5)))
    fill(index, [("3", naming("Volodymyr Zelenskyy", title="again"))])
    assert called(index, "Zelenskiy") == {"Zelenskiy": "Volodymyr Zelenskyy"}


def test_a_second_bearer_takes_the_surname_alone_from_the_first(index: Index) -> None:
    fill(index, (("1", naming("Anna Holm")), ("2", naming("Holm"))))
    assert called(index, "Holm") == {"Holm": "Anna Holm"}
    fill(index, [("3", naming("Axel Holm"))])
    assert called(index, "Holm", "Anna Holm") == {"Holm": "Holm", "Anna Holm": "Anna Holm"}
    assert index.standing([(Label.PERSON, "Anna Holm")]) == [Standing(1, 1)]
    assert found(index, 'who:"anna holm"') == [1]


def test_when_the_second_bearer_is_gone_the_surname_is_the_firsts_again(index: Index) -> None:
    fill(index, (("1", naming("Anna Holm")), ("2", naming("Holm")), ("3", naming("Axel Holm"))))
    fill(index, [("3", naming("Nobody Else"))])
    assert called(index, "Holm") == {"Holm": "Anna Holm"}


def test_who_stands_alone_much_oftener_than_introduced_is_somebody_else(index: Index) -> None:
    fill(index, [("1", naming("Hunter Marlow"))])
    fill(index, ((f"{at}.txt", naming("Marlow", title=str(at))) for at in range(3)))
    assert called(index, "Marlow") == {"Marlow": "Hunter Marlow"}
    assert len(found(index, 'who:"hunter marlow"')) == 4
    fill(index, [("4.txt", naming("Marlow", title="4"))])
    assert called(index, "Marlow") == {"Marlow": "Marlow"}
    assert index.standing([(Label.PERSON, "Hunter Marlow")]) == [Standing(1, 1)]
    assert found(index, 'who:"hunter marlow"') == [1]


def test_father_and_son_brothers_and_a_couple_stay_apart(index: Index) -> None:
    names = (
        *("Donald Marlow", "Donald Marlow Jr.", "Alexei Navalny", "Yulia Navalnaya", "Navalnaya"),
        *("Wladimir Klitschko", "Vitali Klitschko", "George W. Bush", "George H. W. Bush"),
    )
    fill(index, ((f"{at}.txt", naming(name)) for at, name in enumerate(names)))
    others = {name: name for name in names} | {"Navalnaya": "Yulia Navalnaya"}
    assert called(index, *names) == others


def test_of_more_spellings_than_a_name_can_have_none_is_joined(index: Index) -> None:
    names = [f"Anna Ho{'l' * times}m" for times in range(1, 41)]
    fill(index, [("few", naming(*names[:20]))])
    assert set(called(index, *names[:20]).values()) == {"Anna Hollllllllllllllllllllm"}
    fill(index, [("many", naming(*names[20:], "Holm"))])
    assert called(index, *names, "Holm") == {name: name for name in (*names, "Holm")}


def test_an_acronym_joins_the_only_name_that_a_document_calls_so(index: Index) -> None:
    fill(index, [("1", organisation("The board (AHB).", "Anselm Harbour Board", "AHB"))])
    fill(index, [("2", organisation("AHB came.", "AHB"))])
    assert called(index, "AHB", label=Label.ORG) == {"AHB": "Anselm Harbour Board"}
    assert found(index, 'org:"anselm harbour board"') == [1, 2]
    fill(index, [("3", organisation("The bureau (AHB).", "Allied Hauliers Bureau", "AHB"))])
    assert called(index, "AHB", label=Label.ORG) == {"AHB": "AHB"}


def test_variants_of_a_long_name_are_one(index: Index) -> None:
    fill(index, [("1", organisation("x", "European Commission"))])
    fill(index, [("2", organisation("x", "EU Commission"))])
    assert found(index, "org:european") == [1, 2]
    assert index.holding(Label.ORG, "EU Commission").tolist() == [1, 2]


def test_what_the_reader_set_apart_stands_for_itself_until_it_is_taken_back(index: Index) -> None:
    fill(index, (("1", naming("Alexander Lukashenko")), ("2", naming("Лукашенкой"))))
    correct(index, "Лукашенко", apart=True)
    assert called(index, "Лукашенкой") == {"Лукашенкой": "Лукашенкой"}
    assert found(index, 'who:"alexander lukashenko"') == [1]
    assert index.holding(Label.PERSON, "Alexander Lukashenko").tolist() == [1]
    correct(index, "Лукашенко")
    assert found(index, 'who:"alexander lukashenko"') == [1, 2]


def test_what_is_to_be_alone_leaves_its_document_as_it_is(index: Index) -> None:
    both = document("Alexander Lukashenko", people=(("Alexander Lukashenko", "Lukashenko"),))
    fill(index, (("1", both), ("2", naming("Lukashenko"))))
    assert found(index, "who:alexander") == [1, 2]
    correct(index, "Lukashenko", alone=True)
    assert found(index, "who:alexander") == [1]
    assert found(index, "who:lukashenko") == [1, 2]
    assert index.holding(Label.PERSON, "Alexander Lukashenko").tolist() == [1]
    assert index.holding(Label.PERSON, "Lukashenko").tolist() == [2]


def test_what_the_reader_joined_to_any_of_the_spellings_counts_for_all(index: Index) -> None:
    fill(index, (("1", naming("Alexander Lukashenko")), ("2", naming("Лукашенкой"))))
    fill(index, [("3", naming("Batka"))])
    correct(index, "Batka", same_as="Лукашенкой")
    assert index.holding(Label.PERSON, "Alexander Lukashenko").tolist() == [1, 2, 3]


def test_names_are_looked_into_anew_when_the_steps_of_preparation_change(tmp_path: Path) -> None:
    path = str(tmp_path / "index.sqlite")
    index = Index.open(path, steps="one")
    fill(index, (("1", naming("Anna Holm")), ("2", naming("Holm"))))
    index.close()
    index = Index.open(path, steps="two")
    assert called(index, "Holm") == {"Holm": "Holm"}
    fill(index, (("1", naming("Anna Holm")), ("2", naming("Holm"))))
    assert called(index, "Holm") == {"Holm": "Anna Holm"}
    index.close()


def state(index: Index) -> dict[str, list[Kin]]:
    found = index.kin([(Label.PERSON, name) for name in SPELLINGS])
    return {name: sorted(alike) for (_, name), alike in found.items()}


@settings(derandomize=True, deadline=None, max_examples=60)
@given(
    st.permutations(SPELLINGS),
    st.lists(st.sampled_from(SPELLINGS), unique=True, max_size=6),
)
def test_who_is_one_does_not_depend_on_the_order_nor_on_what_was_there_before(
    order: list[str], gone: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        index = Index.open(f"{folder}/a.sqlite")
        fill(index, ((name, naming(name)) for name in order))
        fill(index, ((name, document(f"nobody {name}")) for name in gone))
        afresh = Index.open(f"{folder}/b.sqlite")
        fill(afresh, ((name, naming(name)) for name in SPELLINGS if name not in gone))
        assert state(index) == state(afresh)
        index.close()
        afresh.close()
