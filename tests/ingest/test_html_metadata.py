"""What a page says about itself."""

from __future__ import annotations

import json

from tui.document import Metadata
from tui.ingest.formats.html import read


def known(head: str) -> dict[str, str]:
    found = read(f"<html><head>{head}</head><body><p>text</body></html>".encode()).metadata
    return values(found)


def values(found: Metadata) -> dict[str, str]:
    return {
        name: fact.value
        for name in ("title", "outlet", "author", "published", "url", "language")
        if (fact := getattr(found, name))
    }


def test_the_title_element_is_the_title_without_its_site() -> None:
    head = """<title>Ferry link\n chosen | Harbour Post</title>
    <meta property=og:site_name content='Harbour Post'>"""
    assert known(head) == {"title": "Ferry link chosen", "outlet": "Harbour Post"}
    assert known("<title>Ferry - a link</title>") == {"title": "Ferry - a link"}


def test_open_graph_goes_before_the_title_element() -> None:
    head = "<title>x</title><meta property='og:title' content='Ferry &amp; bridge'>"
    assert known(head)["title"] == "Ferry & bridge"


def test_meta_elements_give_author_date_address_and_language() -> None:
    head = """<meta name=author content="Ann Lee"><link rel="canonical" href="https://post.example/a">
    <meta property="article:published_time" content="2026-09-03T08:15:00+02:00">
    <meta property="og:locale" content="en_GB">"""
    assert known(head) == {
        "author": "Ann Lee",
        "published": "2026-09-03",
        "url": "https://post.example/a",
        "language": "en",
    }


def test_the_language_of_the_root_element_counts() -> None:
    assert values(read(b"<html lang=uk-UA><p>x").metadata) == {"language": "uk"}


def test_linked_data_is_found_wherever_it_stands() -> None:
    article = {
        "@type": ["NewsArticle"],
        "headline": "Ferry link chosen",
        "datePublished": "2026-09-03T06:00Z",
        "author": [{"name": "Ann Lee"}, {"name": "Bo Ek"}],
        "publisher": {"@type": "Organization", "name": "Harbour Post"},
    }
    graph = {"@graph": [{"@type": "WebSite", "headline": "no"}, article]}
    head = f'<script type="application/ld+json">{json.dumps(graph)}</script>'
    assert known(head) == {
        "title": "Ferry link chosen",
        "outlet": "Harbour Post",
        "author": "Ann Lee, Bo Ek",
        "published": "2026-09-03",
    }


def test_every_value_says_where_it_came_from() -> None:
    title = read(b"<title>Ferry</title>").metadata.title
    assert title is not None
    assert title.source == "page's own fields"


def test_hostile_values_are_made_safe_or_left_out() -> None:
    head = """<title>a&#x1b;]0;PWN&#7;b&#x202e;c&#10;d</title>
    <link rel=canonical href="javascript:alert(1)"><meta property=og:url content="http://x.example/&#10;y">
    <meta name=date content="soon"><html lang="klingon!">"""
    assert known(head) == {"title": "a]0;PWNbc d"}


def test_broken_deep_or_strange_linked_data_is_ignored() -> None:
    for script in (
        "{",
        "[" * 100_000,
        '{"@type": 1}',
        '{"@type":"Article","headline":{"a":1}}',
        "9" * 9999,
    ):
        assert known(f'<script type="application/ld+json">{script}</script>') == {}


def test_the_title_of_a_drawing_is_not_the_title_of_the_page() -> None:
    page = b"<body><svg><title>Menu</title></svg><p>text"
    assert read(page).metadata.title is None
