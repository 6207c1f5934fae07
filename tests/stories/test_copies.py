"""Copies find each other by the fingerprints of their bodies, and the larger one is named."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.stories.fingerprints import fingerprints
from tui.stories.relation import CONTAINED, Kind, Relation, relation

_SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def _prose(seed: int, words: int) -> list[str]:
    """Sentences of invented words, twelve to a line."""
    source = random.Random(seed)
    syllables = ["ba", "len", "to", "ri", "mos", "ka", "ver", "du", "shi", "an", "pel", "gro"]
    text = ["".join(source.choices(syllables, k=source.randint(1, 3))) for _ in range(words)]
    return [" ".join(text[at : at + 12]) for at in range(0, words, 12)]


def _related(one: str, other: str) -> Relation | None:
    mine, yours = set(fingerprints(one)), set(fingerprints(other))
    return relation(len(mine & yours), len(mine), len(yours))


def test_a_page_contains_the_article_in_its_middle() -> None:
    article = _prose(1, 600)
    page = [*_prose(2, 300), *article, *_prose(3, 500)]
    found = _related("\n".join(page), "\n".join(article))
    assert found is not None
    assert found.kind is Kind.CONTAINS
    assert found.share > 0.98
    assert found.same_story
    back = _related("\n".join(article), "\n".join(page))
    assert back is not None
    assert back.kind is Kind.CONTAINED


def test_a_digest_contains_an_item_of_another_story() -> None:
    item = _prose(1, 400)
    digest = [line for seed in range(2, 9) for line in _prose(seed, 400)] + item
    found = _related("\n".join(digest), "\n".join(item))
    assert found is not None
    assert found.kind is Kind.CONTAINS
    assert not found.same_story


def test_a_reprint_with_some_words_changed_is_found() -> None:
    source = random.Random(5)
    words = " ".join(_prose(4, 900)).split()
    edited = [word if source.random() > 0.1 else "altered" for word in words]
    lines = [" ".join(edited[at : at + 20]) for at in range(0, len(edited), 20)]
    assert _related("\n".join(_prose(4, 900)), "\n".join(lines)) is not None


def test_two_reports_that_quote_the_same_sentence_are_no_copies() -> None:
    quoted = _prose(9, 36)
    one, other = [*_prose(1, 300), *quoted], [*_prose(2, 300), *quoted]
    assert _related("\n".join(one), "\n".join(other)) is None


def test_short_items_that_share_a_formula_are_no_copies() -> None:
    one, other = [*_prose(1, 24), *_prose(7, 24)], [*_prose(2, 24), *_prose(7, 24)]
    assert _related("\n".join(one), "\n".join(other)) is None


def test_a_short_item_finds_its_exact_reprint() -> None:
    item = " ".join(_prose(3, 30))
    found = _related(item, item.upper())
    assert found == Relation(Kind.SAME, 1.0, same_story=True)


def test_menus_and_counters_leave_no_fingerprints() -> None:
    menu = ["Home", "About us", "Share 12", "Sign in to comment"] * 30
    article = _prose(6, 400)
    mixed = [line for pair in zip(article, menu, strict=False) for line in pair]
    assert fingerprints("\n".join(mixed)) == fingerprints("\n".join(article))


def test_a_text_of_short_lines_only_is_fingerprinted_whole() -> None:
    assert len(fingerprints("one two three\nfour five six")) == 4


@pytest.mark.parametrize("text", ["", " \n\t", "...", "—"])
def test_nothing_to_read_has_no_fingerprints(text: str) -> None:
    assert fingerprints(text) == ()


def test_fingerprints_never_change() -> None:
    """They are stored: another value for the same words would orphan every cache."""
    found = fingerprints("The ferry left the harbour before dawn, again.")
    assert found[:3] == (-5873982472163410632, -5450594072922489095, -5288097652975776167)


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.integers(0, 999), st.integers(9, 200), st.sampled_from(["\n", "\r\n", " ", "\n\n"]))
def test_case_breaks_and_punctuation_do_not_matter(seed: int, words: int, gap: str) -> None:
    lines = [line for line in _prose(seed, words) if len(line.split()) >= 8]
    plain = "\n".join(lines)
    styled = gap.join(f"«{line.title()}!»" for line in lines)
    assert fingerprints(styled) == fingerprints(plain)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_they_are_distinct_and_fit_a_signed_64_bit_column(text: str) -> None:
    found = fingerprints(text)
    assert list(found) == sorted(set(found))
    assert all(-(1 << 63) <= one < 1 << 63 for one in found)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.integers(1, 500), st.integers(1, 500), st.data())
def test_a_relation_is_the_same_from_both_sides(a: int, b: int, data: st.DataObject) -> None:
    shared = data.draw(st.integers(0, min(a, b)))
    one, other = relation(shared, a, b), relation(shared, b, a)
    assert (one is None) == (other is None)
    if one is None or other is None:
        return
    assert one.share == other.share == shared / min(a, b) >= CONTAINED
    assert one.same_story == other.same_story
    if a != b:
        assert {one.kind, other.kind} == {Kind.CONTAINS, Kind.CONTAINED}


def _seed_texts() -> Iterator[str]:
    for path in sorted(_SEEDS.glob("*.txt")):
        yield path.read_text(encoding="utf-8", errors="replace")


@pytest.mark.skipif(not _SEEDS.is_dir(), reason="the benchmark pages are not beside the repository")
def test_of_the_benchmark_pages_only_the_first_contains_another() -> None:
    pages = [set(fingerprints(text)) for text in _seed_texts()]
    found = {
        (a, b): link.kind
        for a, one in enumerate(pages)
        for b, other in enumerate(pages)
        if a < b and (link := relation(len(one & other), len(one), len(other)))
    }
    assert found == {(0, 1): Kind.CONTAINS}
