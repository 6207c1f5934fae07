"""Which words of a query are looked for in the texts that it finds."""

from __future__ import annotations

import pytest

from tui.cli.sought import sought


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("ferry", ("ferry",)),
        ("ferry -bridge is:undecided", ("ferry",)),
        ('(toll* or "old bridge") ferry ferry', ("toll*", "old bridge", "ferry")),
        ("-(ferry or bridge)", ()),
        ("who:brandt sort:date", ()),
        ("", ()),
        ("(ferry", ()),
    ],
)
def test_words_that_must_stand_in_a_text_are_sought(query: str, words: tuple[str, ...]) -> None:
    assert sought(query) == words
