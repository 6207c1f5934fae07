"""Another extractor's vote on the lines of a page: an extra, without which nothing else differs."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from importlib.util import find_spec
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui import pipeline
from tui.document import Stretch
from tui.ingest.extracted import Extracted
from tui.ingest.formats import html, html_vote
from tui.ingest.formats.html_vote import found_in

needs_trafilatura = pytest.mark.skipif(
    find_spec("trafilatura") is None, reason="needs the extra [html]"
)

LEAD = "The harbour council voted on Tuesday to rebuild the old lighthouse at Marrow Point."
TAIL = "Engineers told the council that the tower itself is sound, and two summers are enough."
PAGE = f"""<!doctype html><title>Lighthouse</title><body><nav><a href="/">Home</a></nav>
<article><h1>Lighthouse</h1><p>{LEAD}</p><h2>The cost</h2><p>{TAIL}</p></article>
<footer><p>Write to the desk by day and by night if you have seen something.</p></footer>"""
Extract = Callable[..., str | None]


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Callable[[Extract], None]:
    """``ask(extract)`` has a function vote in place of trafilatura's."""

    def replace(extract: Extract) -> None:
        module = ModuleType("trafilatura")
        module.__dict__["extract"] = extract
        monkeypatch.setitem(sys.modules, "trafilatura", module)
        for place in (html, html_vote):
            monkeypatch.setattr(place, "voter", lambda: "trafilatura 0")

    return replace


def votes(found: Extracted) -> dict[str, bool | None]:
    return {found.text[one.start : one.end]: one.kept for one in found.markup}


def without_votes(found: Extracted) -> list[Stretch]:
    return [one._replace(kept=None) for one in found.markup]


def test_a_long_line_is_kept_by_most_of_its_words() -> None:
    text = "They said that the harbour council voted on Tuesday to rebuild the lighthouse again."
    lines = ["the harbour council voted on Tuesday to rebuild it", "the harbour office was closed"]
    assert found_in(text, lines) == [True, False]


def test_a_short_line_is_kept_word_for_word_beside_a_long_one() -> None:
    lines = ["Cost", LEAD, "The cost", "", "Costs"]
    assert found_in(f"{LEAD}\nThe cost", lines) == [True, True, True, False, False]
    assert found_in("The cost", ["The cost", "of something else altogether here"]) == [False, False]


def test_lines_in_scripts_without_blanks_are_compared_by_characters() -> None:
    assert found_in("灯台の再建が決まった。", ["灯台の再建が決まった", "港の天気予報です"]) == [
        True,
        False,
    ]


@given(st.text(), st.lists(st.text()))
def test_every_line_has_a_vote(text: str, lines: list[str]) -> None:
    assert len(found_in(text, lines)) == len(lines)


@given(st.lists(st.text(alphabet="abc \n", min_size=1), min_size=1))
def test_what_is_all_there_is_all_kept_but_for_blank_lines_and_lone_words(lines: list[str]) -> None:
    kept = found_in("\n".join(lines), lines)
    assert all(vote for line, vote in zip(lines, kept, strict=True) if len(line.split()) > 4)


def test_the_vote_stands_with_the_runs_of_the_text(ask: Callable[[Extract], None]) -> None:
    ask(lambda page, **options: f"{LEAD}\nThe cost\n{TAIL}")
    found = votes(html.read(PAGE.encode()))
    assert found[LEAD] and found["The cost"] and found[TAIL]
    assert found["Home"] is False
    assert found["Write to the desk by day and by night if you have seen something."] is False


def test_but_for_the_vote_nothing_differs(ask: Callable[[Extract], None]) -> None:
    ask(lambda page, **options: None)
    voted = html.read(PAGE.encode())
    ask(lambda page, **options: LEAD)
    again = html.read(PAGE.encode())
    assert without_votes(voted) == without_votes(again)
    assert (voted.text, voted.metadata, voted.remark) == (again.text, again.metadata, again.remark)


def test_without_the_extra_nobody_votes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_vote, "find_spec", lambda name: None)
    html_vote.voter.cache_clear()
    try:
        assert html_vote.voter() == ""
        assert set(votes(html.read(PAGE.encode())).values()) == {None}
    finally:
        html_vote.voter.cache_clear()


def test_a_vote_that_fails_costs_the_vote_and_says_so(ask: Callable[[Extract], None]) -> None:
    def fail(page: str, **options: object) -> str:
        raise RecursionError("\x1b]0;owned\x07")

    ask(fail)
    found = html.read(PAGE.encode())
    assert LEAD in found.text
    assert set(votes(found).values()) == {None}
    assert found.remark == "no vote on its lines: RecursionError in trafilatura 0"


@pytest.mark.parametrize("page", ["<p>" + "<b>x</b>" * 10_001, "<p>" + "x " * 2_000_001])
def test_a_page_that_would_take_too_long_is_not_voted_on(
    ask: Callable[[Extract], None], page: str
) -> None:
    def refuse(page: str, **options: object) -> str:
        raise AssertionError("it was asked")

    ask(refuse)
    found = html.read(page.encode())
    assert found.remark == ""
    assert {one.kept for one in found.markup} == {None}


def test_documents_are_prepared_again_when_somebody_votes(
    ask: Callable[[Extract], None],
) -> None:
    pipeline._steps.cache_clear()
    before = pipeline.version()
    try:
        ask(lambda page, **options: None)
        pipeline._steps.cache_clear()
        assert pipeline.version() != before
    finally:
        pipeline._steps.cache_clear()


@needs_trafilatura
def test_trafilatura_keeps_the_article_and_needs_no_network(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*arguments: object) -> None:
        raise AssertionError("somebody opens a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    found = votes(html.read(PAGE.encode()))
    assert found[LEAD] and found[TAIL]
    assert found["Home"] is False


@needs_trafilatura
@pytest.mark.parametrize(
    "data", [b"", b"<html>", b"\x00\xff<p>", b"http://127.0.0.1/", b"<p>" * 999]
)
def test_any_bytes_are_read_and_nothing_is_logged(
    data: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    assert html.read(data).remark in ("", "nothing to read in this page")
    assert capfd.readouterr() == ("", "")
