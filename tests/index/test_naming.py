"""Names across the case: counted by document, found by any spelling, as corrected."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.index.documents import document
from tui.corrections import name_key
from tui.decision import CORRECTIONS, Operation
from tui.document import Label, Mention
from tui.index.index import Index
from tui.row import Standing

_SERIAL = iter(range(1, 1_000_000))
ANNA = ("Anna Weber", "Weber")


def correct(index: Index, spelling: str, document_id: str = "", **fields: Any) -> None:
    """Have the index mirror a rule on a spelling; without fields the rule is taken back."""
    number = next(_SERIAL)
    key = name_key(spelling, document_id)
    said = {"spelling": spelling, **fields} if fields else None
    operation = Operation(
        f"{number:026}", f"{number:020}", "ada", "run", "batch", CORRECTIONS, key, said, None
    )
    index.mirror([operation], "mark")


def found(index: Index, query: str) -> list[int]:
    return index.ids(query).tolist()


@pytest.fixture
def case(index: Index) -> Index:
    """Three documents: Anna Weber in two, once by her surname alone, which is too common to say
    whose it is; a Holm in the third."""
    index.put("/in/1.txt", document("Anna Weber came. Weber left.", people=(ANNA,)))
    index.put("/in/2.txt", document("Weber at Skerrin.", people=(("Weber",),), places=("Skerrin",)))
    index.put("/in/3.txt", document("A. Holm wrote of Skerrin.", people=(("A. Holm",),)))
    return index


def test_a_name_stands_in_so_many_documents_and_first_in_this_one(case: Index) -> None:
    case.put("/in/4.txt", document("Anna Weber", people=(ANNA,)))
    wanted = [
        (Label.PERSON, "Anna Weber"),
        (Label.PERSON, "A. Holm"),
        (Label.PLACE, "Anna Weber"),
    ]
    assert case.standing(wanted) == [Standing(2, 1), Standing(1, 3), Standing()]
    assert case.holding(Label.PERSON, "Anna Weber").tolist() == [1, 4]


def test_a_name_is_known_by_what_it_is_called_or_by_its_words(case: Index) -> None:
    assert case.called("weber") == (Label.PERSON, "Weber")
    assert case.called("  ANNA weber ") == (Label.PERSON, "Anna Weber")
    assert case.called("anna") == (Label.PERSON, "Anna Weber")
    assert case.called("skerrin") == (Label.PLACE, "Skerrin")
    assert case.called("ann") is None
    assert case.called("...") is None


def test_an_earlier_version_of_a_document_does_not_count(case: Index) -> None:
    case.put("/in/1.txt", document("Anna Weber came again.", people=(ANNA,)))
    assert case.standing([(Label.PERSON, "Anna Weber")]) == [Standing(1, 4)]
    case.put("/in/1.txt", document("Anna Weber came. Weber left.", people=(ANNA,)))
    assert case.standing([(Label.PERSON, "Anna Weber")]) == [Standing(1, 1)]


def test_addresses_are_counted_and_amounts_are_not(index: Index) -> None:
    mentions = (Mention(0, 0, Label.EMAIL, "a@b.example"), Mention(0, 0, Label.MONEY, "EUR 5"))
    index.put("/in/1.txt", replace(document("a@b.example EUR 5"), mentions=mentions))
    wanted = [(Label.EMAIL, "a@b.example"), (Label.MONEY, "EUR 5")]
    assert index.standing(wanted) == [Standing(1, 1), Standing()]


def test_a_name_is_found_by_any_of_its_spellings(case: Index) -> None:
    assert found(case, "who:weber") == [1, 2]
    assert found(case, 'who:"anna weber"') == [1]
    assert found(case, "who:web*") == [1, 2]


def test_what_the_reader_says_is_no_name_is_not_found_as_one(case: Index) -> None:
    correct(case, "Weber", label="")
    assert found(case, 'who:"anna weber"') == [1]
    assert found(case, "who:weber") == [1]
    correct(case, "Anna Weber", label="")
    assert found(case, "who:weber") == []
    assert found(case, "-who:weber") == [1, 2, 3]
    assert found(case, "who:holm") == [3]


def test_what_is_no_name_in_one_document_is_one_elsewhere(case: Index) -> None:
    case.put("/in/4.txt", document("Then Weber spoke.", people=(("Weber",),)))
    correct(case, "Weber", case.rows([2])[0].id, label="")
    assert found(case, "who:weber") == [1, 4]


def test_what_is_of_another_kind_is_found_there_wherever_it_stands(case: Index) -> None:
    correct(case, "Skerrin", label="ORG")
    assert found(case, "org:skerrin") == [2, 3]
    assert found(case, "place:skerrin") == []
    assert case.holding(Label.ORG, "Skerrin").tolist() == [2, 3]
    assert case.standing([(Label.ORG, "Skerrin")]) == [Standing(2, 2)]


def test_a_spelling_that_was_joined_to_a_name_counts_for_both(case: Index) -> None:
    correct(case, "A. Holm", same_as="Anna Weber")
    assert found(case, 'who:"anna weber"') == [1, 3]
    assert found(case, "who:holm") == [3]
    assert case.standing([(Label.PERSON, "Anna Weber")]) == [Standing(2, 1)]
    assert case.holding(Label.PERSON, "Anna Weber").tolist() == [1, 3]
    assert case.holding(Label.PERSON, "Weber").tolist() == [2]


def test_a_spelling_that_was_set_apart_counts_as_a_name_of_its_own(case: Index) -> None:
    correct(case, "Weber", apart=True)
    assert case.standing([(Label.PERSON, "Weber")]) == [Standing(2, 1)]
    assert found(case, "who:weber") == [1, 2]


def test_a_rule_that_is_taken_back_changes_nothing_any_more(case: Index) -> None:
    correct(case, "Weber", label="")
    correct(case, "A. Holm", same_as="Anna Weber")
    correct(case, "Weber")
    correct(case, "A. Holm")
    assert found(case, "who:weber") == [1, 2]
    assert case.standing([(Label.PERSON, "Anna Weber")]) == [Standing(1, 1)]


def test_a_rule_holds_for_documents_that_come_later(case: Index) -> None:
    correct(case, "A. Holm", same_as="Anna Weber")
    case.put("/in/4.txt", document("So A. Holm said.", people=(("A. Holm",),)))
    assert found(case, 'who:"anna weber"') == [1, 3, 4]


@pytest.mark.parametrize("spelling", ['"', "x:y", "St. -", "'); --", "\ue000", "NEAR(", "*"])
def test_a_hostile_spelling_is_a_spelling(case: Index, spelling: str) -> None:
    correct(case, spelling, label="PERSON")
    correct(case, spelling, "sha256:" + "0" * 64, label="")
    assert found(case, "who:weber") == [1, 2]
    assert case.holding(Label.PERSON, spelling).tolist() == []


def test_a_correction_holds_for_the_other_cases_of_a_spelling(index: Index) -> None:
    index.put("/in/1.txt", document("С Лукашенкой говорили.", people=(("Лукашенкой",),)))
    index.put("/in/2.txt", document("В Скерине тихо. Лукашенко молчал.", people=(("Лукашенко",),)))
    assert found(index, "who:лукашенкой") == [1, 2]
    correct(index, "Лукашенко", label="")
    assert found(index, "who:лукашенкой") == found(index, "who:лукашенко") == []
    correct(index, "Лукашенко", label=None, same_as="Батька")
    assert found(index, "who:батька") == [1, 2]
    assert index.holding(Label.PERSON, "Батька").tolist() == [1, 2]
    correct(index, "Скерин", label="PLACE")
    assert found(index, "place:скерин") == [2]
