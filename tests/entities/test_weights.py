"""The table of weights, and the model that is read from it."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.entities import train
from tui.entities.chain import attribute, chain
from tui.entities.clusters import Clusters
from tui.entities.clusters import table as groups
from tui.entities.corpora import conll, tagged
from tui.entities.features import Features
from tui.entities.gazetteer import built_in
from tui.entities.sequence import SequenceModel
from tui.entities.weights import PLACES, UNIT, Weights, table

needs_crfsuite = pytest.mark.skipif(find_spec("pycrfsuite") is None, reason="needs python-crfsuite")

LABELS = 3
whole = st.integers(-3000, 3000)
rows = st.dictionaries(st.sampled_from(PLACES), st.tuples(whole, whole, whole), min_size=1)


def tabled(given_rows: dict[str, dict[int, tuple[int, int, int]]]) -> Weights:
    return Weights(
        table(
            {
                f"{name}{f'@{place}' if place else ''}=x": {
                    label: UNIT * weight for label, weight in enumerate(weights)
                }
                for name, places in given_rows.items()
                for place, weights in places.items()
            },
            LABELS,
        )
    )


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.dictionaries(st.sampled_from("abcdef"), rows, min_size=1))
def test_rows_add_up_place_by_place_and_label_by_label(
    known: dict[str, dict[int, tuple[int, int, int]]],
) -> None:
    weights = tabled(known)
    parts = weights.parts(sum(weights.rows([f"{name}=x" for name in known])))
    none = weights.lanes(0)
    for place, part in zip(PLACES, parts, strict=True):
        wanted = [sum(r.get(place, (0, 0, 0))[label] for r in known.values()) for label in range(3)]
        assert [a - b for a, b in zip(weights.lanes(part), none, strict=True)] == wanted


def test_a_feature_that_is_not_known_weighs_nothing() -> None:
    assert tabled({"a": {0: (1, 2, 3)}}).rows(["b=x", "a=y"]) == [0, 0]


def test_a_weight_that_does_not_fit_is_refused() -> None:
    with pytest.raises(OverflowError, match="a=x"):
        tabled({"a": {0: (1 << 15, 0, 0)}})


@pytest.mark.parametrize("cut", [0, 7, 100, -1])
def test_a_damaged_table_is_refused(cut: int) -> None:
    whole_table = table({"a=x": {0: 1.0}}, LABELS)
    with pytest.raises(ValueError, match="damaged"):
        Weights(whole_table[:cut])


@needs_crfsuite
def test_a_chain_decodes_scores_as_they_come() -> None:
    path = [("O", "B"), ("B", "I")]
    tagger = import_module("pycrfsuite").Tagger()
    steps = chain(["O", "B", "I"], dict.fromkeys(path, 1.0))
    tagger.open_inmemory(steps)
    assert tagger.labels() == ["O", "B", "I"]
    scores = [{attribute(0): 600, attribute(1): 0}, {attribute(0): 500, attribute(1): 400}, {}]
    assert tagger.tag(scores) == ["O", "B", "I"]


@needs_crfsuite
def test_the_model_that_is_read_has_learnt_what_was_shown(tmp_path: Path) -> None:
    people = [f"in O\nP{n % 7} B-PER\nQ{n % 3} I-PER\nof O\nQ{n % 5} B-LOC\n" for n in range(90)]
    (tmp_path / "set.conll").write_text("\n".join(people), encoding="utf-8")
    documents = conll(str(tmp_path / "set.conll"), built_in())
    features = Features(Clusters(groups({"orla": (1, 2, 3, 4)})), built_in())
    train.fit(((document, 1) for document in documents), features, str(tmp_path))
    model = SequenceModel.read(str(tmp_path), features)
    for tokens, tags in documents:
        assert tagged(tokens, list(model.spans(tokens))) == list(tags)
