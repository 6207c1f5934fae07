"""The way of a document: everything that is derived from it, and what is left when a step fails."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui import pipeline, wire
from tui.document import Label, PreparedDocument, Role
from tui.entities.installed import RecogniserError
from tui.ingest.read import ReadError
from tui.lines import line_key
from tui.pipeline import CLEANED_UP_TO, ChoiceError, prepare, prepare_bytes, version

PAGE = """\
Skip to content
Subscribe
Log in

Lighthouse keeper retires after forty years

Greta Holmqvist, keeper of the lighthouse, retires on 3 March 2027 after forty years of service.

Holmqvist told reporters in Oslo that she had never missed a night, and would miss them all.

The county will pay 2 million crowns for an automatic lamp, the council said on Tuesday.

Share this:
Facebook
Print
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE)
    return path


def test_a_document_is_known_by_its_bytes(page: Path) -> None:
    document = prepare(str(page))
    assert document.id == "sha256:" + hashlib.sha256(page.read_bytes()).hexdigest()
    assert document.id == prepare_bytes(PAGE.encode(), "other name").id


def test_a_document_is_shown_without_what_stood_around_it(page: Path) -> None:
    document = prepare(str(page))
    shown = [block.text(document.safe.text) for block in document.shown]
    assert shown[0] == document.title == "Lighthouse keeper retires after forty years"
    assert shown[1].startswith("Greta Holmqvist, keeper of the lighthouse")
    assert not {"Log in", "Facebook", "Print"} & set(shown)
    assert {"Log in", "Facebook"} <= {b.text(document.safe.text) for b in document.blocks}
    assert document.words == sum(len(text.split()) for text in shown)
    assert document.remark == ""


def test_names_are_found_where_they_stand(page: Path) -> None:
    document = prepare(str(page))
    found = {(m.label, m.name) for m in document.mentions}
    assert (Label.PERSON, "Greta Holmqvist") in found
    spellings = {document.safe.text[m.start : m.end] for m in document.mentions}
    assert {"Greta Holmqvist", "Holmqvist"} <= spellings


def test_a_document_says_the_same_every_time_and_survives_the_wire(page: Path) -> None:
    document = prepare(str(page))
    assert prepare(str(page)) == document
    assert wire.decode(wire.encode(document)) == document


def test_a_line_of_other_documents_is_less_likely_the_documents(page: Path) -> None:
    last = (
        "The county will pay 2 million crowns for an automatic lamp, the council said on Tuesday."
    )

    def score(known: dict[int, int]) -> float:
        document = prepare(str(page), known=known)
        return next(b.score for b in document.blocks if b.text(document.safe.text) == last)

    assert score({line_key(last): 2}) < score({})


def test_what_stands_beside_a_file_comes_before_what_its_text_says(page: Path) -> None:
    from_text = prepare(str(page)).metadata
    assert from_text.title
    page.with_suffix(".json").write_text(json.dumps({"title": "Night watch ends"}))
    beside = prepare(str(page)).metadata
    assert beside.title
    assert beside.title.value == "Night watch ends"
    assert beside.title.source != from_text.title.source


def test_a_text_without_a_title_is_called_by_the_words_of_its_files_name(tmp_path: Path) -> None:
    text = PAGE.partition("years\n\n")[2]
    for name, title in (("ferry-link-chosen.txt", "Ferry link chosen"), ("scan-12.txt", "")):
        (tmp_path / name).write_text(text)
        assert prepare(str(tmp_path / name)).title == title
    found = prepare(str(tmp_path / "ferry-link-chosen.txt")).metadata.title
    assert found
    assert found.source == "file name"
    assert found.confidence < 0.3


def test_a_title_in_the_text_comes_before_the_files_name(tmp_path: Path) -> None:
    (tmp_path / "ferry-link-chosen.txt").write_text(PAGE)
    title = "Lighthouse keeper retires after forty years"
    assert prepare(str(tmp_path / "ferry-link-chosen.txt")).title == title


def test_a_page_and_its_clean_twin_have_the_same_fingerprints() -> None:
    clean = PAGE.split("\n\n", 1)[1].split("\n\nShare")[0]
    page, twin = (prepare_bytes(text.encode(), "a.txt") for text in (PAGE, clean))
    assert page.fingerprints
    assert page.fingerprints == twin.fingerprints
    assert page.id != twin.id


def test_a_document_of_very_many_lines_is_shown_at_once_as_it_is() -> None:
    document = prepare_bytes(b"a\n\nb\n\n" * 20_000, "lines.txt")
    assert document.remark == "80,000 lines: shown uncleaned"
    assert len(document.blocks) == 40_000


def test_of_a_document_that_took_too_long_the_text_alone_is_made(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE)
    document = prepare(str(tmp_path / "a.txt"), plain="more than 20 s of processor time")
    assert document.remark == "more than 20 s of processor time: shown uncleaned"
    assert document.safe.text == PAGE
    assert {block.role for block in document.blocks} == {Role.BODY}
    assert not document.mentions and not document.fingerprints


