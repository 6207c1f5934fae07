"""Words, sentences and paragraphs."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.entities.tokens import LONGEST_SENTENCE, tokenise


def sentences(text: str) -> list[list[str]]:
    tokens = tokenise(text)
    return [list(tokens.words[first:end]) for first, end in tokens.sentences]


def test_titles_and_initials_end_no_sentence() -> None:
    assert len(sentences("Mr. Bell met J. Marsh in the U.S. Senate. They talked.")) == 2


def test_a_possessive_is_a_token_of_its_own_with_either_apostrophe() -> None:
    assert tokenise("Bell's and Marsh’s").words == ("Bell", "'s", "and", "Marsh", "’s")


def test_an_apostrophe_or_hyphen_inside_a_name_stays_inside() -> None:
    assert tokenise("O'Brien met Smith-Jones").words == ("O'Brien", "met", "Smith-Jones")


def test_a_blank_line_ends_a_paragraph_and_a_wrapped_line_does_not() -> None:
    wrapped = "The harbour office said on Monday that the port of\nAnselm stays open"
    assert len(tokenise(wrapped).paragraphs) == 1
    assert len(tokenise("Port\n\nAnselm").paragraphs) == 2


def test_a_short_line_is_a_paragraph_of_its_own() -> None:
    assert len(tokenise("Monthly\nAnnual\nContinue").paragraphs) == 3


def test_a_line_without_an_end_is_cut_into_sentences() -> None:
    lengths = [len(sentence) for sentence in sentences("Ab " * 1000)]
    assert sum(lengths) == 1000
    assert max(lengths) == LONGEST_SENTENCE


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.text(max_size=200))
def test_tokens_are_the_text_without_its_white_space(text: str) -> None:
    tokens = tokenise(text)
    assert "".join(tokens.words) == "".join(text.split())
    assert all(
        text[start:end] == word
        for word, start, end in zip(tokens.words, tokens.starts, tokens.ends, strict=True)
    )


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.text(alphabet="aA.!? \n\"'’-", max_size=80))
def test_sentences_cover_all_tokens_and_cross_no_paragraph(text: str) -> None:
    tokens = tokenise(text)
    covered = [at for first, end in tokens.sentences for at in range(first, end)]
    assert covered == list(range(len(tokens.words)))
    inside = {at for first, end in tokens.sentences for at in range(first + 1, end)}
    assert inside.isdisjoint(tokens.paragraphs)
