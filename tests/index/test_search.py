"""What a query finds: the same as a reader who goes through every text, and nothing that is typed
gets anywhere but into a comparison."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.index.documents import Example, document, listed, passing_index, prints
from tui.index.expression import Either, Every, Expression, Limit, Not, Text
from tui.index.index import Index
from tui.index.query import parse
from tui.row import QueryError

_TEXTS = (
    ("Ferry link chosen", "The ferry leaves the harbour at dawn. No bridge.", "Great article!"),
    ("Toll protests", "The bridge toll rose again; protesters met at the harbour.", "ferry ferry"),
    ("Паром вместо моста", "Ёлка стоит у парома. Мост закрыт, йод кончился.", "мост мост"),
    ("Café society", "A naïve O'Brien took the state-of-the-art ferry, twice.", ""),
    ("", "один два три. 12:30", "паром"),
)


def _fill(index: Index, pages: Sequence[tuple[str, str, str]]) -> None:
    with index.batch():
        for number, (title, body, hidden) in enumerate(pages, 1):
            made = document(body, title=title, hidden=hidden, bytes_=str(number))
            assert index.put(f"/in/{number}.txt", made) == number


@pytest.fixture(scope="module")
def pages() -> Iterator[Index]:
    """The texts above, in an index that no test writes to."""
    with passing_index() as index:
        _fill(index, _TEXTS)
        yield index


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("ferry", [1, 2, 4]),
        ("FERRY harbour", [1, 2]),
        ("ferry -bridge", [4]),
        ("-bridge -мост", [4, 5]),
        ("toll or dawn", [1, 2]),
        ("toll | dawn", [1, 2]),
        ("harbour (toll or society)", [2]),
        ('"ferry leaves"', [1]),
        ('"leaves ferry"', []),
        ('"ferry lea"*', [1]),
        ("protest*", [2]),
        ("protest", []),
        ("елка", [3]),
        ("ЁЛКА", [3]),
        ("йод", [3]),
        ("иод", []),
        ("cafe", [4]),
        ("naive", [4]),
        ("o'brien", [4]),
        ("state-of-the-art", [4]),
        ("12:30", [5]),
        ("title:toll", [2]),
        ("title:ferry", [1]),
        ("-title:ferry ferry", [2, 4]),
        ("паром", [3, 5]),
        ("has:hidden-hit паром", [5]),
        ("has:hidden-hit ferry", [2]),
        ("has:hidden-hit ferry -dawn", [2]),
        ("has:hidden-hit", []),
        ("ferry & harbour", [1, 2]),
        ("ferry NOT toll", [1, 4]),
        ("ferry AND toll", [2]),
        ("«the harbour»", [1, 2]),
        ("", [1, 2, 3, 4, 5]),
    ],
)
def test_words(pages: Index, query: str, numbers: list[int]) -> None:
    assert pages.ids(query).tolist() == numbers
    assert pages.count(query) == len(numbers)
    assert [row.number for row in listed(pages, query)] == numbers


def test_hits_in_hidden_text_can_be_told(pages: Index) -> None:
    assert pages.hidden_hits("ferry", [1, 2, 3, 4]) == {2}
    assert pages.hidden_hits("паром", [3, 5]) == {5}
    assert pages.hidden_hits("ferry toll", [2]) == {2}
    assert pages.hidden_hits("is:unread", [1, 2]) == set()
    assert pages.hidden_hits("ferry", []) == set()


def test_the_best_match_comes_first_when_asked_for(pages: Index) -> None:
    assert pages.ids("ferry", "relevance")[0] == 1
    assert pages.ids("ferry sort:relevance").tolist()[-1] == 2
    assert pages.ids("ferry is:unread -dawn", "relevance").tolist() == [4, 2]


@pytest.fixture(scope="module")
def dated() -> Iterator[Index]:
    """Documents with metadata and names, in an index that no test writes to."""
    with passing_index() as index:
        _put_dated(index)
        yield index


def _put_dated(index: Index) -> None:
    days = ["2026-09-03", "2026-09", "2026", "2025-12-31", "", "2026-10-01T08:00:00Z"]
    for number, day in enumerate(days):
        made = document(
            f"text {number}",
            published=day,
            title=f"{chr(102 - number)} title",
            outlet="" if number == 2 else f"Outlet {number % 2}",
            language="ru" if number else "en",
            people=(("Aleksandr Lukashenko", "Lukashenka"),) if number == 1 else (),
            places=("Port Anselm",) if number < 2 else (),
            author="Jo Ó Briain" if number == 0 else "",
            doubt=number == 3,
        )
        index.put(f"/in/{number}.txt", made)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("date:2026-09", [1, 2]),
        ("date:2026-09-03", [1]),
        ("date:2026", [1, 2, 3, 6]),
        ("date:2026-09..2026-10", [1, 2, 6]),
        ("date:..2025", [4]),
        ("date:2026-10..", [6]),
        ("after:2026-09", [6]),
        ("before:2026", [4]),
        ("date:2026-q3", [1, 2]),
        ("-date:2026", [4, 5]),
        ("has:date", [1, 2, 3, 4, 6]),
        ("lang:ru -lang:en", [2, 3, 4, 5, 6]),
        ("lang:EN", [1]),
        ('outlet:"outlet 1"', [2, 4, 6]),
        ("-outlet:outlet", [3]),
        ("who:lukashenka", [2]),
        ("who:lukashenko", [2]),
        ('who:"lukashenka aleksandr"', []),
        ("who:luka*", [2]),
        ("place:anselm", [1, 2]),
        ("org:anselm", []),
        ("author:briain", [1]),
        ("has:doubt", [4]),
        ("words:2", [1, 2, 3, 4, 5, 6]),
        ("words:>2", []),
        ("words:1..5 -words:<=2", []),
        ("path:3.txt", [4]),
        ("path:/IN/", []),
        ("new:today", [1, 2, 3, 4, 5, 6]),
        ("new:..yesterday", []),
        ("sort:title", [6, 5, 4, 3, 2, 1]),
        ("sort:-date", [6, 1, 2, 3, 4, 5]),
        ("sort:date", [4, 3, 2, 1, 6, 5]),
        ("sort:outlet", [1, 5, 2, 4, 6, 3]),
        ("sort:-arrival text", [6, 5, 4, 3, 2, 1]),
        ("lang:en or who:lukashenko", [1, 2]),
        ("is:undecided is:unread is:waiting", []),
    ],
)
def test_fields(dated: Index, query: str, numbers: list[int]) -> None:
    assert dated.ids(query).tolist() == numbers


def test_new_means_since_the_last_visit(index: Index) -> None:
    _fill(index, _TEXTS)
    assert index.ids("is:new").tolist() == [1, 2, 3, 4, 5]
    index.mark_seen()
    index.put("/in/9.txt", document("nine"))
    assert index.ids("is:new").tolist() == [6]


def test_documents_near_another(index: Index) -> None:
    for number in range(1, 4):
        index.put(f"/in/{number}.txt", document(f"text {number}", fingerprints=prints(0, 40)))
    index.relate(1, 2, "contains", 0.9)
    assert index.ids("near:1.txt").tolist() == [1, 2]
    assert index.ids("near:3.txt").tolist() == []
    with pytest.raises(QueryError, match="no document") as caught:
        index.ids("ferry near:nowhere")
    assert caught.value.position == len("ferry near:")


@pytest.mark.parametrize(
    "query",
    [
        "ferry') --",
        '" OR 1=1 --',
        "ferry\0dawn",
        "a NEAR(b, 3)",
        "title : x",
        "{title}:x",
        "^ferry",
        "ferry + dawn",
        "'",
        '""""',
        "'; DROP TABLE document; --",
        "tag:' path:%",
        "near:%",
        "near:\ud800 path:\ud800 or lang:\ud800",
        "path:\ud800 tag:\ud800 who:a\ud800",
        'who:"\'" or x',
    ],
)
def test_signs_that_mean_something_elsewhere_mean_nothing_here(pages: Index, query: str) -> None:
    try:
        pages.ids(query)
    except QueryError as error:
        assert 0 <= error.position <= len(query)
    assert pages.count() == len(_TEXTS)


