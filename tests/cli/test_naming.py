"""Sentences with names are gathered on the search thread, in steps, the list's documents first."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from queue import Queue

import pytest

from tests.index.documents import document, passing_index
from tui.cli.mirroring import News
from tui.cli.naming import MOST, sentences, standing
from tui.cli.searching import Searching
from tui.corrections import name_key, read
from tui.document import Label, Mention, PreparedDocument
from tui.index.index import Index
from tui.row import Standing
from tui.sentences import NameKey, Sentences

ANNA: NameKey = (Label.PERSON, "Anna")
PORT: NameKey = (Label.PLACE, "Port")
NO_RULES = read({})


def nothing(_: Index) -> News:
    """Nothing was recorded."""
    return News(())


def named(text: str) -> PreparedDocument:
    """A document in which every "Anna" and every "Port" is a mention."""
    mentions = [
        Mention(start, start + 4, label, form)
        for label, form in (ANNA, PORT)
        for start in range(len(text))
        if text.startswith(form, start)
    ]
    return replace(document(text), mentions=tuple(sorted(mentions, key=lambda each: each.start)))


@pytest.fixture
def index() -> Iterator[Index]:
    with passing_index() as opened:
        for number, text in enumerate(
            ("Anna came. Port slept.", "Nobody.", "In Port Anna sang. Anna left.", "Anna!"), 1
        ):
            opened.put(f"/in/{number}.txt", named(text))
        yield opened


def gathered(index: Index, names: tuple[NameKey, ...], numbers: list[int]) -> Sentences:
    """What is said in the end."""
    said: list[Sentences] = []
    for _ in sentences(index, names, numbers, NO_RULES, said.append):
        assert not said
    (found,) = said
    return found


def test_the_documents_of_the_list_come_first_in_their_order(index: Index) -> None:
    found = gathered(index, (ANNA,), [4, 2, 3])
    assert [(each.number, each.passage.text) for each in found.found] == [
        (4, "Anna!"),
        (3, "In Port Anna sang."),
        (3, "Anna left."),
        (1, "Anna came."),
    ]
    assert (found.documents, found.more) == (3, False)


def test_two_names_stand_together_in_fewer_sentences_than_documents(index: Index) -> None:
    found = gathered(index, (ANNA, PORT), [])
    assert [each.passage.text for each in found.found] == ["In Port Anna sang."]
    assert found.documents == 2


def test_there_is_an_end_to_sentences(index: Index) -> None:
    index.put("/in/5.txt", named(" ".join(f"Anna ate {n} eggs." for n in range(MOST + 5))))
    found = gathered(index, (ANNA,), [5])
    assert len(found.found) == MOST
    assert found.more


def test_the_same_words_are_listed_once_with_how_many_further_documents_have_them(
    index: Index,
) -> None:
    index.put("/in/5.txt", named("Anna came. Anna came. Anna!"))
    index.put("/in/6.txt", named("So Anna came. Anna!"))
    found = gathered(index, (ANNA,), [])
    assert [(each.number, each.passage.text, each.copies) for each in found.found] == [
        (1, "Anna came.", 1),
        (3, "In Port Anna sang.", 0),
        (3, "Anna left.", 0),
        (4, "Anna!", 2),
        (6, "So Anna came.", 0),
    ]
    assert found.documents == 5


def test_what_the_reader_took_away_is_in_no_sentence(index: Index) -> None:
    rules = read({name_key("Anna"): {"spelling": "Anna", "label": ""}})
    said: list[Sentences] = []
    for _ in sentences(index, (ANNA,), [], rules, said.append):
        pass
    assert said[0].found == ()


def test_a_question_asked_again_is_answered_once_and_others_come_between(index: Index) -> None:
    failures: list[BaseException] = []

    def complain(finished: Future[None]) -> None:
        if error := finished.exception():
            failures.append(error)

    said: Queue[object] = Queue()

    def slow(opened: Index) -> Iterator[None]:
        for _ in range(100_000):
            yield
        said.put("to the end")

    searching = Searching(lambda: Index.open(index._path), complain)
    searching.in_steps("names", slow, nothing)
    searching.ask("Port", "arrival", lambda view: said.put(list(view.numbers)), "list", nothing)
    assert said.get(timeout=10) == [1, 3]
    searching.in_steps("names", lambda opened: standing(opened, [ANNA, PORT], said.put), nothing)
    assert said.get(timeout=10) == [Standing(3, 1), Standing(2, 1)]
    searching.in_steps("names", slow, nothing)
    searching.close()
    assert said.empty()
    assert failures == []
