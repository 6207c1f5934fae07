"""Agreement of readers, against published examples."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.decision import Decision
from tui.triage.agreement import agreement, assign, cohens_kappa, krippendorffs_alpha

K, M, D, N = Decision.KEEP, Decision.MAYBE, Decision.DISCARD, Decision.NONE


def test_kappa_of_the_textbook_example() -> None:
    # 50 proposals: both yes 20, both no 15, A only 5, B only 10 (Cohen's statistic, 0.40).
    pairs = [(K, K)] * 20 + [(K, D)] * 5 + [(D, K)] * 10 + [(D, D)] * 15
    assert cohens_kappa(pairs) == pytest.approx(0.4)


def test_alpha_of_krippendorffs_example_with_missing_data() -> None:
    # Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), C: four observers, twelve
    # units, five values, nominal data: 0.743. Values are stood in for by words of any kind.
    table = [
        (1, 1, None, 1), (2, 2, 3, 2), (3, 3, 3, 3), (3, 3, 3, 3), (2, 2, 2, 2), (1, 2, 3, 4),
        (4, 4, 4, 4), (1, 1, 2, 1), (2, 2, 2, 2), (None, 5, 5, 5), (None, None, 1, 1),
        (None, None, 3, None),
    ]  # fmt: skip
    units = [[value for value in row if value] for row in table]
    assert krippendorffs_alpha(units) == pytest.approx(0.743, abs=0.0005)  # type: ignore[arg-type]


def test_alpha_of_two_readers_in_the_binary_example() -> None:
    # The same paper, A: two observers, ten units, nominal: 0.095.
    one, other = "0100000010", "1110010000"
    words = {"0": D, "1": K}
    units = [(words[a], words[b]) for a, b in zip(one, other, strict=True)]
    assert krippendorffs_alpha(units) == pytest.approx(0.095, abs=0.0005)


def test_what_one_has_not_decided_does_not_count_and_disagreements_are_listed() -> None:
    found = agreement(
        {"ada": {"a": K, "b": D, "c": M, "d": K}, "bob": {"a": K, "b": K, "c": N, "e": D}}
    )
    assert (found.readers, found.documents, found.equal) == (("ada", "bob"), 2, 1)
    assert [(one.document, dict(one.decisions)) for one in found.disagreements] == [
        ("b", {"ada": D, "bob": K})
    ]


def test_three_readers_have_alpha_and_no_kappa() -> None:
    found = agreement({"ada": {"a": K, "b": D}, "bob": {"a": K, "b": D}, "eve": {"a": K, "b": K}})
    assert found.kappa is None
    assert found.alpha is not None and 0 < found.alpha < 1


def test_nothing_in_common_has_no_figure() -> None:
    found = agreement({"ada": {"a": K}, "bob": {"b": K}})
    assert (found.documents, found.kappa, found.alpha) == (0, None, None)
    assert cohens_kappa([(K, K), (K, K)]) is None
    assert agreement({}).alpha is None


@given(st.lists(st.sampled_from([K, M, D]), min_size=2, max_size=20))
@settings(max_examples=100, derandomize=True)
def test_perfect_agreement_is_one_unless_only_one_word_was_used(words: list[Decision]) -> None:
    expected = None if len(set(words)) == 1 else 1.0
    pairs = [(word, word) for word in words]
    assert cohens_kappa(pairs) == (expected and pytest.approx(expected))
    assert krippendorffs_alpha(pairs) == (expected and pytest.approx(expected))


@given(st.integers(0, 60), st.integers(1, 5), st.sampled_from([0.0, 0.1, 0.25, 1.0]), st.booleans())
@settings(max_examples=100, derandomize=True)
def test_a_pile_is_split_evenly_with_the_overlap_that_was_asked_for(
    count: int, readers: int, overlap: float, again: bool
) -> None:
    documents = [f"doc{number}" for number in range(count)]
    names = [f"reader{number}" for number in range(readers)]
    piles = assign(documents, names, overlap)
    assert list(piles) == names
    given_to = [sum(document in pile for pile in piles.values()) for document in documents]
    assert all(number in {1, 2} for number in given_to)
    if readers > 1:
        assert given_to.count(2) == int(count * overlap)
    sizes = [len(pile) for pile in piles.values()]
    assert max(sizes) - min(sizes) <= 2
    assert all(len(set(pile)) == len(pile) for pile in piles.values())


def test_senseless_assignments_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        assign(["a"], [], 0)
    with pytest.raises(ValueError, match="overlap"):
        assign(["a"], ["ada"], 1.5)
