"""Recognisers that the reader chooses: a spaCy pipeline in a process of its own, natasha."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from tui.document import Label
from tui.entities.find import find_in_text
from tui.entities.installed import RecogniserError, Spacy, chosen, identity

needs_spacy = pytest.mark.skipif(find_spec("spacy") is None, reason="needs the extra [spacy]")
needs_natasha = pytest.mark.skipif(find_spec("slovnet") is None, reason="needs the extra [ru]")

TEXT = "Orla Quint met the Anselm Board in Port Anselm on 3 May 2020. ✓ Quint left."


@pytest.fixture(name="pipeline")
def _pipeline(tmp_path: Path) -> str:
    """A pipeline as spaCy saves it, with rules in place of weights."""
    pipeline = import_module("spacy").blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "PERSON", "pattern": "Orla Quint"},
            {"label": "GPE", "pattern": "Port Anselm"},
            {"label": "CARDINAL", "pattern": "3"},
        ]
    )
    folder = str(tmp_path / "pipeline")
    pipeline.to_disk(folder)
    return folder


@needs_spacy
def test_a_spacy_pipeline_is_asked_in_a_process_of_its_own(pipeline: str) -> None:
    recogniser = chosen("en", f"spacy:{pipeline}")
    found = [(TEXT[c.start : c.end], c.label) for c in recogniser.recognise(TEXT, "en")]
    assert found == [("Orla Quint", Label.PERSON), ("Port Anselm", Label.PLACE)]
    assert [c.label for c in recogniser.recognise("a\nPort Anselm", "en")] == [Label.PLACE]


@needs_spacy
def test_its_entities_are_mended_and_gathered_like_any(pipeline: str) -> None:
    found = find_in_text(TEXT, "en", choice={"en": f"spacy:{pipeline}"})
    assert [(m.name, m.label) for m in found.mentions] == [
        ("Orla Quint", Label.PERSON),
        ("Port Anselm", Label.PLACE),
        ("2020-05-03", Label.DATE),
        ("Orla Quint", Label.PERSON),
    ]


@needs_spacy
def test_a_pipeline_that_was_changed_is_another(pipeline: str) -> None:
    before = identity("en", f"spacy:{pipeline}")
    assert identity("en", f"spacy:{pipeline}") == before
    Path(pipeline, "meta.json").write_text("{}", encoding="utf-8")
    assert identity("en", f"spacy:{pipeline}") != before


@needs_spacy
def test_a_pipeline_that_cannot_be_loaded_is_an_error_and_no_silence(tmp_path: Path) -> None:
    broken = Spacy("broken", str(tmp_path / "nothing"), frozenset({"en"}))
    with pytest.raises(RecogniserError, match="broken ended with 1"):
        broken.recognise(TEXT, "en")


@needs_natasha
def test_natasha_reads_russian() -> None:
    text = "Министр Ирина Квинтова встретилась с Андреем Ковалёвым в Анзельме."
    found = chosen("ru", "natasha").recognise(text, "ru")
    assert [(text[c.start : c.end], c.label) for c in found] == [
        ("Ирина Квинтова", Label.PERSON),
        ("Андреем Ковалёвым", Label.PERSON),
        ("Анзельме", Label.PLACE),
    ]


@pytest.mark.parametrize(
    ("language", "name", "message"),
    [
        ("en", "natasha", "natasha reads Russian"),
        ("en", "tagger", "no recogniser is called 'tagger'"),
        ("en", "spacy:no_such_model_here", "is not installed"),
    ],
)
def test_what_is_not_there_is_said_and_not_replaced(language: str, name: str, message: str) -> None:
    with pytest.raises(RecogniserError, match=message):
        identity(language, name)


def test_the_default_needs_nothing() -> None:
    assert identity("en", "default") == "default"
