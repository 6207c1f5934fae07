"""The model that ships: what it finds, what it speaks, what it is made of."""

import hashlib
import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.document import Label
from tui.entities import find as door
from tui.entities.find import find_in_text, recogniser_for
from tui.entities.rules import rules
from tui.entities.sequence import FOLDER, SequenceModel, english

needs_crfsuite = pytest.mark.skipif(find_spec("pycrfsuite") is None, reason="needs python-crfsuite")

TEXT = (
    "Officials in Port Anselm said on Tuesday that Orla Quint, who runs the Anselm Ferry "
    "Authority, had met Tomas Varga in Bratislava. Quint refused to comment. The Authority has "
    "no plans for a bridge, Varga told reporters."
)


@pytest.fixture(name="model")
def _model() -> SequenceModel:
    model = english()
    assert model is not None
    return model


@needs_crfsuite
def test_it_finds_people_bodies_and_places_without_a_list(model: SequenceModel) -> None:
    found = {TEXT[c.start : c.end]: c.label for c in model.recognise(TEXT, "en")}
    assert found["Orla Quint"] is Label.PERSON
    assert found["Anselm Ferry Authority"] is Label.ORG
    assert found["Port Anselm"] is Label.PLACE


@needs_crfsuite
@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.text(max_size=60) | st.lists(st.sampled_from(TEXT.split()), max_size=30).map(" ".join))
def test_its_names_are_sorted_apart_and_have_a_probability(text: str) -> None:
    model = english()
    assert model is not None
    at = 0
    for candidate in model.recognise(text, "en"):
        assert at <= candidate.start < candidate.end <= len(text)
        assert 0 <= candidate.confidence <= 1
        at = candidate.end


@needs_crfsuite
def test_it_is_asked_about_english_only(model: SequenceModel) -> None:
    assert recogniser_for("en") is model
    russian = recogniser_for("ru")
    assert russian is not None
    assert russian.id == rules().id
    assert recogniser_for("fi") is None


def test_other_languages_do_not_wait_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "english", lambda: pytest.fail("the model was read"))
    assert recogniser_for("ru") is not None


def test_without_crfsuite_the_rules_take_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "english", lambda: None)
    text = "Later mayor Orla Quint left."
    assert [m.source for m in find_in_text(text, "en").mentions] == ["rule"]


def test_what_the_notice_names_is_what_ships() -> None:
    notice = Path(FOLDER, "NOTICE").read_text(encoding="utf-8")
    named = dict(re.findall(r"^([\w.]+)\n {4}([0-9a-f]{64})$", notice, re.MULTILINE))
    shipped = {path.name for path in Path(FOLDER).iterdir()} - {"NOTICE"}
    assert set(named) == shipped
    for name, digest in named.items():
        assert hashlib.sha256(Path(FOLDER, name).read_bytes()).hexdigest() == digest


def test_model_and_clusters_stay_under_twelve_megabytes() -> None:
    assert sum(path.stat().st_size for path in Path(FOLDER).iterdir()) <= 12_000_000
