"""Training: labels brought to one set, calibration, the same model twice."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.bench.names_gold import SHARED
from tui.document import Label
from tui.entities import corpora, train
from tui.entities.calibration import at, fitted
from tui.entities.clusters import Clusters, table
from tui.entities.corpora import conll, read_silver, silver, tagged, write_silver
from tui.entities.features import MISC, Features
from tui.entities.gazetteer import built_in
from tui.entities.recogniser import Candidate
from tui.entities.sequence import FOLDER
from tui.entities.teachers import majority
from tui.entities.tokens import tokenise


def written(tmp_path: Path, *lines: str) -> str:
    path = tmp_path / "set.conll"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def test_the_labels_of_every_set_become_ours(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "Quint\tB-politician", "of\tO", "Port\tB-location", "Anselm\tI-location", "",
        "Norwegian\tO", "Charter\tB-law",
    )  # fmt: skip
    assert [document.tags for document in conll(path, built_in())] == [
        (f"B-{Label.PERSON}", "O", f"B-{Label.PLACE}", f"I-{Label.PLACE}"),
        (f"B-{Label.NATIONALITY}", f"B-{MISC}"),
    ]


def test_a_name_may_begin_with_an_inner_tag(tmp_path: Path) -> None:
    path = written(tmp_path, "Orla I-PER", "Quint I-PER", "Anselm I-LOC")
    (document,) = conll(path, built_in())
    assert document.tags == (f"B-{Label.PERSON}", f"I-{Label.PERSON}", f"B-{Label.PLACE}")


def test_handles_are_no_people(tmp_path: Path) -> None:
    path = written(tmp_path, "@\tB-PER", "quint\tB-PER", "hey\tO")
    assert conll(path, built_in())[0].tags == ("O", "O", "O")


def test_sentences_up_to_a_document_mark_are_one_document(tmp_path: Path) -> None:
    path = written(tmp_path, "-DOCSTART- O", "", "A O", "", "B O", "", "-DOCSTART- O", "", "C O")
    documents = conll(path, built_in(), together=True)
    assert [document.tokens.sentences for document in documents] == [((0, 1), (1, 2)), ((0, 1),)]


def test_tags_and_spans_are_two_sides_of_one_thing() -> None:
    tokens = tokenise("Orla Quint of Anselm")
    spans = [Candidate(0, 10, Label.PERSON), Candidate(14, 20, Label.PLACE)]
    assert tagged(tokens, spans) == [
        f"B-{Label.PERSON}",
        f"I-{Label.PERSON}",
        "O",
        f"B-{Label.PLACE}",
    ]


def test_the_majority_of_teachers_decides_and_the_first_breaks_ties() -> None:
    text = "the Orla Quint of Anselm"
    answers = [
        [(4, 14, "PERSON"), (18, 24, "PLACE")],
        [(0, 14, "PERSON"), (18, 24, "ORG")],
        [(4, 8, "PLACE")],
    ]
    assert majority(text, answers) == [(4, 14, "PERSON"), (18, 24, "PLACE")]


def test_silver_labels_are_filed_without_their_texts(tmp_path: Path) -> None:
    text = "Orla Quint of Anselm"
    path = str(tmp_path / "silver.jsonl.xz")
    labels = {corpora.key(text): [(0, 10, "PERSON"), (14, 20, MISC)]}
    write_silver(path, labels)
    assert read_silver(path) == labels
    document = silver(text, labels[corpora.key(text)], built_in())
    assert document.tags == (f"B-{Label.PERSON}", f"I-{Label.PERSON}", "O", f"B-{MISC}")


def test_calibration_rises_and_follows_what_was_right() -> None:
    points = [(x / 1000, x % 10 < x // 100) for x in range(1000)]
    curve = fitted(points)
    assert [p for _, p in curve] == sorted(p for _, p in curve)
    assert all(abs(at(curve, x / 100) - x / 100) < 0.12 for x in range(100))


@pytest.mark.skipif(find_spec("pycrfsuite") is None, reason="needs python-crfsuite")
def test_the_same_texts_give_the_same_model_byte_for_byte(tmp_path: Path) -> None:
    people = [f"P{number % 7} B-PER\nof O\nQ{number % 5} B-LOC\n" for number in range(60)]
    path = written(tmp_path, *people)
    documents = [(document, 1) for document in conll(path, built_in())]
    models = []
    for name in ("one", "two"):
        features = Features(Clusters(table({"orla": (1, 2, 3, 4)})), built_in())
        folder = tmp_path / name
        folder.mkdir()
        train.fit(documents, features, str(folder))
        models.append([path.read_bytes() for path in sorted(folder.iterdir())])
    assert models[0] == models[1]


def test_of_pages_only_free_english_articles_are_learnt_from(tmp_path: Path) -> None:
    english = "The ferry to the island was late and the harbour was full."
    pages = [
        {"licence": "MIT", "gold_text": english},
        {"licence": "research-only", "gold_text": english},
        {"licence": "Apache-2.0", "gold_text": "Паром опоздал, и пассажиры ждали его на берегу."},
        {"licence": "Apache-2.0", "gold_text": "The text is Lorem ipsum and the rest of it."},
    ]
    path = tmp_path / "pages.jsonl"
    path.write_text("".join(json.dumps(page) + "\n" for page in pages), encoding="utf-8")
    assert list(corpora.pages(str(path))) == [english]


@pytest.mark.skipif(not (SHARED / "nerdata").is_dir(), reason="needs ../shared/nerdata")
def test_every_article_has_its_filed_labels() -> None:
    labels = read_silver(str(Path(FOLDER, train.SILVER)))
    articles = corpora.articles(str(SHARED / "nerdata"))
    pages = corpora.pages(str(SHARED / "cleanbench" / "dev.jsonl"))
    assert {corpora.key(text) for text in (*articles, *pages)} == set(labels)
