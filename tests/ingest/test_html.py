"""A page's text as its reader saw it, from any markup."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.ingest.formats.html import read
from tui.ingest.formats.html_tokens import attributes, tokens


def text_of(page: str) -> str:
    return read(page.encode()).text


def test_blocks_stand_apart_and_what_is_inline_is_joined() -> None:
    page = (
        "<h1>Ferry\n link</h1><p>The <b>minister</b> met\n <a href=x>island</a>ers.<div>End</div>"
    )
    assert text_of(page) == "Ferry link\n\nThe minister met islanders.\n\nEnd"


def test_spaces_between_inline_elements_stay_one() -> None:
    assert text_of("<p>one <i> two </i> three<b>four</b> </p>") == "one two threefour"


def test_lists_have_bullets_and_no_blank_lines_between() -> None:
    page = "<p>Before<ul><li>one<li><a>two</a></li><li></li></ul>After"
    assert text_of(page) == "Before\n\n• one\n• two\n\nAfter"


def test_rows_are_lines_and_cells_are_tabs_apart() -> None:
    page = "<table><tr><th>Port<th>Days</tr><tr><td>Anselm</td> <td>3</td></tr></table>"
    assert text_of(page) == "Port\tDays\nAnselm\t3"


def test_breaks_are_lines_and_two_of_them_a_blank_line() -> None:
    assert text_of("a<br>b<br/><br>c<br><br><br>d") == "a\nb\n\nc\n\nd"


def test_preformatted_text_keeps_its_lines_and_spaces() -> None:
    assert text_of("<p>a<pre>\n x  y\n\n  z\n</pre>b") == "a\n\n x  y\n\n  z\n\nb"


def test_a_blank_paragraph_leaves_no_line() -> None:
    assert text_of("<p>a</p><p>&nbsp;</p><p> </p><p>b</p>") == "a\n\nb"


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>if (a<b) x('</p>')</script>",
        "<style>p:after{content:'x'}</style>",
        "<noscript><p>x</noscript>",
        "<noscript></div><p>x</noscript>",
        "<template><div>x</template>",
        "<svg><title>x</title><text>x</text></svg>",
        "<!-- x --><!-- <p>x</p> -->",
        "<select><option>x<option>y</select>",
        "<p hidden>x",
        "<div hidden>x<div>x</div><span>x</span></div>",
        "<span style='color:red; display : none'>x<span>x</span>x</span>",
        "<p style='visibility:hidden'>x</p>",
        "<textarea>x</textarea>",
        "<iframe>x</iframe>",
        "<img alt=x><input value=x>",
        "<?php x ?>",
    ],
)
def test_what_a_browser_does_not_show_is_not_there(unseen: str) -> None:
    assert text_of(f"<div><p>before</p>{unseen}<p>after</p></div>") == "before\n\nafter"


def test_a_body_that_a_script_would_have_shown_is_shown() -> None:
    assert text_of("<body style='display:none'><p>text") == "text"


def test_character_references_are_resolved_once() -> None:
    assert text_of("<p>R&amp;D &lt;b&gt; &#1046;&#x416; &eacute &amp;lt; &nosuch;") == (
        "R&D <b> ЖЖ é &lt; &nosuch;"
    )
    assert text_of("<p>&#99999999999999999999; &#" + "9" * 10_000) != ""


def test_less_than_signs_that_open_nothing_are_text() -> None:
    assert text_of("<p>1 < 2 and <3 and a<") == "1 < 2 and <3 and a<"


@pytest.mark.parametrize(
    ("broken", "shown"),
    [
        ("<p>before <!-- never closed <p>after", "before never closed\n\nafter"),
        ("<p>before <a href='never closed>link</a> after", "before link after"),
        ("<title>never closed<p>text", "never closed\n\ntext"),
        ("<p>before <a href=x", "before <a href=x"),
        ("<p>before <![CDATA[ x ]]> after", "before after"),
        ("<p>a</b></i></div></p>b", "a\n\nb"),
        ("no tags at all", "no tags at all"),
    ],
)
def test_what_never_ends_does_not_swallow_the_page(broken: str, shown: str) -> None:
    assert text_of(broken) == shown


def test_entities_of_a_document_type_are_not_expanded() -> None:
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><body><p>a &x; b'
    assert text_of(page) == "a &x; b"


def test_the_charset_that_the_page_declares_is_used() -> None:
    head = "<meta http-equiv=Content-Type content='text/html; charset=gb2312'>"
    found = read((head + "<p>渡船停航三天").encode("gb18030"))
    assert found.text == "渡船停航三天"
    assert found.encoding == "gb18030"


def test_a_page_without_text_says_so() -> None:
    assert read(b"<html><script>x</script></html>").remark == "nothing to read in this page"


def test_attributes_are_read_in_all_their_spellings() -> None:
    assert attributes(""" A=1 b='two "2"' c = "&lt;3" hidden d=x/y b=again """) == {
        "a": "1",
        "b": 'two "2"',
        "c": "<3",
        "hidden": "",
        "d": "x/y",
    }


@pytest.mark.parametrize(
    "flood",
    [
        "<a ",
        "<a b='",
        "<!--",
        "<!",
        "</",
        "<?",
        "<![",
        "<",
        "&",
        "<div>",
        "<svg>",
        "<title>",
        "<td>",
    ],
)
def test_floods_of_unfinished_markup_end_in_one_pass(flood: str) -> None:
    page = "<p>before</p>" + flood * (150_000 // len(flood))
    assert text_of(page).startswith("before")


def test_forty_thousand_nested_elements_are_no_recursion() -> None:
    assert text_of("<div>" * 40_000 + "deep" + "</div>" * 40_000) == "deep"


PIECES = ["<p>", "</p>", "<div hidden>", "</div>", "<li>", "<pre>", "</pre>", "<svg>", "</svg>"]
PIECES += [
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<a href='",
    "'>",
    "&#27;",
    "&lt",
    "<",
    " ",
    "\n",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=25).map("".join))
@settings(max_examples=200, derandomize=True, deadline=None)
def test_any_markup_gives_a_text_of_no_more_than_its_own_words(page: str) -> None:
    text = text_of(page)
    assert text == text.strip("\n")
    assert sum(map(str.isalnum, text)) <= sum(map(str.isalnum, page))


@given(st.text(max_size=80))
@settings(max_examples=200, derandomize=True, deadline=None)
def test_tokens_of_plain_text_are_that_text(text: str) -> None:
    plain = text.replace("<", "").replace("&", "")
    assert "".join(token.data for token in tokens(plain)) == plain
