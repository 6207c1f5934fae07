"""The brief in Markdown: sections by decision, notes with their passages, no live text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.export.entries import entry
from tui.decision import Decision
from tui.export.markdown import escaped, lines

commonmark = MarkdownIt("gfm-like")


def shown_text(source: str) -> str:
    tokens = commonmark.parse(source)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text", "text_special"}
    return "".join(child.content for child in children)


def test_documents_stand_under_their_decision() -> None:
    brief = "".join(
        lines(
            "ferry",
            [
                entry(title="No", decision=Decision.DISCARD, reasons=("off-topic",)),
                entry(title="Yes", notes=("who paid?",), quote="a study"),
            ],
        )
    )
    assert brief.startswith("# ferry\n")
    assert "2 documents: 1 kept, 0 maybe, 0 not decided, 1 discarded." in brief
    assert brief.index("## Kept") < brief.index("### Yes") < brief.index("## Discarded")
    assert brief.index("## Discarded") < brief.index("### No") < brief.index("off-topic")
    assert "> a study" in brief
    assert "who paid? (ada, 2026-09-04)" in brief


def test_only_a_plain_web_address_becomes_a_link() -> None:
    good = "".join(lines("x", [entry(url="https://harbour.example/a?b=1")]))
    assert "\n1 document: 1 kept" in good
    assert "<https://harbour.example/a?b=1>" in good
    for url in ("javascript:alert(1)", "https://a.example/> <b", "https://a.example/\u202e"):
        assert "<http" not in "".join(lines("x", [entry(url=url)]))


@pytest.mark.parametrize(
    "text",
    [
        "# no heading",
        "1. no list",
        "- no item",
        "+ no item",
        "=== no rule",
        "> no quote",
        "*no* _emphasis_ `code`",
        "[no](http://evil.example) ![image](http://evil.example)",
        "<script>alert(1)</script> &amp; &#27;",
        "https://evil.example and www.evil.example and a@evil.example",
        "a | b",
        "~~no~~ \\*",
    ],
)
def test_nothing_a_document_says_is_taken_for_markdown(text: str) -> None:
    assert shown_text(escaped(text)) == text


@given(st.text(st.sampled_from("ab1 .)#-+=*_`[]()<>!&;:/|~\\$@{}'\"wht")))
@settings(max_examples=200, derandomize=True)
def test_any_line_is_shown_as_it_is(text: str) -> None:
    wanted = " ".join(text.split())
    if wanted:
        assert shown_text(escaped(wanted)) == wanted


def test_other_readers_are_named_below_ones_own_words() -> None:
    brief = "".join(lines("case", [entry(others={"ben": Decision.DISCARD})]))
    assert "\nben: discard\n" in brief