_SIGNS = st.text(st.sampled_from("aбё *\"-|()':<>.,{}^+\\%_;\0\ud800éAND or NOT\n"), max_size=30)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(_SIGNS | st.text(max_size=30))
def test_whatever_is_typed_is_a_query_or_an_error_with_a_place(pages: Index, typed: str) -> None:
    try:
        query = parse(typed)
    except QueryError as error:
        assert 0 <= error.position <= len(typed)
        assert error.message
        return
    pages.ids(typed)
    assert query.sort == "" or query.sort in typed


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold().replace("ё", "е"))


def _holds(expression: Expression | None, parts: list[list[str]]) -> bool:
    """The definition: a phrase stands in one part of the document, word after word."""
    match expression:
        case None:
            return True
        case Not(part):
            return not _holds(part, parts)
        case Every(inner):
            return all(_holds(part, parts) for part in inner)
        case Either(inner):
            return any(_holds(part, parts) for part in inner)
        case Text(text, prefix):
            wanted = _tokens(text)
            return any(
                _at(tokens, start, wanted, prefix)
                for tokens in parts
                for start in range(len(tokens) - len(wanted) + 1)
            )
        case Limit():
            raise AssertionError


def _at(tokens: list[str], start: int, wanted: list[str], prefix: bool) -> bool:
    here = tokens[start : start + len(wanted)]
    if prefix:
        return here[:-1] == wanted[:-1] and here[-1].startswith(wanted[-1])
    return here == wanted


