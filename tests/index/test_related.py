"""What is near a document: its copies, then what has the words that stand out in it."""

from __future__ import annotations

import pytest

from tests.index.documents import document, prints
from tui.index.index import Index
from tui.row import QueryError

_TALK = "The council said on Monday that it would talk about it again in spring, as it does."
_FERRY = "Dredging for the Sandholm ferry begins, says harbourmaster Holmqvist."
_BOATS = "Holmqvist, harbourmaster of Sandholm, has the dredging of the ferry lane begun."
_OTHERS = (
    "A choir from Norrvik sang at the opening of the library.",
    "The library of Norrvik has a choir again.",
    "Snow closed the pass for a week.",
    "The pass is open, and the snow is gone.",
    "A bakery burned down at night.",
)


@pytest.fixture
def talk(index: Index) -> Index:
    """Two texts on a ferry among others; all share a paragraph of common words."""
    for number, body in enumerate((_FERRY, *_OTHERS, _BOATS)):
        index.put(f"/in/{number}.txt", document(f"{body} {_TALK}", outlet="Post"))
    return index


def test_what_shares_rare_words_is_near_and_common_words_count_for_nothing(talk: Index) -> None:
    assert talk.ids("near:0.txt").tolist() == [1, 7]
    assert talk.ids("near:6.txt").tolist() == [7, 1]
    assert talk.ids("near:5.txt").tolist() == []


def test_near_documents_come_closest_first_unless_they_are_sorted(index: Index) -> None:
    for number, body in enumerate(
        (
            "ferry choir",
            "dredging ferry Holmqvist Sandholm lane",
            "dredging ferry Holmqvist",
            "dredging ferry Holmqvist Sandholm lane harbour",
            *(f"filler{n} text{n}" for n in range(20)),
        )
    ):
        index.put(f"/in/{number}.txt", document(body, bytes_=str(number)))
    closest = index.ids("near:3.txt").tolist()
    assert closest[:2] == [4, 2]
    assert closest.index(2) < closest.index(3)
    assert index.ids("near:3.txt sort:arrival").tolist() == sorted(closest)
    assert index.ids("near:3.txt", "-arrival").tolist() == sorted(closest, reverse=True)
    assert index.ids("near:3.txt -lane").tolist()[0] == 3
    assert 2 not in index.ids("-near:3.txt").tolist()


def test_copies_are_nearest_and_need_no_words_in_common(talk: Index) -> None:
    talk.put("/in/copy.txt", document("Translation.", fingerprints=prints(0, 9)))
    talk.relate(1, 8, "same", 1.0)
    assert talk.ids("near:0.txt").tolist() == [1, 8, 7]


def test_hidden_words_make_nothing_near(index: Index) -> None:
    index.put("/in/a.txt", document("Snow fell.", hidden="Support the Sandholm gazette"))
    index.put("/in/b.txt", document("Rain came.", hidden="Support the Sandholm gazette"))
    for number in range(8):
        index.put(f"/in/{number}.txt", document(f"nothing{number}"))
    assert index.ids("near:a.txt").tolist() == []


def test_what_names_too_many_documents_is_near_nothing(index: Index) -> None:
    for number in range(9):
        index.put(f"/in/{number}/page.txt", document(f"the ferry {number}"))
    with pytest.raises(QueryError, match=r"9 documents called page\.txt") as raised:
        index.ids("ferry near:page.txt")
    assert raised.value.position == 11
    index.ids("near:0/page.txt")


def test_a_document_that_is_not_there_is_near_nothing(talk: Index) -> None:
    with pytest.raises(QueryError, match="no document called nowhere"):
        talk.ids("near:nowhere")


def test_another_script_and_accents_are_words_as_the_search_has_them(index: Index) -> None:
    index.put("/in/a.txt", document("Пётр Ладогин открыл паром в Зандхольме."))
    index.put("/in/b.txt", document("ПЕТР ЛАДОГИН закрыл паром."))
    for number in range(8):
        index.put(f"/in/{number}.txt", document(f"слово{number}"))
    assert index.ids("near:a.txt").tolist() == [1, 2]
