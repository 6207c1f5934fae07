"""A note stays on its passage, or says that it does not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.decision import Anchor
from tui.triage.anchors import Placement, State, anchor, place

PAGE = """FERRY LINK CHOSEN OVER BRIDGE

On 3 September the Transport Ministry met the islanders in Port Anselm.
The ministry said that 412 million would be spent on the new ferry link.
The decision ends a dispute that began in 2019, when the first bridge was planned.

Residents were told that the old bridge would stay open until the ferries sail.
"""
QUOTE = "The ministry said that 412 million would be spent on the new ferry link."


def passage(quote: str = QUOTE, text: str = PAGE) -> Anchor:
    """The anchor of a quote in a text."""
    start = text.index(quote)
    return anchor(text, start, start + len(quote))


def found(placement: Placement, text: str) -> str:
    """What stands where the passage was placed."""
    return text[placement.start : placement.end]


def test_an_unchanged_text_gives_it_back_exactly() -> None:
    placed = place(passage(), PAGE)
    assert placed.state is State.EXACT and placed.score == 1.0
    assert found(placed, PAGE) == QUOTE


@given(st.integers(0, len(PAGE)), st.integers(0, len(PAGE)))
@settings(max_examples=200, derandomize=True)
def test_every_passage_of_an_unchanged_text_is_exact(one: int, other: int) -> None:
    start, end = sorted((one, other))
    placed = place(anchor(PAGE, start, end), PAGE)
    if start < end:
        assert (placed.state, placed.start, placed.end) == (State.EXACT, start, end)
    else:
        assert placed.state is State.ORPHAN


def test_text_put_before_it_moves_it() -> None:
    later = "UPDATED at noon\n\n" + PAGE
    placed = place(passage(), later)
    assert placed.state is State.EXACT
    assert found(placed, later) == QUOTE


def test_in_another_paragraph_word_for_word_it_has_moved() -> None:
    later = PAGE.replace(QUOTE + "\n", "") + "\nIn other news.\n" + QUOTE + "\nMore follows."
    placed = place(passage(), later)
    assert placed.state is State.MOVED
    assert found(placed, later) == QUOTE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ministry said that", "ministry\u00a0said  that"),
        ("new ferry", "new\nferry"),
        ("said that 412", "said that\u200b 412"),
    ],
)
def test_other_spaces_change_nothing(old: str, new: str) -> None:
    later = "x\n" + PAGE.replace(old, new)
    placed = place(passage(), later)
    assert placed.state in {State.EXACT, State.MOVED}
    assert found(placed, later) == QUOTE.replace(old, new)


def test_curly_quotes_dashes_and_composed_letters_change_nothing() -> None:
    before = "He said: \"it is the ministry's ferry - not Jos\u00e9's bridge\" and left."
    later = "New. He said: “it is the ministry’s ferry – not Jose\u0301’s bridge” and left."
    quote = "\"it is the ministry's ferry - not Jos\u00e9's bridge\""
    placed = place(passage(quote, before), later)
    assert placed.state in {State.EXACT, State.MOVED}
    assert found(placed, later) == "“it is the ministry’s ferry – not Jose\u0301’s bridge”"


def test_small_corrections_around_the_same_facts_move_it() -> None:
    later = PAGE.replace(
        "would be spent on the new ferry link", "would be spent on a new ferry link"
    )
    placed = place(passage(), later)
    assert placed.state is State.MOVED
    assert "412 million would be spent on a new ferry" in found(placed, later)


def test_another_number_in_its_place_is_for_the_reader_to_confirm() -> None:
    later = PAGE.replace("412 million", "655 million")
    placed = place(passage(), later)
    assert placed.state is State.CHANGED
    assert "655 million" in found(placed, later)


def test_its_twin_about_somebody_else_is_never_taken_for_it() -> None:
    alpha = "Team Alpha reported a rise in turnover of twelve percent for the third quarter."
    beta = alpha.replace("Alpha", "Beta")
    before = (
        f"Results came in.\n{alpha}\nThe board was pleased.\n\nElsewhere.\n{beta}\nNobody came."
    )
    later = f"Results came in.\nThe board was pleased.\n\nElsewhere.\n{beta}\nNobody came."
    assert place(passage(alpha, before), later) == Placement(State.ORPHAN)
    assert place(passage(alpha, before), before).state is State.EXACT


def test_one_of_two_equal_sentences_is_told_by_its_surroundings() -> None:
    line = "No comment was given by the harbour master."
    before = (
        f"On Monday the toll rose.\n{line}\nOn Friday the strike began.\n{line}\nThen it rained."
    )
    second = before.rindex(line)
    later = "Updated.\n" + before
    placed = place(anchor(before, second, second + len(line)), later)
    assert placed.state in {State.EXACT, State.MOVED}
    assert placed.start == later.rindex(line)


def test_equal_sentences_in_equal_surroundings_are_ambiguous() -> None:
    line = "No comment was given by the harbour master."
    other = f"Nothing new.\n{line}\nNothing new.\n{line}\nNothing new.\n"
    before = f"The toll rose.\n{line}\nThe strike began."
    assert place(passage(line, before), other).state is State.AMBIGUOUS


def test_what_is_gone_is_an_orphan_and_keeps_no_place() -> None:
    assert place(passage(), PAGE.replace(QUOTE, "")) == Placement(State.ORPHAN)
    assert place(passage(), "") == Placement(State.ORPHAN)


def test_a_short_quote_elsewhere_is_not_taken_for_granted() -> None:
    later = "The toll stays as it is. Nobody wants a bridge here any more, they say."
    placed = place(passage("bridge"), later)
    assert placed.state is State.CHANGED
    assert place(passage("2019"), "Nothing of the kind.").state is State.ORPHAN


@given(
    st.integers(0, len(PAGE) - 40),
    st.integers(20, 40),
    st.text(alphabet="abc \n", max_size=30),
    st.integers(0, len(PAGE)),
)
@settings(max_examples=150, derandomize=True)
def test_what_is_called_exact_or_moved_says_what_was_noted(
    start: int, length: int, inserted: str, at: int
) -> None:
    noted = anchor(PAGE, start, start + length)
    later = PAGE[:at] + inserted + PAGE[at:]
    placed = place(noted, later)
    words = " ".join(found(placed, later).split())
    if placed.state is State.EXACT:
        assert words == " ".join(noted.quote.split())
    if placed.state is State.MOVED:
        whole = noted.quote.split()[1:-1]
        assert all(word in words for word in whole if word[0].isupper() or word[0].isdigit())


def test_a_page_of_hostile_repetition_ends_soon() -> None:
    later = "the ministry said " * 3000
    assert place(passage(), later).state in {State.ORPHAN, State.CHANGED, State.AMBIGUOUS}
