"""The reader of HTML tells where each run of its text stood in the page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.ingest.formats.html import read
from tui.ingest.load import load_bytes


def places(page: str) -> dict[str, tuple[bool, frozenset[str]]]:
    found = read(page.encode())
    return {
        found.text[start:end]: (linked, around) for start, end, linked, around, _ in found.markup
    }


def test_runs_know_the_elements_around_them_and_whether_they_are_links() -> None:
    found = places("<nav><ul><li><a href=x>Home</a></ul></nav><h1>Ferry</h1><p>Late <b>again</b>")
    assert found["Home"] == (True, frozenset({"nav", "li"}))
    assert found["Ferry"] == (False, frozenset({"h1"}))
    assert found["again"] == (False, frozenset({"p"}))


def test_an_anchor_without_an_address_is_no_link() -> None:
    assert places("<p><a name=top>Top</a>")["Top"][0] is False


def test_what_is_hidden_has_no_place() -> None:
    assert set(places("<p hidden>no</p><p>yes")) == {"yes"}


def test_places_are_those_of_the_safe_text() -> None:
    loaded = load_bytes("<p>a\u202eb</p>\n<p>Ferry</p>".encode(), "page.html")
    last = loaded.markup[-1]
    assert loaded.safe.text[last.start : last.end] == "Ferry"


@given(st.lists(st.sampled_from(["<p>", "</p>", "<pre>\n\n", "</pre>", "<li>", "a ", "\n", "b"])))
def test_runs_are_in_order_and_inside_the_text(pieces: list[str]) -> None:
    found = read(("<html>" + "".join(pieces)).encode())
    at = 0
    for start, end, *_ in found.markup:
        assert at <= start <= end <= len(found.text)
        at = end