_WORDS = st.sampled_from(["ferry", "Fer", "мост", "ёлка", "елка", "a1", "dawn", "b"])
_PARTS = st.lists(_WORDS, max_size=6).map(" ".join)
_PAGES = st.lists(st.tuples(_PARTS, _PARTS, _PARTS), min_size=1, max_size=6)
_LEAVES = (
    _WORDS
    | _WORDS.map(lambda word: word[:2] + "*")
    | st.lists(_WORDS, min_size=1, max_size=3).map(lambda words: '"' + " ".join(words) + '"')
    | st.lists(_WORDS, min_size=1, max_size=2).map(lambda words: '"' + " ".join(words) + '"*')
)
_QUERIES = st.recursive(
    _LEAVES,
    lambda inner: (
        st.lists(inner, min_size=2, max_size=3).map(" ".join)
        | st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' or '.join(parts)})")
        | inner.map(lambda part: f"-({part})")
    ),
    max_leaves=6,
)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(_PAGES, _QUERIES)
def test_a_search_agrees_with_going_through_every_text(
    example: Example, texts: list[tuple[str, str, str]], query: str
) -> None:
    expression = parse(query).expression
    with example() as index:
        _fill(index, texts)
        everywhere = [
            number
            for number, page in enumerate(texts, 1)
            if _holds(expression, [_tokens(part) for part in page])
        ]
        assert index.ids(query).tolist() == everywhere
        assert sorted(index.ids(query, "relevance")) == everywhere
        assert index.ids(f"{query} is:unread").tolist() == everywhere
        shown = [
            number
            for number, page in enumerate(texts, 1)
            if _holds(expression, [_tokens(part) for part in page[:2]])
        ]
        everything = list(range(1, len(texts) + 1))
        assert index.hidden_hits(query, everything) == set(everywhere) - set(shown)


def test_dates_count_from_today(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    noon = datetime(2026, 9, 3, 12).astimezone()
    monkeypatch.setattr("tui.index.condition.datetime", SimpleNamespace(now=lambda: noon))
    today = noon.date()
    index.put("/in/1", document("one", published=today.isoformat()))
    index.put("/in/2", document("two", published=(today - timedelta(1)).isoformat()))
    index.put("/in/3", document("three", published=(today - timedelta(40)).isoformat()))
    assert index.ids("date:today").tolist() == [1]
    assert index.ids("date:yesterday").tolist() == [2]
    assert index.ids("date:2d").tolist() == [1, 2]
    assert index.ids("date:..yesterday").tolist() == [2, 3]
