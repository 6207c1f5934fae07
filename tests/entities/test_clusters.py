"""The table of word groups."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.entities.clusters import NOWHERE, Clusters, table

GROUPS = st.tuples(*(st.integers(0, top) for top in (65535, 65535, 255, 255)))


@settings(derandomize=True, deadline=None, max_examples=30)
@given(st.dictionaries(st.text("abçЖ-", min_size=1, max_size=8), GROUPS, max_size=20))
def test_a_word_has_the_groups_it_was_filed_under(
    groups: dict[str, tuple[int, int, int, int]],
) -> None:
    clusters = Clusters(table(groups))
    assert {word: clusters.of(word) for word in groups} == groups


def test_an_unknown_form_has_the_groups_of_its_lower_case() -> None:
    clusters = Clusters(table({"ferry": (1, 2, 3, 4), "Ferry": (5, 6, 7, 8)}))
    assert clusters.of("fErry") == (1, 2, 3, 4)
    assert clusters.of("Ferry") == (5, 6, 7, 8)
    assert clusters.of("quay") == NOWHERE


def test_a_long_word_in_capitals_is_a_name_that_is_shouted() -> None:
    clusters = Clusters(table({"ferry": (1, 2, 3, 4), "Ferry": (5, 6, 7, 8), "UN": (9, 9, 9, 9)}))
    assert clusters.of("FERRY") == (5, 6, 7, 8)
    assert clusters.of("UN") == (9, 9, 9, 9)


def test_a_damaged_table_is_refused() -> None:
    with pytest.raises(ValueError, match="damaged"):
        Clusters(table({"ferry": (1, 2, 3, 4)})[:-1])
