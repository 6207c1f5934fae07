"""Training uses free pages only, makes the same variants each time, and gives the same weights."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cleaning.pages import APPEAL, ARTICLE, MENU, TITLE, page
from tui.cleaning.augment import appeal_groups, document_alone, respaced, variants
from tui.cleaning.classifier import WEIGHTS, read_weights
from tui.cleaning.cohesion import SECOND
from tui.cleaning.context import CONTEXT
from tui.cleaning.features import OWN
from tui.cleaning.redump import label_lines
from tui.cleaning.runs import RUNS
from tui.cleaning.telltales import TELLTALES
from tui.cleaning.titles import TITLE as TITLE_FEATURES
from tui.cleaning.train import FOLDS, fold_of, read_pages, usable, with_snippet_labels


def labelled(identity: str = "one", licence: str = "MIT") -> dict[str, Any]:
    raw = page(MENU, TITLE, *ARTICLE, *APPEAL)
    labels = [
        -1 if not line else -2 if line == TITLE else int(line in ARTICLE)
        for line in raw.split("\n")
    ]
    return {
        "id": identity,
        "domain": f"{identity}.test",
        "licence": licence,
        "style": "A",
        "titles": [TITLE],
        "raw_text": raw,
        "line_labels": labels,
    }


@pytest.mark.parametrize(
    ("licence", "suspect", "used"),
    [
        ("MIT", (), True),
        ("Apache-2.0", (), True),
        ("research-only", (), False),
        ("none-stated", (), False),
        ("MIT", ("one",), False),
    ],
)
def test_only_free_pages_with_a_whole_gold_are_learned_from(
    licence: str, suspect: tuple[str, ...], used: bool
) -> None:
    assert usable(labelled(licence=licence), frozenset(suspect)) is used


def test_pages_named_in_the_notes_beside_the_data_are_left_out(tmp_path: Path) -> None:
    rows = [labelled("one"), labelled("two"), labelled("three", "research-only")]
    (tmp_path / "dev.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n", "utf-8")
    (tmp_path / "suspect.json").write_text(json.dumps({"dev": ["two"]}), "utf-8")
    assert [row["id"] for row in read_pages(tmp_path)] == ["one"]


def test_variants_are_the_same_every_time_and_keep_the_document() -> None:
    pages = [labelled(name) for name in ("one", "two", "three", "four")]
    made = variants(pages)
    assert made == variants(pages)
    for each in made:
        lines = each["raw_text"].split("\n")
        assert len(lines) == len(each["line_labels"])
        kept = [line for line, label in zip(lines, each["line_labels"], strict=True) if label == 1]
        assert tuple(kept) == ARTICLE[: len(kept)]


def test_respacing_moves_blank_lines_only() -> None:
    row = labelled()
    lines = list(zip(row["raw_text"].split("\n"), row["line_labels"], strict=True))
    apart = respaced(lines, "A")
    assert [entry for entry in apart if entry[0]] == [entry for entry in lines if entry[0]]
    assert all(entry == ("", -1) for entry in apart[1::2])
    assert [entry for entry in respaced(apart, "B") if entry[0]] == [e for e in lines if e[0]]


def test_the_document_alone_holds_nothing_else() -> None:
    import random

    row = labelled()
    lines = list(zip(row["raw_text"].split("\n"), row["line_labels"], strict=True))
    alone = document_alone(lines, random.Random(1))
    assert {label for _, label in alone} <= {1, -1, -2}


def test_appeals_are_read_in_groups() -> None:
    assert appeal_groups("# note\n\none\ntwo\n\nthree\n") == [["one", "two"], ["three"]]


def test_folds_depend_on_the_domain_alone() -> None:
    assert len({fold_of(f"{number}.test") for number in range(100)}) == FOLDS
    assert fold_of("a.test") == fold_of("a.test")
    assert any(fold_of(f"{n}.test") != fold_of(f"{n}.test", "inner") for n in range(20))


def test_the_shipped_weights_are_small_and_fit_the_features() -> None:
    assert WEIGHTS.stat().st_size <= 150_000
    weights = read_weights(WEIGHTS.read_text("utf-8"))
    assert len(weights.first.weights) == len(OWN) + len(CONTEXT)
    assert len(weights.title.weights) == len(TITLE_FEATURES)
    second = len(SECOND) + len(RUNS) + len(TELLTALES)
    assert max(weights.columns) < len(OWN) + len(CONTEXT) + second
    assert len(weights.forest.trees) > 50


def test_training_twice_gives_the_same_weights(tmp_path: Path) -> None:
    pytest.importorskip("numpy", reason="the train dependency group is not installed")
    pytest.importorskip("lightgbm", reason="the train dependency group is not installed")
    pytest.importorskip("resiliparse", reason="the train dependency group is not installed")
    from tui.cleaning.train import examples_of, fit

    pages = [labelled(f"page{number}") for number in range(12)]
    once = json.dumps(fit(examples_of(pages, tmp_path)))
    assert once == json.dumps(fit(examples_of(pages, tmp_path)))
    assert read_weights(once).first.weights


def test_a_new_dump_is_labelled_by_the_gold_text() -> None:
    lines = ["Home", TITLE, "", *ARTICLE[:2], "Advertisement", ARTICLE[2], ARTICLE[0], "Contact"]
    gold = "\n".join(ARTICLE[:3])
    assert label_lines(lines, gold, [TITLE])[:7] == [0, -2, -1, 1, 1, 0, 1]
    assert label_lines(lines, gold, [TITLE])[8] == 0


def test_of_a_page_with_snippets_only_their_lines_are_labelled() -> None:
    row = {"raw_text": "Home\nThe light returns.\nContact us", "with": ["light"], "without": ["us"]}
    assert with_snippet_labels(row)["line_labels"] == [-1, 1, 0]
