"""Sentences end where a reader would say so; those with a name, or with several, are found."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.document import Block, Label, Mention, PreparedDocument, Role, SafeText, Span
from tui.sentences import passages, sentences

ANNA, PORT = (Label.PERSON, "Anna Brandt"), (Label.PLACE, "Port Anselm")


@pytest.mark.parametrize(
    "parts",
    [
        ("The ferry came.", "Nobody saw it!", "Why?"),
        ("Mr. Brandt met Gen. J. R. Holm at St. Anselm.", "He left."),
        ("The U.S. Navy sailed at 5 p.m. from the pier.", "It returned."),
        ("It is led from the U.S.", "The minister said so."),
        ("Anselm Ferries Inc. was sold.", "It cost approx. five million, i.e. more."),
        ("Article No. 5 says no.", "Nothing else does."),
        ("She was 19.", "The court sat in room 5.", "It rose."),
        ("She asked “Why?”", "Nobody knew."),
        ("Am 3. September kam die Fähre.", "Sie blieb bis 5 Uhr."),
        ("1. The tender is out.", "It costs 5."),
        ("Ушёл П. Дж. Рэтбоун.", "Все рады."),
        ("Министр А. Дорохин прибыл в 2020 г. в порт.", "Он уехал."),
        ("渡船已到。", "没有人看见！", "为什么？"),
        ("「誰ですか。」", "彼は言った。"),
        ("यह एक वाक्य है।", "यह दूसरा है।"),
        ("هل وصلت العبارة؟", "نعم."),
        ("It rose 3.5 per cent to www.anselm.example in a day.", "Then it fell..."),
    ],
)
def test_a_paragraph_falls_into_its_sentences(parts: tuple[str, ...]) -> None:
    gap = "" if "。" in parts[0] else " "
    text = gap.join(parts)
    assert tuple(text[span.start : span.end] for span in sentences(text)) == parts


def test_a_run_of_signs_as_long_as_a_text_is_gone_through_once() -> None:
    assert sentences("." * 300_000 + "x") == [Span(0, 300_001)]


@given(st.text(alphabet="aB. !?…。\n\"')1é한", max_size=80))
def test_sentences_are_in_order_and_leave_out_nothing_but_spaces(text: str) -> None:
    spans = sentences(text)
    assert all(before.end <= behind.start for before, behind in pairwise(spans))
    kept = "".join(text[span.start : span.end] for span in spans)
    assert "".join(kept.split()) == "".join(text.split())


def _document(*paragraphs: str, hidden: int = -1) -> PreparedDocument:
    text, blocks, mentions = "\n".join(paragraphs), [], []
    at = 0
    for number, paragraph in enumerate(paragraphs):
        role = Role.APPEAL if number == hidden else Role.BODY
        blocks.append(Block(role, (Span(at, at + len(paragraph)),), "test", 0.9))
        for form, (label, name) in (("Brandt", ANNA), ("Anselm", PORT)):
            found = paragraph.find(form)
            while found >= 0:
                start = at + found
                is_hidden = number == hidden
                mentions.append(Mention(start, start + len(form), label, name, hidden=is_hidden))
                found = paragraph.find(form, found + 1)
        at += len(paragraph) + 1
    mentions.sort(key=lambda mention: mention.start)
    return PreparedDocument("sha256:1", SafeText(text), "", tuple(blocks), tuple(mentions))


def test_every_sentence_with_a_name_is_found_with_the_places_of_the_name() -> None:
    document = _document("Brandt came. She left. Brandt and Brandt again.", "No Anselm.")
    found = list(passages(document, [ANNA]))
    assert [passage.text for passage in found] == ["Brandt came.", "Brandt and Brandt again."]
    assert [[p.text[m.start : m.end] for m in p.marks] for p in found] == [
        ["Brandt"],
        ["Brandt", "Brandt"],
    ]
    assert [passage.at for passage in found] == [0, 23]


def test_two_names_together_are_found_in_one_sentence_only() -> None:
    document = _document("Brandt came. Anselm slept.", "In Anselm Brandt spoke.")
    assert [p.text for p in passages(document, [ANNA, PORT])] == ["In Anselm Brandt spoke."]


def test_hidden_parts_are_left_out() -> None:
    assert not list(passages(_document("Brandt came.", hidden=0), [ANNA]))


def test_a_paragraph_that_the_page_tore_apart_is_one_sentence() -> None:
    document = _document("the min-", "ister Brandt spoke")
    pieces = (Span(0, 7), Span(9, 27))
    joined = PreparedDocument(
        document.id,
        document.safe,
        "",
        (Block(Role.BODY, pieces, "t", 1.0, ("",)),),
        document.mentions,
    )
    (found,) = passages(joined, [ANNA])
    assert found.text == "the minister Brandt spoke"
    assert [found.text[mark.start : mark.end] for mark in found.marks] == ["Brandt"]


def test_a_sentence_without_end_is_cut_around_the_name() -> None:
    (found,) = passages(_document("word " * 500 + "Brandt " + "word " * 500), [ANNA])
    assert len(found.text) <= 402
    assert found.text.startswith("…") and found.text.endswith("…")
    assert [found.text[mark.start : mark.end] for mark in found.marks] == ["Brandt"]