def test_a_large_document_is_shown_at_once_as_it_is() -> None:
    text = "Subscribe\n\n" + "The board met again and\nagreed on nothing.\n\n" * 80_000
    document = prepare_bytes(text.encode(), "large.txt")
    assert len(text) > CLEANED_UP_TO
    assert document.remark == f"{len(text) / 1e6:.1f} MB: shown uncleaned"
    assert {block.role for block in document.blocks} == {Role.BODY}
    first, second = (block.text(document.safe.text) for block in document.blocks[:2])
    assert (first, second) == ("Subscribe", "The board met again and agreed on nothing.")


@pytest.mark.parametrize(
    ("data", "remark"),
    [(b"", "empty"), (bytes(range(256)) * 40, "binary"), (b"\x7fELF" + b"\0" * 500, "program")],
)
def test_what_is_no_text_says_so_and_is_a_document_all_the_same(data: bytes, remark: str) -> None:
    document = prepare_bytes(data, "thing")
    assert remark in document.remark
    assert document.id == "sha256:" + hashlib.sha256(data).hexdigest()


def test_a_file_that_cannot_be_read_is_an_error_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="is not there"):
        prepare(str(tmp_path / "gone.txt"))


def _break(*_: object, **__: object) -> NoReturn:
    raise ZeroDivisionError("\x1b]0;owned\x07")


@pytest.mark.parametrize(
    ("place", "step"),
    [
        ("tui.cleaning.clean.clean", "cleaning"),
        ("tui.entities.find.find", "names"),
        ("tui.stories.fingerprints.fingerprints", "fingerprints"),
    ],
)
def test_a_step_that_fails_is_left_out_and_named_and_the_text_can_be_read(
    monkeypatch: pytest.MonkeyPatch, place: str, step: str
) -> None:
    monkeypatch.setattr(place, _break)
    told: list[tuple[str, str]] = []
    document = prepare_bytes(
        PAGE.encode(), "a.txt", lambda which, error: told.append((which, type(error).__name__))
    )
    assert document.remark == f"{step} failed (ZeroDivisionError)"
    assert told == [(step, "ZeroDivisionError")]
    shown = "\n".join(block.text(document.safe.text) for block in document.shown)
    assert "keeper of the lighthouse" in shown


def test_other_code_or_data_of_a_step_is_another_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pipeline.py", "document.py", "lines.py", "wire.py"):
        (tmp_path / name).write_text("same")
    for name in ("ingest", "cleaning", "spelling", "entities", "stories"):
        (tmp_path / name / "__pycache__").mkdir(parents=True)
        (tmp_path / name / "weights.json").write_text("[1]")
    monkeypatch.setattr(pipeline, "__file__", str(tmp_path / "pipeline.py"))
    monkeypatch.setattr(pipeline, "_steps", pipeline._steps.__wrapped__)
    before = pipeline.version()
    (tmp_path / "cleaning/__pycache__/clean.pyc").write_text("compiled")
    assert pipeline.version() == before
    (tmp_path / "entities/weights.json").write_text("[2]")
    assert pipeline.version() != before


def test_who_reads_names_is_part_of_the_version(monkeypatch: pytest.MonkeyPatch) -> None:
    def identity(language: str, name: str) -> str:
        if name == "gone":
            raise RecogniserError("gone is not installed")
        return f"{name} 1.0"

    monkeypatch.setattr("tui.entities.installed.identity", identity)
    assert version({"ru": "default"}) == version()
    assert len({version(), version({"ru": "natasha"}), version({"en": "natasha"})}) == 3
    with pytest.raises(ChoiceError, match="gone is not installed"):
        version({"en": "gone"})


def test_names_are_read_by_whom_the_reader_chose() -> None:
    told: list[str] = []
    document = prepare_bytes(
        PAGE.encode(),
        "page.txt",
        lambda step, error: told.append(f"{step}: {error}"),
        {"en": "spacy:no_such_model"},
    )
    assert told[0].startswith("names: ")
    assert told[0].endswith(" is not installed")
    assert "names failed" in document.remark


@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(str.encode)))
@settings(max_examples=200, derandomize=True, deadline=None)
def test_any_bytes_make_a_document_whose_parts_lie_inside_its_text(data: bytes) -> None:
    failed: list[str] = []
    document: PreparedDocument = prepare_bytes(
        data, "a.txt", lambda step, error: failed.append(f"{step}: {error!r}")
    )
    assert not failed
    length = len(document.safe.text)
    ends = [-1, *(number for block in document.blocks for number in block.span), length]
    assert ends == sorted(ends)
    assert all(0 <= m.start < m.end <= length for m in document.mentions)
    assert wire.decode(wire.encode(document)) == document
