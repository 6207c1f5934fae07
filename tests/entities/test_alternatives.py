"""Any of many words as one expression."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.entities.alternatives import any_of, beginning

words = st.text("ab.-|", min_size=1, max_size=4)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.sets(words, min_size=1), st.text("ab.-|", max_size=12))
def test_it_finds_what_the_words_one_beside_the_other_would(known: set[str], text: str) -> None:
    plain = "|".join(re.escape(word) for word in sorted(known, key=lambda w: (-len(w), w)))
    assert re.findall(f"(?:{any_of(known)})", text) == re.findall(plain, text)
    assert set(re.findall(f"[{beginning(known)}]", text)) == {w[0] for w in known} & set(text)


def test_no_words_match_nothing() -> None:
    assert re.search(any_of([]), "any text") is None


def test_what_must_follow_is_asked_word_by_word() -> None:
    ending = {"km": r"(?!\w)", "%": ""}
    expression = re.compile(any_of(ending, ending.__getitem__))
    assert [m.group() for m in expression.finditer("km kmh %x")] == ["km", "%"]
